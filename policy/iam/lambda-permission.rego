# METADATA
# title: A function can be called by whom it is for
# description: |
#   A permission of a function is its resource policy. A service of AWS calls for whoever asks it, in any account, unless the
#   permission says for which resource (source_arn) or at least which account; where AWS's documentation of the service names
#   the resource, in a table with a page a row, it has to be there, and for Amazon S3 the account as well, as the ARN of a
#   bucket does not say whose it is. An ARN that is a wildcard for every resource, or for every method of a REST API, says
#   nothing (for an HTTP API it is what AWS itself writes). Everybody ("*") needs an organisation. The action is the one that
#   calls, and where the system makes an alias of the function the permission is for one: a permission of the function does
#   not hold for its aliases. That a function URL asks nobody is told by network/function-url.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
#   - https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
# custom:
#   severity: high
#   message: "{principal} is allowed {action}: {reason}"
#   remediation: |
#     Name the rule, topic, bucket or method that calls in source_arn, and the alias in qualifier.
#   example: |
#     new LambdaPermission(this, 'Permission', {
#       functionName: worker.functionName,
#       qualifier: live.name,
#       action: 'lambda:InvokeFunction',
#       principal: 'events.amazonaws.com',
#       sourceArn: rule.arn,
#     });
#   controls:
#     - PCI DSS 4.0.1 7.2.1
#     - PCI DSS 4.0.1 7.2.5
#     - PCI DSS 4.0.1 7.3.3
#   stages: [synth, plan, state]
#   attributes:
#     - aws_lambda_alias.function_name
#     - aws_lambda_alias.name
#     - aws_lambda_permission.action
#     - aws_lambda_permission.function_name
#     - aws_lambda_permission.function_url_auth_type
#     - aws_lambda_permission.principal
#     - aws_lambda_permission.principal_org_id
#     - aws_lambda_permission.qualifier
#     - aws_lambda_permission.source_account
#     - aws_lambda_permission.source_arn
package rules.iam["lambda-permission"]

import data.lib.attributes
import data.lib.callers
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some permission in input.resources.aws_lambda_permission
	attributes.remains(permission)
	some problem in _problems(permission)
	params := {
		"principal": _who(permission.values.principal),
		"action": values.text(permission.values.action),
		"reason": problem.reason,
	}
	finding := _finding(permission, problem, params)
}

_finding(permission, problem, params) := result.undetermined(permission, problem.path, params, waits_for) if {
	waits_for := sort(problem.waits_for)
} else := result.fail(permission, problem.path, params)

_problems(permission) := array.concat(
	_of_action(permission.values),
	array.concat(_of_source(permission.values), _of_qualifier(permission)),
)

_fails(path, reason) := [{"path": path, "reason": reason}]

_waits(path, reason, waits_for) := [{"path": path, "reason": reason, "waits_for": waits_for}]

_of_action(given) := _waits(["action"], "whether that is only to call it is not known yet", values.waits_for(given.action)) if {
	values.is_unknown(given.action)
} else := [] if {
	given.action == "lambda:InvokeFunction"
} else := _fails(["action"], "function_url_auth_type does not say by which kind of URL") if {
	given.action == "lambda:InvokeFunctionUrl"
	not values.is_given(given, "function_url_auth_type")
} else := [] if {
	given.action == "lambda:InvokeFunctionUrl"
} else := [] if {
	_only_reads(given.action)
	callers.kind(given.principal) == "named"
} else := _fails(["action"], "that is not to call it, which is lambda:InvokeFunction")

# what another account is given to look at a function; a wildcard is more than that
_only_reads(action) if {
	not contains(action, "*")
	not contains(action, "?")
	some verb in ["lambda:Get", "lambda:List"]
	startswith(action, verb)
}

_of_source(given) := _waits(["principal"], "who that is is not known yet", values.waits_for(given.principal)) if {
	callers.kind(given.principal) == "unknown"
	not _is_limited(given)
} else := _of_everybody(given) if {
	callers.kind(given.principal) == "everybody"
} else := _of_service(given) if {
	callers.kind(given.principal) == "service"
} else := []

