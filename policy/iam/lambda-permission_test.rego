package rules.iam["lambda-permission_test"]

import data.lib.testing
import data.rules.iam["lambda-permission"] as rule

rule_arn := "arn:aws:events:us-east-1:123456789012:rule/settle-dev"

# events.amazonaws.com for one rule, but for what is given
permission(changes) := object.union(
	{
		"action": "lambda:InvokeFunction",
		"function_name": "settle-dev",
		"principal": "events.amazonaws.com",
		"source_arn": rule_arn,
	},
	changes,
)

by(principal, changes) := permission(object.union({"principal": principal, "source_arn": null}, changes))

given(changes) := testing.input_of("aws_lambda_permission", permission(changes))

finding(status, path, who, action, reason, waits_for) := {testing.found(
	status, "aws_lambda_permission.example", path,
	{"principal": who, "action": action, "reason": reason}, waits_for,
)}

fails(changes, path, who, reason) if {
	wanted := finding("fail", path, who, "lambda:InvokeFunction", reason, [])
	testing.same(wanted, rule.findings) with input as given(changes)
}

passes(changes) if testing.empty(rule.findings) with input as given(changes)

waits(changes, path, who, reason, waits_for) if {
	wanted := finding("undetermined", path, who, "lambda:InvokeFunction", reason, waits_for)
	testing.same(wanted, rule.findings) with input as given(changes)
}

sourceless := "for whoever asks it, in any account: neither source_arn nor source_account says for which"

wild := "for whoever asks it, in any account: source_arn is a wildcard"

unnamed(page) := concat("", ["for whatever is in the account: source_arn does not say for which resource; see ", page])

page_of(service) := data.tables["lambda-callers"].services[service].page

test_one_rule_passes if passes({})

test_a_service_without_a_source_fails if {
	fails({"source_arn": null}, ["source_arn"], "events.amazonaws.com", sourceless)
	fails(by("states.amazonaws.com", {}), ["source_arn"], "states.amazonaws.com", sourceless)
	regional := testing.unknown(["logs.", null, ".amazonaws.com"], ["var.region"])
	fails(by(regional, {}), ["source_arn"], "logs.(not known yet).amazonaws.com", sourceless)
}

test_an_account_is_not_enough_where_aws_names_the_resource if {
	named := [
		"apigateway.amazonaws.com", "cognito-idp.amazonaws.com", "elasticloadbalancing.amazonaws.com",
		"events.amazonaws.com", "sns.amazonaws.com",
	]
	every service in named {
		passes(by(service, {"source_arn": rule_arn}))
	}
	every service in array.concat(named, ["s3.amazonaws.com"]) {
		fails(by(service, {"source_account": "123456789012"}), ["source_arn"], service, unnamed(page_of(service)))
	}
}

test_an_account_is_enough_for_other_services if {
	passes(by("config.amazonaws.com", {"source_account": "123456789012"}))
	passes(by("ses.amazonaws.com", {"source_account": testing.unknown([null], ["data.aws_caller_identity.own.account_id"])}))
}

test_a_bucket_needs_the_account_as_well if {
	bucket := "arn:aws:s3:::imports-dev"
	reason := concat("", ["the ARN of a bucket does not say whose it is, and source_account is missing; see ", page_of("s3.amazonaws.com")])
	fails(by("s3.amazonaws.com", {"source_arn": bucket}), ["source_account"], "s3.amazonaws.com", reason)
	passes(by("s3.amazonaws.com", {"source_arn": bucket, "source_account": "123456789012"}))
}

test_a_source_of_any_account_or_of_everything_fails if {
	every arn in [
		"*",
		"arn:aws:events:*:*:rule/settle-dev",
		"arn:aws:events:us-east-1:123456789012:*",
		"arn:aws:events:us-east-1:123456789012:rule/*",
		"arn:aws:s3:::*",
	] {
		fails({"source_arn": arn}, ["source_arn"], "events.amazonaws.com", wild)
	}
}

test_names_that_begin_alike_pass if passes({"source_arn": "arn:aws:events:us-east-1:123456789012:rule/settle-*"})

api := "arn:aws:execute-api:us-east-1:123456789012:a1b2c3"

called_by(tail) := by("apigateway.amazonaws.com", {"source_arn": concat("", [api, tail])})

referred(kind, tail) := by("apigateway.amazonaws.com", {"source_arn": testing.unknown([null, tail], [concat("", [kind, ".api.execution_arn"])])})

test_every_method_of_an_api_fails if {
	reason := "for every method of the API"
	every tail in ["/*", "/*/*", "/*/*/*"] {
		fails(called_by(tail), ["source_arn"], "apigateway.amazonaws.com", reason)
		fails(referred("aws_api_gateway_rest_api", tail), ["source_arn"], "apigateway.amazonaws.com", reason)
	}
}

test_a_method_of_an_api_passes if {
	every tail in ["/prod/GET/payments", "/*/GET/payments/*", "/*/*/payments", "/authorizers/x1y2"] {
		passes(called_by(tail))
		passes(referred("aws_api_gateway_rest_api", tail))
	}
}

