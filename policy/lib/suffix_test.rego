package lib.suffix_test

import data.lib.suffix
import data.lib.text

carried(style, name) := suffix.carried({"style": style}, name, "dev")

test_an_end_carries_after_its_separator if {
	every one in [["hyphen", "a-dev"], ["tag", "a-dev"], ["underscore", "a_dev"], ["either", "a-dev"], ["either", "a_dev"], ["joined", "adev"]] {
		carried(one[0], one[1]) == "yes"
	}
	every one in [["hyphen", "a_dev"], ["tag", "adev"], ["underscore", "a-dev"], ["either", "adev"], ["joined", "a"]] {
		carried(one[0], one[1]) == "no"
	}
}

test_a_hole_at_the_end_may_bring_the_suffix if {
	every style in ["hyphen", "tag", "underscore", "either", "joined"] {
		carried(style, concat("", ["a", text.hole])) == "undetermined"
		carried(style, concat("", ["a", text.hole, "ev"])) == "undetermined"
		carried(style, concat("", ["a", text.hole, "prod"])) == "no"
	}
}

test_a_part_carries_where_names_have_parts if {
	every one in [["path", "/a/dev/b"], ["path", "/a/b-dev/c"], ["dns", "dev.a"], ["dns", "b-dev.a"], ["alias", "alias/a-dev"]] {
		carried(one[0], one[1]) == "yes"
	}
	every one in [["path", "/a/devel"], ["path", "a.dev.b"], ["dns", "a/dev"], ["dns", "xdev.a"], ["alias", "a-dev"], ["alias", "alias/dev"]] {
		carried(one[0], one[1]) == "no"
	}
	every one in [["path", "/a/"], ["dns", "a."], ["alias", "alias/"]] {
		carried(one[0], concat("", [one[1], text.hole])) == "undetermined"
	}
	carried("alias", concat("", [text.hole, "-dev"])) == "yes"
	carried("alias", concat("", ["x", text.hole, "-dev"])) == "no"
}

test_a_part_with_a_hole_anywhere_may_have_it if {
	carried("path", concat("", ["x/a-", text.hole, "b"])) == "undetermined"
	carried("dns", concat("", ["x.a-", text.hole, "b"])) == "undetermined"
}

test_a_tail_is_left_out if {
	suffix.carried({"style": "hyphen", "tail": ".fifo"}, "a-dev.fifo", "dev") == "yes"
	suffix.carried({"style": "hyphen", "tail": ".fifo"}, "a-dev/*", "dev") == "no"
	suffix.carried({"style": "hyphen", "tail": "--x-s3"}, "a-dev--az1--x-s3", "dev") == "yes"
	suffix.carried({"style": "hyphen"}, "a-dev/*", "dev") == "yes"
	suffix.carried({"style": "hyphen"}, "a-dev--az1", "dev") == "no"
}

test_what_is_expected_is_told if {
	suffix.expectation({"style": "path"}, "dev") == "must have dev or a name ending in -dev as a part of its path"
	suffix.expectation({"style": "dns"}, "dev") == "must have dev or a name ending in -dev as a label"
	suffix.expectation({"style": "alias"}, "dev") == "must begin with alias/ and end in -dev"
	suffix.expectation({"style": "hyphen"}, "dev") == "must end in -dev"
	suffix.expectation({"style": "tag"}, "dev") == "must end in -dev"
	suffix.expectation({"style": "underscore"}, "dev") == "must end in _dev"
	suffix.expectation({"style": "either"}, "dev") == "must end in -dev or _dev"
	suffix.expectation({"style": "joined", "tail": ".fifo"}, "dev") == "must end in dev (before .fifo)"
}
