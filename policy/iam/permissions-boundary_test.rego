package rules.iam["permissions-boundary_test"]

import data.lib.testing
import data.rules.iam["permissions-boundary"] as rule

roles(resource) := {"scope": "pattern", "resources": [resource]}

create(changes) := testing.grant(0, ["iam:CreateRole"], object.union(roles("arn:aws:iam::1:role/payments-*"), changes))

attach := testing.grant(1, ["iam:AttachRolePolicy"], roles("arn:aws:iam::1:role/payments-*"))

bounded := {"conditions": [testing.condition("StringEquals", "iam:PermissionsBoundary", ["arn:aws:iam::1:policy/b"])]}

ci(grants, changes) := testing.principal("ci", object.union({"grants": grants}, changes))

finding(status, action, waits_for) := {{
	"status": status,
	"address": "aws_iam_role_policy.ci",
	"stack": "payments",
	"path": ["policy", "Statement", 0],
	"params": {"principal": "aws_iam_role.ci", "action": action},
	"waits_for": waits_for,
}}

same(wanted, principal) if {
	testing.same(wanted, rule.findings) with input as testing.input_of_principals([principal], {})
}

passes(principal) if testing.empty(rule.findings) with input as testing.input_of_principals([principal], {})

test_creating_and_filling_roles_fails if same(finding("fail", "iam:CreateRole", []), ci([create({}), attach], {}))

test_creating_users_fails_too if {
	grants := [testing.grant(0, ["iam:CreateUser"], {}), testing.grant(1, ["iam:AddUserToGroup"], {})]
	same(finding("fail", "iam:CreateUser", []), ci(grants, {}))
}

test_roles_with_a_boundary_pass if passes(ci([create(bounded), attach], {}))

test_a_condition_on_who_asks_is_no_boundary if {
	mfa := {"conditions": [testing.condition("Bool", "aws:MultiFactorAuthPresent", ["true"])]}
	same(finding("fail", "iam:CreateRole", []), ci([create(mfa), attach], {}))
}

test_roles_without_permissions_pass if {
	passes(ci([create({})], {}))
	passes(ci([create({}), object.union(attach, bounded)], {}))
}

test_an_administrator_is_told_so_elsewhere if passes(ci([create({}), attach], {"admin": "yes"}))

test_a_boundary_nobody_can_read_is_undetermined if {
	boundary := {"boundary": {"policy": "b", "known": false, "waits_for": ["var.boundary"]}}
	same(finding("undetermined", "iam:CreateRole", ["var.boundary"]), ci([create({}), attach], boundary))
}

test_an_effect_nobody_knows_is_undetermined if {
	same(finding("undetermined", "iam:CreateRole", ["var.effect"]), ci([create({"granted_when": ["var.effect"]}), attach], {}))
}

test_what_is_not_judged_is_not_said if {
	elsewhere := {"from": {"address": "a", "stack": "base", "path": ["policy"], "judged": false}}
	passes(ci([create(elsewhere), attach], {}))
}

test_every_way_to_fill_what_is_made_counts if {
	every action in ["iam:AttachRolePolicy", "iam:PutRolePolicy"] {
		same(finding("fail", "iam:CreateRole", []), ci([create({}), testing.grant(1, [action], {})], {}))
	}
	every action in ["iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:AddUserToGroup"] {
		grants := [testing.grant(0, ["iam:CreateUser"], {}), testing.grant(1, [action], {})]
		same(finding("fail", "iam:CreateUser", []), ci(grants, {}))
	}
}

test_a_condition_nobody_knows_is_undetermined if {
	open := {"conditions": [testing.condition("", "", [testing.unknown([null], ["var.condition"])])]}
	same(finding("undetermined", "iam:CreateRole", ["var.condition"]), ci([create(open), attach], {}))
}

test_one_statement_has_one_finding_whoever_has_it if {
	grants := [testing.grant(0, ["iam:CreateUser", "iam:CreateRole"], {}), testing.grant(1, ["iam:PutUserPolicy", "iam:PutRolePolicy"], {})]
	wanted := {object.union_n([one, {"params": {
		"principal": "aws_iam_role.cd, aws_iam_role.ci",
		"action": "iam:CreateRole and iam:CreateUser",
	}}]) |
		some one in finding("fail", "", [])
	}
	two := [ci(grants, {}), testing.principal("cd", {"grants": grants})]
	testing.same(wanted, rule.findings) with input as testing.input_of_principals(two, {})
}

test_a_sure_way_decides_beside_one_that_is_not_known_yet if {
	open := {"boundary": {"policy": "b", "known": false, "waits_for": ["var.boundary"]}}
	two := [ci([create({}), attach], {}), testing.principal("cd", object.union(open, {"grants": [create({}), attach]}))]
	testing.same(finding("fail", "iam:CreateRole", []), rule.findings) with input as testing.input_of_principals(two, {})
}
