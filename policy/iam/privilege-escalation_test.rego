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

ci(grants) := testing.principal("ci", {"grants": grants, "trust": testing.trust(["codebuild.amazonaws.com"])})

admin := testing.principal("admin", {"admin": "yes"})

app := testing.principal("app", {})

named(changes) := object.union({"scope": "named", "resources": ["arn:aws:iam::111122223333:role/x"]}, changes)

pass(changes) := testing.grant(0, ["iam:PassRole"], changes)

create := testing.grant(1, ["lambda:CreateFunction", "lambda:InvokeFunction"], {})

# iam:PassRole to one role, and what makes a function of it
deploy(target, changes) := ways("fail", [ci([pass(named(object.union({"reach": "r"}, changes))), create]), target], {"r": [target.id]})

test_a_principal_without_steps_passes if testing.empty(found([app, ci([])], {}))

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
		found([ci([pass(named({"reach": "r"})), create]), admin], {"r": ["aws_iam_role.admin"]}),
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
	testing.same({"lambda-001"}, ways("fail", [ci([pass({}), create])], {}))
	testing.same({"lambda-001"}, ways("fail", [ci([pass({"scope": "except"}), create])], {}))
}

test_passing_needs_something_to_pass_to if testing.same(set(), ways("fail", [ci([pass({})])], {}))

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
	finding := found([ci([pass(passed_to("StringEquals", [unknown])), create])], {})
	testing.same([["undetermined", ["var.service"]]], [[one.status, one.waits_for] | some one in finding])
}

not_to(operator, service) := {"denied_when": [testing.condition(operator, "iam:PassedToService", [service])]}

test_a_deny_by_service_counts if {
	testing.same(set(), deploy(admin, not_to("StringNotEquals", "ec2.amazonaws.com")))
	testing.same({"lambda-001"}, deploy(admin, not_to("StringNotEquals", "lambda.amazonaws.com")))
	testing.same(set(), deploy(admin, not_to("StringEquals", "lambda.amazonaws.com")))
}

attach(changes) := ways("fail", [ci([testing.grant(0, ["iam:AttachRolePolicy"], changes)])], {})

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
	testing.same([["undetermined", ["var.condition"]]], [[one.status, one.waits_for] | some one in found([ci(grants)], {})])
}

test_changing_oneself_fails_and_another_passes if {
	testing.same({"iam-005"}, ways("fail", [ci([testing.grant(0, ["iam:PutRolePolicy"], named({"self": true}))])], {}))
	testing.same(set(), ways("fail", [ci([testing.grant(0, ["iam:PutRolePolicy"], named({"reach": "r"}))]), app], {"r": ["aws_iam_role.app"]}))
}

test_a_boundary_of_ones_own_must_stay if {
	lift := [testing.grant(0, ["iam:DeleteRolePermissionsBoundary"], named({"self": true}))]
	bounded := object.union(ci(lift), {"boundary": {"policy": "b", "known": true, "waits_for": []}})
	testing.same({"iam-delete-role-boundary"}, ways("fail", [bounded], {}))
	testing.same(set(), ways("fail", [ci(lift)], {}))
}

test_a_key_of_ones_own_passes if {
	testing.same(set(), ways("fail", [ci([testing.grant(0, ["iam:CreateAccessKey"], named({"self": true}))])], {}))
}

trusting(name, principals, account) := testing.principal(name, {
	"admin": "yes",
	"trust": object.union(testing.trust([]), {"principals": principals, "account": account}),
})

assume(target, scope) := ways("fail", [ci([testing.grant(0, ["sts:AssumeRole"], scope)]), target], {"r": [target.id]})

test_assuming_an_administrator_fails_where_it_lets_one_in if {
	testing.same({"sts-001"}, assume(trusting("admin", ["aws_iam_role.ci"], false), named({"reach": "r"})))
	testing.same({"sts-001"}, assume(trusting("admin", [], true), named({"reach": "r"})))
	testing.same(set(), assume(trusting("admin", ["aws_iam_role.x"], false), named({"reach": "r"})))
	testing.same({"sts-001"}, assume(trusting("admin", ["aws_iam_role.ci"], false), {}))
	testing.same({"sts-001"}, assume(trusting("admin", [], true), {}))
	testing.same(set(), assume(trusting("admin", ["aws_iam_role.x"], false), {}))
}

