# METADATA
# title: No managed policy of AWS that allows a whole service
# description: |
#   AWS's policies for administrators, power users and full access allow more than any one task needs, on everything, and
#   grow when AWS adds actions. Attached to a role, a user, a group or a permission set they are at fault, by whatever
#   resource attaches them; as a permissions boundary they limit, and are not judged. A policy that is not known yet is
#   undetermined.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
# custom:
#   severity: critical
#   message: "{policy} is attached: {reason}"
#   remediation: Attach a policy of your own that names the actions and resources, and nothing else.
#   example: |
#     new IamRolePolicy(this, 'Policy', { role: role.name, policy: policyDocument([readSessions]) });
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes:
#     - aws_iam_role.managed_policy_arns
#     - aws_iam_role_policy_attachment.policy_arn
#     - aws_iam_user_policy_attachment.policy_arn
#     - aws_iam_group_policy_attachment.policy_arn
#     - aws_iam_policy_attachment.policy_arn
#     - aws_iam_role_policy_attachments_exclusive.policy_arns
#     - aws_iam_user_policy_attachments_exclusive.policy_arns
#     - aws_iam_group_policy_attachments_exclusive.policy_arns
#     - aws_ssoadmin_managed_policy_attachment.managed_policy_arn
package rules.iam["managed-policy"]

import data.lib.result
import data.lib.values

findings contains result.fail(attachment, attachment.path, {"policy": attachment.managed, "reason": reason}) if {
	some attachment in input.iam.attachments
	reason := _reason(attachment.managed)
}

findings contains result.undetermined(attachment, attachment.path, params, waits_for) if {
	some attachment in input.iam.attachments
	values.is_unknown(attachment.policy)
	waits_for := values.waits_for(attachment.policy)
	params := {"policy": values.text(attachment.policy), "reason": "which policy this is is not known yet"}
}

_reason(name) := data.tables.iam.banned_policies[name]

_reason(name) := "it allows every action of a service on everything" if {
	endswith(name, "FullAccess")
	not data.tables.iam.banned_policies[name]
}