test_every_route_of_an_http_api_passes if {
	passes(referred("aws_apigatewayv2_api", "/*/*"))
	resources := {
		"aws_lambda_permission": [testing.resource("aws_lambda_permission", called_by("/*/*"))],
		"aws_apigatewayv2_api": [testing.resource("aws_apigatewayv2_api", {"execution_arn": api})],
	}
	testing.empty(rule.findings) with input as object.union(given({}), {"resources": resources})
}

test_everybody_needs_an_organisation if {
	open := "no principal_org_id says of which organisation"
	fails(by("*", {}), ["principal"], "everybody", open)
	fails(by("*", {"principal_org_id": "*"}), ["principal"], "everybody", open)
	fails(by("*", {"function_url_auth_type": "AWS_IAM"}), ["principal"], "everybody", open)
	passes(by("*", {"principal_org_id": "o-a1b2c3d4e5"}))
	passes(by("*", {"source_account": "123456789012"}))
	passes(by("*", {"source_arn": "arn:aws:sns:us-east-1:123456789012:alerts-dev"}))
}

test_a_public_url_is_told_by_its_own_rule if {
	passes(by("*", {"action": "lambda:InvokeFunctionUrl", "function_url_auth_type": "NONE"}))
}

test_an_account_passes if {
	passes(by("123456789012", {}))
	passes(by("arn:aws:iam::123456789012:role/caller-dev", {}))
	passes(by(testing.unknown([null], ["aws_iam_role.caller.arn"]), {}))
	passes(by("123456789012", {"action": "lambda:GetFunction"}))
	passes(by("123456789012", {"action": "lambda:ListVersionsByFunction"}))
}

acts(principal, action, changes, reason) if {
	wanted := finding("fail", ["action"], principal, action, reason, [])
	testing.same(wanted, rule.findings) with input as given(object.union(changes, {"action": action}))
}

other := "that is not to call it, which is lambda:InvokeFunction"

test_another_action_than_a_call_fails if {
	every action in ["lambda:*", "*", "lambda:Invoke*", "lambda:GetFunction", "lambda:UpdateFunctionCode"] {
		acts("events.amazonaws.com", action, {}, other)
	}
	every action in ["lambda:Get*", "lambda:GetFunctio?", "lambda:UpdateFunctionCode"] {
		acts("123456789012", action, by("123456789012", {}), other)
	}
}

test_a_url_has_its_kind if {
	reason := "function_url_auth_type does not say by which kind of URL"
	acts("123456789012", "lambda:InvokeFunctionUrl", by("123456789012", {}), reason)
	passes(by("123456789012", {"action": "lambda:InvokeFunctionUrl", "function_url_auth_type": "AWS_IAM"}))
}

# a function with an alias, both named by what a permission names
aliased(changes, alias) := testing.input_of_system(
	[
		["aws_lambda_function", "worker", {"function_name": "settle-dev"}],
		["aws_lambda_alias", "live", object.union({"name": "live", "function_name": "settle-dev"}, alias)],
		["aws_lambda_permission", "example", permission(changes)],
	],
	[
		["aws_lambda_alias.live", "function_name", "aws_lambda_function.worker"],
		["aws_lambda_permission.example", "function_name", "aws_lambda_function.worker"],
	],
)

of_alias(status, reason, waits_for) := finding(status, ["qualifier"], "events.amazonaws.com", "lambda:InvokeFunction", reason, waits_for)

test_a_function_with_an_alias_is_called_by_it if {
	testing.empty(rule.findings) with input as aliased({"qualifier": "live"}, {})
	named := testing.unknown([null], ["aws_lambda_alias.live.name"])
	testing.empty(rule.findings) with input as aliased({"qualifier": named}, {})
	inside := testing.unknown([null], ["module.worker.aws_lambda_alias.live.name"])
	testing.empty(rule.findings) with input as aliased({"qualifier": inside}, {})
	arn := testing.unknown([null], ["aws_lambda_alias.live.arn"])
	testing.empty(rule.findings) with input as aliased({"function_name": arn}, {})
	every name in ["settle-dev:live", "arn:aws:lambda:us-east-1:123456789012:function:settle-dev:live"] {
		testing.empty(rule.findings) with input as aliased({"function_name": name}, {})
	}
	testing.empty(rule.findings) with input as aliased({"qualifier": "7"}, {})
}

test_the_function_beside_its_alias_fails if {
	reason := "of the function itself, and the callers of its alias live are refused"
	testing.same(of_alias("fail", reason, []), rule.findings) with input as aliased({}, {})
	testing.same(of_alias("fail", reason, []), rule.findings) with input as aliased({"qualifier": null}, {})
	plain := testing.unknown([null], ["aws_lambda_alias.live.function_name"])
	testing.same(of_alias("fail", reason, []), rule.findings) with input as aliased({"function_name": plain}, {})
}