# the public by a URL is told by network/function-url
_of_everybody(given) := [] if {
	given.function_url_auth_type == "NONE"
} else := [] if {
	_is_limited(given)
} else := _waits(["principal"], "whether principal_org_id says whose is not known yet", _open_limits(given)) if {
	count(_open_limits(given)) > 0
} else := _fails(["principal"], "no principal_org_id says of which organisation")

_is_limited(given) if {
	some name in {"principal_org_id", "source_arn", "source_account"}
	callers.state(given, name) == "yes"
}

_open_limits(given) := {reference |
	some name in {"principal_org_id", "source_arn", "source_account"}
	callers.state(given, name) == "undetermined"
	some reference in values.waits_for(given[name])
}

# undefined where nothing is wrong
_of_service(given) := _fails(["source_arn"], concat("", ["for whoever asks it, in any account: ", _missing(given)])) if {
	callers.state(given, "source_arn") in {"absent", "no"}
	callers.state(given, "source_account") == "absent"
} else := _fails(["source_arn"], concat("", ["for whatever is in the account: source_arn does not say for which resource; see ", _row(given).page])) if {
	callers.state(given, "source_arn") in {"absent", "no"}
} else := _fails(["source_account"], concat("", ["the ARN of a bucket does not say whose it is, and source_account is missing; see ", _row(given).page])) if {
	_row(given).source == "both"
	callers.state(given, "source_account") == "absent"
} else := _fails(["source_arn"], "for every method of the API") if {
	callers.is_whole_api(given.source_arn)
} else := _waits(["source_arn"], "for which resource is not known yet", values.waits_for(given.source_arn)) if {
	callers.state(given, "source_arn") == "undetermined"
} else := _waits(["source_account"], "for which account is not known yet", values.waits_for(given.source_account)) if {
	callers.state(given, "source_account") == "undetermined"
	callers.state(given, "source_arn") != "yes"
}

_missing(given) := "source_arn is a wildcard" if {
	values.is_given(given, "source_arn")
} else := "neither source_arn nor source_account says for which"

_row(given) := data.tables["lambda-callers"].services[given.principal]

_of_qualifier(permission) := _fails(["qualifier"], _reason(permission)) if {
	count(_aliases(permission)) > 0
	_qualifies(permission) == "no"
} else := _waits(["qualifier"], "whether that is an alias of the function is not known yet", values.waits_for(permission.values.qualifier)) if {
	count(_aliases(permission)) > 0
	_qualifies(permission) == "undetermined"
} else := []

# the names of the aliases the system makes of a function, by its key: to look through all aliases for each permission took
# 500 MiB at 10,000 resources
_aliases_of[function] contains alias.values.name if {
	some alias in input.resources.aws_lambda_alias
	attributes.remains(alias)
	some function in references.to(alias, "function_name")
}

_aliases(permission) := {name |
	some function in references.to(permission, "function_name")
	some name in _aliases_of[function]
}

_names(permission) := concat(" or ", sort({values.text(name) | some name in _aliases(permission)}))

_reason(permission) := concat("", ["of the function itself, and the callers of its alias ", _names(permission), " are refused"]) if {
	not values.is_given(permission.values, "qualifier")
} else := concat("", ["of ", values.text(permission.values.qualifier), ", and the function has the alias ", _names(permission)])

_qualifies(permission) := "yes" if {
	_is_qualified(permission.values.function_name)
} else := "yes" if {
	_is_of_alias(permission.values.qualifier)
} else := "no" if {
	not values.is_given(permission.values, "qualifier")
} else := "yes" if {
	permission.values.qualifier in _aliases(permission)
} else := "undetermined" if {
	values.is_unknown(permission.values.qualifier)
} else := "undetermined" if {
	some name in _aliases(permission)
	values.is_unknown(name)
} else := "yes" if {
	# a published version
	to_number(permission.values.qualifier)
} else := "no"

# an alias by its ARN, or a name with its qualifier
_is_qualified(name) if _is_of_alias(name)

_is_qualified(name) if count(split(name, ":")) in {2, 8}

_is_of_alias(value) if {
	some reference in values.waits_for(value)
	contains(reference, "aws_lambda_alias.")
	not endswith(reference, ".function_name")
}

_who("*") := "everybody"

_who(principal) := values.text(principal) if principal != "*"
