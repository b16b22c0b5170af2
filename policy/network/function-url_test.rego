package rules.network["function-url_test"]

import data.lib.testing
import data.rules.network["function-url"] as rule

finding(status, value, waits_for) := {testing.found(status, "aws_lambda_function_url.example", ["authorization_type"], params, waits_for)} if {
	params := {
		"attribute": "authorization_type",
		"value": value,
		"required": "AWS_IAM",
		"effect": "whoever finds the URL can call the function",
	}
}

test_a_url_that_asks_who_calls_passes if {
	testing.empty(rule.findings) with input as testing.input_of("aws_lambda_function_url", {"authorization_type": "AWS_IAM"})
}

test_a_url_for_everybody_fails if {
	open := testing.input_of("aws_lambda_function_url", {"authorization_type": "NONE"})
	testing.same(finding("fail", "NONE", []), rule.findings) with input as open
}

test_an_unknown_type_is_undetermined if {
	open := testing.input_of("aws_lambda_function_url", {"authorization_type": testing.unknown([null], ["var.x"])})
	testing.same(finding("undetermined", "not known yet", ["var.x"]), rule.findings) with input as open
}

test_a_permission_for_everybody_fails_and_one_for_a_service_passes if {
	params := {
		"attribute": "function_url_auth_type",
		"value": "NONE",
		"required": "AWS_IAM or not set",
		"effect": "whoever finds the URL can call the function",
	}
	wanted := {testing.found("fail", "aws_lambda_permission.example", ["function_url_auth_type"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_lambda_permission", {"function_url_auth_type": "NONE"})
	testing.empty(rule.findings) with input as testing.input_of("aws_lambda_permission", {"principal": "events.amazonaws.com"})
}
