package rules.availability.attributes_test

import data.lib.testing
import data.rules.availability["database-replica"] as database_replica
import data.rules.availability["point-in-time-recovery"] as point_in_time_recovery

found("replica", row, value) := testing.values_at(row[1], findings) if findings := database_replica.findings with input as testing.input_at(row, value)

found("recovery", row, value) := testing.values_at(row[1], findings) if findings := point_in_time_recovery.findings with input as testing.input_at(row, value)

kept(rule, promises) if {
	every promise in promises {
		[row, value, said] := promise
		testing.same(said, found(rule, row, value))
	}
}

test_every_attribute_that_lets_something_be_brought_back_is_judged if {
	kept("recovery", testing.promises([
		["aws_db_instance", ["backup_retention_period"], [1, 35, "7"], [[0, "0"], [null, "0 by default"]]],
		["aws_docdb_cluster", ["backup_retention_period"], [1, null], [[0, "0"]]],
		["aws_dynamodb_table", ["point_in_time_recovery", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_dynamodb_table_replica", ["point_in_time_recovery"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticache_replication_group", ["snapshot_retention_limit"], [1], [[0, "0"], [null, "0 by default"]]],
		["aws_keyspaces_table", ["point_in_time_recovery", "status"], ["ENABLED"], [["DISABLED", "DISABLED"], [null, "DISABLED by default"]]],
		["aws_memorydb_cluster", ["snapshot_retention_limit"], [1], [[0, "0"], [null, "0 by default"]]],
		["aws_neptune_cluster", ["backup_retention_period"], [1, null], [[0, "0"]]],
		["aws_rds_cluster", ["backup_retention_period"], [1, null], [[0, "0"]]],
		["aws_redshift_cluster", ["automated_snapshot_retention_period"], [1, null], [[0, "0"]]],
	]))
	kept("recovery", testing.exceptions([["aws_db_instance", ["backup_retention_period"], 0, [{"replicate_source_db": "main"}]]]))
}

test_every_attribute_that_keeps_a_second_one_ready_is_judged if {
	kept("replica", testing.promises([
		["aws_dax_cluster", ["replication_factor"], [3], [[2, "2"], [null, "1 by default"]]],
		["aws_db_instance", ["multi_az"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticache_replication_group", ["automatic_failover_enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticache_replication_group", ["multi_az_enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticsearch_domain", ["cluster_config", "zone_awareness_enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_memorydb_cluster", ["num_replicas_per_shard"], [1, null], [[0, "0"]]],
		["aws_mq_broker", ["deployment_mode"], ["ACTIVE_STANDBY_MULTI_AZ", "CLUSTER_MULTI_AZ"], [["SINGLE_INSTANCE", "SINGLE_INSTANCE"], [null, "SINGLE_INSTANCE by default"]]],
		["aws_opensearch_domain", ["cluster_config", "zone_awareness_enabled"], [true], [[false, "false"], [null, "false by default"]]],
	]))
	kept("replica", testing.exceptions([
		["aws_db_instance", ["multi_az"], false, [{"replicate_source_db": "main"}]],
		["aws_elasticache_replication_group", ["automatic_failover_enabled"], false, [{"global_replication_group_id": "all"}]],
		["aws_elasticache_replication_group", ["multi_az_enabled"], false, [{"global_replication_group_id": "all"}]],
	]))
}
