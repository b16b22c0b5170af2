# METADATA
# title: An Allow says what it allows, not what it does not
# description: |
#   NotAction, NotResource and NotPrincipal are everything but a list, so an Allow with one of them grants what nobody has
#   named: the actions AWS adds next week, the resources of the next team, whoever is not on the list. AWS advises against
#   the first two in an Allow and does not support the third. They are made for Deny, where they are never at fault. The
#   policy of a VPC endpoint grants nothing by itself, so there NotResource is only a narrower way than everything. Such an
#   element is told here and by no other rule; what else is wrong with its statement is told as for any other.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
# custom:
#   severity: critical
#   message: "{element} stands in an Allow: {reason}"
#   remediation: |
#     Name what is allowed. Where only little is to be kept back, allow what is needed and deny the rest in a statement
#     of its own.
#   example: |
#     [
#       { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${exports.arn}/*` },
#       { Effect: 'Deny', NotAction: ['s3:GetObject'], Resource: `${exports.arn}/closed/*` },
#     ]
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.2
#     - PCI DSS 4.0.1 7.2.5
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["not-elements"]

import data.lib.iam
import data.lib.values

# one finding a statement, at the first of its elements
findings contains iam.against(statement, found[0].path, params) if {
	some statement in iam.granting
	found := array.concat(_of_actions(statement), array.concat(_of_resources(statement), _of_principals(statement)))
	params := {
		"element": concat(" and ", [each.element | some each in found]),
		"reason": concat("; ", [each.reason | some each in found]),
	}
}

findings contains finding if {
	params := {"element": "what is not known yet", "reason": "the policy document cannot be read before it is known"}
	some finding in iam.unread(params)
}

_of_actions(statement) := [{
	"path": path,
	"element": "NotAction",
	"reason": concat("", ["every action of every service but ", _all_but(statement.not_actions), " is allowed"]),
}] if {
	path := iam.list_path(statement.not_actions)
} else := []

_of_resources(statement) := [{
	"path": path,
	"element": "NotResource",
	"reason": concat("", [_what(statement), " but ", _all_but(statement.not_resources), " is allowed"]),
}] if {
	path := iam.list_path(statement.not_resources)
	not statement.type in {"aws_vpc_endpoint", "aws_vpc_endpoint_policy"}
} else := []

_of_principals(statement) := [{
	"path": statement.path,
	"element": "NotPrincipal",
	"reason": concat("", ["everybody but ", excepted, " is allowed, in every account"]),
}] if {
	count(statement.not_principals) > 0
	excepted := concat(", ", [values.text(principal.value) | some principal in statement.not_principals])
} else := []

_what(statement) := "every resource" if {
	statement.kind == "identity"
} else := "everything it is attached to"

_all_but(items) := concat(", ", [values.text(item.pattern) | some item in items])
