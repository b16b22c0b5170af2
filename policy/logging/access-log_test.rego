package rules.logging["access-log_test"]

import data.lib.testing
import data.rules.logging["access-log"] as rule

finding(status, path, value, waits_for) := {testing.found(status, "aws_api_gateway_stage.example", path, params, waits_for)} if {
	params := {
		"attribute": "access_log_settings.destination_arn",
		"value": value,
		"required": "given",
		"effect": "nobody can say afterwards who called it",
	}
}

passes(attributes) if testing.empty(rule.findings) with input as testing.input_of("aws_api_gateway_stage", attributes)

fails(attributes, path, value) if {
	wanted := finding("fail", path, value, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_api_gateway_stage", attributes)
}

test_passes_a_stage_with_a_log if passes({"access_log_settings": [{"destination_arn": "arn:aws:logs:us-east-1:123456789012:log-group:x"}]})

test_passes_a_reference if passes({"access_log_settings": [{"destination_arn": testing.unknown([null], ["aws_cloudwatch_log_group.x.arn"])}]})

test_fails_a_stage_without if fails({}, ["access_log_settings"], "not set")

test_a_state_machine_that_logs_nothing_fails if {
	effect := "nobody can say afterwards what an execution did"
	params := {"attribute": "logging_configuration.level", "value": "OFF", "required": "ALL or ERROR or FATAL", "effect": effect}
	wanted := {testing.found("fail", "aws_sfn_state_machine.example", ["logging_configuration", 0, "level"], params, [])}
	attributes := {"logging_configuration": [{"level": "OFF"}]}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_sfn_state_machine", attributes)
}

test_a_block_that_is_not_known_is_undetermined if {
	effect := "nobody can say afterwards what an execution did"
	required := "ALL or ERROR or FATAL"
	params := {"attribute": "logging_configuration.level", "value": "not known yet", "required": required, "effect": effect}
	wanted := {testing.found("undetermined", "aws_sfn_state_machine.example", ["logging_configuration"], params, ["var.x"])}
	attributes := {"logging_configuration": testing.unknown([null], ["var.x"])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_sfn_state_machine", attributes)
}

test_what_is_deleted_is_not_judged if {
	gone := object.union(testing.resource("aws_api_gateway_stage", {}), {"action": "delete"})
	testing.empty(rule.findings) with input as testing.input_with("aws_api_gateway_stage", gone)
}
