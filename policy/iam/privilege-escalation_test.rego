package rules.iam["privilege-escalation_test"]

import data.lib.testing
import data.rules.iam["privilege-escalation"] as rule

found(principals, reaches) := findings if {
	findings := rule.findings with input as testing.input_of_principals(principals, reaches)
}

# the paths of whatever has a status
ways(status, principals, reaches) := {id |
	some finding in found(principals, reaches)
	finding.status == status
	some id in finding.params.paths
}

said(principals, reaches) := {[finding.status, finding.params.reason] | some finding in found(principals, reaches)}

admin := testing.principal("admin", {"admin": "yes"})

app := testing.principal("app", {})

pass(changes) := testing.grant(0, ["iam:PassRole"], changes)

create := testing.grant(1, ["lambda:CreateFunction", "lambda:InvokeFunction"], {})

# iam:PassRole to one role, and what makes a function of it
deploy(target, changes) := ways("fail", [testing.ci([pass(testing.on_some(object.union({"reach": "r"}, changes))), create]), target], {"r": [target.id]})

test_a_principal_without_steps_passes if testing.empty(found([app, testing.ci([])], {}))

test_a_whole_finding_names_the_path_the_principal_and_the_statements if {
	testing.same(
		{{
			"status": "fail",
			"address": "aws_iam_role_policy.ci",
			"stack": "payments",
			"path": ["policy", "Statement", 0],
			"params": {
				"principal": "aws_iam_role.ci",
				"path": "iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction",
				"reason": "as aws_iam_role.admin, which may do everything",
				"granted_by": "aws_iam_role_policy.ci policy.Statement[0], aws_iam_role_policy.ci policy.Statement[1]",
				"paths": ["lambda-001"],
				"related": [
					{
						"stack": "payments",
						"address": "aws_iam_role_policy.ci",
						"path": ["policy", "Statement", 0],
						"text": "grants iam:PassRole",
					},
					{
						"stack": "payments",
						"address": "aws_iam_role_policy.ci",
						"path": ["policy", "Statement", 1],
						"text": "grants lambda:CreateFunction, lambda:InvokeFunction",
					},
				],
			},
			"waits_for": [],
		}},
		found([testing.ci([pass(testing.on_some({"reach": "r"})), create]), admin], {"r": ["aws_iam_role.admin"]}),
	)
}

test_passing_an_administrator_fails if testing.same({"lambda-001"}, deploy(admin, {}))

test_passing_a_weak_role_passes if testing.same(set(), deploy(app, {}))

test_passing_a_role_that_reads_every_secret_fails if {
	strong := testing.principal("app", {"powers": ["secretsmanager:GetSecretValue"]})
	testing.same({"lambda-001"}, deploy(strong, {}))
}

test_passing_a_role_that_can_give_itself_everything_fails if {
	strong := testing.principal("app", {"grants": [testing.grant(7, ["iam:PutRolePolicy"], {"from": {
		"address": "aws_iam_role_policy.app",
		"stack": "base",
		"path": ["policy"],
		"judged": false,
	}})]})
	testing.same({"lambda-001"}, deploy(strong, {}))
}

test_passing_whatever_role_there_is_fails if {
	testing.same({"lambda-001"}, ways("fail", [testing.ci([pass({}), create])], {}))
	testing.same({"lambda-001"}, ways("fail", [testing.ci([pass({"scope": "except"}), create])], {}))
}

test_passing_needs_something_to_pass_to if testing.same(set(), ways("fail", [testing.ci([pass({})])], {}))

test_a_role_that_does_not_trust_the_service_cannot_be_passed_to_it if {
	batch := object.union(admin, {"trust": testing.trust(["batch.amazonaws.com"])})
	testing.same(set(), deploy(batch, {}))
	regional := object.union(admin, {"trust": testing.trust(["lambda.eu-west-1.amazonaws.com"])})
	testing.same({"lambda-001"}, deploy(regional, {}))
	unknown := object.union(admin, {"trust": object.union(testing.trust([]), {"waits_for": ["var.service"]})})
	testing.same({"lambda-001"}, deploy(unknown, {}))
}

