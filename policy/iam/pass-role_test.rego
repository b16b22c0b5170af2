package rules.iam["pass-role_test"]

import data.lib.testing
import data.rules.iam["pass-role"] as rule

finding(status, resource, reason, waits_for) := {{
	"status": status,
	"address": "aws_iam_role_policy.example",
	"stack": "payments",
	"path": ["policy", "Statement", 0, "Resource"],
	"params": {"resource": resource, "reason": reason},
	"waits_for": waits_for,
}}

passing(resource, changes) := testing.input_of_statement(object.union(
	{
		"actions": [testing.action("iam:PassRole", "none", ["Write"])],
		"steps": ["iam:PassRole"],
		"resources": [resource],
	},
	changes,
))

fails(resource, text, reason, changes) if {
	testing.same(finding("fail", text, reason, []), rule.findings) with input as passing(resource, changes)
}

passes(resource, changes) if testing.empty(rule.findings) with input as passing(resource, changes)

to(service) := {"conditions": [testing.condition("StringEquals", "iam:PassedToService", [service])]}

to_lambda := to("lambda.amazonaws.com")

role := testing.target(testing.unknown([null], ["aws_iam_role.jobs.arn"]), "none")

every_role := testing.target("*", "all")

any_of_account := testing.target("arn:aws:iam::111122223333:role/*", "partial")

some_of_account := testing.target("arn:aws:iam::111122223333:role/payments-*", "partial")

of_any_account := testing.target("arn:aws:iam::*:role/payments-jobs", "partial")

test_a_named_role_for_a_service_passes if {
	passes(role, to_lambda)
	passes(testing.target("arn:aws:iam::111122223333:role/payments-jobs", "none"), to_lambda)
	passes(of_any_account, to_lambda)
}

test_the_roles_of_one_application_for_a_service_pass if passes(some_of_account, to_lambda)

test_a_service_that_is_not_known_yet_holds_it_too if passes(role, to(testing.unknown([null], ["var.service"])))

test_a_resource_it_is_held_to_passes if {
	passes(role, {"conditions": [testing.condition("ArnLike", "iam:AssociatedResourceArn", ["arn:aws:ec2:*:*:instance/*"])]})
}

test_what_is_no_role_is_passed_to_nobody if {
	passes(testing.target("arn:aws:s3:::payments-exports-dev/*", "partial"), {})
	passes(testing.target("arn:aws:s3:::*", "all"), {})
}

test_a_path_of_its_own_is_not_every_role if {
	passes(testing.target("arn:aws:iam::111122223333:role/jobs/*", "partial"), to_lambda)
}

test_every_role_fails if {
	fails(testing.target("arn:aws:iam::111122223333:*", "all"), "arn:aws:iam::111122223333:*", "that is every role there is", to_lambda)
	fails(testing.target("arn:*:iam::*:role/*", "partial"), "arn:*:iam::*:role/*", "that is every role there is", to_lambda)
	fails(every_role, "*", "that is every role there is", to_lambda)
	fails(any_of_account, "arn:aws:iam::111122223333:role/*", "that is every role there is", to_lambda)
	fails(testing.target("arn:aws:iam::*:role/?*", "partial"), "arn:aws:iam::*:role/?*", "that is every role there is", to_lambda)
}

test_a_role_for_any_service_fails if {
	reason := "no iam:PassedToService says to which service"
	fails(role, "(not known yet)", reason, {})
	fails(some_of_account, "arn:aws:iam::111122223333:role/payments-*", reason, to("*"))
	other := {"conditions": [testing.condition("StringNotEquals", "iam:PassedToService", ["ec2.amazonaws.com"])]}
	fails(of_any_account, "arn:aws:iam::*:role/payments-jobs", reason, other)
	fails(role, "(not known yet)", reason, {"conditions": [testing.condition("StringEquals", "aws:RequestedRegion", ["eu-west-1"])]})
}

test_an_unknown_effect_is_undetermined if {
	changes := object.union(to_lambda, {"effect": testing.unknown([null], ["var.effect"])})
	wanted := finding("undetermined", "*", "that is every role there is", ["var.effect"])
	testing.same(wanted, rule.findings) with input as passing(every_role, changes)
}

test_a_deny_and_other_policies_pass if {
	passes(every_role, {"effect": "Deny"})
	passes(every_role, {"kind": "resource"})
	passes(every_role, {"steps": []})
}

test_every_action_of_iam_is_told_elsewhere if {
	passes(every_role, {"actions": [testing.action("iam:*", "service", ["Write"])]})
	fails(every_role, "*", "that is every role there is", {"actions": [testing.action("iam:Pass*", "partial", ["Write"])]})
}