test_assuming_a_role_that_reads_more_is_what_roles_are_for if {
	reader := testing.principal("app", {
		"powers": ["s3:GetObject"],
		"trust": object.union(testing.trust([]), {"account": true}),
	})
	testing.same(set(), assume(reader, named({"reach": "r"})))
}

both(attach_to, assume_of, target) := ways(
	"fail",
	[
		ci([
			testing.grant(0, ["iam:AttachRolePolicy"], attach_to),
			testing.grant(1, ["sts:AssumeRole"], assume_of),
		]),
		target, app,
	],
	{"r": [target.id], "other": ["aws_iam_role.app"]},
)

test_changing_and_assuming_one_role_fails if {
	target := testing.principal("jobs", {"trust": object.union(testing.trust([]), {"account": true})})
	testing.same({"iam-014"}, both(named({"reach": "r"}), named({"reach": "r"}), target))
	testing.same(set(), both(named({"reach": "other"}), named({"reach": "r"}), target))
	testing.same({"iam-009", "iam-014"}, both({}, named({"reach": "r"}), target))
	closed := testing.principal("jobs", {})
	testing.same(set(), both(named({"reach": "r"}), named({"reach": "r"}), closed))
}

made(left, right) := ways(
	"fail", [ci([
		testing.grant(0, ["iam:AttachRolePolicy"], {"scope": "pattern", "resources": left}),
		testing.grant(1, ["iam:CreateRole"], {"scope": "pattern", "resources": right}),
	])],
	{},
)

test_making_and_filling_the_same_roles_fails if {
	testing.same({"iam-create-role-attach"}, made(["arn:aws:iam::1:role/a-*"], ["arn:aws:iam::1:role/a-*"]))
	testing.same(set(), made(["arn:aws:iam::1:role/a-*"], ["arn:aws:iam::1:role/b-*"]))
}

test_a_policy_of_a_resource_fails_on_everything_only if {
	testing.same({"s3-bucket-policy"}, ways("fail", [ci([testing.grant(0, ["s3:PutBucketPolicy"], {})])], {}))
	testing.same(set(), ways("fail", [ci([testing.grant(0, ["s3:PutBucketPolicy"], named({}))])], {}))
}

test_a_role_known_by_its_name_is_strong if {
	stranger := {"strangers": ["arn:aws:iam::111122223333:role/OrganizationAccountAccessRole"]}
	testing.same({"sts-001"}, ways("fail", [ci([testing.grant(0, ["sts:AssumeRole"], named(stranger))])], {}))
	other := {"strangers": ["arn:aws:iam::111122223333:role/read-audit-log"]}
	testing.same(set(), ways("fail", [ci([testing.grant(0, ["sts:AssumeRole"], named(other))])], {}))
}

waiting(principals, reaches) := {[finding.status, finding.waits_for] | some finding in found(principals, reaches)}

test_a_target_nobody_knows_is_undetermined if {
	grants := [pass(named({"waits_for": ["var.role"]})), create]
	testing.same({["undetermined", ["var.role"]]}, waiting([ci(grants)], {}))
	itself := [testing.grant(0, ["iam:PutRolePolicy"], named({"waits_for": ["var.role"]}))]
	testing.same({["undetermined", ["var.role"]]}, waiting([ci(itself)], {}))
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
	testing.same({["undetermined", ["var.policy"]]}, waiting([ci([pass(named({"reach": "r"})), create]), open], {"r": [app.id]}))
}

test_policies_nobody_can_read_are_undetermined if {
	open := object.union(app, {"unread": [object.union(unread, {"judged": true})]})
	testing.same({["undetermined", ["var.policy"]]}, waiting([open], {}))
	testing.same(set(), waiting([object.union(open, {"admin": "yes"})], {}))
}

