package rules.availability["point-in-time-recovery_test"]

import data.lib.testing
import data.rules.availability["point-in-time-recovery"] as rule

finding(status, path, value, waits_for) := {testing.found(status, "aws_dynamodb_table.example", path, params, waits_for)} if {
	params := {
		"attribute": "point_in_time_recovery.enabled",
		"value": value,
		"required": "true",
		"effect": "what is lost or overwritten cannot be brought back to the second before",
	}
}

passes(attributes) if testing.empty(rule.findings) with input as testing.input_of("aws_dynamodb_table", attributes)

fails(attributes, path, value) if {
	wanted := finding("fail", path, value, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_dynamodb_table", attributes)
}

test_passes_a_table_with_recovery if passes({"point_in_time_recovery": [{"enabled": true}]})

test_passes_a_block_as_one_object if passes({"point_in_time_recovery": {"enabled": true}})

test_fails_a_table_without_the_block if fails({}, ["point_in_time_recovery"], "false by default")

test_fails_a_table_that_turns_it_off if fails({"point_in_time_recovery": [{"enabled": false}]}, ["point_in_time_recovery", 0, "enabled"], "false")

test_an_unknown_value_is_undetermined if {
	wanted := finding("undetermined", ["point_in_time_recovery"], "not known yet", ["var.x"])
	attributes := {"point_in_time_recovery": testing.unknown([null], ["var.x"])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_dynamodb_table", attributes)
}

test_a_number_of_days_is_compared if {
	effect := "what is lost or overwritten cannot be brought back to the second before"
	params := {"attribute": "backup_retention_period", "value": "0 by default", "required": "1 or more", "effect": effect}
	wanted := {testing.found("fail", "aws_db_instance.example", ["backup_retention_period"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_db_instance", {})
	testing.empty(rule.findings) with input as testing.input_of("aws_db_instance", {"backup_retention_period": "7"})
	testing.empty(rule.findings) with input as testing.input_of("aws_rds_cluster", {})
}

test_what_is_deleted_is_not_judged if {
	gone := object.union(testing.resource("aws_dynamodb_table", {}), {"action": "delete"})
	testing.empty(rule.findings) with input as testing.input_with("aws_dynamodb_table", gone)
}
