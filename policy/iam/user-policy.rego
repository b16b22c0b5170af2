# METADATA
# title: Users get permissions from groups and roles only
# description: |
#   A policy of one user, written into it or attached to it, is found nowhere else and stays when the person changes
#   tasks. Permissions belong to a group or to a role that is assumed.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2
# custom:
#   severity: medium
#   message: "{what} gives permissions to a single user"
#   remediation: Give them to a group the user is in, or to a role the user may assume.
#   example: |
#     new IamGroupPolicy(this, 'Policy', { group: auditors.name, policy: policyDocument([readAuditLog]) });
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#   stages: [synth, plan, state]
#   attributes:
#     - aws_iam_user_policy.user
#     - aws_iam_user_policy_attachment.user
#     - aws_iam_user_policy_attachments_exclusive.user_name
#     - aws_iam_policy_attachment.users
package rules.iam["user-policy"]

import data.lib.result

findings contains result.fail(resource, ["user"], {"what": "an inline policy"}) if {
	some resource in input.resources.aws_iam_user_policy
	resource.action != "delete"
}

findings contains result.fail(attachment, attachment.path, {"what": "an attached policy"}) if {
	some attachment in input.iam.attachments
	"user" in attachment.kinds
}
