package rules.iam["privilege-escalation-assuming_test"]

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

admin := testing.principal("admin", {"admin": "yes"})

app := testing.principal("app", {})

said(principals, reaches) := {[finding.status, finding.params.reason] | some finding in found(principals, reaches)}

trusting(name, principals, account) := testing.principal(name, {
	"admin": "yes",
	"trust": object.union(testing.trust([]), {"principals": principals, "account": account}),
})

assume(target, scope) := ways("fail", [testing.ci([testing.grant(0, ["sts:AssumeRole"], scope)]), target], {"r": [target.id]})

test_assuming_an_administrator_fails_where_it_lets_one_in if {
	testing.same({"sts-001"}, assume(trusting("admin", ["aws_iam_role.ci"], false), testing.on_some({"reach": "r"})))
	testing.same({"sts-001"}, assume(trusting("admin", [], true), testing.on_some({"reach": "r"})))
	testing.same(set(), assume(trusting("admin", ["aws_iam_role.x"], false), testing.on_some({"reach": "r"})))
	testing.same({"sts-001"}, assume(trusting("admin", ["aws_iam_role.ci"], false), {}))
	testing.same({"sts-001"}, assume(trusting("admin", [], true), {}))
	testing.same(set(), assume(trusting("admin", ["aws_iam_role.x"], false), {}))
}

test_assuming_a_role_that_reads_more_is_what_roles_are_for if {
	reader := testing.principal("app", {
		"powers": ["s3:GetObject"],
		"trust": object.union(testing.trust([]), {"account": true}),
	})
	testing.same(set(), assume(reader, testing.on_some({"reach": "r"})))
}

both(attach_to, assume_of, target) := ways(
	"fail",
	[
		testing.ci([
			testing.grant(0, ["iam:AttachRolePolicy"], attach_to),
			testing.grant(1, ["sts:AssumeRole"], assume_of),
		]),
		target, app,
	],
	{"r": [target.id], "other": ["aws_iam_role.app"]},
)

test_changing_and_assuming_one_role_fails if {
	target := testing.principal("jobs", {"trust": object.union(testing.trust([]), {"account": true})})
	testing.same({"iam-014"}, both(testing.on_some({"reach": "r"}), testing.on_some({"reach": "r"}), target))
	testing.same(set(), both(testing.on_some({"reach": "other"}), testing.on_some({"reach": "r"}), target))
	testing.same({"iam-009", "iam-014"}, both({}, testing.on_some({"reach": "r"}), target))
	closed := testing.principal("jobs", {})
	testing.same(set(), both(testing.on_some({"reach": "r"}), testing.on_some({"reach": "r"}), closed))
}

made(left, right) := ways(
	"fail", [testing.ci([
		testing.grant(0, ["iam:AttachRolePolicy"], {"scope": "pattern", "resources": left}),
		testing.grant(1, ["iam:CreateRole"], {"scope": "pattern", "resources": right}),
	])],
	{},
)

test_making_and_filling_the_same_roles_fails if {
	testing.same({"iam-create-role-attach"}, made(["arn:aws:iam::1:role/a-*"], ["arn:aws:iam::1:role/a-*"]))
	testing.same(set(), made(["arn:aws:iam::1:role/a-*"], ["arn:aws:iam::1:role/b-*"]))
}

test_a_role_known_by_its_name_is_strong if {
	stranger := {"strangers": ["arn:aws:iam::111122223333:role/OrganizationAccountAccessRole"]}
	testing.same({"sts-001"}, ways("fail", [testing.ci([testing.grant(0, ["sts:AssumeRole"], testing.on_some(stranger))])], {}))
	other := {"strangers": ["arn:aws:iam::111122223333:role/read-audit-log"]}
	testing.same(set(), ways("fail", [testing.ci([testing.grant(0, ["sts:AssumeRole"], testing.on_some(other))])], {}))
}

account(name) := testing.principal(name, {"trust": object.union(testing.trust([]), {"account": true})})

joint(attach_to, assume_of) := found(
	[
		testing.ci([testing.grant(0, ["iam:AttachRolePolicy"], attach_to), testing.grant(1, ["sts:AssumeRole"], assume_of)]),
		account("jobs"), account("mail"),
	],
	{"r": ["aws_iam_role.jobs"], "other": ["aws_iam_role.mail"]},
)

