package rules.network["api-authorisation_test"]

import data.lib.testing
import data.rules.network["api-authorisation"] as rule

routed(attributes, route) := object.union(
	testing.input_of("aws_api_gateway_method", attributes),
	{"api": {"routes": {"aws_api_gateway_method.example": route}}},
)

known(path) := {"path": path, "waits_for": []}

finding(status, value, method, route, waits_for) := {testing.found(status, "aws_api_gateway_method.example", ["authorization"], params, waits_for)} if {
	params := {"attribute": "authorization", "value": value, "method": method, "route": route}
}

open_post := {"http_method": "POST", "authorization": "NONE"}

test_a_method_that_asks_who_calls_passes if {
	testing.empty(rule.findings) with input as routed({"http_method": "POST", "authorization": "AWS_IAM"}, known("/v1/payments"))
}

test_an_open_method_fails if {
	testing.same(finding("fail", "NONE", "POST", "/v1/payments", []), rule.findings) with input as routed(open_post, known("/v1/payments"))
}

test_an_open_method_of_the_list_passes if {
	testing.empty(rule.findings) with input as routed(open_post, known("/v1/webhooks/psp"))
}

test_another_method_on_a_path_of_the_list_fails if {
	open := {"http_method": "DELETE", "authorization": "NONE"}
	testing.same(finding("fail", "NONE", "DELETE", "/v1/webhooks/psp", []), rule.findings) with input as routed(open, known("/v1/webhooks/psp"))
}

test_a_preflight_passes if {
	testing.empty(rule.findings) with input as routed({"http_method": "OPTIONS", "authorization": "NONE"}, known("/v1/payments"))
}

test_a_path_that_may_be_of_the_list_is_undetermined if {
	wanted := finding("undetermined", "NONE", "POST", "(path not known yet)", ["var.path"])
	testing.same(wanted, rule.findings) with input as routed(open_post, {"path": null, "waits_for": ["var.path"]})
}

test_an_unknown_authorisation_is_undetermined if {
	attributes := {"http_method": "POST", "authorization": testing.unknown([null], ["var.auth"])}
	wanted := finding("undetermined", "(not known yet)", "POST", "/v1/payments", ["var.auth"])
	testing.same(wanted, rule.findings) with input as routed(attributes, known("/v1/payments"))
}