test_a_boundary_nobody_can_read_is_undetermined if {
	bounded := object.union(ci([pass({}), create]), {"boundary": {"policy": "b", "known": false, "waits_for": ["var.b"]}})
	testing.same({["undetermined", ["var.b"]]}, waiting([bounded], {}))
}

test_an_effect_nobody_knows_is_undetermined if {
	grants := [testing.grant(0, ["iam:PutRolePolicy"], {"granted_when": ["var.effect"]})]
	testing.same({["undetermined", ["var.effect"]]}, waiting([ci(grants)], {}))
	certain := [testing.grant(0, ["iam:PutRolePolicy"], {"granted_when": ["var.effect"]}), testing.grant(1, ["iam:PutRolePolicy"], {})]
	testing.same({["undetermined", ["var.effect"]], ["fail", []]}, waiting([ci(certain)], {}))
}

test_a_step_nobody_is_sure_of_is_undetermined if {
	doubtful := object.union(create, {"granted_when": ["var.effect"]})
	testing.same({["undetermined", ["var.effect"]]}, waiting([ci([pass({}), doubtful])], {}))
}

test_what_is_not_judged_is_not_said if {
	elsewhere := {"from": {"address": "a", "stack": "base", "path": ["policy"], "judged": false}}
	testing.empty(found([ci([testing.grant(0, ["iam:PutRolePolicy"], elsewhere)])], {}))
	testing.same(
		{["aws_iam_role_policy.ci", ["policy", "Statement", 1]]},
		{[one.address, one.path] | some one in found([ci([pass(elsewhere), create])], {})},
	)
}

test_an_administrator_has_nothing_to_gain if {
	testing.empty(found([object.union(admin, {"grants": [testing.grant(0, ["iam:PutRolePolicy"], {})]})], {}))
}

test_principals_that_share_a_statement_share_a_finding if {
	grants := [testing.grant(0, ["iam:PutRolePolicy"], {})]
	both_of := found([ci(grants), testing.principal("cd", {"grants": grants})], {})
	testing.same({"aws_iam_role.cd, aws_iam_role.ci"}, {one.params.principal | some one in both_of})
	testing.same(1, count(both_of))
}

said(principals, reaches) := {[finding.status, finding.params.reason] | some finding in found(principals, reaches)}

put(changes) := testing.grant(0, ["iam:PutRolePolicy"], changes)

bounded(grants) := object.union(ci(grants), {"boundary": {"policy": "b", "known": true, "waits_for": []}})

unbind(changes) := testing.grant(0, ["iam:DeleteRolePermissionsBoundary"], changes)

test_what_changes_permissions_says_whose if {
	testing.same({["fail", "on everything"]}, said([ci([put({})])], {}))
	testing.same({["fail", "on everything"]}, said([ci([put({"self": true, "waits_for": ["var.x"]})])], {}))
	testing.same({["fail", "on itself"]}, said([bounded([put(named({"self": true}))])], {}))
	testing.same({["fail", "on itself"]}, said([ci([put(named({"self": true, "waits_for": ["var.x"]}))])], {}))
	wanted := {["undetermined", "whom it is about is not known yet"]}
	testing.same(wanted, said([ci([put(named({"waits_for": ["var.x"]}))])], {}))
	testing.same(set(), said([ci([put(named({"reach": "r"}))]), app], {"r": [app.id]}))
}

test_what_takes_a_boundary_away_says_whose if {
	testing.same({["fail", "on everything"]}, said([ci([unbind({})])], {}))
	testing.same({["fail", "on everything"]}, said([bounded([unbind({"self": true})])], {}))
	testing.same({["fail", "on its own boundary"]}, said([bounded([unbind(named({"self": true}))])], {}))
	testing.same(set(), said([bounded([unbind(named({"reach": "r"}))]), app], {"r": [app.id]}))
}

told(actions) := {finding.params.path | some finding in found([ci([testing.grant(0, actions, {})])], {})}

