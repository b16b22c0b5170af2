# METADATA
# title: Every action is one that AWS has
# description: |
#   IAM takes any text for an action and never says that there is none of that name: s3:GetObjects allows nothing, and a
#   NotAction of it takes nothing out. What was meant is missing, and nobody notices before it is needed. The actions of AWS
#   are those of the service authorization reference, in a table with its date; a pattern is right where it matches at least
#   one. Deny statements are never at fault.
# related_resources:
#   - https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# custom:
#   severity: medium
#   message: "{action} is allowed, or excepted, in vain: {reason}"
#   remediation: |
#     Look the action up in the service authorization reference; it often differs from the name of the API call. Where AWS
#     has added it since, make the table anew with npm run policy:tables.
#   example: |
#     { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetObject'], Resource: [exports.arn, `${exports.arn}/*`] }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["unknown-action"]

import data.lib.iam
import data.lib.result
import data.lib.values

findings contains finding if {
	some statement in iam.granting
	some actions in [statement.actions, statement.not_actions]
	some action in actions
	finding := _judge(statement, action)
}

findings contains finding if {
	params := {"action": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	some finding in iam.unread(params)
}

_judge(statement, action) := iam.against(statement, action.path, _params(action, _reason(action))) if {
	action.known == "no"
}

_judge(statement, action) := result.undetermined(statement, action.path, params, waits_for) if {
	action.known == "undetermined"
	params := _params(action, "whether AWS has such an action is not known yet")
	waits_for := values.waits_for(action.pattern)
}

_reason(action) := "AWS has no action of that name" if {
	action.wildcard == "none"
} else := "the pattern matches no action of AWS"

_params(action, reason) := {"action": values.text(action.pattern), "reason": reason}