test_an_open_route_of_an_http_api_fails if {
	params := {"attribute": "authorization_type", "value": "NONE", "method": "POST", "route": "/v1/payments"}
	wanted := {testing.found("fail", "aws_apigatewayv2_route.example", ["authorization_type"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_apigatewayv2_route", {"route_key": "POST /v1/payments"})
	testing.empty(rule.findings) with input as testing.input_of("aws_apigatewayv2_route", {"route_key": "GET /healthz"})
}

http(attributes) := testing.input_of("aws_apigatewayv2_route", attributes)

test_what_goes_away_asks_nobody if {
	testing.empty(rule.findings) with input as testing.leaving(routed(open_post, known("/v1/payments")), "aws_api_gateway_method")
	testing.empty(rule.findings) with input as testing.leaving(http({"route_key": "POST /v1/payments"}), "aws_apigatewayv2_route")
}

test_a_method_that_says_nothing_of_who_calls_is_open if {
	wanted := finding("fail", "not set", "POST", "/v1/payments", [])
	testing.same(wanted, rule.findings) with input as routed({"http_method": "POST"}, known("/v1/payments"))
	testing.same(wanted, rule.findings) with input as routed({"http_method": "POST", "authorization": null}, known("/v1/payments"))
	methodless := finding("fail", "NONE", "not set", "/v1/payments", [])
	testing.same(methodless, rule.findings) with input as routed({"authorization": "NONE"}, known("/v1/payments"))
}

test_a_path_nobody_knows_is_no_question_for_a_method_that_is_never_open if {
	wanted := finding("fail", "NONE", "DELETE", "(path not known yet)", [])
	open := {"http_method": "DELETE", "authorization": "NONE"}
	testing.same(wanted, rule.findings) with input as routed(open, {"path": null, "waits_for": ["var.path"]})
}

test_a_method_nobody_knows_is_undetermined if {
	later := {"http_method": testing.unknown([null], ["var.method"]), "authorization": "NONE"}
	wanted := finding("undetermined", "NONE", "(not known yet)", "/v1/payments", ["var.method"])
	testing.same(wanted, rule.findings) with input as routed(later, known("/v1/payments"))
	pathless := finding("undetermined", "NONE", "(not known yet)", "(path not known yet)", ["var.method", "var.path"])
	testing.same(pathless, rule.findings) with input as routed(later, {"path": null, "waits_for": ["var.path"]})
}

test_a_route_that_asks_who_calls_passes if {
	testing.empty(rule.findings) with input as http({"route_key": "POST /v1/payments", "authorization_type": "AWS_IAM"})
}

test_a_route_key_nobody_knows_is_undetermined if {
	params := {
		"attribute": "authorization_type",
		"value": "NONE",
		"method": "(not known yet)",
		"route": "(path not known yet)",
	}
	wanted := {testing.found("undetermined", "aws_apigatewayv2_route.example", ["authorization_type"], params, ["var.key", "var.key"])}
	testing.same(wanted, rule.findings) with input as http({"route_key": testing.unknown([null], ["var.key"])})
}

shown(method, route, waits) := {testing.found(status, "aws_apigatewayv2_route.example", ["authorization_type"], params, waits)} if {
	params := {"attribute": "authorization_type", "value": "NONE", "method": method, "route": route}
	status := {true: "fail", false: "undetermined"}[waits == []]
}

all_else := {"route_key": "$default", "api_id": "a1b2c3"}

test_whatever_no_other_route_of_an_http_api_answers_has_to_ask if {
	testing.same(shown("ANY", "$default", []), rule.findings) with input as http(all_else)
	testing.empty(rule.findings) with input as http(object.union(all_else, {"authorization_type": "JWT"}))
}

test_an_api_nobody_knows_yet_may_be_of_either_kind if {
	later := {"route_key": "$default", "api_id": testing.unknown([null], ["var.api"])}
	testing.same(shown("ANY", "$default", ["var.api"]), rule.findings) with input as http(later)
	testing.empty(rule.findings) with input as http(object.union(later, {"authorization_type": "JWT"}))
	made := {"route_key": "$default", "api_id": testing.unknown([null], ["aws_apigatewayv2_api.other.id"])}
	testing.same(shown("ANY", "$default", []), rule.findings) with input as http(made)
}

routes_of(protocol, key) := testing.input_of_system(
	[
		["aws_apigatewayv2_api", "api", {"protocol_type": protocol}],
		["aws_apigatewayv2_api", "another", {"protocol_type": "WEBSOCKET"}],
		["aws_apigatewayv2_route", "example", {"route_key": key, "api_id": testing.unknown([null], ["aws_apigatewayv2_api.api.id"])}],
	],
	[["aws_apigatewayv2_route.example", "api_id", "aws_apigatewayv2_api.api"]],
)

test_a_web_socket_asks_once_when_it_connects if {
	testing.same(shown("WebSocket", "$connect", []), rule.findings) with input as routes_of("WEBSOCKET", "$connect")
	testing.empty(rule.findings) with input as routes_of("WEBSOCKET", "$disconnect")
	testing.empty(rule.findings) with input as routes_of("WEBSOCKET", "$default")
	testing.empty(rule.findings) with input as routes_of("WEBSOCKET", "settle")
	testing.same(shown("ANY", "$default", []), rule.findings) with input as routes_of("HTTP", "$default")
	unclear := testing.unknown([null], ["var.protocol"])
	testing.same(shown("ANY", "$default", ["var.protocol"]), rule.findings) with input as routes_of(unclear, "$default")
}

beside(key, api) := testing.input_of_system(
	[
		["aws_apigatewayv2_route", "example", all_else],
		["aws_apigatewayv2_route", "other", {"route_key": key, "api_id": api, "authorization_type": "AWS_IAM"}],
	],
	[],
)

test_an_api_somebody_connects_to_speaks_no_http if {
	testing.empty(rule.findings) with input as beside("$connect", "a1b2c3")
	testing.empty(rule.findings) with input as beside("$disconnect", "a1b2c3")
	testing.same(shown("ANY", "$default", []), rule.findings) with input as beside("$connect", "d4e5f6")
	testing.same(shown("ANY", "$default", []), rule.findings) with input as beside("GET /healthz", "a1b2c3")
}

quick(attributes) := testing.input_of("aws_apigatewayv2_api", object.union({"name": "api-dev", "protocol_type": "HTTP"}, attributes))

made(status, value, method, route, waits_for) := {testing.found(status, "aws_apigatewayv2_api.example", ["target"], params, waits_for)} if {
	params := {"attribute": "target", "value": value, "method": method, "route": route}
}

test_a_route_that_an_api_makes_for_its_target_fails_as_nobody_can_have_it_ask if {
	arn := "arn:aws:lambda:us-east-1:111122223333:function:pay-dev"
	testing.same(made("fail", arn, "ANY", "$default", []), rule.findings) with input as quick({"target": arn})
	testing.same(made("fail", arn, "ANY", "$default", []), rule.findings) with input as quick({"target": arn, "route_key": "$default"})
	testing.same(made("fail", arn, "POST", "/v1/payments", []), rule.findings) with input as quick({"target": arn, "route_key": "POST /v1/payments"})
	later := testing.unknown([null], ["aws_lambda_function.pay.arn"])
	testing.same(made("fail", "(not known yet)", "ANY", "$default", []), rule.findings) with input as quick({"target": later})
}

test_an_api_passes_that_makes_no_route_or_one_of_the_list if {
	testing.empty(rule.findings) with input as quick({})
	testing.empty(rule.findings) with input as quick({"route_key": "$default"})
	testing.empty(rule.findings) with input as quick({"target": "https://example.com", "route_key": "GET /healthz"})
}

test_a_route_an_api_makes_under_a_key_that_is_not_known_is_undetermined if {
	key := testing.unknown([null], ["var.key"])
	wanted := made("undetermined", "https://example.com", "(not known yet)", "(path not known yet)", ["var.key"])
	testing.same(wanted, rule.findings) with input as quick({"target": "https://example.com", "route_key": key})
}

test_an_api_that_goes_away_makes_no_route if {
	testing.empty(rule.findings) with input as testing.leaving(quick({"target": "https://example.com"}), "aws_apigatewayv2_api")
}
