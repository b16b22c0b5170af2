package rules.destroyability["prevent-destroy_test"]

import data.lib.testing
import data.rules.destroyability["prevent-destroy"] as rule

finding(status, type, path, attribute, value, required, effect, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "required": required, "effect": effect},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

refused := "terraform refuses to plan the destroy"

fails(path, value) if {
	wanted := finding("fail", "aws_sqs_queue", path, "lifecycle.prevent_destroy", "true", "false", refused, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_sqs_queue", {"lifecycle": value})
}

test_it_fails_on_any_type_as_an_object_and_as_a_list if {
	fails(["lifecycle", "prevent_destroy"], {"prevent_destroy": true})
	fails(["lifecycle", 0, "prevent_destroy"], [{"prevent_destroy": "true"}])
}

test_other_lifecycles_pass if {
	passes("aws_sqs_queue", {"lifecycle": {"prevent_destroy": false}})
	passes("aws_sqs_queue", {"lifecycle": {"create_before_destroy": true}})
	passes("aws_sqs_queue", {})
}

test_an_unknown_value_is_undetermined if {
	type := "aws_sqs_queue"
	path := ["lifecycle", "prevent_destroy"]
	wanted := finding("undetermined", type, path, "lifecycle.prevent_destroy", "not known yet", "false", refused, ["var.keep"])
	attributes := {"lifecycle": {"prevent_destroy": testing.unknown([null], ["var.keep"])}}
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}
