package rules.iam["user-credentials_test"]

import data.lib.testing
import data.rules.iam["user-credentials"] as rule

credential(type, user) := {"iam": {"credentials": [{
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": ["user"],
	"judged": true,
	"type": type,
	"user": user,
}]}}

finding(type, user, name) := {{
	"status": "fail",
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": ["user"],
	"params": {"user": user, "credential": name},
	"waits_for": [],
}}

fails(type, name) if {
	testing.same(finding(type, "ci", name), rule.findings) with input as credential(type, "ci")
}

test_nobody_with_credentials_passes if testing.empty(rule.findings) with input as {"iam": {"credentials": []}}

test_every_kind_of_credential_fails if {
	fails("aws_iam_access_key", "an access key")
	fails("aws_iam_service_specific_credential", "a credential for one service")
	fails("aws_iam_signing_certificate", "a signing certificate")
	fails("aws_iam_user_login_profile", "a password")
	fails("aws_iam_user_ssh_key", "an SSH key")
}

test_the_credential_of_a_user_nobody_knows_fails_too if {
	wanted := finding("aws_iam_access_key", "(not known yet)", "an access key")
	user := testing.unknown([null], ["var.user"])
	testing.same(wanted, rule.findings) with input as credential("aws_iam_access_key", user)
}
