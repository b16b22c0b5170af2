package rules.iam["unknown-condition-key_test"]

import data.lib.testing
import data.rules.iam["unknown-condition-key"] as rule

at(key) := ["policy", "Statement", 0, "Condition", "StringEquals", key]

vain(key, problem) := {"vain_conditions": [{"path": at(key), "key": key, "problem": problem}]}

finding(status, key, reason, waits_for) := {testing.found(
	status, "aws_iam_role_policy.example", at(key),
	{"key": key, "reason": reason}, waits_for,
)}

missing := "AWS has no condition key of that name"

test_a_condition_that_can_be_met_passes if {
	testing.empty(rule.findings) with input as testing.input_of_statement({"vain_conditions": []})
}

test_a_key_nobody_has_fails if {
	wanted := finding("fail", "s3:prefixes", missing, [])
	every kind in ["identity", "trust", "resource", "key"] {
		changes := object.union(vain("s3:prefixes", "unknown"), {"kind": kind})
		testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
	}
}

test_a_key_no_action_has_a_value_for_fails if {
	reason := "no action of the statement has a value for it, so nothing is allowed"
	wanted := finding("fail", "s3:prefix", reason, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(vain("s3:prefix", "unsupported"))
}

test_a_deny_passes if {
	changes := object.union(vain("s3:prefixes", "unknown"), {"effect": "Deny"})
	testing.empty(rule.findings) with input as testing.input_of_statement(changes)
}

test_an_unknown_effect_is_undetermined if {
	changes := object.union(vain("s3:prefixes", "unknown"), {"effect": testing.unknown([null], ["var.effect"])})
	wanted := finding("undetermined", "s3:prefixes", missing, ["var.effect"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"address": "aws_iam_role_policy.example", "stack": "payments", "path": ["policy"], "waits_for": ["a.b.c"]}
	params := {"key": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	wanted := {testing.found("undetermined", "aws_iam_role_policy.example", ["policy"], params, ["a.b.c"])}
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
}
