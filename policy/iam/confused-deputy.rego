# METADATA
# title: A service acts for its own account only
# description: |
#   A service of AWS that may assume a role or use a resource does so for whoever asks it, in any account, unless a condition
#   says for whom (aws:SourceArn, aws:SourceAccount). Not every service sends those keys, and where one does not the
#   condition would lock it out, so they are asked for only where AWS's documentation of the service asks for them: the
#   table has a page a row. The ARN of a bucket does not say whose it is, so for Amazon S3 it has to be the account.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   severity: medium
#   message: "{service} may act for any account: {reason}; see {page}"
#   remediation: |
#     Add a condition with aws:SourceAccount, and aws:SourceArn where the resource it acts for is known.
#   example: |
#     Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': stateMachineArn } }
#   controls:
#     - PCI DSS 4.0.1 7.2.5
#     - PCI DSS 4.0.1 8.6.1
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["confused-deputy"]

import data.lib.conditions
import data.lib.iam
import data.lib.result
import data.lib.text
import data.lib.values

findings contains finding if {
	some statement in iam.granting
	some principal in statement.principals
	principal.type == "Service"
	some row in _required(statement, principal)
	finding := _judge(statement, principal, row)
}

findings contains finding if {
	params := {
		"service": "what is not known yet",
		"reason": "the policy document cannot be read before it is known",
		"page": _page,
	}
	some finding in iam.unread_of({"trust", "resource", "key"}, params)
}

_judge(statement, principal, row) := iam.against(statement, statement.path, params) if {
	not values.is_unknown(principal.value)
	_limit(statement, principal, row) == "no"
	params := _params(principal, _reason(statement), row.page)
}

_judge(statement, principal, row) := result.undetermined(statement, statement.path, params, waits_for) if {
	values.is_unknown(principal.value)
	_limit(statement, principal, row) == "no"
	params := _params(principal, "which service that is is not known yet", _page)
	waits_for := values.waits_for(principal.value)
}

_judge(statement, principal, row) := result.undetermined(statement, statement.path, params, waits_for) if {
	_limit(statement, principal, row) == "undetermined"
	params := _params(principal, "whether a condition says for which is not known yet", row.page)
	waits_for := sort({reference |
		some list in [
			values.waits_for(principal.value),
			conditions.waits_for(statement, _keys(row)),
			conditions.denials_wait_for(statement, {"*", principal.value}, _keys(row)),
		]
		some reference in list
	})
}

_page := "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"

_table := data.tables["iam-services"]

# the row of a service, and the first of those that one not known yet may be
_required(statement, principal) := {row |
	row := _table.services[_service(principal.value)][statement.kind]
	row.state == "required"
} if {
	not values.is_unknown(principal.value)
}

_required(statement, principal) := rows if {
	values.is_unknown(principal.value)
	held := text.of(principal.value)
	found := [row |
		some service, kinds in _table.services
		row := kinds[statement.kind]
		row.state == "required"
		text.may_equal(held, service)
	]
	rows := {row | some index, row in found; index == 0}
}

# states.us-east-1.amazonaws.com is states.amazonaws.com
_service(name) := concat("", [parts[0], ".amazonaws.com"]) if {
	parts := split(name, ".")
	count(parts) == 4
	count(split(parts[1], "-")) >= 3
} else := name

_limit(statement, principal, row) := "yes" if {
	"yes" in _limits(statement, principal, row)
} else := "undetermined" if {
	"undetermined" in _limits(statement, principal, row)
} else := "no"

_limits(statement, principal, row) := {conditions.limit(statement, _keys(row))} | {limit |
	some condition in conditions.denials(statement, {"*", principal.value})
	limit := conditions.state_of_deny(condition, _keys(row))
}

_keys(row) := _table.account_keys if {
	row.account
} else := object.union(_table.account_keys, _table.resource_keys)

_reason(statement) := "the ARN of a bucket does not say whose it is, and aws:SourceAccount is missing" if {
	conditions.limit(statement, _table.resource_keys) == "yes"
} else := "neither aws:SourceArn nor aws:SourceAccount says for which"

_params(principal, reason, page) := {
	"service": values.text(principal.value),
	"reason": reason,
	"page": page,
}
