package rules.iam["permissions-management-rows_test"]

import data.lib.testing
import data.rules.iam["permissions-management"] as rule

managing(action) := {
	"actions": [testing.action(action, "none", ["Permissions management"])],
	"resources": [testing.target("arn:aws:x:::y-*", "partial")],
	"scopable": [action],
	"scopable_count": 1,
}

# the conditions that limit what an action gives
remedies := {
	"iam:PassRole": "iam:PassedToService",
	"iam:AttachRolePolicy": "iam:PolicyARN or iam:PermissionsBoundary",
	"iam:AttachUserPolicy": "iam:PolicyARN or iam:PermissionsBoundary",
	"iam:AttachGroupPolicy": "iam:PolicyARN",
	"iam:PutRolePolicy": "iam:PermissionsBoundary",
	"iam:PutUserPolicy": "iam:PermissionsBoundary",
	"iam:CreateRole": "iam:PermissionsBoundary",
	"iam:CreateUser": "iam:PermissionsBoundary",
	"kms:CreateGrant": "kms:GrantIsForAWSResource",
	"ssm:SendCommand": "ssm:resourceTag",
	"ssm:StartSession": "ssm:resourceTag",
	"lambda:AddPermission": "lambda:Principal",
}

test_the_condition_that_helps_is_named if {
	every action, key in remedies {
		findings := rule.findings with input as testing.input_of_statement(managing(action))
		said := concat("", ["no condition on ", key, " "])
		[said] == [said | some finding in findings; contains(finding.params.reason, said)]
	}
}
