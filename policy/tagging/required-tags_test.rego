package rules.tagging["required-tags_test"]

import data.lib.testing
import data.rules.tagging["required-tags"] as rule

all := {"Product": "payments", "Environment": "dev", "Stack": "data", "ManagedBy": "tollgate"}

finding(status, type, path, key, value, expected, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": path,
	"params": {"key": key, "value": value, "expected": expected},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

queue(wanted, attributes) if testing.same(wanted, rule.findings) with input as testing.input_of("aws_sqs_queue", attributes)

without(key) := object.remove(all, [key])

test_all_the_keys_pass if {
	passes("aws_sqs_queue", {"tags": all})
	passes("aws_sqs_queue", {"tags": {}, "tags_all": all})
	passes("aws_sqs_queue", {"tags": without("Stack"), "tags_all": all})
}

test_a_missing_key_fails if {
	wanted := finding("fail", "aws_sqs_queue", ["tags", "Stack"], "Stack", "not set", "must say which state it is in", [])
	queue(wanted, {"tags": without("Stack")})
	queue(wanted, {"tags": without("Stack"), "tags_all": without("Stack")})
	count(rule.findings) == 4 with input as testing.input_of("aws_sqs_queue", {})
}

test_an_empty_value_fails if {
	wanted := finding("fail", "aws_sqs_queue", ["tags", "Product"], "Product", "", "must say what it belongs to", [])
	queue(wanted, {"tags": object.union(all, {"Product": ""})})
}

test_the_environment_is_the_one_that_is_judged if {
	wanted := finding("fail", "aws_sqs_queue", ["tags", "Environment"], "Environment", "prod", "must be dev", [])
	queue(wanted, {"tags": object.union(all, {"Environment": "prod"})})
	nameless := object.union(testing.input_of("aws_sqs_queue", {"tags": object.union(all, {"Environment": "prod"})}), {"environment": {"name": null}})
	testing.empty(rule.findings) with input as nameless
}

test_values_that_are_not_known_yet_pass_but_for_the_environment if {
	later := testing.unknown([null], ["var.x"])
	passes("aws_sqs_queue", {"tags": object.union(all, {"Product": later})})
	wanted := finding("undetermined", "aws_sqs_queue", ["tags", "Environment"], "Environment", "(not known yet)", "must be dev", ["var.x"])
	queue(wanted, {"tags": object.union(without("Environment"), {"Environment": later})})
}

test_tags_that_are_not_known_yet_are_undetermined if {
	count(rule.findings) == 4 with input as testing.input_of("aws_sqs_queue", {"tags": testing.unknown([null], ["var.x"])})
	path := ["tags", "Stack"]
	wanted := finding("undetermined", "aws_sqs_queue", path, "Stack", "not known yet", "must say which state it is in", ["var.x"])
	queue(wanted, {"tags": without("Stack"), "tags_all": testing.unknown([null], ["var.x"])})
}

with_defaults(attributes, defaults) := object.union(testing.input_of("aws_sqs_queue", attributes), {
	"configurations": testing.input_of_configuration({"providers": [
		testing.block("provider.aws", "aws", {"default_tags": defaults}),
		testing.block("provider.aws.bare", "aws.bare", {}),
	]}).configurations,
})

test_default_tags_count if {
	testing.empty(rule.findings) with input as with_defaults({}, [{"tags": all}])
	testing.empty(rule.findings) with input as with_defaults({"tags": {"Stack": "x"}}, {"tags": without("Stack")})
	count(rule.findings) == 4 with input as with_defaults({"provider": "aws.bare"}, [{"tags": all}])
	reference := testing.unknown([null], ["aws.bare"])
	count(rule.findings) == 4 with input as with_defaults({"provider": reference}, [{"tags": all}])
}

test_default_tags_that_are_not_known_yet_are_undetermined if {
	later := testing.unknown([null], ["var.defaults"])
	every defaults in [later, [{"tags": later}], [later]] {
		{finding.status | some finding in rule.findings} == {"undetermined"} with input as with_defaults({}, defaults)
	}
}

group(blocks) := testing.input_of("aws_autoscaling_group", {"tag": blocks})

test_an_auto_scaling_group_has_blocks if {
	blocks := [{"key": key, "value": value} | some key, value in all]
	testing.empty(rule.findings) with input as group(blocks)
	count(rule.findings) == 4 with input as testing.input_of("aws_autoscaling_group", {})
	one := {"key": "Product", "value": "payments"}
	count(rule.findings) == 3 with input as group([one])
	count(rule.findings) == 3 with input as group(one)
	statuses := {finding.status | some finding in rule.findings} with input as group([one, testing.unknown([null], ["var.tags"])])
	statuses == {"undetermined"}
}

test_types_without_tags_are_not_judged if passes("aws_route", {})

test_what_will_be_gone_is_not_judged if {
	gone := object.union(testing.resource("aws_sqs_queue", {}), {"action": "delete", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with("aws_sqs_queue", gone)
}

test_a_resource_of_which_no_tag_is_right_has_a_finding_for_each if {
	wrong := {"Product": "", "Environment": "prod", "Stack": "", "ManagedBy": ""}
	count(rule.findings) == 4 with input as testing.input_of("aws_sqs_queue", {"tags": wrong})
}
