package rules.iam["resource-mismatch_test"]

import data.lib.testing
import data.rules.iam["resource-mismatch"] as rule

reaching(pattern, reach, about) := object.union(testing.action(pattern, "none", ["Read"]), {"reach": reach, "about": about})

finding(status, pattern, reason, waits_for) := {testing.found(
	status, "aws_iam_role_policy.example", ["policy", "Statement", 0, "Action", 0],
	{"action": pattern, "reason": reason}, waits_for,
)}

fails(changes, pattern, reason) if {
	wanted := finding("fail", pattern, reason, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

listing := {"actions": [reaching("s3:ListBucket", "no", ["arn:…:s3:…:NAME"])]}

no_bucket := "no resource of the statement can be arn:…:s3:…:NAME"

test_an_action_with_its_resource_passes if passes({"actions": [reaching("s3:GetObject", "yes", [])]})

test_an_action_without_its_resource_fails if {
	fails(listing, "s3:ListBucket", no_bucket)
	several := {"actions": [reaching("kms:TagResource", "no", ["arn:…:kms:…:alias/NAME", "arn:…:kms:…:key/NAME"])]}
	fails(several, "kms:TagResource", "no resource of the statement can be arn:…:kms:…:alias/NAME or arn:…:kms:…:key/NAME")
}

test_one_of_several_fails if {
	fails({"actions": [reaching("s3:GetObject", "yes", []), reaching("s3:ListBucket", "no", ["arn:…:s3:…:NAME"])]}, "s3:ListBucket", no_bucket)
}

test_an_action_that_takes_no_resource_fails_on_one if {
	changes := {"actions": [reaching("sqs:ListQueues", "no", [])]}
	fails(changes, "sqs:ListQueues", "it takes no resource, and the statement is not about \"*\"")
}

test_a_deny_passes if passes(object.union(listing, {"effect": "Deny"}))

test_a_resource_that_may_be_anything_is_undetermined if {
	changes := {
		"actions": [reaching("s3:ListBucket", "undetermined", ["arn:…:s3:…:NAME"])],
		"resources": [testing.target(testing.unknown([null], ["var.bucket"]), "none")],
	}
	reason := "whether one of the resources is one it is about is not known yet"
	wanted := finding("undetermined", "s3:ListBucket", reason, ["var.bucket"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_an_unknown_effect_is_undetermined if {
	changes := object.union(listing, {"effect": testing.unknown([null], ["var.effect"])})
	wanted := finding("undetermined", "s3:ListBucket", no_bucket, ["var.effect"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"kind": "identity", "address": "aws_iam_role_policy.example", "stack": "payments", "path": ["policy"], "waits_for": ["a.b.c"]}
	params := {"action": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	wanted := {testing.found("undetermined", "aws_iam_role_policy.example", ["policy"], params, ["a.b.c"])}
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
	of_resource := object.union(document, {"kind": "resource"})
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [of_resource]}}
	key := object.union(document, {"kind": "key"})
	testing.empty(rule.findings) with input as {"iam": {"statements": [], "undetermined": [key]}}
}
