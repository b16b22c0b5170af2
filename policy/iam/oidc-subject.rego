# METADATA
# title: An OpenID Connect provider vouches for somebody, and not for everybody it knows
# description: |
#   GitHub, GitLab, HCP Terraform and others sign a token for whatever runs with them, of whomever it is, and the cluster of
#   Amazon EKS one for each of its pods. The audience (aud) of that token is what its holder asks for, so a trust policy must
#   say by the subject (sub), or by another claim that names somebody, whose tokens are meant. A wildcard may stand for the
#   branch or the repository, not for the organisation. Providers that only one organisation uses are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
#   - https://docs.github.com/en/actions/reference/security/oidc
# custom:
#   severity: critical
#   message: "{principal} vouches for {who}: {reason}; see {page}"
#   remediation: |
#     Add a condition on the sub of the provider that names the organisation, the repository and, best, the environment.
#   example: |
#     Condition: {
#       StringEquals: {
#         'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
#         'token.actions.githubusercontent.com:sub': 'repo:example/payments:environment:prod',
#       },
#     }
#   controls:
#     - PCI DSS 4.0.1 7.2.5
#     - PCI DSS 4.0.1 8.6.1
#   stages: [synth, plan, state]
#   attributes: policies
package rules.iam["oidc-subject"]

import data.lib.conditions
import data.lib.iam
import data.lib.references
import data.lib.result
import data.lib.text
import data.lib.values

findings contains finding if {
	some statement in iam.granting
	statement.kind == "trust"
	some principal in statement.principals
	principal.type == "Federated"
	_lets_in(statement)
	some row in _rows(statement, principal.value)
	finding := _judge(statement, principal, row)
}

findings contains finding if {
	params := _params("a provider", _table.not_known_yet, "the policy document cannot be read before it is known")
	some finding in iam.unread_of({"trust"}, params)
}

_table := data.tables["iam-federation"]

# a token is of use for one action only, such as sts:TagSession is not
_lets_in(statement) if count(statement.not_actions) > 0

_lets_in(statement) if {
	some action in statement.actions
	not _is_another(action)
}

_is_another(action) if {
	action.wildcard == "none"
	lower(action.pattern) != "sts:assumerolewithwebidentity"
}

# none for a provider that one organisation has for itself
_rows(statement, provider) := [row | some row in _table.issuers; some issuer in issuers; _is_of(issuer, row)] if {
	issuers := _issuers(statement, provider)
	count(issuers) > 0
} else := [_table.not_known_yet] if {
	some reference in values.waits_for(provider)
	_may_be_provider(reference)
}

_is_of(issuer, row) if issuer == row.issuer

_is_of(issuer, row) if startswith(issuer, row.beginning)

_may_be_provider(reference) if not references.names_resource(reference)

_may_be_provider(reference) if contains(reference, "aws_iam_openid_connect_provider.")

# by its ARN, by the provider referred to, or by the keys that only its tokens have
_issuers(statement, provider) := {issuer} if {
	issuer := split(text.of(provider), ":oidc-provider/")[1]
	not contains(issuer, text.hole)
} else := issuers if {
	issuers := {issuer | some reference in values.waits_for(provider); some issuer in _urls[_referred(reference, statement.stack)]}
	count(issuers) > 0
} else := {issuer |
	some condition in statement.conditions
	[issuer, claim] := split(lower(condition.key), ":")
	claim in {"aud", "sub"}
	not contains(issuer, "$")
}

# instances of one address may differ
_urls[_place(provider)] contains trim_prefix(provider.values.url, "https://") if {
	some provider in input.resources.aws_iam_openid_connect_provider
}

_urls[_place(provider)] contains trim_prefix(provider.values.url, "https://") if {
	some provider in input.data.aws_iam_openid_connect_provider
}

_judge(statement, principal, row) := iam.against(statement, statement.path, _params(values.text(principal.value), row, _reason(statement, row))) if {
	_limit(statement, principal, row) == "no"
	row != _table.not_known_yet
}

_judge(statement, principal, row) := result.undetermined(statement, statement.path, params, values.waits_for(principal.value)) if {
	_limit(statement, principal, row) == "no"
	row == _table.not_known_yet
	params := _params(values.text(principal.value), row, "which that is is not known yet, and no condition on a sub says whose tokens are meant")
}

