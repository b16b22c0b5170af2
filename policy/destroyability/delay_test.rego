package rules.destroyability.delay_test

import data.lib.testing
import data.rules.destroyability.delay as rule

finding(status, type, path, attribute, value, required, effect, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "required": required, "effect": effect},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

key := "the key exists, and costs, for as many days after the destroy"

says(type, attributes, attribute, value, required, effect) if {
	wanted := finding("warn", type, [attribute], attribute, value, required, effect, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}

test_the_shortest_window_passes if {
	passes("aws_kms_key", {"deletion_window_in_days": 7})
	passes("aws_kms_key", {"deletion_window_in_days": "7"})
	passes("aws_secretsmanager_secret", {"recovery_window_in_days": 0})
	passes("aws_sqs_queue", {})
}

test_a_longer_window_is_said if says("aws_kms_key", {"deletion_window_in_days": 30}, "deletion_window_in_days", "30", "7", key)

test_the_default_is_thirty_days if {
	says("aws_kms_key", {}, "deletion_window_in_days", "30 by default", "7", key)
	taken := "the name is taken for as many days after the destroy, and making the environment again fails until then"
	says("aws_secretsmanager_secret", {}, "recovery_window_in_days", "30 by default", "0", taken)
}

test_what_is_not_known_yet_is_only_said_as_well if {
	attributes := {"deletion_window_in_days": testing.unknown([null], ["var.days"])}
	says("aws_kms_key", attributes, "deletion_window_in_days", "not known yet", "7", key)
}

test_a_delete_is_judged_by_the_state if {
	gone := object.union(
		testing.resource("aws_kms_key", {}),
		{"action": "delete", "before": {"deletion_window_in_days": 10}},
	)
	wanted := finding("warn", "aws_kms_key", ["deletion_window_in_days"], "deletion_window_in_days", "10", "7", key, [])
	testing.same(wanted, rule.findings) with input as testing.input_with("aws_kms_key", gone)
}
