package rules.naming["unclassified-type_test"]

import data.lib.testing
import data.rules.naming["unclassified-type"] as rule

test_a_type_nobody_has_classified_fails if {
	wanted := {{
		"status": "fail",
		"address": "aws_teleport.example",
		"stack": "payments",
		"path": [],
		"params": {"type": "aws_teleport"},
		"waits_for": [],
	}}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_teleport", {"name": "door-dev"})
}

test_types_of_the_table_pass if {
	every type in ["aws_sqs_queue", "aws_vpc", "aws_route"] {
		testing.empty(rule.findings) with input as testing.input_of(type, {})
	}
}

test_other_providers_are_not_judged if testing.empty(rule.findings) with input as testing.input_of("random_pet", {})

test_what_will_be_gone_is_not_judged if {
	gone := object.union(testing.resource("aws_teleport", {}), {"action": "delete", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with("aws_teleport", gone)
}

test_what_is_forgotten_is_not_judged if {
	forgotten := object.union(testing.resource("aws_teleport", {}), {"action": "forget", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with("aws_teleport", forgotten)
}
