package lib.roles_test

import data.lib.roles
import data.lib.testing

later(reference) := testing.unknown([null], [reference])

in_stack(stack, address, attributes) := object.union(testing.resource("x", attributes), {"address": address, "stack": stack})

at(address, attributes) := in_stack("payments", address, attributes)

named_later := testing.unknown(["ops-", null], ["var.suffix"])

system(changes) := {
	"resources": object.union(
		{"aws_iam_role": [
			at("aws_iam_role.api", {"name": "api-dev"}),
			at("module.jobs[\"a\"].aws_iam_role.job[0]", {"name": "job-dev"}),
			in_stack("network", "aws_iam_role.api", {"name": "network-dev"}),
			at("aws_iam_role.ops", {"name": named_later}),
			at("aws_iam_role.nameless", {"name": null}),
		]},
		changes,
	),
	"iam": {"statements": [], "undetermined": []},
}

api := "payments\naws_iam_role.api"

places(value) := found if found := roles.places_of(value, "payments") with input as system({})

test_a_role_is_found_by_its_name_or_the_end_of_its_arn if {
	testing.same({api}, places("api-dev"))
	testing.same({"payments\nmodule.jobs.aws_iam_role.job"}, places("job-dev"))
	testing.same({"payments\naws_iam_role.ops"}, places(named_later))
	testing.same({api}, places("arn:aws:iam::111111111111:role/api-dev"))
	testing.same({api}, places("arn:aws:iam::111111111111:role/teams/api-dev"))
	testing.same({api}, places(testing.unknown(["arn:aws:iam::", null, ":role/api-dev"], ["var.account"])))
}

test_a_role_is_found_by_a_reference if {
	testing.same({api}, places(later("aws_iam_role.api.arn")))
	testing.same({"network\naws_iam_role.api"}, places(later("network: aws_iam_role.api.arn")))
	testing.same({"payments\nmodule.jobs.aws_iam_role.job"}, places(later("module.jobs[\"b\"].aws_iam_role.job[1].arn")))
}

test_a_role_that_is_nowhere_has_no_place if {
	every value in [
		"other-dev",
		"arn:aws:iam::111111111111:role/other-dev",
		"arn:aws:iam::111111111111:role/api-dev/x",
		testing.unknown([null, "api-dev"], ["var.prefix"]),
		testing.unknown([null], ["aws_iam_role.api.arn", "var.x"]),
		later("aws_iam_role.other.arn"),
		later("var.role"),
		testing.unknown(["ops-", null], ["var.other"]),
		null,
		["api-dev"],
	] {
		testing.same(set(), places(value))
	}
}

statement(address, sid) := {"address": address, "stack": "payments", "sid": sid, "effect": "Deny"}

document(address) := {"address": address, "stack": "payments", "waits_for": ["var.x"]}

# what the policies of the role api say: by place of a policy, a statement and a document that is not read yet
said(changes) := {"statements": statements, "unread": unread} if {
	evidence := object.union(system(changes), {"iam": {
		"statements": [
			statement("aws_iam_role.api", "inline"),
			statement("aws_iam_policy.logs", "logs"),
			object.union(statement("aws_iam_policy.logs", "elsewhere"), {"stack": "network"}),
			statement("aws_iam_role_policy.api[0]", "own"),
			statement("aws_iam_policy.logs[\"a\"]", "more logs"),
		],
		"undetermined": [document("aws_iam_role.api"), document("aws_iam_policy.logs[0]"), document("aws_iam_role_policy.api")],
	}})
	statements := {one.sid | some one in roles.statements(api)} with input as evidence
	unread := {one.address | some one in roles.unread(api)} with input as evidence
}

inline := {"statements": {"inline"}, "unread": {"aws_iam_role.api"}}

and_logs := {"statements": {"inline", "logs", "more logs"}, "unread": {"aws_iam_role.api", "aws_iam_policy.logs[0]"}}

