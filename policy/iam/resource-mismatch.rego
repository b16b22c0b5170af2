# METADATA
# title: Every action finds a resource it is about
# description: |
#   IAM takes any resource for any action and never says that the two do not go together: s3:ListBucket on the objects of a
#   bucket, s3:GetObject on the bucket, kms:Decrypt on an alias, logs:PutLogEvents on a log group without its streams or
#   sqs:ListQueues on one queue allow nothing, and nobody notices before it is needed. What an action is about are the types
#   of resources of the service authorization reference, in a table with its date. An action is at fault only where every
#   resource is of another service, or where the table is known to have every type the service has; a reference to a
#   resource has the form of its ARN. Deny statements are never at fault.
# related_resources:
#   - https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# custom:
#   severity: medium
#   message: "{action} is allowed in vain: {reason}"
#   remediation: |
#     Give the action a statement of its own with the resource it is about, or "*" where it takes none.
#   example: |
#     [
#       { Effect: 'Allow', Action: 's3:ListBucket', Resource: exports.arn },
#       { Effect: 'Allow', Action: 's3:GetObject', Resource: `${exports.arn}/*` },
#     ]
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["resource-mismatch"]

import data.lib.iam
import data.lib.result
import data.lib.values

findings contains finding if {
	some statement in iam.granting
	some action in statement.actions
	finding := _judge(statement, action)
}

findings contains finding if {
	params := {"action": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	some finding in iam.unread_of({"identity", "resource"}, params)
}

_judge(statement, action) := iam.against(statement, action.path, _params(action, _reason(action))) if {
	action.reach == "no"
}

_judge(statement, action) := result.undetermined(statement, action.path, params, waits_for) if {
	action.reach == "undetermined"
	params := _params(action, "whether one of the resources is one it is about is not known yet")
	waits_for := sort({reference |
		some resource in statement.resources
		some reference in values.waits_for(resource.pattern)
	})
}

_reason(action) := "it takes no resource, and the statement is not about \"*\"" if {
	count(action.about) == 0
} else := concat("", ["no resource of the statement can be ", concat(" or ", action.about)])

_params(action, reason) := {"action": values.text(action.pattern), "reason": reason}