because(path, findings) := {finding.params.reason | some finding in findings; path in finding.params.paths}

test_both_halves_must_be_about_the_same_role if {
	testing.same({"as aws_iam_role.jobs"}, because("iam-014", joint(testing.on_some({"reach": "r"}), testing.on_some({"reach": "r"}))))
	testing.same(set(), because("iam-014", joint(testing.on_some({"reach": "r"}), testing.on_some({"reach": "other"}))))
	testing.same({"as aws_iam_role.jobs"}, because("iam-014", joint(testing.on_some({"reach": "r"}), {})))
	testing.same({"iam-009", "iam-014"}, {id | some finding in joint({}, {}); some id in finding.params.paths})
}

test_both_on_everybody_is_said_so if {
	grants := [testing.grant(0, ["iam:AttachUserPolicy"], {}), testing.grant(1, ["iam:CreateAccessKey"], {})]
	reasons := {finding.params.reason | some finding in found([testing.ci(grants)], {})}
	testing.same({"on everything", "with whatever role or resource there is"}, reasons)
	roles := [testing.grant(0, ["iam:CreatePolicyVersion"], {}), testing.grant(1, ["sts:AssumeRole"], {})]
	testing.same({"iam-001", "iam-016"}, ways("fail", [testing.ci(roles), account("jobs")], {}))
}

test_what_it_makes_and_fills_is_said_so if {
	some_roles := {"scope": "pattern", "resources": ["arn:aws:iam::1:role/a-*"]}
	grants := [testing.grant(0, ["iam:AttachRolePolicy"], some_roles), testing.grant(1, ["iam:CreateRole"], some_roles)]
	testing.same({["fail", "for somebody it makes itself"]}, said([testing.ci(grants)], {}))
	everybody := [testing.grant(0, ["iam:AttachRolePolicy"], {}), testing.grant(1, ["iam:CreateRole"], {})]
	testing.same({"iam-009", "iam-create-role-attach"}, ways("fail", [testing.ci(everybody)], {}))
}

key(changes) := testing.grant(0, ["iam:CreateAccessKey"], changes)

test_a_key_of_a_strong_user_fails_whomever_it_trusts if {
	user := testing.principal("root", {"kind": "user", "admin": "yes", "trust": null})
	reason := "as aws_iam_role.root, which may do everything"
	testing.same({["fail", reason]}, said([testing.ci([key(testing.on_some({"reach": "r"}))]), user], {"r": [user.id]}))
}

test_what_only_matters_for_known_targets_passes_on_everything if {
	everything := [testing.grant(0, ["ecr:PutImage"], {})]
	testing.same(set(), said([testing.ci(everything), trusting("admin", [], true)], {}))
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
	testing.same({["fail", "as aws_iam_role.app, which can give itself every permission"]}, said([testing.ci([testing.grant(0, ["sts:AssumeRole"], {})]), strong], {}))
}

test_roles_without_a_trust_policy_are_not_assumed if {
	testing.same(set(), assume(object.union(admin, {"trust": null}), {}))
}

not_judged := {"from": {"address": "a", "stack": "base", "path": ["policy"], "judged": false}}

test_a_half_of_the_path_that_is_judged_elsewhere_is_told_at_the_other if {
	grants := [testing.grant(0, ["iam:AttachUserPolicy"], not_judged), testing.grant(1, ["iam:CreateAccessKey"], {})]
	reasons := {finding.params.reason | some finding in found([testing.ci(grants)], {}); "iam-015" in finding.params.paths}
	testing.same({"with whatever role or resource there is"}, reasons)
	roles := [testing.grant(0, ["iam:AttachRolePolicy"], not_judged), testing.grant(1, ["sts:AssumeRole"], {})]
	testing.same({["fail", "on everybody"]}, said([testing.ci(roles)], {}))
}

test_weak_roles_do_not_hide_a_strong_one if {
	weak := [account("a1"), account("a2")]
	strong := testing.principal("z", {"admin": "yes", "trust": object.union(testing.trust([]), {"account": true})})
	holder := testing.ci([testing.grant(0, ["sts:AssumeRole"], {})])
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
