package rules.supply["external-data_test"]

import data.lib.testing
import data.rules.supply["external-data"] as rule

read(type) := {"data": {type: [{
	"address": concat(".", ["data", type, "example"]),
	"stack": "payments",
	"values": {"program": testing.unknown([null], ["var.program"])},
}]}}

test_a_program_that_runs_at_plan_fails_whatever_it_is if {
	wanted := {{
		"status": "fail",
		"address": "data.external.example",
		"stack": "payments",
		"path": [],
		"params": {
			"type": "external",
			"effect": "runs a program of the repository with the credentials of the plan",
		},
		"waits_for": [],
	}}
	testing.same(wanted, rule.findings) with input as read("external")
}

test_every_source_that_runs_something_or_asks_somebody_fails if {
	every type in [
		"aws_lambda_invocation", "dns_a_record_set", "dns_txt_record_set", "external", "http", "local_command", "local_file",
		"local_sensitive_file", "tls_certificate",
	] {
		count(rule.findings) == 1 with input as read(type)
	}
}

test_data_of_aws_passes if testing.empty(rule.findings) with input as read("aws_caller_identity")

test_a_resource_of_the_same_type_is_none if {
	testing.empty(rule.findings) with input as testing.input_of("local_file", {"filename": "x"})
}