test_several_ways_at_one_statement_are_counted if {
	testing.same({"iam:PutRolePolicy"}, told(["iam:PutRolePolicy"]))
	two := ["iam:PutRolePolicy", "iam:AttachRolePolicy"]
	testing.same({"iam:AttachRolePolicy and 1 other ways"}, told(two))
	testing.same({"iam:AttachGroupPolicy and 2 other ways"}, told(array.concat(two, ["iam:AttachGroupPolicy"])))
}

test_only_the_statements_of_the_path_are_named if {
	beside := testing.grant(2, ["s3:GetObject"], {})
	texts := {finding.params.granted_by | some finding in found([ci([pass({}), create, beside])], {})}
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
	one := object.union(ci([put(named({"waits_for": ["var.role"]}))]), {"unread": [part]})
	testing.same({["undetermined", "which policy this is is not known yet"]}, said([one], {}))
}

account(name) := testing.principal(name, {"trust": object.union(testing.trust([]), {"account": true})})

joint(attach_to, assume_of) := found(
	[
		ci([testing.grant(0, ["iam:AttachRolePolicy"], attach_to), testing.grant(1, ["sts:AssumeRole"], assume_of)]),
		account("jobs"), account("mail"),
	],
	{"r": ["aws_iam_role.jobs"], "other": ["aws_iam_role.mail"]},
)

because(path, findings) := {finding.params.reason | some finding in findings; path in finding.params.paths}

test_both_halves_must_be_about_the_same_role if {
	testing.same({"as aws_iam_role.jobs"}, because("iam-014", joint(named({"reach": "r"}), named({"reach": "r"}))))
	testing.same(set(), because("iam-014", joint(named({"reach": "r"}), named({"reach": "other"}))))
	testing.same({"as aws_iam_role.jobs"}, because("iam-014", joint(named({"reach": "r"}), {})))
	testing.same({"iam-009", "iam-014"}, {id | some finding in joint({}, {}); some id in finding.params.paths})
}

test_both_on_everybody_is_said_so if {
	grants := [testing.grant(0, ["iam:AttachUserPolicy"], {}), testing.grant(1, ["iam:CreateAccessKey"], {})]
	reasons := {finding.params.reason | some finding in found([ci(grants)], {})}
	testing.same({"on everything", "with whatever role or resource there is"}, reasons)
	roles := [testing.grant(0, ["iam:CreatePolicyVersion"], {}), testing.grant(1, ["sts:AssumeRole"], {})]
	testing.same({"iam-001", "iam-016"}, ways("fail", [ci(roles), account("jobs")], {}))
}

test_what_it_makes_and_fills_is_said_so if {
	some_roles := {"scope": "pattern", "resources": ["arn:aws:iam::1:role/a-*"]}
	grants := [testing.grant(0, ["iam:AttachRolePolicy"], some_roles), testing.grant(1, ["iam:CreateRole"], some_roles)]
	testing.same({["fail", "for somebody it makes itself"]}, said([ci(grants)], {}))
	everybody := [testing.grant(0, ["iam:AttachRolePolicy"], {}), testing.grant(1, ["iam:CreateRole"], {})]
	testing.same({"iam-009", "iam-create-role-attach"}, ways("fail", [ci(everybody)], {}))
}

key(changes) := testing.grant(0, ["iam:CreateAccessKey"], changes)

test_a_key_of_a_strong_user_fails_whomever_it_trusts if {
	user := testing.principal("root", {"kind": "user", "admin": "yes", "trust": null})
	reason := "as aws_iam_role.root, which may do everything"
	testing.same({["fail", reason]}, said([ci([key(named({"reach": "r"}))]), user], {"r": [user.id]}))
}

