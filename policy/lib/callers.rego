# METADATA
# title: Callers of functions
# description: Who may call a function by its permission, and for which resource.
package lib.callers

import data.lib.conditions
import data.lib.references
import data.lib.text
import data.lib.values

# METADATA
# description: "What a principal is, one of everybody, service, named and unknown."
kind(principal) := "unknown" if {
	not endswith(text.of(principal), ".amazonaws.com")
	some reference in values.waits_for(principal)
	not conditions.one_thing(reference)
} else := "everybody" if {
	principal == "*"
} else := "service" if {
	endswith(text.of(principal), ".amazonaws.com")
} else := "named"

# METADATA
# description: Whether an attribute says something, yes, no where it is a wildcard, absent or undetermined.
state(given, name) := "absent" if {
	not values.is_given(given, name)
} else := "undetermined" if {
	trim(text.of(given[name]), text.hole) == ""
	some reference in values.waits_for(given[name])
	not conditions.one_thing(reference)
	not references.of_a_resource(given[name])
} else := "no" if {
	_is_anything(text.of(given[name]))
} else := "yes"

_is_anything(pattern) if trim(pattern, "*?") == ""

_is_anything(pattern) if {
	fields := split(pattern, ":")
	count(fields) >= 6
	_names_nothing(concat(":", array.slice(fields, 5, count(fields))))
}

# an ARN of any account, but for a bucket, which has none
_is_anything(pattern) if {
	fields := split(pattern, ":")
	contains(fields[4], "*")
}

_names_nothing(name) if trim(name, "*?/:") == ""

# rule/* is every rule
_names_nothing(name) if {
	steps := split(name, "/")
	count(steps) == 2
	steps[0] in {"rule", "targetgroup", "userpool"}
	trim(steps[1], "*?") == ""
}

# METADATA
# description: Whether an ARN is that of a REST API with nothing but wildcards for stage, method and path.
is_whole_api(arn) if {
	tail := _behind_api(arn)
	contains(tail, "*")
	trim(tail, "*?/") == ""
	not _is_http_api(arn)
}

_behind_api(arn) := substring(whole, indexof(whole, "/"), -1) if {
	whole := text.of(arn)
	contains(whole, ":execute-api:")
}

_behind_api(arn) := substring(whole, 1, -1) if {
	whole := text.of(arn)
	some reference in values.waits_for(arn)
	endswith(reference, ".execution_arn")
}

_is_http_api(arn) if {
	some reference in values.waits_for(arn)
	contains(reference, "aws_apigatewayv2_api.")
}

_is_http_api(arn) if {
	some api in input.resources.aws_apigatewayv2_api
	startswith(text.of(arn), concat("", [api.values.execution_arn, "/"]))
}
