package rules.iam["not-elements_test"]

import data.lib.testing
import data.rules.iam["not-elements"] as rule

at(fact, path) := object.union(fact, {"path": array.concat(["policy", "Statement", 0], path)})

excepted_actions := [
	at(testing.action("iam:*", "service", ["Write"]), ["NotAction", 0]),
	at(testing.action("sts:AssumeRole", "none", ["Write"]), ["NotAction", 1]),
]

excepted_resources := [at(testing.target("arn:aws:s3:::audit", "none"), ["NotResource"])]

excepted_principals := [{"type": "AWS", "value": "arn:aws:iam::123456789012:user/eve"}]

finding(status, path, element, reason, waits_for) := {testing.found(
	status, "aws_iam_role_policy.example", array.concat(["policy", "Statement", 0], path),
	{"element": element, "reason": reason}, waits_for,
)}

fails(changes, path, element, reason) if {
	wanted := finding("fail", path, element, reason, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

actions_but := "every action of every service but iam:*, sts:AssumeRole is allowed"

resources_but := "every resource but arn:aws:s3:::audit is allowed"

everybody_but := "everybody but arn:aws:iam::123456789012:user/eve is allowed, in every account"

test_a_statement_that_says_what_it_allows_passes if passes({})

test_all_actions_but_some_fail_at_their_list if {
	every kind in ["identity", "trust", "resource", "key"] {
		fails({"kind": kind, "actions": [], "not_actions": excepted_actions}, ["NotAction"], "NotAction", actions_but)
	}
}

test_all_resources_but_one_fail if {
	fails({"resources": [], "not_resources": excepted_resources}, ["NotResource"], "NotResource", resources_but)
}

test_everything_of_a_resource_but_some_fails if {
	reason := "everything it is attached to but arn:aws:s3:::audit is allowed"
	changes := {"kind": "resource", "resources": [], "not_resources": excepted_resources}
	fails(changes, ["NotResource"], "NotResource", reason)
}

test_everybody_but_one_fails_whatever_the_condition if {
	changes := {"kind": "resource", "not_principals": excepted_principals}
	fails(changes, [], "NotPrincipal", everybody_but)
	limited := {"conditions": [testing.condition("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"])]}
	fails(object.union(changes, limited), [], "NotPrincipal", everybody_but)
}

test_all_who_are_left_out_are_named if {
	several := array.concat(excepted_principals, [{"type": "AWS", "value": "arn:aws:iam::123456789012:user/mallory"}])
	reason := "everybody but arn:aws:iam::123456789012:user/eve, arn:aws:iam::123456789012:user/mallory is allowed, in every account"
	fails({"kind": "resource", "not_principals": several}, [], "NotPrincipal", reason)
}

test_one_action_that_is_left_out_fails if {
	reason := "every action of every service but iam:* is allowed"
	fails({"actions": [], "not_actions": [excepted_actions[0]]}, ["NotAction"], "NotAction", reason)
}

test_a_statement_with_several_is_told_once if {
	changes := {
		"kind": "resource",
		"actions": [],
		"not_actions": excepted_actions,
		"not_principals": excepted_principals,
	}
	reason := concat("; ", [actions_but, everybody_but])
	fails(changes, ["NotAction"], "NotAction and NotPrincipal", reason)
}

test_a_deny_passes if {
	passes({
		"effect": "Deny",
		"actions": [],
		"not_actions": excepted_actions,
		"resources": [],
		"not_resources": excepted_resources,
		"not_principals": excepted_principals,
	})
}

test_an_endpoint_may_leave_resources_out if {
	every type in ["aws_vpc_endpoint", "aws_vpc_endpoint_policy"] {
		changes := {"kind": "resource", "type": type, "resources": [], "not_resources": excepted_resources}
		passes(changes)
		both := object.union(changes, {"actions": [], "not_actions": excepted_actions})
		fails(both, ["NotAction"], "NotAction", actions_but)
	}
}

test_what_is_left_out_need_not_be_known if {
	open := at(testing.target(testing.unknown([null, "/*"], ["aws_s3_bucket.audit.arn"]), "partial"), ["NotResource"])
	reason := "every resource but (not known yet)/* is allowed"
	fails({"resources": [], "not_resources": [open]}, ["NotResource"], "NotResource", reason)
}

test_an_unknown_effect_is_undetermined if {
	changes := {"effect": testing.unknown([null], ["var.effect"]), "actions": [], "not_actions": excepted_actions}
	wanted := finding("undetermined", ["NotAction"], "NotAction", actions_but, ["var.effect"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"address": "aws_iam_role_policy.example", "stack": "payments", "path": ["policy"], "waits_for": ["a.b.c"]}
	params := {"element": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	wanted := {testing.found("undetermined", "aws_iam_role_policy.example", ["policy"], params, ["a.b.c"])}
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
}
