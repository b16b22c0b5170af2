package lib.text_test

import data.lib.testing
import data.lib.text

open(parts) := text.of(testing.unknown(parts, ["var.x"]))

test_what_is_not_known_is_a_hole if {
	text.of("a") == "a"
	text.of(7) == "7"
	text.of(null) == "not set"
	open(["a-", null, "-b"]) == concat("", ["a-", text.hole, "-b"])
	open([null]) == text.hole
	text.hole == "\u0001"
}

may(left, right) if {
	text.may_equal(left, right)
	text.may_equal(right, left)
}

never(left, right) if {
	not text.may_equal(left, right)
	not text.may_equal(right, left)
}

test_a_shape_is_what_is_known_at_both_ends if {
	text.shape("abc") == [1000000, 1000000]
	text.shape(open(["ab", null, "c", null, "def"])) == [2, 3]
	text.shape(open([null])) == [0, 0]
}

whole := [1000000, 1000000]

test_a_meeting_of_two_shapes_is_about_what_both_know if {
	text.meeting([2, 2], [1, 3]) == {"before": 1, "after": 2, "kept": "2 2 1 3", "asked": "1 3 2 2"}
	text.meeting([1, 3], [2, 2]) == {"before": 1, "after": 2, "kept": "1 3 2 2", "asked": "2 2 1 3"}
	text.meeting(whole, [2, 3]) == {
		"before": 2,
		"after": 3,
		"kept": "1000000 1000000 2 3",
		"asked": "2 3 1000000 1000000",
	}
	not text.meeting(whole, whole)
}

test_a_text_is_kept_where_one_that_may_equal_it_asks if {
	left := text.meeting_keys(open(["ab", null, "yz"]), text.meeting([2, 2], [1, 3]))
	right := text.meeting_keys(open(["a", null, "xyz"]), text.meeting([1, 3], [2, 2]))
	left == {"kept": "2 2 1 3\na\nyz", "asked": "1 3 2 2\na\nyz"}
	left.kept == right.asked
	left.asked == right.kept
}

test_a_text_without_a_hole_is_kept_by_as_much_of_it_as_the_other_knows if {
	known := text.meeting(whole, [2, 2])
	text.meeting_keys("abxyz", known).kept == "1000000 1000000 2 2\nab\nyz"
	text.meeting_keys("yz", known).kept == "1000000 1000000 2 2\nyz\nyz"
	text.meeting_keys("z", known).kept == "1000000 1000000 2 2\nz\nz"
}

test_known_texts_are_equal_or_not if {
	may("a", "a")
	never("a", "b")
	never("a", "ab")
}

test_a_hole_may_become_what_is_missing if {
	may(open(["a-", null]), "a-b")
	may(open(["a-", null]), "a-")
	may(open([null, "-b"]), "a-b")
	may(open(["a", null, "c"]), "abc")
	may(open([null]), "")
	never(open(["a-", null]), "b-a")
	never(open([null, "-b"]), "b-a")
	never(open(["a-", null]), "a")
	never(open(["aa", null, "aa"]), "aaa")
	may(open(["aa", null, "aa"]), "aaaa")
}

test_two_texts_with_holes_may_meet if {
	may(open(["a", null]), open([null, "b"]))
	may(open(["a", null, "c"]), open(["ab", null]))
	never(open(["a", null]), open(["b", null]))
	never(open([null, "a"]), open([null, "b"]))
	may(open([null, "ab"]), open([null, "b"]))
}

test_a_pattern_begins_with_what_stands_before_its_first_wildcard if {
	text.before_wildcard("role/a") == "role/a"
	text.before_wildcard("role/*a?") == "role/"
	text.before_wildcard("role/?a*") == "role/"
	text.before_wildcard("*") == ""
	text.before_wildcard("") == ""
}
