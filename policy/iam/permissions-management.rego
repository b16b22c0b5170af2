# METADATA
# title: Whoever may change permissions is held to which
# description: |
#   An action of the access level "Permissions management" decides what others may do. In an identity policy it is held by
#   a condition on what is asked for: on what is given (iam:PermissionsBoundary, iam:PolicyARN, kms:GrantIsForAWSResource,
#   kms:GrantOperations, lambda:Principal), on what it is given of (aws:ResourceTag, kms:ViaService) or through whom
#   (aws:CalledVia), in the Allow or in a Deny that all are held by who have the policy: of itself, of other policies of
#   theirs or of their boundary. Who asks, from where and when (aws:PrincipalArn, aws:SourceIp, aws:RequestedRegion) limits
#   nothing that is given. Without a condition it is held by its resource where that is one and the change goes no further:
#   whoever deploys a queue sets the policy of that queue. A policy of a role or a grant of a key gives whatever it likes to
#   whomever it likes, so for those a condition is needed. Some services need such actions on everything; they are in a
#   table with a page of AWS and a date a row, and so are the actions of this level that give nobody anything. Wildcards,
#   resources that are everything and escalations are told by their own rules.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
# custom:
#   severity: high
#   message: "{action} is allowed: {reason}"
#   remediation: |
#     Hold the action by a condition on what is given, or name the one resource whose policy it changes.
#   example: |
#     {
#       Effect: 'Allow',
#       Action: 'kms:CreateGrant',
#       Resource: key.arn,
#       Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
#     }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["permissions-management"]

import data.lib.arns
import data.lib.conditions
import data.lib.escalation
import data.lib.iam
import data.lib.result
import data.lib.values
import data.rules.iam["privilege-escalation"] as escalations

findings contains finding if {
	some statement in iam.granting
	statement.kind == "identity"
	some action in statement.actions
	finding := _judge(statement, action)
}

findings contains finding if {
	params := {"action": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	some finding in iam.unread_of({"identity"}, params)
}

_judge(statement, action) := iam.against(statement, action.path, _params(action, reason)) if {
	_is_judged(statement, action)
	_held_by_condition(statement, action) == "no"
	_held_by_resources(statement, action) == "no"
	reason := _reason(statement, action)
}

_judge(statement, action) := result.undetermined(statement, action.path, _params(action, reason), waits_for) if {
	_is_judged(statement, action)
	held := {_held_by_condition(statement, action), _held_by_resources(statement, action)}
	"undetermined" in held
	not "yes" in held
	reason := "whether a condition or its resource holds it is not known yet"
	waits_for := sort({reference | some reference in _waits_for(statement)})
}

_judge(statement, action) := result.undetermined(statement, action.path, params, values.waits_for(action.pattern)) if {
	values.is_unknown(action.pattern)
	action.known != "no"
	params := _params(action, "whether it changes permissions is not known yet")
}

_is_judged(statement, action) if {
	action.wildcard == "none"
	"Permissions management" in action.grants
	name := lower(action.pattern)
	not _table.gives_nothing[name]
	not _is_prerequisite(statement, name)
	not _is_told_of(statement, name)
}

_table := data.tables["permissions-management"]

_is_prerequisite(statement, name) if {
	some row in _table.prerequisites
	_is_about(row, name)
	every other in row["with"] {
		_allows(statement, other)
	}
}

_is_about(row, name) if name in row.actions

_is_about(row, name) if endswith(name, row.ends)

_allows(statement, name) if {
	some action in statement.actions
	lower(action.pattern) == name
}

# iam/resource-mismatch says that it allows nothing
_is_told_of(statement, name) if {
	some action in statement.actions
	action.reach == "no"
	lower(action.pattern) == name
}

# iam/wildcard-resource says so
_is_told_of(statement, name) if {
	some resource in statement.resources
	resource.wildcard == "all"
	_takes_resource(statement, name)
}

# iam/not-elements says so
_is_told_of(statement, _) if count(statement.not_resources) > 0

_is_told_of(statement, name) if {
	some told in _told
	told.stack == statement.stack
	told.address == statement.address
	told.path == statement.path
	contains(lower(told.text), name)
}

_told contains place if {
	some finding in escalations.findings
	finding.status == "fail"
	some place in finding.params.related
}

_takes_resource(statement, name) if {
	some scopable in statement.scopable
	lower(scopable) == name
}

# those beyond the ten that are named
_takes_resource(statement, _) if statement.scopable_count > count(statement.scopable)

_held_by_condition(statement, action) := "yes" if {
	some denial in _denials(statement, action)
	count(denial.conditions) == 0
} else := "yes" if {
	escalation.held_back({"conditions": statement.conditions, "denied_when": _refused_when(statement, action)})
} else := "yes" if {
	some condition in statement.conditions
	_always_compared(condition)
} else := "undetermined" if {
	some condition in statement.conditions
	"" in {condition.operator, condition.key}
} else := "no"

# a call of kms:CreateGrant always says which operations it is about, so that every value of a list is one that limits
_always_compared(condition) if {
	lower(condition.key) == "kms:grantoperations"
	lower(condition.operator) in {"forallvalues:stringequals", "forallvalues:stringlike"}
	not "*" in condition.values
}

# a tag or another key of the resource that must be there
_always_compared(condition) if {
	lower(condition.operator) == "null"
	not escalation.is_idle(condition.key)
	every value in condition.values {
		values.plain(value) == false
	}
}

_refused_when(statement, action) := [condition |
	some denial in _denials(statement, action)
	condition := conditions.only(denial)
]

_denials(statement, action) := array.concat(
	conditions.denials_of(statement, [action]),
	conditions.denials_to_all(statement, action),
)

_held_by_resources(statement, action) := "no" if {
	_table.beyond_its_resource[lower(action.pattern)]
} else := "no" if {
	some resource in statement.resources
	arns.one(resource) == "no"
} else := "undetermined" if {
	some resource in statement.resources
	arns.one(resource) == "undetermined"
} else := "yes"

_waits_for(statement) := {reference |
	some resource in statement.resources
	arns.one(resource) == "undetermined"
	some reference in values.waits_for(resource.pattern)
} | {reference |
	some condition in statement.conditions
	"" in {condition.operator, condition.key}
	some value in condition.values
	some reference in values.waits_for(value)
}

_reason(statement, action) := concat("", ["its resource does not limit what it gives, and no condition", _remedy(action), " does"]) if {
	_table.beyond_its_resource[lower(action.pattern)]
} else := "it takes no resource, and no condition limits it" if {
	not _takes_resource(statement, lower(action.pattern))
} else := concat("", ["it is about more than one resource, and no condition", _remedy(action), " limits it"])

_remedy(action) := concat("", [" on ", key]) if {
	some name, key in data.tables["iam-escalation"].conditions.remedies
	lower(name) == lower(action.pattern)
} else := ""

_params(action, reason) := {"action": values.text(action.pattern), "reason": reason}
