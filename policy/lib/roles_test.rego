package lib.roles_test

import data.lib.roles
import data.lib.testing

in_stack(stack, address) := {"address": address, "stack": stack}

at(address) := in_stack("payments", address)

statement(address, sid) := object.union(at(address), {"kind": "identity", "sid": sid})

document(address) := object.union(at(address), {"kind": "identity", "waits_for": ["var.x"]})

evidence := {"iam": {
	"principals": [
		testing.principal("api", {
			"policies": [at("aws_iam_role.api"), at("aws_iam_policy.logs")],
			"managed": ["ReadOnlyAccess", "service-role/AWSLambdaBasicExecutionRole"],
		}),
		testing.principal("job", {"policies": [in_stack(null, "aws_iam_policy.logs")]}),
	],
	"runs": {"7": ["aws_iam_role.api", "aws_iam_role.job"]},
	"statements": [
		statement("aws_iam_role.api", "inline"),
		object.union(statement("aws_iam_role.api", "trust"), {"kind": "trust"}),
		statement("aws_iam_policy.logs", "logs"),
		statement("aws_iam_policy.logs", "more logs"),
		object.union(statement("aws_iam_policy.logs", "elsewhere"), {"stack": "network"}),
		object.union(statement("aws_iam_policy.logs", "nowhere"), {"stack": null}),
		statement("aws_iam_policy.other", "other"),
	],
	"undetermined": [
		document("aws_iam_policy.logs"),
		object.union(document("aws_iam_role.api"), {"kind": "trust"}),
		object.union(document("aws_iam_role.api"), {"waits_for": []}),
		document("aws_iam_policy.other"),
	],
}}

sids(id) := found if {
	found := [one.sid | some one in roles.statements(id)] with input as evidence
}

test_a_resource_runs_as_its_principals if {
	testing.same({"aws_iam_role.api", "aws_iam_role.job"}, roles.run_by({"key": "7"})) with input as evidence
	testing.same(set(), roles.run_by({"key": "8"})) with input as evidence
}

test_a_principal_says_what_its_policies_say_and_not_who_may_assume_it if {
	testing.same(["inline", "logs", "more logs"], sids("aws_iam_role.api"))
	testing.same(["nowhere"], sids("aws_iam_role.job"))
	testing.same([], sids("aws_iam_role.other"))
}

test_of_its_policies_that_is_not_read_yet_which_waits_for_something if {
	testing.same([document("aws_iam_policy.logs")], roles.unread("aws_iam_role.api")) with input as evidence
	testing.same([], roles.unread("aws_iam_role.job")) with input as evidence
}

test_the_policies_of_aws_are_told_by_name if {
	testing.same({"AWSLambdaBasicExecutionRole", "ReadOnlyAccess"}, roles.managed("aws_iam_role.api")) with input as evidence
	testing.same(set(), roles.managed("aws_iam_role.job")) with input as evidence
}
