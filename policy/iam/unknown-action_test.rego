package rules.iam["unknown-action_test"]

import data.lib.testing
import data.rules.iam["unknown-action"] as rule

action(pattern, wildcard, known) := object.union(testing.action(pattern, wildcard, []), {"known": known})

finding(status, pattern, reason, waits_for) := {testing.found(
	status, "aws_iam_role_policy.example", ["policy", "Statement", 0, "Action", 0],
	{"action": pattern, "reason": reason}, waits_for,
)}

fails(changes, pattern, reason) if {
	wanted := finding("fail", pattern, reason, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

missing := "AWS has no action of that name"

test_an_action_of_aws_passes if {
	passes({})
	passes({"actions": [action("s3:Get*", "partial", "yes")]})
}

test_an_action_nobody_has_fails if {
	fails({"actions": [action("s3:GetObjects", "none", "no")]}, "s3:GetObjects", missing)
}

test_a_pattern_without_a_match_fails if {
	fails({"actions": [action("s3:Teleport*", "partial", "no")]}, "s3:Teleport*", "the pattern matches no action of AWS")
	fails({"actions": [action("teleport:*", "service", "no")]}, "teleport:*", "the pattern matches no action of AWS")
}

test_one_of_several_fails if {
	fails({"actions": [action("s3:GetObject", "none", "yes"), action("s3:GetObjects", "none", "no")]}, "s3:GetObjects", missing)
}

test_an_exception_nobody_has_fails if {
	fails({"actions": [], "not_actions": [action("iam:PassRoles", "none", "no")]}, "iam:PassRoles", missing)
}

test_policies_of_every_kind_are_judged if {
	every kind in ["identity", "trust", "resource", "key"] {
		fails({"kind": kind, "actions": [action("s3:GetObjects", "none", "no")]}, "s3:GetObjects", missing)
	}
}

test_a_deny_passes if passes({"effect": "Deny", "actions": [action("s3:GetObjects", "none", "no")]})

test_an_action_that_may_be_one_of_aws_is_undetermined if {
	open := testing.unknown(["s3:Get", null], ["var.what"])
	reason := "whether AWS has such an action is not known yet"
	wanted := finding("undetermined", "s3:Get(not known yet)", reason, ["var.what"])
	changes := {"actions": [action(open, "none", "undetermined")]}
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_an_action_that_cannot_be_one_fails_though_it_is_not_known if {
	open := testing.unknown(["teleport:", null], ["var.what"])
	fails({"actions": [action(open, "none", "no")]}, "teleport:(not known yet)", missing)
}

test_an_unknown_effect_is_undetermined if {
	changes := {
		"effect": testing.unknown([null], ["var.effect"]),
		"actions": [action("s3:GetObjects", "none", "no")],
	}
	wanted := finding("undetermined", "s3:GetObjects", missing, ["var.effect"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"address": "aws_iam_role_policy.example", "stack": "payments", "path": ["policy"], "waits_for": ["a.b.c"]}
	params := {"action": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	wanted := {testing.found("undetermined", "aws_iam_role_policy.example", ["policy"], params, ["a.b.c"])}
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
}