test_what_is_taken_says_as_whom if {
	testing.same({["fail", "with whatever role or resource there is"]}, said([ci([pass({}), create])], {}))
	stranger := "arn:aws:iam::111122223333:role/OrganizationAccountAccessRole"
	known := {["fail", concat("", ["as ", stranger, ", which is known to be strong"])]}
	assuming := testing.grant(0, ["sts:AssumeRole"], named({"strangers": [stranger]}))
	testing.same(known, said([ci([assuming])], {}))
	later := {["undetermined", "whom it reaches is not known yet"]}
	testing.same(later, said([ci([pass(named({"waits_for": ["var.role"]})), create])], {}))
}

test_a_weak_target_is_no_question if {
	testing.same(set(), said([ci([pass(named({"reach": "r"})), create]), app], {"r": [app.id]}))
}

test_a_target_that_may_be_strong_is_a_question if {
	wanted := {["undetermined", "what aws_iam_role.app may do is not known yet"]}
	every change in [{"unread": [unread]}, {"admin": "undetermined"}] {
		target := object.union(app, change)
		testing.same(wanted, said([ci([pass(named({"reach": "r"})), create]), target], {"r": [target.id]}))
	}
}

test_what_only_matters_for_known_targets_passes_on_everything if {
	everything := [testing.grant(0, ["ecr:PutImage"], {})]
	testing.same(set(), said([ci(everything), trusting("admin", [], true)], {}))
}

test_a_role_that_anyone_may_assume_is_one_that_may_be_assumed if {
	open := testing.principal("admin", {"admin": "yes", "trust": object.union(testing.trust([]), {"anyone": true})})
	testing.same({"sts-001"}, assume(open, {}))
}

test_a_role_that_can_give_itself_everything_is_strong_when_it_is_assumed if {
	strong := testing.principal("app", {
		"trust": object.union(testing.trust([]), {"principals": ["aws_iam_role.ci"]}),
		"grants": [testing.grant(7, ["iam:PutRolePolicy"], {"from": {"address": "x", "stack": "base", "path": ["policy"], "judged": false}})],
	})
	testing.same({["fail", "as aws_iam_role.app, which can give itself every permission"]}, said([ci([testing.grant(0, ["sts:AssumeRole"], {})]), strong], {}))
}

test_roles_without_a_trust_policy_are_not_assumed if {
	testing.same(set(), assume(object.union(admin, {"trust": null}), {}))
}

test_what_is_wide_is_not_waited_for if {
	testing.same({["fail", "on everything"]}, said([ci([put({"waits_for": ["var.x"]})])], {}))
}

not_judged := {"from": {"address": "a", "stack": "base", "path": ["policy"], "judged": false}}

test_a_half_of_the_path_that_is_judged_elsewhere_is_told_at_the_other if {
	grants := [testing.grant(0, ["iam:AttachUserPolicy"], not_judged), testing.grant(1, ["iam:CreateAccessKey"], {})]
	reasons := {finding.params.reason | some finding in found([ci(grants)], {}); "iam-015" in finding.params.paths}
	testing.same({"with whatever role or resource there is"}, reasons)
	roles := [testing.grant(0, ["iam:AttachRolePolicy"], not_judged), testing.grant(1, ["sts:AssumeRole"], {})]
	testing.same({["fail", "on everybody"]}, said([ci(roles)], {}))
}

test_weak_roles_do_not_hide_a_strong_one if {
	weak := [account("a1"), account("a2")]
	strong := testing.principal("z", {"admin": "yes", "trust": object.union(testing.trust([]), {"account": true})})
	holder := ci([testing.grant(0, ["sts:AssumeRole"], {})])
	testing.same({["fail", "as aws_iam_role.z, which may do everything"]}, said(array.concat(weak, [holder, strong]), {}))
}

test_a_strong_role_does_not_hide_another_from_itself if {
	opened := object.union(testing.trust([]), {"account": true})
	holder := testing.principal("b", {"trust": opened, "grants": [
		testing.grant(0, ["sts:AssumeRole"], {}),
		testing.grant(1, ["iam:PutRolePolicy"], {}),
	]})
	strong := testing.principal("z", {"admin": "yes", "trust": opened})
	testing.same({"iam-005", "iam-017", "sts-001"}, ways("fail", [holder, strong], {}))
}