passed_to(operator, items) := {"conditions": [testing.condition(operator, "iam:PassedToService", items)]}

test_the_service_a_role_is_held_to_counts if {
	testing.same({"lambda-001"}, deploy(admin, passed_to("StringEquals", ["lambda.amazonaws.com"])))
	testing.same({"lambda-001"}, deploy(admin, passed_to("StringLike", ["*.amazonaws.com"])))
	testing.same(set(), deploy(admin, passed_to("StringEquals", ["ecs-tasks.amazonaws.com"])))
	testing.same({"lambda-001"}, deploy(admin, passed_to("StringNotEquals", ["ecs-tasks.amazonaws.com"])))
}

test_a_service_that_is_not_known_yet_is_undetermined if {
	unknown := testing.unknown([null], ["var.service"])
	finding := found([testing.ci([pass(passed_to("StringEquals", [unknown])), create])], {})
	testing.same([["undetermined", ["var.service"]]], [[one.status, one.waits_for] | some one in finding])
}

not_to(operator, service) := {"denied_when": [testing.condition(operator, "iam:PassedToService", [service])]}

test_a_deny_by_service_counts if {
	testing.same(set(), deploy(admin, not_to("StringNotEquals", "ec2.amazonaws.com")))
	testing.same({"lambda-001"}, deploy(admin, not_to("StringNotEquals", "lambda.amazonaws.com")))
	testing.same(set(), deploy(admin, not_to("StringEquals", "lambda.amazonaws.com")))
}

test_a_deny_by_a_service_that_is_not_known_yet_is_undetermined if {
	every operator in ["StringNotEquals", "StringEquals"] {
		finding := found([testing.ci([pass(not_to(operator, testing.unknown([null], ["var.service"]))), create])], {})
		testing.same([["undetermined", ["var.service"]]], [[one.status, one.waits_for] | some one in finding])
	}
}

attach(changes) := ways("fail", [testing.ci([testing.grant(0, ["iam:AttachRolePolicy"], changes)])], {})

when(operator, key, items) := attach({"conditions": [testing.condition(operator, key, items)]})

unless(operator, key, items) := attach({"denied_when": [testing.condition(operator, key, items)]})

test_conditions_on_what_is_asked_for_hold_back if {
	testing.same({"iam-009"}, attach({}))
	testing.same(set(), when("StringEquals", "iam:PermissionsBoundary", ["arn:aws:iam::1:policy/b"]))
	testing.same(set(), when("ArnLike", "iam:PolicyARN", ["arn:aws:iam::aws:policy/ReadOnlyAccess"]))
	testing.same(set(), when("StringEquals", "aws:ResourceTag/team", [testing.unknown([null], ["var.team"])]))
}

test_conditions_on_who_asks_do_not if {
	testing.same({"iam-009"}, when("Bool", "aws:MultiFactorAuthPresent", ["true"]))
	testing.same({"iam-009"}, when("StringEquals", "aws:PrincipalTag/team", ["payments"]))
	testing.same({"iam-009"}, when("StringEquals", "aws:RequestedRegion", ["eu-west-1"]))
	testing.same({"iam-009"}, when("StringLike", "iam:PermissionsBoundary", ["*"]))
	testing.same({"iam-009"}, when("StringNotEquals", "iam:PolicyARN", ["arn:aws:iam::aws:policy/AdministratorAccess"]))
	testing.same({"iam-009"}, when("Null", "iam:PermissionsBoundary", ["false"]))
}

