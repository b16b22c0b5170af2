package lib.attributes_test

import data.lib.attributes
import data.lib.testing

later := testing.unknown([null], ["var.x"])

judged(row, values) := findings if {
	table := {"aws_door": [object.union({"path": ["open"], "effect": "it is cold"}, row)]}
	findings := attributes.findings(table) with input as testing.input_of("aws_door", values)
}

said(row, values) := {[finding.status, finding.path, finding.params.value, finding.waits_for] | some finding in judged(row, values)}

must(rule) := {"must": rule}

test_a_whole_finding_says_what_is_asked_for if {
	params := {"attribute": "open", "value": "true", "required": "false", "effect": "it is cold"}
	testing.same({testing.found("fail", "aws_door.example", ["open"], params, [])}, judged(must({"be": [false]}), {"open": true}))
}

test_one_of_the_values_passes if {
	row := must({"be": [false, "ajar"]})
	every value in [false, "false", "ajar"] {
		testing.empty(judged(row, {"open": value}))
	}
	testing.same({["fail", ["open"], "true", []]}, said(row, {"open": "true"}))
	testing.same({["undetermined", ["open"], "not known yet", ["var.x"]]}, said(row, {"open": later}))
}

test_what_is_left_out_is_the_default if {
	testing.empty(judged(object.union(must({"be": [false]}), {"default": false}), {}))
	testing.same({["fail", ["open"], "true by default", []]}, said(object.union(must({"be": [false]}), {"default": true}), {}))
	testing.same({["fail", ["open"], "not set", []]}, said(must({"be": [false]}), {}))
}

test_what_must_be_given_may_be_unknown if {
	row := must({"be_given": true})
	testing.empty(judged(row, {"open": "x"}))
	testing.empty(judged(row, {"open": later}))
	every nothing in ["", []] {
		{one[0] | some one in said(row, {"open": nothing})} == {"fail"}
	}
	testing.same({["fail", ["open"], "not set", []]}, said(row, {}))
	testing.same({"given"}, {finding.params.required | some finding in judged(row, {})})
}

test_what_must_be_given_may_not_begin_so if {
	row := must({"be_given": true, "not_begin_with": ["alias/aws/", "x"]})
	testing.empty(judged(row, {"open": "alias/mine"}))
	testing.empty(judged(row, {"open": later}))
	testing.empty(judged(row, {"open": testing.unknown(["alias/", null], ["var.x"])}))
	testing.same({["fail", ["open"], "alias/aws/s3", []]}, said(row, {"open": "alias/aws/s3"}))
	waits := {["undetermined", ["open"], "not known yet", ["var.x"]]}
	testing.same(waits, said(row, {"open": testing.unknown(["alias/aws/", null], ["var.x"])}))
	testing.same({"given and none that begins with alias/aws/ or x"}, {finding.params.required | some finding in judged(row, {})})
}

test_a_number_must_be_large_enough if {
	row := must({"be_at_least": 7})
	every value in [7, 8, "7"] {
		testing.empty(judged(row, {"open": value}))
	}
	testing.same({["fail", ["open"], "6", []]}, said(row, {"open": 6}))
	testing.same({["fail", ["open"], "many", []]}, said(row, {"open": "many"}))
	testing.same({"7 or more"}, {finding.params.required | some finding in judged(row, {"open": 6})})
}

test_a_list_must_include if {
	row := must({"include": ["a", "b"]})
	testing.empty(judged(row, {"open": ["b", "c", "a"]}))
	testing.same({["fail", ["open"], "[\"a\"]", []]}, said(row, {"open": ["a"]}))
	testing.same({["fail", ["open"], "a", []]}, said(row, {"open": "a"}))
	testing.same({["undetermined", ["open"], "not known yet", ["var.x"]]}, said(row, {"open": ["a", later]}))
	testing.same({["fail", ["open"], `{"x":"a","y":"b"}`, []]}, said(row, {"open": {"x": "a", "y": "b"}}))
	testing.same({"a list with a and b"}, {finding.params.required | some finding in judged(row, {})})
}

test_a_row_may_be_about_some_resources_only if {
	row := object.union(must({"be": [false]}), {"when": {"path": ["kind"], "be": ["front"], "default": "back"}})
	testing.same({["fail", ["open"], "true", []]}, said(row, {"open": true, "kind": "front"}))
	testing.empty(judged(row, {"open": true, "kind": "back"}))
	testing.empty(judged(row, {"open": true}))
	testing.empty(judged(row, {"open": true, "kind": null}))
	testing.same({["undetermined", ["open"], "not known yet", ["var.x"]]}, said(row, {"open": true, "kind": later}))
	testing.empty(judged(row, {"open": false, "kind": later}))
	usual := object.union(must({"be": [false]}), {"when": {"path": ["kind"], "be": ["front"], "default": "front"}})
	every kind in [{}, {"kind": null}, {"kind": "front"}] {
		testing.same({["fail", ["open"], "true", []]}, said(usual, object.union({"open": true}, kind)))
	}
	attributes.applies(usual, {"kind": null}) == "yes"
	attributes.applies(usual, {"kind": later}) == "undetermined"
	attributes.applies(usual, {"kind": "back"}) == "no"
	nothing := object.union(must({"be": [false]}), {"when": {"path": ["kind"], "be": [null]}})
	testing.same({["fail", ["open"], "true", []]}, said(nothing, {"open": true}))
}

test_a_row_may_be_about_none_where_something_is_given if {
	row := object.union(must({"be": [false]}), {"unless_given": ["lock", "guard"]})
	testing.empty(judged(row, {"open": true, "guard": "x"}))
	testing.same({["fail", ["open"], "true", []]}, said(row, {"open": true, "lock": null}))
}

block(row) := object.union({"path": ["frame", "open"], "must": {"be": [false]}}, row)

test_a_block_that_is_left_out_leaves_its_attribute_out if {
	testing.same({["fail", ["frame"], "not set", []]}, said(block({}), {}))
	testing.same({["fail", ["frame"], "true by default", []]}, said(block({"default": true}), {}))
	testing.empty(judged(block({"default": true, "absent": false}), {}))
	testing.empty(judged(block({"if_block": true}), {}))
	testing.same({["fail", ["frame", 0, "open"], "true", []]}, said(block({"if_block": true}), {"frame": [{"open": true}]}))
	testing.same({"frame.open"}, {finding.params.attribute | some finding in judged(block({}), {})})
	testing.same({["undetermined", ["frame"], "not known yet", ["var.x"]]}, said(block({}), {"frame": later}))
	fronts := block({"when": {"path": ["kind"], "be": ["front"]}})
	testing.same({["undetermined", ["frame"], "not known yet", ["var.x"]]}, said(fronts, {"kind": later}))
}

test_what_goes_away_is_not_judged if {
	row := {"path": ["open"], "must": {"be": [false]}, "effect": ""}
	every action in ["delete", "forget"] {
		gone := object.union(testing.resource("aws_door", {"open": true}), {"action": action})
		testing.empty(attributes.findings({"aws_door": [row]})) with input as testing.input_with("aws_door", gone)
	}
}
