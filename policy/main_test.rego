package tollgate_test

import data.lib.testing
import data.tollgate

asking(rules) := object.union(testing.input_of("aws_teleport", {"name": "door"}), {"rules": rules})

unclassified := {{
	"rule": "naming/unclassified-type",
	"status": "fail",
	"address": "aws_teleport.example",
	"stack": "payments",
	"path": [],
	"params": {"type": "aws_teleport"},
	"waits_for": [],
}}

test_a_rule_that_is_asked_for_answers_with_its_id if {
	testing.same(unclassified, tollgate.findings) with input as asking(["naming/unclassified-type", "naming/suffix"])
}

test_no_other_rule_answers if {
	testing.empty(tollgate.findings) with input as asking(["naming/suffix"])
	testing.empty(tollgate.findings) with input as asking([])
}

test_an_input_of_another_version_has_no_answer if {
	not tollgate.findings with input as object.union(asking(["naming/suffix"]), {"version": 2})
	not tollgate.findings with input as object.remove(asking(["naming/suffix"]), ["version"])
}

test_it_says_what_it_reads_and_which_tables_it_has if {
	testing.same({"input_version": 1, "tables": ["a", "b"]}, tollgate.ready) with data.tables as {"b": {}, "a": {}}
}