test_a_deny_without_the_condition_holds_back if {
	testing.same(set(), unless("StringNotEquals", "iam:PermissionsBoundary", ["arn:aws:iam::1:policy/b"]))
	testing.same(set(), unless("Null", "iam:PermissionsBoundary", ["true"]))
	testing.same({"iam-009"}, unless("ArnEquals", "iam:PolicyARN", ["arn:aws:iam::aws:policy/AdministratorAccess"]))
	testing.same({"iam-009"}, unless("Null", "iam:PermissionsBoundary", ["false"]))
	testing.same({"iam-009"}, unless("BoolIfExists", "aws:MultiFactorAuthPresent", ["false"]))
}

test_a_condition_nobody_knows_is_undetermined if {
	open := testing.condition("", "", [testing.unknown([null], ["var.condition"])])
	grants := [testing.grant(0, ["iam:AttachRolePolicy"], {"conditions": [open]})]
	testing.same([["undetermined", ["var.condition"]]], [[one.status, one.waits_for] | some one in found([testing.ci(grants)], {})])
}

test_changing_oneself_fails_and_another_passes if {
	testing.same({"iam-005"}, ways("fail", [testing.ci([testing.grant(0, ["iam:PutRolePolicy"], testing.on_some({"self": true}))])], {}))
	testing.same(set(), ways("fail", [testing.ci([testing.grant(0, ["iam:PutRolePolicy"], testing.on_some({"reach": "r"}))]), app], {"r": ["aws_iam_role.app"]}))
}

test_a_boundary_of_ones_own_must_stay if {
	lift := [testing.grant(0, ["iam:DeleteRolePermissionsBoundary"], testing.on_some({"self": true}))]
	bounded := object.union(testing.ci(lift), {"boundary": {"policy": "b", "known": true, "waits_for": []}})
	testing.same({"iam-delete-role-boundary"}, ways("fail", [bounded], {}))
	testing.same(set(), ways("fail", [testing.ci(lift)], {}))
}

test_a_key_of_ones_own_passes if {
	testing.same(set(), ways("fail", [testing.ci([testing.grant(0, ["iam:CreateAccessKey"], testing.on_some({"self": true}))])], {}))
}

test_a_policy_of_a_resource_fails_on_everything_only if {
	testing.same({"s3-bucket-policy"}, ways("fail", [testing.ci([testing.grant(0, ["s3:PutBucketPolicy"], {})])], {}))
	testing.same(set(), ways("fail", [testing.ci([testing.grant(0, ["s3:PutBucketPolicy"], testing.on_some({}))])], {}))
}

waiting(principals, reaches) := {[finding.status, finding.waits_for] | some finding in found(principals, reaches)}

test_a_target_nobody_knows_is_undetermined if {
	grants := [pass(testing.on_some({"waits_for": ["var.role"]})), create]
	testing.same({["undetermined", ["var.role"]]}, waiting([testing.ci(grants)], {}))
	itself := [testing.grant(0, ["iam:PutRolePolicy"], testing.on_some({"waits_for": ["var.role"]}))]
	testing.same({["undetermined", ["var.role"]]}, waiting([testing.ci(itself)], {}))
}

unread := {
	"address": "aws_iam_role_policy_attachment.app",
	"stack": "payments",
	"path": ["policy_arn"],
	"judged": false,
	"waits_for": ["var.policy"],
	"reason": "which policy this is is not known yet",
}

test_a_target_whose_policies_nobody_knows_is_undetermined if {
	open := object.union(app, {"unread": [unread]})
	testing.same({["undetermined", ["var.policy"]]}, waiting([testing.ci([pass(testing.on_some({"reach": "r"})), create]), open], {"r": [app.id]}))
}

test_policies_nobody_can_read_are_undetermined if {
	open := object.union(app, {"unread": [object.union(unread, {"judged": true})]})
	testing.same({["undetermined", ["var.policy"]]}, waiting([open], {}))
	testing.same(set(), waiting([object.union(open, {"admin": "yes"})], {}))
}

test_a_boundary_nobody_can_read_is_undetermined if {
	bounded := object.union(testing.ci([pass({}), create]), {"boundary": {"policy": "b", "known": false, "waits_for": ["var.b"]}})
	testing.same({["undetermined", ["var.b"]]}, waiting([bounded], {}))
}

