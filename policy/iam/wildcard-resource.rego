# METADATA
# title: Permissions name the resources they are for
# description: |
#   An Allow on every resource, in an identity policy, reaches whatever else lives in the account. It is right only where
#   every action of the statement takes no resource (sqs:ListQueues), or is scoped by a condition instead
#   (cloudwatch:PutMetricData by cloudwatch:namespace). A reference to one resource is that resource, known or not. In a
#   key policy or a resource policy the resource is the one it is attached to, so it is not judged there.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
# custom:
#   severity: high
#   message: "{resource} is allowed: {reason}"
#   remediation: |
#     Name the ARNs, best by reference to the resource. Put actions that take no resource into a statement of their own.
#   example: |
#     { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: settlements.arn }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["wildcard-resource"]

import data.lib.iam
import data.lib.result
import data.lib.values

findings contains finding if {
	some statement in iam.granting
	statement.kind == "identity"
	some resource in statement.resources
	resource.wildcard == "all"
	finding := _judge(statement, resource)
}

findings contains finding if {
	some finding in iam.unread({"resource": "not known yet", "reason": "the policy document cannot be read before it is known"})
}

_judge(statement, resource) := iam.against(statement, resource.path, params) if {
	reason := _unscoped(statement)
	params := _params(resource, reason)
}

_judge(statement, resource) := result.undetermined(statement, resource.path, params, waits_for) if {
	not _unscoped(statement)
	unclear := [action | some action in statement.actions; count(action.grants) == 0]
	count(unclear) > 0
	patterns := concat(", ", [values.text(action.pattern) | some action in unclear])
	params := _params(resource, concat("", ["whether ", patterns, " takes a resource is not known"]))
	waits_for := [reference | some action in unclear; some reference in values.waits_for(action.pattern)]
}

# the actions that could name a resource and are not held to one in another way
_unscoped(statement) := reason if {
	actions := [action | some action in statement.scopable; not _scoped(statement, action)]
	count(actions) > 0
	rest := statement.scopable_count - count(statement.scopable)
	reason := concat("", [concat(", ", actions), _and_more(rest), " can be held to a resource"])
}

_unscoped(statement) := reason if {
	actions := [action | some action in statement.scopable; not _scoped(statement, action)]
	count(actions) == 0
	rest := statement.scopable_count - count(statement.scopable)
	rest > 0
	reason := concat("", [format_int(rest, 10), " of its actions can be held to a resource"])
}

_and_more(0) := ""

_and_more(rest) := concat("", [" and ", format_int(rest, 10), " more actions"]) if rest > 0

_scoped(_, action) if data.tables.iam.unscopable_in_practice[action]

_scoped(statement, action) if {
	some condition in statement.conditions
	lower(condition.operator) in data.tables.iam.limiting_operators
	some key in data.tables.iam.scoping_conditions[action]
	lower(condition.key) == key
	count([value | some value in condition.values; value == "*"]) == 0
}

_params(resource, reason) := {"resource": values.text(resource.pattern), "reason": reason}
