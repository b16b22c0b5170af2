package rules.destroyability["final-snapshot_test"]

import data.lib.testing
import data.rules.destroyability["final-snapshot"] as rule

database := "the destroy fails for want of a name for the final snapshot, or leaves that snapshot behind"

cache := "the destroy leaves a snapshot behind, with its cost and its data"

finding(status, type, attribute, value, required, effect, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": [attribute],
	"params": {"attribute": attribute, "value": value, "required": required, "effect": effect},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

found(wanted, type, attributes) if {
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}

test_a_database_that_skips_the_snapshot_passes if {
	passes("aws_rds_cluster", {"skip_final_snapshot": true})
	passes("aws_db_instance", {"skip_final_snapshot": "true", "final_snapshot_identifier": "unused"})
}

test_a_database_asks_for_a_snapshot_by_default if {
	wanted := finding("fail", "aws_rds_cluster", "skip_final_snapshot", "false by default", "true", database, [])
	found(wanted, "aws_rds_cluster", {})
}

test_a_named_snapshot_fails if {
	attributes := {"skip_final_snapshot": false, "final_snapshot_identifier": "ledger-dev-last"}
	found(finding("fail", "aws_db_instance", "skip_final_snapshot", "false", "true", database, []), "aws_db_instance", attributes)
}

test_an_unknown_value_is_undetermined if {
	attributes := {"skip_final_snapshot": testing.unknown([null], ["var.ephemeral"])}
	wanted := finding(
		"undetermined",
		"aws_rds_cluster",
		"skip_final_snapshot",
		"not known yet",
		"true",
		database,
		["var.ephemeral"],
	)
	found(wanted, "aws_rds_cluster", attributes)
}

test_a_cache_leaves_a_snapshot_only_where_it_is_named if {
	passes("aws_elasticache_replication_group", {})
	passes("aws_elasticache_replication_group", {"final_snapshot_identifier": ""})
	type := "aws_elasticache_replication_group"
	wanted := finding("fail", type, "final_snapshot_identifier", "last", "not set", cache, [])
	found(wanted, type, {"final_snapshot_identifier": "last"})
}

test_automated_backups_that_stay_fail if {
	effect := "the destroy leaves the automated backups behind, with their cost and their data"
	wanted := finding("fail", "aws_rds_cluster", "delete_automated_backups", "false", "true", effect, [])
	found(wanted, "aws_rds_cluster", {"skip_final_snapshot": true, "delete_automated_backups": false})
}

test_a_final_backup_of_a_file_system_depends_on_its_default if {
	passes("aws_fsx_lustre_file_system", {})
	effect := "the destroy leaves a backup behind, with its cost and its data"
	type := "aws_fsx_windows_file_system"
	found(finding("fail", type, "skip_final_backup", "false by default", "true", effect, []), type, {})
}

test_a_delete_is_judged_by_the_state if {
	gone := object.union(
		testing.resource("aws_rds_cluster", {}),
		{"action": "delete", "before": {"skip_final_snapshot": false}},
	)
	wanted := finding("fail", "aws_rds_cluster", "skip_final_snapshot", "false", "true", database, [])
	testing.same(wanted, rule.findings) with input as testing.input_with("aws_rds_cluster", gone)
}
