package rules.iam["assume-role_test"]

import data.lib.testing
import data.rules.iam["assume-role"] as rule

finding(status, resource, waits_for) := {{
	"status": status,
	"address": "aws_iam_role_policy.example",
	"stack": "payments",
	"path": ["policy", "Statement", 0, "Resource"],
	"params": {"resource": resource},
	"waits_for": waits_for,
}}

assuming(resource, changes) := testing.input_of_statement(object.union(
	{
		"actions": [testing.action("sts:AssumeRole", "none", ["Write"])],
		"steps": ["sts:AssumeRole"],
		"resources": [resource],
	},
	changes,
))

fails(resource, text, changes) if {
	testing.same(finding("fail", text, []), rule.findings) with input as assuming(resource, changes)
}

passes(resource, changes) if testing.empty(rule.findings) with input as assuming(resource, changes)

every_role := testing.target("*", "all")

test_a_named_role_passes if {
	passes(testing.target(testing.unknown([null], ["aws_iam_role.jobs.arn"]), "none"), {})
	passes(testing.target("arn:aws:iam::*:role/read-audit-log", "partial"), {})
	passes(testing.target("arn:aws:iam::111122223333:role/payments-*", "partial"), {})
}

test_every_role_fails if {
	fails(testing.target("arn:aws:iam::111122223333:*", "all"), "arn:aws:iam::111122223333:*", {})
	fails(testing.target("arn:*:iam::*:role/*", "partial"), "arn:*:iam::*:role/*", {})
	fails(testing.target("arn:aws:iam::*:r*", "partial"), "arn:aws:iam::*:r*", {})
	fails(every_role, "*", {})
	fails(testing.target("arn:aws:iam::*:role/*", "partial"), "arn:aws:iam::*:role/*", {})
	by_hole := testing.target(testing.unknown(["arn:aws:iam::", null, ":role/*"], ["var.account"]), "partial")
	fails(by_hole, "arn:aws:iam::(not known yet):role/*", {})
}

test_roles_with_a_tag_pass if {
	passes(every_role, {"conditions": [testing.condition("StringEquals", "aws:ResourceTag/team", ["payments"])]})
	fails(every_role, "*", {"conditions": [testing.condition("StringNotEquals", "aws:ResourceTag/team", ["payments"])]})
	fails(every_role, "*", {"conditions": [testing.condition("StringLike", "aws:ResourceTag/team", ["*"])]})
	fails(every_role, "*", {"conditions": [testing.condition("Bool", "aws:MultiFactorAuthPresent", ["true"])]})
}

test_a_name_nobody_knows_is_one_role if {
	passes(testing.target(testing.unknown([null, "*"], ["var.prefix"]), "partial"), {})
	passes(testing.target(testing.unknown(["arn:aws:iam::*:role/", null], ["var.name"]), "partial"), {})
}

test_an_unknown_effect_is_undetermined if {
	wanted := finding("undetermined", "*", ["var.effect"])
	changes := {"effect": testing.unknown([null], ["var.effect"])}
	testing.same(wanted, rule.findings) with input as assuming(every_role, changes)
}

test_a_deny_and_other_policies_pass if {
	passes(every_role, {"effect": "Deny"})
	passes(every_role, {"kind": "trust"})
	passes(every_role, {"actions": [testing.action("sts:*", "service", ["Write"])]})
}

test_a_tag_that_iam_names_itself_holds_back_too if {
	passes(every_role, {"conditions": [testing.condition("StringEquals", "iam:ResourceTag/team", ["payments"])]})
}