test_an_effect_nobody_knows_is_undetermined if {
	grants := [testing.grant(0, ["iam:PutRolePolicy"], {"granted_when": ["var.effect"]})]
	testing.same({["undetermined", ["var.effect"]]}, waiting([testing.ci(grants)], {}))
	certain := [testing.grant(0, ["iam:PutRolePolicy"], {"granted_when": ["var.effect"]}), testing.grant(1, ["iam:PutRolePolicy"], {})]
	testing.same({["undetermined", ["var.effect"]], ["fail", []]}, waiting([testing.ci(certain)], {}))
}

test_a_step_nobody_is_sure_of_is_undetermined if {
	doubtful := object.union(create, {"granted_when": ["var.effect"]})
	testing.same({["undetermined", ["var.effect"]]}, waiting([testing.ci([pass({}), doubtful])], {}))
}

test_what_is_not_judged_is_not_said if {
	elsewhere := {"from": {"address": "a", "stack": "base", "path": ["policy"], "judged": false}}
	testing.empty(found([testing.ci([testing.grant(0, ["iam:PutRolePolicy"], elsewhere)])], {}))
	testing.same(
		{["aws_iam_role_policy.ci", ["policy", "Statement", 1]]},
		{[one.address, one.path] | some one in found([testing.ci([pass(elsewhere), create])], {})},
	)
}

test_an_administrator_has_nothing_to_gain if {
	testing.empty(found([object.union(admin, {"grants": [testing.grant(0, ["iam:PutRolePolicy"], {})]})], {}))
}

test_principals_that_share_a_statement_share_a_finding if {
	grants := [testing.grant(0, ["iam:PutRolePolicy"], {})]
	both_of := found([testing.ci(grants), testing.principal("cd", {"grants": grants})], {})
	testing.same({"aws_iam_role.cd, aws_iam_role.ci"}, {one.params.principal | some one in both_of})
	testing.same(1, count(both_of))
}

put(changes) := testing.grant(0, ["iam:PutRolePolicy"], changes)

bounded(grants) := object.union(testing.ci(grants), {"boundary": {"policy": "b", "known": true, "waits_for": []}})

unbind(changes) := testing.grant(0, ["iam:DeleteRolePermissionsBoundary"], changes)

test_what_changes_permissions_says_whose if {
	testing.same({["fail", "on everything"]}, said([testing.ci([put({})])], {}))
	testing.same({["fail", "on everything"]}, said([testing.ci([put({"self": true, "waits_for": ["var.x"]})])], {}))
	testing.same({["fail", "on itself"]}, said([bounded([put(testing.on_some({"self": true}))])], {}))
	testing.same({["fail", "on itself"]}, said([testing.ci([put(testing.on_some({"self": true, "waits_for": ["var.x"]}))])], {}))
	wanted := {["undetermined", "whom it is about is not known yet"]}
	testing.same(wanted, said([testing.ci([put(testing.on_some({"waits_for": ["var.x"]}))])], {}))
	testing.same(set(), said([testing.ci([put(testing.on_some({"reach": "r"}))]), app], {"r": [app.id]}))
}

test_what_takes_a_boundary_away_says_whose if {
	testing.same({["fail", "on everything"]}, said([testing.ci([unbind({})])], {}))
	testing.same({["fail", "on everything"]}, said([bounded([unbind({"self": true})])], {}))
	testing.same({["fail", "on its own boundary"]}, said([bounded([unbind(testing.on_some({"self": true}))])], {}))
	testing.same(set(), said([bounded([unbind(testing.on_some({"reach": "r"}))]), app], {"r": [app.id]}))
}

told(actions) := {finding.params.path | some finding in found([testing.ci([testing.grant(0, actions, {})])], {})}

