package rules.destroyability.orphan_test

import data.lib.testing
import data.rules.destroyability.orphan as rule

finding(status, type, path, attribute, value, required, effect, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "required": required, "effect": effect},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

test_what_goes_with_the_destroy_passes if {
	passes("aws_cloudwatch_log_group", {})
	passes("aws_cloudwatch_log_group", {"skip_destroy": false})
	passes("aws_synthetics_canary", {"delete_lambda": true})
	passes("aws_instance", {"root_block_device": [{}]})
}

test_what_stays_fails if {
	type := "aws_cloudwatch_log_group"
	effect := "the destroy leaves the group and its logs behind"
	wanted := finding("fail", type, ["skip_destroy"], "skip_destroy", "true", "false", effect, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, {"skip_destroy": true})
}

test_what_stays_by_default_fails if {
	type := "aws_synthetics_canary"
	effect := "the destroy leaves the function of the canary behind"
	wanted := finding("fail", type, ["delete_lambda"], "delete_lambda", "false by default", "true", effect, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, {})
}

test_a_volume_of_a_launch_template_fails if {
	type := "aws_launch_template"
	path := ["block_device_mappings", 0, "ebs", 0, "delete_on_termination"]
	name := "block_device_mappings.ebs.delete_on_termination"
	effect := "the destroy leaves the volume behind, with its cost and its data"
	wanted := finding("fail", type, path, name, "false", "true", effect, [])
	attributes := {"block_device_mappings": [{"ebs": [{"delete_on_termination": "false"}]}]}
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}

test_an_unknown_value_is_undetermined if {
	type := "aws_cloudfront_distribution"
	effect := "the destroy disables the distribution and leaves it behind"
	wanted := finding("undetermined", type, ["retain_on_delete"], "retain_on_delete", "not known yet", "false", effect, ["var.keep"])
	attributes := {"retain_on_delete": testing.unknown([null], ["var.keep"])}
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}
