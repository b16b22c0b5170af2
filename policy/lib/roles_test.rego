package lib.roles_test

import data.lib.roles
import data.lib.testing

in_stack(stack, address) := {"address": address, "stack": stack}

at(address) := in_stack("payments", address)

statement(address, sid) := object.union(at(address), {"kind": "identity", "sid": sid})

document(address) := object.union(at(address), {"kind": "identity", "waits_for": ["var.x"]})

api := {"as": "aws_iam_role.api", "policies": [at("aws_iam_role.api"), at("aws_iam_policy.logs")], "managed": ["ReadOnlyAccess", "service-role/AWSLambdaBasicExecutionRole"]}

job := {"as": "aws_iam_role.job", "policies": [in_stack(null, "aws_iam_policy.logs")], "managed": []}

evidence := {"iam": {
	"runs": {"7": [api, job]},
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

sids(principal) := found if {
	found := [one.sid | some one in roles.statements(principal)] with input as evidence
}

test_a_resource_runs_as_its_principals if {
	testing.same([api, job], roles.run_by({"key": "7"})) with input as evidence
	testing.same([], roles.run_by({"key": "8"})) with input as evidence
}

test_a_principal_says_what_its_policies_say_and_not_who_may_assume_it if {
	testing.same(["inline", "logs", "more logs"], sids(api))
	testing.same(["nowhere"], sids(job))
}

test_of_its_policies_that_is_not_read_yet_which_waits_for_something if {
	testing.same([document("aws_iam_policy.logs")], roles.unread(api)) with input as evidence
	testing.same([], roles.unread(job)) with input as evidence
}

test_the_policies_of_aws_are_told_by_name if {
	testing.same({"AWSLambdaBasicExecutionRole", "ReadOnlyAccess"}, roles.managed(api)) with input as evidence
	testing.same(set(), roles.managed(job)) with input as evidence
}
