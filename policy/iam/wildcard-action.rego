# METADATA
# title: Permissions name the actions they allow
# description: |
#   An Allow of every action, of every action of a service, or of a pattern that expands to more than reading grants what
#   nobody has reviewed, and more with every action AWS adds. Patterns that expand to reading and listing only are fine, and
#   so are those AWS itself writes for one permission, such as kms:ReEncrypt*, and kms:* for the account itself in a key
#   policy: without it nobody could manage the key. Deny statements are never at fault.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
# custom:
#   severity: critical
#   message: "{action} is allowed: {reason}"
#   remediation: List the actions the code calls, by name; keep a wildcard for actions that only read or list.
#   example: |
#     { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: sessions.arn }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["wildcard-action"]

import data.lib.iam
import data.lib.result
import data.lib.values

findings contains finding if {
	some statement in iam.granting
	some action in statement.actions
	finding := _judge(statement, action)
}

findings contains finding if {
	some finding in iam.unread({"action": "not known yet", "reason": "the policy document cannot be read before it is known"})
}

_judge(statement, action) := result.undetermined(statement, action.path, params, values.waits_for(action.pattern)) if {
	values.is_unknown(action.pattern)
	params := _params(action, "which actions these are is not known yet")
}

_judge(statement, action) := iam.against(statement, action.path, _params(action, _reason(action))) if {
	not values.is_unknown(action.pattern)
	not _of_own_key(statement, action)
}

_judge(statement, action) := result.undetermined(statement, action.path, params, []) if {
	not values.is_unknown(action.pattern)
	not _key_management(statement, action)
	action.wildcard == "partial"
	count(action.grants) == 0
	params := _params(action, "the pattern matches no action the action table knows")
}

# whether the principal is the account waits for the principal
_judge(statement, action) := result.undetermined(statement, action.path, params, waits_for) if {
	_key_management(statement, action)
	iam.account_root(statement) == "undetermined"
	params := _params(action, "only the account itself may have every action on a key")
	waits_for := [reference |
		some principal in statement.principals
		some reference in values.waits_for(principal.value)
	]
}

_of_own_key(statement, action) if {
	_key_management(statement, action)
	iam.account_root(statement) != "no"
}

_key_management(statement, action) if {
	statement.kind == "key"
	startswith(lower(action.pattern), "kms:")
	action.wildcard != "none"
}

_reason(action) := "it grants every action of every service" if action.wildcard == "all"

_reason(action) := "it grants every action of the service" if action.wildcard == "service"

_reason(action) := reason if {
	action.wildcard == "partial"
	not data.tables.iam.one_permission[lower(action.pattern)]
	beyond := [level | some level in action.grants; not level in {"Read", "List"}]
	count(beyond) > 0
	reason := concat("", ["it expands to actions of the access level ", concat(" and ", beyond)])
}

_params(action, reason) := {"action": values.text(action.pattern), "reason": reason}
