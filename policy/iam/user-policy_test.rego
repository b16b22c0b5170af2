package rules.iam["user-policy_test"]

import data.lib.testing
import data.rules.iam["user-policy"] as rule

attached(type, kinds) := {"resources": {}, "iam": {"attachments": [{
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": ["policy_arn"],
	"judged": true,
	"type": type,
	"kinds": kinds,
	"policy": testing.unknown([null], ["var.policy"]),
	"managed": null,
}]}}

finding(address, path, what) := {{
	"status": "fail",
	"address": address,
	"stack": "payments",
	"path": path,
	"params": {"what": what},
	"waits_for": [],
}}

inline := testing.resource("aws_iam_user_policy", {"user": "ci"})

test_policies_of_roles_and_groups_pass if {
	testing.empty(rule.findings) with input as attached("aws_iam_role_policy_attachment", ["role"])
	testing.empty(rule.findings) with input as attached("aws_iam_policy_attachment", ["role", "group"])
}

test_an_inline_policy_of_a_user_fails if {
	wanted := finding("aws_iam_user_policy.example", ["user"], "an inline policy")
	given := {"resources": {"aws_iam_user_policy": [inline]}, "iam": {"attachments": []}}
	testing.same(wanted, rule.findings) with input as given
}

test_an_inline_policy_that_is_deleted_passes if {
	gone := object.union(inline, {"action": "delete"})
	given := {"resources": {"aws_iam_user_policy": [gone]}, "iam": {"attachments": []}}
	testing.empty(rule.findings) with input as given
}

test_a_policy_attached_to_a_user_fails_known_or_not if {
	wanted := finding("aws_iam_user_policy_attachment.example", ["policy_arn"], "an attached policy")
	testing.same(wanted, rule.findings) with input as attached("aws_iam_user_policy_attachment", ["user"])
	shared := finding("aws_iam_policy_attachment.example", ["policy_arn"], "an attached policy")
	testing.same(shared, rule.findings) with input as attached("aws_iam_policy_attachment", ["role", "user"])
}
