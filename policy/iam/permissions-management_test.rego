package rules.iam["permissions-management_test"]

import data.lib.testing
import data.rules.iam["permissions-management"] as rule

manages(pattern) := testing.action(pattern, "none", ["Permissions management"])

named(arn) := testing.target(arn, "none")

# an Allow of one action on some resources, which it takes
on(pattern, resources) := {
	"actions": [manages(pattern)],
	"resources": resources,
	"scopable": [pattern],
	"scopable_count": 1,
}

finding(status, pattern, reason, waits_for) := {testing.found(
	status, "aws_iam_role_policy.example", ["policy", "Statement", 0, "Action", 0],
	{"action": pattern, "reason": reason}, waits_for,
)}

fails(changes, pattern, reason) if {
	wanted := finding("fail", pattern, reason, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

role := "arn:aws:iam::123456789012:role/jobs-dev"

several := "it is about more than one resource, and no condition limits it"

unlimited := "its resource does not limit what it gives, and no condition on iam:PermissionsBoundary does"

under(changes, conditions) := object.union(changes, {"conditions": conditions})

test_an_action_of_another_level_passes if passes({})

test_the_policy_of_one_resource_passes if {
	passes(on("sqs:SetQueueAttributes", [named("arn:aws:sqs:us-east-1:123456789012:jobs-dev")]))
	passes(on("lambda:AddPermission", [testing.target("arn:aws:lambda:*:*:function:jobs-dev:*", "partial")]))
	passes(on("s3:PutObjectAcl", [testing.target("arn:aws:s3:::exports-dev/*", "partial")]))
	passes(on("ecr:SetRepositoryPolicy", [named("arn:aws:ecr:us-east-1:123456789012:repository/jobs-dev")]))
}

test_a_reference_is_one_resource if {
	bucket := testing.unknown([null], ["aws_s3_bucket.exports.arn"])
	objects := testing.unknown([null, "/*"], ["aws_s3_bucket.exports.arn"])
	passes(on("s3:PutBucketPolicy", [testing.target(bucket, "none")]))
	passes(on("s3:PutObjectAcl", [testing.target(objects, "partial")]))
}

test_the_policies_of_several_resources_fail if {
	queues := testing.target("arn:aws:sqs:us-east-1:123456789012:jobs-*", "partial")
	fails(on("sqs:SetQueueAttributes", [queues]), "sqs:SetQueueAttributes", several)
	fails(on("sqs:SetQueueAttributes", [named("arn:aws:sqs:us-east-1:123456789012:jobs"), queues]), "sqs:SetQueueAttributes", several)
	keys := testing.target("arn:aws:kms:us-east-1:123456789012:key/*", "partial")
	fails(on("kms:PutKeyPolicy", [keys]), "kms:PutKeyPolicy", several)
	buckets := testing.target("arn:aws:s3:::exports-*/*", "partial")
	fails(on("s3:PutObjectAcl", [buckets]), "s3:PutObjectAcl", several)
	letters := testing.target("arn:aws:s3:::exports-?", "partial")
	fails(on("s3:PutBucketPolicy", [letters]), "s3:PutBucketPolicy", several)
	functions := testing.target("arn:aws:lambda:us-east-1:123456789012:function:*", "partial")
	wanted := "it is about more than one resource, and no condition on lambda:Principal limits it"
	fails(on("lambda:AddPermission", [functions]), "lambda:AddPermission", wanted)
}

test_what_one_role_may_do_fails_without_a_condition if {
	fails(on("iam:PutRolePolicy", [named(role)]), "iam:PutRolePolicy", unlimited)
	fails(on("IAM:putrolepolicy", [named(role)]), "IAM:putrolepolicy", unlimited)
}

test_a_grant_of_one_key_fails_without_a_condition if {
	key := "arn:aws:kms:us-east-1:123456789012:key/1"
	reason := "its resource does not limit what it gives, and no condition on kms:GrantIsForAWSResource does"
	fails(on("kms:CreateGrant", [named(key)]), "kms:CreateGrant", reason)
}

test_a_condition_on_what_is_asked_for_passes if {
	every condition in [
		testing.condition("StringEquals", "iam:PermissionsBoundary", ["arn:aws:iam::123456789012:policy/boundary"]),
		testing.condition("ArnLike", "iam:PolicyARN", ["arn:aws:iam::123456789012:policy/jobs-*"]),
		testing.condition("StringEquals", "aws:ResourceTag/Team", ["payments"]),
		testing.condition("ForAnyValue:StringEquals", "aws:CalledVia", ["cloudformation.amazonaws.com"]),
		testing.condition("Null", "aws:ResourceTag/Managed", ["false"]),
	] {
		passes(under(on("iam:PutRolePolicy", [named(role)]), [condition]))
	}
	keys := testing.target("arn:aws:kms:us-east-1:123456789012:key/*", "partial")
	passes(under(on("kms:CreateGrant", [keys]), [testing.condition("Bool", "kms:GrantIsForAWSResource", ["true"])]))
	passes(under(on("kms:CreateGrant", [keys]), [testing.condition("ForAllValues:StringEquals", "kms:GrantOperations", ["Decrypt"])]))
	passes(under(on("kms:CreateGrant", [keys]), [testing.condition("ForAllValues:StringLike", "kms:GrantOperations", ["Decr*"])]))
}

test_a_condition_that_limits_nothing_fails if {
	every condition in [
		testing.condition("StringEquals", "aws:RequestedRegion", ["us-east-1"]),
		testing.condition("Bool", "aws:MultiFactorAuthPresent", ["true"]),
		testing.condition("StringNotEquals", "iam:PermissionsBoundary", ["arn:aws:iam::123456789012:policy/boundary"]),
		testing.condition("StringLike", "iam:PermissionsBoundary", ["*"]),
		testing.condition("Null", "aws:ResourceTag/Managed", ["true"]),
		testing.condition("Null", "aws:MultiFactorAuthAge", ["false"]),
		testing.condition("ForAllValues:StringEquals", "aws:TagKeys", ["Team"]),
		testing.condition("ForAllValues:StringLike", "kms:GrantOperations", ["*"]),
		testing.condition("ForAnyValue:StringNotEquals", "kms:GrantOperations", ["Decrypt"]),
		testing.condition("Bool", "kms:GrantIsForAWSResource", ["false"]),
	] {
		fails(under(on("iam:PutRolePolicy", [named(role)]), [condition]), "iam:PutRolePolicy", unlimited)
	}
}

denial(pattern, resource, conditions) := object.union(on(pattern, [testing.target(resource, "none")]), {
	"effect": "Deny",
	"path": ["policy", "Statement", 1],
	"conditions": conditions,
})

boundary := testing.condition("StringNotEquals", "iam:PermissionsBoundary", ["arn:aws:iam::123456789012:policy/boundary"])

test_a_deny_of_all_but_what_is_meant_passes if {
	statements := [on("iam:PutRolePolicy", [named(role)]), denial("iam:PutRolePolicy", "*", [boundary])]
	testing.empty(rule.findings) with input as testing.input_of_statements(statements)
}

test_a_deny_without_a_condition_leaves_nothing if {
	statements := [on("iam:PutRolePolicy", [named(role)]), denial("iam:PutRolePolicy", "*", [])]
	testing.empty(rule.findings) with input as testing.input_of_statements(statements)
}

denied(conditions) := object.union(testing.input_of_statement(on("iam:PutRolePolicy", [named(role)])), {"iam": {"denials": [{
	"stack": "payments",
	"address": "aws_iam_role_policy.example",
	"path": ["policy", "Statement", 0],
	"action": "iam:PutRolePolicy",
	"conditions": conditions,
}]}})

test_a_deny_of_another_policy_that_all_have_passes if {
	testing.empty(rule.findings) with input as denied([boundary])
	testing.empty(rule.findings) with input as denied([])
	wanted := finding("fail", "iam:PutRolePolicy", unlimited, [])
	testing.same(wanted, rule.findings) with input as denied([testing.condition("StringNotEquals", "aws:RequestedRegion", ["us-east-1"])])
}

test_a_deny_of_something_else_does_not_help if {
	wanted := finding("fail", "iam:PutRolePolicy", unlimited, [])
	every other in [
		denial("iam:AttachRolePolicy", "*", [boundary]),
		denial("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/other", [boundary]),
		denial("iam:PutRolePolicy", "*", [boundary, testing.condition("Bool", "aws:MultiFactorAuthPresent", ["false"])]),
		denial("iam:PutRolePolicy", "*", [testing.condition("StringNotEquals", "aws:RequestedRegion", ["us-east-1"])]),
		object.union(denial("iam:PutRolePolicy", "*", [boundary]), {"address": "aws_iam_role_policy.other"}),
		object.union(denial("iam:PutRolePolicy", "*", [boundary]), {"effect": "Allow", "actions": []}),
	] {
		statements := [on("iam:PutRolePolicy", [named(role)]), other]
		testing.same(wanted, rule.findings) with input as testing.input_of_statements(statements)
	}
}

everything := testing.target("*", "all")

unscoped(actions) := {"actions": actions, "resources": [everything], "scopable": [], "scopable_count": 0}

nothing := "it takes no resource, and no condition limits it"

test_an_action_that_takes_no_resource_fails_without_a_condition if {
	fails(unscoped([manages("logs:PutResourcePolicy")]), "logs:PutResourcePolicy", nothing)
	fails(unscoped([manages("events:PutPermission")]), "events:PutPermission", nothing)
}

test_an_action_that_takes_no_resource_fails_beside_one_that_does if {
	beside := object.union(unscoped([manages("logs:PutResourcePolicy")]), {"scopable": ["sqs:SetQueueAttributes"], "scopable_count": 1})
	fails(beside, "logs:PutResourcePolicy", nothing)
}

test_a_prerequisite_of_a_service_passes if {
	passes(unscoped([manages("logs:PutResourcePolicy"), testing.action("LOGS:CreateLogDelivery", "none", ["Write"])]))
	passes(unscoped([manages("elasticloadbalancing:AllowVendedLogDeliveryForResource")]))
	snapshots := testing.target("arn:aws:ec2:*::snapshot/*", "partial")
	passes(object.union(on("ec2:ModifySnapshotAttribute", [snapshots]), {"actions": [
		manages("ec2:ModifySnapshotAttribute"),
		testing.action("ec2:CreateSnapshot", "none", ["Write"]),
		testing.action("ec2:DeleteSnapshot", "none", ["Write"]),
	]}))
}

test_each_prerequisite_is_what_its_service_needs if {
	backups := named("arn:aws:fsx:us-east-1:123456789012:backup/*")
	share := [manages("fsx:ManageBackupPrincipalAssociations"), testing.action("fsx:CopyBackup", "none", ["Write"])]
	passes(object.union(on("fsx:ManageBackupPrincipalAssociations", [backups]), {"actions": share}))
	every verb in ["Create", "Delete"] {
		action := concat("", ["ec2:", verb, "NetworkInterfacePermission"])
		made := testing.action("ec2:CreateNetworkInterface", "none", ["Write"])
		passes(unscoped([manages(action), made]))
		count(rule.findings) == 1 with input as testing.input_of_statement(unscoped([manages(action)]))
	}
	count(rule.findings) == 1 with input as testing.input_of_statement(on("fsx:ManageBackupPrincipalAssociations", [backups]))
}

test_half_a_prerequisite_fails if {
	snapshots := testing.target("arn:aws:ec2:*::snapshot/*", "partial")
	changes := object.union(on("ec2:ModifySnapshotAttribute", [snapshots]), {"actions": [
		manages("ec2:ModifySnapshotAttribute"),
		testing.action("ec2:CreateSnapshot", "none", ["Write"]),
	]})
	fails(changes, "ec2:ModifySnapshotAttribute", several)
}

test_what_gives_nobody_anything_passes if {
	users := testing.target("arn:aws:rds-db:us-east-1:123456789012:dbuser:*/app", "partial")
	passes(on("rds-db:connect", [users]))
	passes(on("iam:CreatePolicy", [testing.target("arn:aws:iam::123456789012:policy/*", "partial")]))
	every action in [
		"apigateway:SetWebACL", "appsync:SetWebACL", "backup:ListIndexedRecoveryPointsForSearch",
		"backup:SearchRecoveryPoint", "bedrock-agentcore:InvokeGateway", "billing:GetResourcePolicy",
		"ec2:EnableImageBlockPublicAccess", "ec2:EnableSnapshotBlockPublicAccess", "fsx:GetResourcePolicy",
		"glacier:SetDataRetrievalPolicy", "glue:DescribeConnectionType", "glue:DescribeEntity",
		"glue:ListConnectionTypes", "glue:ListEntities", "glue:TestConnection", "iam:DeletePolicy",
		"iam:DeletePolicyVersion", "opensearch:ApplicationAccessAll", "quicksight:DescribeKnowledgeBasePermissions",
		"quicksight:DescribeSpacePermissions", "quicksight:DescribeTopicPermissions",
		"secretsmanager:ValidateResourcePolicy", "ssm-sap:GetResourcePermission", "waf-regional:CreateWebACL",
		"waf-regional:UpdateWebACL", "waf:CreateWebACL", "waf:UpdateWebACL", "xray:PutEncryptionConfig",
	] {
		passes(unscoped([manages(action)]))
	}
}

test_what_one_resource_does_not_limit_fails_on_one_resource if {
	every action in [
		"iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicyVersion",
		"iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:PutGroupPolicy",
		"iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:PutUserPermissionsBoundary", "iam:PutUserPolicy",
		"iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "organizations:AttachPolicy",
		"organizations:DetachPolicy", "organizations:UpdatePolicy",
		"sso:AttachCustomerManagedPolicyReferenceToPermissionSet", "sso:AttachManagedPolicyToPermissionSet",
		"sso:DeletePermissionsBoundaryFromPermissionSet", "sso:PutPermissionsBoundaryToPermissionSet",
	] {
		count(rule.findings) == 1 with input as testing.input_of_statement(on(action, [named(role)]))
	}
}

test_wildcards_are_told_by_their_own_rules if {
	pattern := testing.action("sqs:*Permission", "partial", ["Permissions management"])
	passes({"actions": [pattern], "resources": [testing.target("arn:aws:sqs:us-east-1:123456789012:jobs-*", "partial")]})
	passes(on("sqs:SetQueueAttributes", [everything]))
	passes(object.union(on("sqs:SetQueueAttributes", [everything]), {"scopable": ["a:b"], "scopable_count": 11}))
	excepted := {"resources": [], "not_resources": [named(role)]}
	passes(object.union(on("iam:PutRolePolicy", []), excepted))
}

test_what_allows_nothing_is_told_by_its_own_rule if {
	idle := object.union(manages("iam:PutRolePolicy"), {"reach": "no", "about": ["iam:role/*"]})
	passes({"actions": [idle], "resources": [named("arn:aws:s3:::exports-dev")]})
	other := object.union(testing.action("s3:GetObject", "none", ["Read"]), {"reach": "no", "about": ["s3:object"]})
	beside := object.union(on("iam:PutRolePolicy", [named(role)]), {"actions": [manages("iam:PutRolePolicy"), other]})
	fails(beside, "iam:PutRolePolicy", unlimited)
}

test_an_escalation_is_told_by_its_own_rule if {
	place := {"address": "aws_iam_role_policy.example", "stack": "payments", "path": ["policy", "Statement", 0]}
	found := {"status": "fail", "params": {"related": [object.union(place, {"text": "grants iam:PutRolePolicy"})]}}
	elsewhere := {"status": "fail", "params": {"related": [object.union(place, {"path": ["policy", "Statement", 1], "text": "grants iam:PutRolePolicy"})]}}
	beside := {"status": "fail", "params": {"related": [
		object.union(place, {"address": "aws_iam_role_policy.other", "text": "grants iam:PutRolePolicy"}),
		object.union(place, {"stack": "ledger", "text": "grants iam:PutRolePolicy"}),
		object.union(place, {"text": "grants iam:AttachRolePolicy"}),
	]}}
	open := {"status": "undetermined", "params": found.params}
	given := testing.input_of_statement(on("iam:PutRolePolicy", [named(role)]))
	testing.empty(rule.findings) with input as given with data.rules.iam["privilege-escalation"].findings as {found}
	wanted := finding("fail", "iam:PutRolePolicy", unlimited, [])
	testing.same(wanted, rule.findings) with input as given
		with data.rules.iam["privilege-escalation"].findings as {elsewhere, beside, open}
}

test_policies_of_resources_pass if {
	every kind in ["trust", "resource", "key"] {
		passes(object.union(on("iam:PutRolePolicy", [named(role)]), {"kind": kind}))
	}
}

test_a_deny_passes if passes(object.union(on("iam:PutRolePolicy", [named(role)]), {"effect": "Deny"}))

test_a_resource_that_may_be_anything_is_undetermined if {
	open := testing.unknown([null], ["var.queues"])
	reason := "whether a condition or its resource holds it is not known yet"
	wanted := finding("undetermined", "sqs:SetQueueAttributes", reason, ["var.queues"])
	changes := on("sqs:SetQueueAttributes", [testing.target(open, "none")])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
	known := testing.unknown([null], ["aws_sqs_queue.jobs.arn"])
	beside := on("sqs:SetQueueAttributes", [testing.target(known, "none"), testing.target(open, "none")])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(beside)
}

test_an_action_that_is_held_passes_whatever_its_resource if {
	open := on("sqs:SetQueueAttributes", [testing.target(testing.unknown([null], ["var.queues"]), "none")])
	passes(under(open, [testing.condition("StringEquals", "aws:ResourceTag/Team", ["payments"])]))
	passes(object.union(open, {"actions": [testing.action("sqs:SendMessage", "none", ["Write"])]}))
}

test_a_condition_that_is_not_known_is_undetermined if {
	reason := "whether a condition or its resource holds it is not known yet"
	wanted := finding("undetermined", "iam:PutRolePolicy", reason, ["var.limits"])
	open := testing.condition("", "", [testing.unknown([null], ["var.limits"])])
	changes := under(on("iam:PutRolePolicy", [named(role)]), [open])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
	idle := testing.condition("StringEquals", "aws:RequestedRegion", [testing.unknown([null], ["var.region"])])
	beside := under(on("iam:PutRolePolicy", [named(role)]), [open, idle])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(beside)
}

test_an_action_that_is_not_known_is_undetermined if {
	open := object.union(testing.action(testing.unknown(["iam:", null], ["var.what"]), "none", []), {"known": "undetermined"})
	wanted := finding("undetermined", "iam:(not known yet)", "whether it changes permissions is not known yet", ["var.what"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement({"actions": [open]})
	passes({"actions": [object.union(open, {"known": "no"})]})
}

test_an_unknown_effect_is_undetermined if {
	changes := object.union(on("iam:PutRolePolicy", [named(role)]), {"effect": testing.unknown([null], ["var.effect"])})
	wanted := finding("undetermined", "iam:PutRolePolicy", unlimited, ["var.effect"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"kind": "identity", "address": "aws_iam_role_policy.example", "stack": "payments", "path": ["policy"], "waits_for": ["a.b.c"]}
	params := {"action": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	wanted := {testing.found("undetermined", "aws_iam_role_policy.example", ["policy"], params, ["a.b.c"])}
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
	trust := object.union(document, {"kind": "trust"})
	testing.empty(rule.findings) with input as {"iam": {"statements": [], "undetermined": [trust]}}
}