test_several_ways_at_one_statement_are_counted if {
	testing.same({"iam:PutRolePolicy"}, told(["iam:PutRolePolicy"]))
	two := ["iam:PutRolePolicy", "iam:AttachRolePolicy"]
	testing.same({"iam:AttachRolePolicy and 1 other ways"}, told(two))
	testing.same({"iam:AttachGroupPolicy and 2 other ways"}, told(array.concat(two, ["iam:AttachGroupPolicy"])))
}

test_only_the_statements_of_the_path_are_named if {
	beside := testing.grant(2, ["s3:GetObject"], {})
	texts := {finding.params.granted_by | some finding in found([testing.ci([pass({}), create, beside])], {})}
	testing.same({"aws_iam_role_policy.ci policy.Statement[0], aws_iam_role_policy.ci policy.Statement[1]"}, texts)
}

open_policy(principal) := {{
	"status": "undetermined",
	"address": "aws_iam_role_policy_attachment.app",
	"stack": "payments",
	"path": ["policy_arn"],
	"params": {
		"principal": principal,
		"path": "what is not known yet",
		"reason": "which policy this is is not known yet",
		"granted_by": "aws_iam_role_policy_attachment.app policy_arn",
		"paths": [],
		"related": [{
			"stack": "payments",
			"address": "aws_iam_role_policy_attachment.app",
			"path": ["policy_arn"],
			"text": "which policy this is is not known yet",
		}],
	},
	"waits_for": ["var.policy"],
}}

judged_part := object.union(unread, {"judged": true})

test_what_nobody_can_read_is_a_finding_of_its_own if {
	testing.same(open_policy("aws_iam_role.app"), found([object.union(app, {"unread": [judged_part]})], {}))
	testing.same(set(), found([object.union(app, {"unread": [unread]})], {}))
}

unjoined(part) := object.union(empty, {"iam": object.union(empty.iam, {"unjoined": [part]})})

empty := testing.input_of_principals([app], {})

test_what_belongs_to_nobody_is_somebodys if {
	testing.same(open_policy("somebody"), rule.findings) with input as unjoined(judged_part)
	testing.empty(rule.findings) with input as unjoined(unread)
}

test_what_cannot_be_read_is_told_before_a_path_of_one_step if {
	part := object.union(judged_part, {"address": "aws_iam_role_policy.ci", "path": ["policy", "Statement", 0]})
	one := object.union(testing.ci([put(testing.on_some({"waits_for": ["var.role"]}))]), {"unread": [part]})
	testing.same({["undetermined", "which policy this is is not known yet"]}, said([one], {}))
}

test_what_is_taken_says_as_whom if {
	testing.same({["fail", "with whatever role or resource there is"]}, said([testing.ci([pass({}), create])], {}))
	stranger := "arn:aws:iam::111122223333:role/OrganizationAccountAccessRole"
	known := {["fail", concat("", ["as ", stranger, ", which is known to be strong"])]}
	assuming := testing.grant(0, ["sts:AssumeRole"], testing.on_some({"strangers": [stranger]}))
	testing.same(known, said([testing.ci([assuming])], {}))
	later := {["undetermined", "whom it reaches is not known yet"]}
	testing.same(later, said([testing.ci([pass(testing.on_some({"waits_for": ["var.role"]})), create])], {}))
}

test_a_weak_target_is_no_question if {
	testing.same(set(), said([testing.ci([pass(testing.on_some({"reach": "r"})), create]), app], {"r": [app.id]}))
}

test_a_target_that_may_be_strong_is_a_question if {
	wanted := {["undetermined", "what aws_iam_role.app may do is not known yet"]}
	every change in [{"unread": [unread]}, {"admin": "undetermined"}] {
		target := object.union(app, change)
		testing.same(wanted, said([testing.ci([pass(testing.on_some({"reach": "r"})), create]), target], {"r": [target.id]}))
	}
}

test_what_is_wide_is_not_waited_for if {
	testing.same({["fail", "on everything"]}, said([testing.ci([put({"waits_for": ["var.x"]})])], {}))
}
