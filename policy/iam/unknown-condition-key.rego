# METADATA
# title: Every condition is on a key that can have a value
# description: |
#   IAM takes any text for a condition key and never says that there is none of that name, or that no action of the statement
#   has a value for it. s3:prefixes is a slip, and s3:prefix on s3:GetObject never has a value: a condition that compares it
#   is never met, so the statement allows nothing; one that only excludes (StringNotEquals, …IfExists) limits nothing. The
#   keys of AWS are those of the service authorization reference, in a table with its date, whatever their case, with what
#   somebody chooses of them (aws:ResourceTag/Team); keys of an identity provider (token.actions.githubusercontent.com:sub)
#   are its own. Whether an action has a value for a key is said of identity policies whose actions are all known, where none
#   of them has one and the operator needs it. Deny statements are never at fault.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
#   - https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
# custom:
#   severity: medium
#   message: "The condition on {key} is in vain: {reason}"
#   remediation: |
#     Look the key up among the global keys, or beside the action in the service authorization reference, and give actions
#     that have no value for it a statement of their own.
#   example: |
#     { Effect: 'Allow', Action: 's3:ListBucket', Resource: exports.arn,
#       Condition: { StringLike: { 's3:prefix': 'daily/*' } } }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["unknown-condition-key"]

import data.lib.iam

findings contains iam.against(statement, condition.path, params) if {
	some statement in iam.granting
	some condition in statement.vain_conditions
	params := {"key": condition.key, "reason": _reasons[condition.problem]}
}

findings contains finding if {
	params := {"key": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	some finding in iam.unread(params)
}

_reasons := {
	"unknown": "AWS has no condition key of that name",
	"unsupported": "no action of the statement has a value for it, so nothing is allowed",
}
