package rules.iam["managed-policy_test"]

import data.lib.testing
import data.rules.iam["managed-policy"] as rule

attached(policy, managed) := {"iam": {"attachments": [{
	"address": "aws_iam_role_policy_attachment.example",
	"stack": "payments",
	"path": ["policy_arn"],
	"judged": true,
	"type": "aws_iam_role_policy_attachment",
	"kinds": ["role"],
	"policy": policy,
	"managed": managed,
}]}}

of_aws(name) := attached(concat("", ["arn:aws:iam::aws:policy/", name]), name)

finding(status, policy, reason, waits_for) := {{
	"status": status,
	"address": "aws_iam_role_policy_attachment.example",
	"stack": "payments",
	"path": ["policy_arn"],
	"params": {"policy": policy, "reason": reason},
	"waits_for": waits_for,
}}

fails(name, reason) if {
	testing.same(finding("fail", name, reason, []), rule.findings) with input as of_aws(name)
}

test_an_administrator_fails if {
	fails("AdministratorAccess", "it allows everything")
	fails("IAMFullAccess", "it allows to give oneself every permission")
	every job in ["DatabaseAdministrator", "NetworkAdministrator", "SystemAdministrator"] {
		fails(concat("/", ["job-function", job]), "it allows every action of several services on everything")
	}
	every service in ["Amplify", "AWSElasticBeanstalk"] {
		fails(concat("-", ["AdministratorAccess", service]), "it allows every action of many services on everything")
	}
	fails("PowerUserAccess", "it allows everything but the management of identities")
	fails(
		"service-role/AmazonEC2RoleforSSM",
		"it allows to read and write every object of every bucket; AWS replaced it by AmazonSSMManagedInstanceCore",
	)
}

test_full_access_to_a_service_fails if {
	fails("AmazonS3FullAccess", "it allows every action of a service on everything")
}

test_policies_for_a_task_pass if {
	testing.empty(rule.findings) with input as of_aws("service-role/AWSLambdaBasicExecutionRole")
	testing.empty(rule.findings) with input as of_aws("AmazonSSMManagedInstanceCore")
}

test_a_policy_of_the_system_passes if {
	testing.empty(rule.findings) with input as attached("aws_iam_policy.FullAccess", null)
}

test_a_policy_that_is_not_known_yet_is_undetermined if {
	wanted := finding("undetermined", "(not known yet)", "which policy this is is not known yet", ["var.policy"])
	testing.same(wanted, rule.findings) with input as attached(testing.unknown([null], ["var.policy"]), null)
}
