# METADATA
# title: Nobody is let in whom the policy does not know
# description: |
#   An Allow for everybody (Principal "*" or AWS "*") lets in every account of AWS and, where the service takes unsigned
#   requests, the whole internet. It is right where a condition says who that may be (aws:PrincipalOrgID, aws:SourceAccount,
#   aws:SourceVpce …), or where a Deny of the same policy leaves only them. The policy of a VPC endpoint grants nothing by
#   itself, so there it may as well say whose or which resources can be reached. Deny statements are never at fault.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
# custom:
#   severity: critical
#   message: "{principal} is allowed {actions}: {reason}"
#   remediation: |
#     Name the accounts, roles or services, or limit everybody by a condition on who they are.
#   example: |
#     { Effect: 'Allow', Principal: '*', Action: ['sqs:SendMessage'], Resource: queue.arn,
#       Condition: { StringEquals: { 'aws:PrincipalOrgID': organisation } } }
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.5
#     - PCI DSS 4.0.1 7.3.3
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["public-principal"]

import data.lib.conditions
import data.lib.iam
import data.lib.result
import data.lib.values

findings contains finding if {
	some statement in iam.granting
	statement.kind != "identity"
	who := _everybody(statement)
	finding := _judge(statement, who, _limit(statement))
}

findings contains finding if {
	params := {
		"principal": "not known yet",
		"actions": "what is not known yet",
		"reason": "the policy document cannot be read before it is known",
	}
	some finding in iam.unread_of({"trust", "resource", "key"}, params)
}

_judge(statement, who, "no") := iam.against(statement, statement.path, _params(statement, who, _open)) if {
	who.waits_for == []
}

_judge(statement, who, "no") := result.undetermined(statement, statement.path, params, who.waits_for) if {
	who.waits_for != []
	params := _params(statement, who, "whether that is everybody is not known yet")
}

_judge(statement, who, "undetermined") := result.undetermined(statement, statement.path, params, waits_for) if {
	params := _params(statement, who, "whether a condition says who that may be is not known yet")
	waits_for := sort({reference |
		some list in [who.waits_for, conditions.waits_for(statement, _keys(statement)), conditions.denials_wait_for(statement, {"*"}, _keys(statement))]
		some reference in list
	})
}

_open := "no condition says who that may be"

# everybody, or a principal that may turn out to be
_everybody(statement) := {"text": "everybody", "waits_for": []} if {
	some principal in statement.principals
	_anybody(principal)
} else := {"text": "a principal that is not known yet", "waits_for": waits_for} if {
	waits_for := sort({reference |
		some principal in statement.principals
		_may_be_anybody(principal)
		some reference in values.waits_for(principal.value)
	})
	count(waits_for) > 0
}

_anybody(principal) if {
	principal.type in {"*", "AWS"}
	principal.value == "*"
}

# only a value that is a hole as a whole can be the asterisk, and AWS takes no other wildcard there
_may_be_anybody(principal) if {
	principal.type in {"*", "AWS"}
	literals := [part | some part in values.parts(principal.value); not part in {null, ""}]
	count(literals) == 0
	some reference in values.waits_for(principal.value)
	not conditions.one_thing(reference)
}

_limit(statement) := "yes" if {
	"yes" in _limits(statement)
} else := "undetermined" if {
	"undetermined" in _limits(statement)
} else := "no"

_limits(statement) := {limit |
	some limit in [conditions.limit(statement, _keys(statement)), _resources(statement)]
} | {conditions.state_of_deny(condition, _keys(statement)) |
	some condition in conditions.denials(statement, {"*"})
}

_keys(statement) := object.union(_table.who, _table.whose) if {
	statement.type in _endpoints
} else := _table.who

_table := data.tables["iam-conditions"]

_endpoints := {"aws_vpc_endpoint", "aws_vpc_endpoint_policy"}

_resources(statement) := "yes" if {
	statement.type in _endpoints
	count(statement.resources) > 0
	count([resource | some resource in statement.resources; resource.wildcard == "all"]) == 0
} else := "no"

_params(statement, who, reason) := {
	"principal": who.text,
	"actions": _actions(statement),
	"reason": reason,
}

_actions(statement) := concat(", ", [values.text(action.pattern) | some action in statement.actions]) if {
	count(statement.actions) > 0
} else := concat("", ["everything but ", excepted]) if {
	excepted := concat(", ", [values.text(action.pattern) | some action in statement.not_actions])
}