attachment(role, arn) := {"aws_iam_role_policy_attachment": [at("aws_iam_role_policy_attachment.x", {"role": role, "policy_arn": arn})]}

logs := {"aws_iam_policy": [at("aws_iam_policy.logs", {"name": "logs-dev"})]}

test_a_role_says_what_is_written_in_it_and_in_policies_of_its_own if {
	testing.same(inline, said({}))
	own := {"statements": {"inline", "own"}, "unread": {"aws_iam_role.api", "aws_iam_role_policy.api"}}
	testing.same(own, said({"aws_iam_role_policy": [at("aws_iam_role_policy.api", {"role": "api-dev"})]}))
	testing.same(own, said({"aws_iam_role_policy": [at("aws_iam_role_policy.api[1]", {"role": later("aws_iam_role.api.id")})]}))
	testing.same(inline, said({"aws_iam_role_policy": [at("aws_iam_role_policy.api", {"role": "job-dev"})]}))
}

test_a_role_says_what_is_attached_to_it if {
	reference := later("aws_iam_policy.logs.arn")
	testing.same(and_logs, said(attachment("api-dev", reference)))
	testing.same(and_logs, said(attachment(later("aws_iam_role.api.name"), reference)))
	testing.same(inline, said(attachment("job-dev", reference)))
	testing.same(inline, said(attachment("api-dev", later("var.policy"))))
	both := [at("aws_iam_policy_attachment.x", {"roles": ["job-dev", "api-dev"], "policy_arn": reference})]
	testing.same(and_logs, said({"aws_iam_policy_attachment": both}))
	managed := [at("aws_iam_role.api", {"name": "api-dev", "managed_policy_arns": ["arn:aws:iam::aws:policy/X", reference]})]
	testing.same(and_logs, said({"aws_iam_role": managed}))
	elsewhere := [in_stack("network", "aws_iam_role_policy_attachment.x", {
		"role": later("payments: aws_iam_role.api.name"),
		"policy_arn": later("aws_iam_policy.logs.arn"),
	})]
	testing.same(
		{"statements": {"inline", "elsewhere"}, "unread": {"aws_iam_role.api"}},
		said({"aws_iam_role_policy_attachment": elsewhere}),
	)
}

test_a_policy_is_found_by_the_name_at_the_end_of_its_arn if {
	every arn in [
		"arn:aws:iam::111111111111:policy/logs-dev",
		"arn:aws:iam::111111111111:policy/teams/logs-dev",
		testing.unknown(["arn:aws:iam::", null, ":policy/logs-dev"], ["data.aws_caller_identity.me.account_id"]),
	] {
		testing.same(and_logs, said(object.union(logs, attachment("api-dev", arn))))
	}
	testing.same(inline, said(object.union(logs, attachment("api-dev", "arn:aws:iam::111111111111:policy/other-dev"))))
}

test_the_policies_of_aws_are_told_by_name if {
	basic := "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
	partly := testing.unknown(["arn:", null, ":iam::aws:policy/AWSXRayDaemonWriteAccess"], ["data.aws_partition.here.partition"])
	evidence := system({
		"aws_iam_role": [at("aws_iam_role.api", {
			"name": "api-dev",
			"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess", partly],
		})],
		"aws_iam_role_policy_attachment": [
			at("aws_iam_role_policy_attachment.a", {"role": "api-dev", "policy_arn": basic}),
			at("aws_iam_role_policy_attachment.b", {"role": "api-dev", "policy_arn": "arn:aws:iam::111111111111:policy/logs-dev"}),
			at("aws_iam_role_policy_attachment.c", {"role": "api-dev", "policy_arn": later("var.policy")}),
			at("aws_iam_role_policy_attachment.d", {"role": "other-dev", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}),
		],
	})
	testing.same({"AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess", "ReadOnlyAccess"}, roles.managed(api)) with input as evidence
}
