package tollgate_test

import data.lib.testing
import data.tollgate

found := testing.found("fail", "house.example", [], {}, [])

rules := {"house": {"door": {"findings": {found}}, "roof": {"findings": set()}}, "garden": {"door": {"findings": {found}}}}

asking(ids) := {"version": 1, "rules": ids}

answer(ids) := {one | some one in answers} if {
	answers := tollgate.findings with input as asking(ids) with data.rules as rules
}

test_a_rule_that_is_asked_for_answers_with_its_id if {
	testing.same({object.union(found, {"rule": "house/door"})}, answer(["house/door", "house/roof"]))
}

test_no_other_rule_answers if {
	testing.empty(answer(["house/roof"]))
	testing.empty(answer(["house/cellar"]))
	testing.empty(answer([]))
}

test_an_input_of_another_version_has_no_answer if {
	not tollgate.findings with input as {"version": 2, "rules": []} with data.rules as rules
	not tollgate.findings with input as {"rules": []} with data.rules as rules
}

test_it_says_what_it_reads_and_which_tables_it_has if {
	testing.same({"input_version": 1, "tables": ["a", "b"]}, tollgate.ready) with data.tables as {"b": {}, "a": {}}
}
