package lib.values_test

import data.lib.testing
import data.lib.values

later := testing.unknown(["a-", null], ["var.x"])

bare := {"$unknown": {}}

known(path, value, given) := {"path": path, "state": "known", "value": value, "given": given}

open(path) := {"path": path, "state": "unknown", "waits_for": ["var.x"], "parts": ["a-", null], "given": true}

leaves_of(attributes, path, fallback) := {leaf | some leaf in values.leaves(attributes, path, fallback)}

blocks_of(attributes, name, base) := {block | some block in values.blocks(attributes, name, base)}

test_what_is_unknown_says_so_and_what_it_waits_for if {
	values.is_unknown(later)
	values.is_unknown(bare)
	every value in ["a", 1, true, null, [], {}, {"$unknown": false}] {
		not values.is_unknown(value)
		values.waits_for(value) == []
		values.parts(value) == [value]
	}
	values.waits_for(later) == ["var.x"]
	values.waits_for(bare) == []
	values.parts(later) == ["a-", null]
	values.parts(bare) == [null]
}

test_null_is_absent if {
	values.is_given({"a": false}, "a")
	values.is_given({"a": later}, "a")
	not values.is_given({"a": null}, "a")
	not values.is_given({}, "a")
}

test_an_attribute_has_one_leaf if {
	testing.same({known(["a"], 1, true)}, leaves_of({"a": 1}, ["a"], 7))
	testing.same({known(["a"], 7, false)}, leaves_of({}, ["a"], 7))
	testing.same({known(["a"], 7, false)}, leaves_of({"a": null}, ["a"], 7))
	testing.same({open(["a"])}, leaves_of({"a": later}, ["a"], 7))
}

test_an_attribute_of_a_block_has_a_leaf_in_each if {
	testing.same({known(["b", "a"], 1, true)}, leaves_of({"b": {"a": 1}}, ["b", "a"], 7))
	testing.same(
		{known(["b", 0, "a"], 1, true), known(["b", 1, "a"], 7, false), open(["b", 2, "a"]), open(["b", 3])},
		leaves_of({"b": [{"a": 1}, {}, {"a": later}, later]}, ["b", "a"], 7),
	)
	testing.same({open(["b"])}, leaves_of({"b": later}, ["b", "a"], 7))
	every nothing in [{}, {"b": null}, {"b": []}, {"b": "text"}] {
		testing.same(set(), leaves_of(nothing, ["b", "a"], 7))
	}
}

test_blocks_are_found_three_and_four_steps_down if {
	three := ["c", "b", "a"]
	testing.same({known(["c", "b", "a"], 1, true)}, leaves_of({"c": {"b": {"a": 1}}}, three, 7))
	testing.same(
		{known(["c", 0, "b", 0, "a"], 1, true), known(["c", 0, "b", 1, "a"], 7, false), open(["c", 1, "b"]), open(["c", 2])},
		leaves_of({"c": [{"b": [{"a": 1}, {}]}, {"b": later}, later, {}]}, three, 7),
	)
	four := ["d", "c", "b", "a"]
	testing.same({known(four, 1, true)}, leaves_of({"d": {"c": {"b": {"a": 1}}}}, four, 7))
	testing.same(
		{known(["d", 0, "c", 0, "b", 0, "a"], 7, false), open(["d", 0, "c", 0, "b", 1]), open(["d", 1, "c"]), open(["d", 2])},
		leaves_of({"d": [{"c": [{"b": [{}, later]}]}, {"c": later}, later]}, four, 7),
	)
}

test_blocks_are_a_list_or_one_object if {
	testing.same(
		{{"path": ["x", "b", 0], "content": {"a": 1}}, {"path": ["x", "b", 1], "content": later}},
		blocks_of({"b": [{"a": 1}, later]}, "b", ["x"]),
	)
	testing.same({{"path": ["x", "b"], "content": {"a": 1}}}, blocks_of({"b": {"a": 1}}, "b", ["x"]))
	every nothing in [{"b": "text"}, {"b": null}, {}] {
		testing.same([], values.blocks(nothing, "b", []))
	}
}

test_booleans_may_be_written_as_text if {
	values.plain("true") == true
	values.plain("false") == false
	every value in [true, false, "TRUE", "7", 7, null] {
		values.plain(value) == value
	}
}

test_values_are_told_as_people_read_them if {
	values.text(null) == "not set"
	values.text("eu") == "eu"
	values.text(7) == "7"
	values.text(false) == "false"
	values.text(["a", {"b": 1}]) == `["a",{"b":1}]`
	values.text(later) == "a-(not known yet)"
	values.text(bare) == "(not known yet)"
}
