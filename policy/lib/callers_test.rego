package lib.callers_test

import data.lib.callers
import data.lib.testing

later := testing.unknown([null], ["var.x"])

test_a_principal_is_of_one_kind if {
	testing.same("everybody", callers.kind("*"))
	testing.same("service", callers.kind("events.amazonaws.com"))
	testing.same("service", callers.kind(testing.unknown(["logs.", null, ".amazonaws.com"], ["var.region"])))
	testing.same("named", callers.kind("123456789012"))
	testing.same("named", callers.kind(testing.unknown([null], ["aws_iam_role.caller.arn"])))
	testing.same("unknown", callers.kind(later))
}

state(value) := callers.state({"source_arn": value}, "source_arn")

test_what_is_not_given_is_absent if {
	testing.same("absent", state(null))
	testing.same("absent", callers.state({}, "source_arn"))
}

test_a_wildcard_for_everything_says_nothing if {
	every arn in [
		"*",
		"?",
		"arn:aws:sns:us-east-1:123456789012:*",
		"arn:aws:sns:us-east-1:123456789012:*:*",
		"arn:aws:sns:us-east-1:*:alerts",
		"arn:aws:sns:us-east-1:1234*:alerts",
		"arn:aws:sns:us-east-1:*",
		"arn:aws:events:us-east-1:123456789012:rule/*",
		"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/*",
		"arn:aws:cognito-idp:us-east-1:123456789012:userpool/*",
	] {
		testing.same("no", state(arn))
	}
}

test_what_names_something_says_so if {
	every arn in [
		"~",
		"arn:aws:sns:us-east-1:123456789012",
		"arn:aws:sns:us-east-1:123456789012:alerts",
		"arn:aws:sns:us-east-1:123456789012:~",
		"arn:aws:sns:*:123456789012:alerts",
		"arn:aws:events:us-east-1:123456789012:rule/~",
		"arn:aws:events:us-east-1:123456789012:rule/settle-*",
		"arn:aws:events:us-east-1:123456789012:rule/*/settle",
		"arn:aws:events:us-east-1:123456789012:event-bus/*",
		testing.unknown([null], ["aws_sns_topic.alerts.arn"]),
		testing.unknown([null, null], ["aws_sns_topic.alerts.arn", "var.x"]),
		testing.unknown(["arn:aws:sns:us-east-1:123456789012:", null], ["var.x"]),
	] {
		testing.same("yes", state(arn))
	}
}

test_what_may_be_anything_is_undetermined if testing.same("undetermined", state(later))

api := "arn:aws:execute-api:us-east-1:123456789012:a1b2c3"

of(tail) := concat("", [api, tail])

referred(tail, reference) := testing.unknown([null, tail], [reference])

test_nothing_but_wildcards_behind_a_rest_api_is_all_of_it if {
	every arn in [
		of("/*"), of("/*/*/?"), referred("/*", "aws_api_gateway_rest_api.api.execution_arn"),
		referred("*", "aws_api_gateway_rest_api.api.execution_arn"),
	] {
		callers.is_whole_api(arn) with input as {"resources": {"aws_apigatewayv2_api": [
			testing.resource("aws_apigatewayv2_api", {"execution_arn": "arn:aws:execute-api:us-east-1:123456789012:other"}),
			testing.resource("aws_apigatewayv2_api", {"execution_arn": later}),
		]}}
	}
}

test_a_part_of_an_api_is_not_all_of_it if {
	every arn in [
		api, of("/"), of("/?/?"), of("/~*"), of("/*/GET/payments"), "arn:aws:sns:us-east-1:123456789012:alerts/*",
		referred("/*", "aws_s3_bucket.imports.arn"), referred("/*/GET", "aws_api_gateway_rest_api.api.execution_arn"),
		testing.unknown(["x", null, "/*"], ["aws_api_gateway_rest_api.api.execution_arn"]),
	] {
		not callers.is_whole_api(arn)
	}
}

test_all_of_an_http_api_is_no_wildcard if {
	every reference in ["aws_apigatewayv2_api.api.execution_arn", "module.edge.aws_apigatewayv2_api.api.execution_arn"] {
		not callers.is_whole_api(referred("/*/*", reference))
	}
	http := testing.resource("aws_apigatewayv2_api", {"execution_arn": api})
	not callers.is_whole_api(of("/*/*")) with input as {"resources": {"aws_apigatewayv2_api": [http]}}
}