test_another_qualifier_than_the_alias_fails if {
	reason := "of prod, and the function has the alias live"
	testing.same(of_alias("fail", reason, []), rule.findings) with input as aliased({"qualifier": "prod"}, {})
}

test_a_qualifier_that_is_not_known_is_undetermined if {
	reason := "whether that is an alias of the function is not known yet"
	open := {"qualifier": testing.unknown([null], ["var.alias"])}
	testing.same(of_alias("undetermined", reason, ["var.alias"]), rule.findings) with input as aliased(open, {})
	testing.same(of_alias("undetermined", reason, []), rule.findings) with input as aliased({"qualifier": "prod"}, {"name": testing.unknown([null], ["var.alias"])})
}

test_a_function_without_an_alias_needs_no_qualifier if {
	passes({"qualifier": null})
	passes({"qualifier": testing.unknown([null], ["var.alias"])})
}

test_an_alias_of_another_function_asks_for_no_qualifier if {
	system := aliased({}, {})
	kept := object.remove(system.resources, ["aws_lambda_alias"])
	alias := object.union(system.resources.aws_lambda_alias[0], {"names": [{"path": "function_name", "key": "aws_lambda_function.other"}]})
	changed := object.union(object.remove(system, ["resources"]), {"resources": object.union(kept, {"aws_lambda_alias": [alias]})})
	testing.empty(rule.findings) with input as changed
}

test_an_alias_that_goes_asks_for_no_qualifier if {
	system := aliased({}, {})
	every action in ["delete", "forget"] {
		alias := object.union(system.resources.aws_lambda_alias[0], {"action": action})
		changed := object.union(system, {"resources": {"aws_lambda_alias": [alias]}})
		testing.empty(rule.findings) with input as changed
	}
}

test_every_alias_of_the_function_is_named if {
	system := testing.input_of_system(
		[
			["aws_lambda_function", "worker", {"function_name": "settle-dev"}],
			["aws_lambda_alias", "live", {"name": "live", "function_name": "settle-dev"}],
			["aws_lambda_alias", "next", {"name": "next", "function_name": "settle-dev"}],
			["aws_lambda_permission", "example", permission({})],
		],
		[
			["aws_lambda_alias.live", "function_name", "aws_lambda_function.worker"],
			["aws_lambda_alias.next", "function_name", "aws_lambda_function.worker"],
			["aws_lambda_permission.example", "function_name", "aws_lambda_function.worker"],
		],
	)
	reason := "of the function itself, and the callers of its alias live or next are refused"
	testing.same(of_alias("fail", reason, []), rule.findings) with input as system
}

test_what_is_not_known_is_undetermined if {
	open := testing.unknown([null], ["var.source"])
	waits({"source_arn": open}, ["source_arn"], "events.amazonaws.com", "for which resource is not known yet", ["var.source"])
	waits(by("config.amazonaws.com", {"source_account": open}), ["source_account"], "config.amazonaws.com", "for which account is not known yet", ["var.source"])
	waits(by(open, {}), ["principal"], "(not known yet)", "who that is is not known yet", ["var.source"])
	waits(by("*", {"principal_org_id": open}), ["principal"], "everybody", "whether principal_org_id says whose is not known yet", ["var.source"])
	passes({"principal": open})
	passes(by("config.amazonaws.com", {"source_arn": rule_arn, "source_account": open}))
	wanted := finding("undetermined", ["action"], "events.amazonaws.com", "(not known yet)", "whether that is only to call it is not known yet", ["var.source"])
	testing.same(wanted, rule.findings) with input as given({"action": open})
}

test_everybody_waits_for_what_may_say_whose if {
	open := testing.unknown([null], ["var.source"])
	reason := "whether principal_org_id says whose is not known yet"
	every name in ["principal_org_id", "source_arn", "source_account"] {
		waits(by("*", {name: open}), ["principal"], "everybody", reason, ["var.source"])
	}
	named := testing.unknown([null], ["var.function"])
	waits(by("*", {"principal_org_id": open, "function_name": named}), ["principal"], "everybody", reason, ["var.source"])
	wild := testing.unknown(["arn:aws:sns:*:*:", null], ["var.topic"])
	waits(by("*", {"principal_org_id": open, "source_arn": wild}), ["principal"], "everybody", reason, ["var.source"])
}

test_a_reference_to_what_calls_passes if {
	passes({"source_arn": testing.unknown([null], ["aws_cloudwatch_event_rule.settle.arn"])})
	passes(by("s3.amazonaws.com", {
		"source_arn": testing.unknown([null], ["aws_s3_bucket.imports.arn"]),
		"source_account": testing.unknown([null], ["data.aws_caller_identity.own.account_id"]),
	}))
}

test_what_goes_is_not_judged if {
	every action in ["delete", "forget"] {
		one := object.union(testing.resource("aws_lambda_permission", permission({"source_arn": null})), {"action": action})
		testing.empty(rule.findings) with input as testing.input_with("aws_lambda_permission", one)
	}
}