_judge(statement, principal, row) := result.undetermined(statement, statement.path, params, waits_for) if {
	_limit(statement, principal, row) == "undetermined"
	params := _params(values.text(principal.value), row, "whether a condition says whose tokens are meant is not known yet")
	waits_for := sort({reference | some value in _asked(statement, principal); some reference in values.waits_for(value)})
}

_asked(statement, principal) := array.concat([principal.value], [value |
	some condition in array.concat(statement.conditions, _denials(statement, principal))
	some value in condition.values
])

_limit(statement, principal, row) := "yes" if {
	"yes" in _limits(statement, principal, row)
} else := "undetermined" if {
	"undetermined" in _limits(statement, principal, row)
} else := "no"

_limits(statement, principal, row) := {_state(condition, _operator(condition), row) |
	some condition in statement.conditions
} | {_state(condition, _opposite(_operator(condition)), row) |
	some condition in _denials(statement, principal)
}

_denials(statement, principal) := conditions.denials(statement, {"*", principal.value})

# every token has a subject, so operators that are met without one are met by none
_operator(condition) := trim_suffix(trim_prefix(trim_prefix(lower(condition.operator), "foranyvalue:"), "forallvalues:"), "ifexists")

_opposite("") := ""

_opposite(operator) := _operators.opposites[operator]

_operators := data.tables["iam-conditions"]

# undefined where a condition says nothing of whose tokens are meant; a key of another provider is in no token of this one,
# so what it asks is never met
_state(condition, operator, row) := "undetermined" if {
	"" in {operator, condition.key}
} else := "yes" if {
	operator in _operators.exact_operators
	_is_about(condition, row)
} else := _worst({found | some value in condition.values; found := _open(value, row)}) if {
	operator in _operators.pattern_operators
	_is_about(condition, row)
}

_is_about(condition, row) if _claim(condition) in row.claims

_claim(condition) := pieces[count(pieces) - 1] if pieces := split(lower(condition.key), ":")

_worst(found) := "no" if {
	"no" in found
} else := "undetermined" if {
	"undetermined" in found
} else := "yes"

# undefined where a value names somebody, whatever is not known of it yet
_open(value, row) := "no" if {
	not _names_somebody(text.of(value), row)
} else := "undetermined" if {
	not _names_somebody(replace(text.of(value), text.hole, "*"), row)
	some reference in values.waits_for(value)
	not conditions.one_thing(reference)
}

_names_somebody(pattern, _) if text.before_wildcard(pattern) == pattern

# where many organisations share a provider, the name of one has to end before the wildcard; what is not known yet may end it
_names_somebody(pattern, row) if {
	some end in {"/", ":", text.hole}
	contains(_behind_label(text.before_wildcard(pattern), row.label), end)
}

_names_somebody(pattern, row) if {
	not row.shared
	_behind_label(text.before_wildcard(pattern), row.label) != ""
}

# "acme/pay" of repo:acme/pay*, and of acme/pay*, which a claim other than the subject may be
_behind_label(beginning, label) := trim_prefix(beginning, label) if {
	startswith(beginning, label)
} else := substring(beginning, indexof(beginning, ":") + 1, -1)

_place(resource) := concat("\n", [values.text(resource.stack), resource.address])

_referred(reference, stack) := concat("\n", [_owner(reference, stack), trim_suffix(words[count(words) - 1], ".arn")]) if {
	words := split(reference, " ")
}

_owner(reference, stack) := split(reference, ": ")[0] if {
	contains(reference, ": ")
} else := values.text(stack)

_reason(statement, row) := concat("", [values.text(value), " names nobody"]) if {
	found := [value |
		some condition in statement.conditions
		_is_about(condition, row)
		_operator(condition) in _operators.pattern_operators
		some value in condition.values
		_open(value, row) == "no"
	]
	value := found[0]
} else := concat("", ["no condition on ", row.claims[0], " says whose tokens are meant"])

_params(principal, row, reason) := {
	"principal": principal,
	"who": row.who,
	"reason": reason,
	"page": row.page,
}
