package rules.encryption.attributes_test

import data.lib.testing
import data.rules.encryption["at-rest"] as at_rest
import data.rules.encryption["customer-key"] as customer_key
import data.rules.encryption["in-transit"] as in_transit
import data.rules.encryption["key-rotation"] as key_rotation

found("at_rest", row, value) := testing.values_at(row[1], findings) if findings := at_rest.findings with input as testing.input_at(row, value)

found("customer_key", row, value) := testing.values_at(row[1], findings) if findings := customer_key.findings with input as testing.input_at(row, value)

found("in_transit", row, value) := testing.values_at(row[1], findings) if findings := in_transit.findings with input as testing.input_at(row, value)

found("key_rotation", row, value) := testing.values_at(row[1], findings) if findings := key_rotation.findings with input as testing.input_at(row, value)

kept(rule, promises) if {
	every promise in promises {
		[row, value, said] := promise
		testing.same(said, found(rule, row, value))
	}
}

test_every_attribute_that_encrypts_what_is_stored_is_judged if {
	kept("at_rest", testing.promises([
		["aws_athena_database", ["encryption_configuration", "encryption_option"], ["SSE_S3", "SSE_KMS", "CSE_KMS", null], [["x", "x"]]],
		["aws_dax_cluster", ["server_side_encryption", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_db_instance", ["storage_encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_docdb_cluster", ["storage_encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_ebs_volume", ["encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_efs_file_system", ["encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticache_replication_group", ["at_rest_encryption_enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticache_replication_group", ["at_rest_encryption_enabled"], [true], [[false, "false"], [null, "false by default"]], {"engine": "redis"}],
		["aws_elasticache_replication_group", ["at_rest_encryption_enabled"], [true, null], [[false, "false"]], {"engine": "valkey"}],
		["aws_elasticsearch_domain", ["encrypt_at_rest", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_instance", ["root_block_device", "encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_instance", ["ebs_block_device", "encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_kinesis_firehose_delivery_stream", ["server_side_encryption", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_kinesis_stream", ["encryption_type"], ["KMS"], [["NONE", "NONE"], [null, "NONE by default"]]],
		["aws_launch_template", ["block_device_mappings", "ebs", "encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_neptune_cluster", ["storage_encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_opensearch_domain", ["encrypt_at_rest", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_rds_cluster", ["storage_encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_rds_global_cluster", ["storage_encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_redshift_cluster", ["encrypted"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_workspaces_workspace", ["root_volume_encryption_enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_workspaces_workspace", ["user_volume_encryption_enabled"], [true], [[false, "false"], [null, "false by default"]]],
	]))
}

test_what_is_made_of_something_else_is_encrypted_as_that_is if {
	kept("at_rest", testing.exceptions([
		["aws_db_instance", ["storage_encrypted"], false, [{"replicate_source_db": "main"}, {"snapshot_identifier": "before"}]],
		["aws_docdb_cluster", ["storage_encrypted"], false, [{"snapshot_identifier": "before"}]],
		["aws_ebs_volume", ["encrypted"], false, [{"snapshot_id": "snap-1"}]],
		["aws_elasticache_replication_group", ["at_rest_encryption_enabled"], false, [
			{"global_replication_group_id": "all"},
			{"global_replication_group_id": "all", "engine": "valkey"},
		]],
		["aws_neptune_cluster", ["storage_encrypted"], false, [{"snapshot_identifier": "before"}]],
		["aws_rds_cluster", ["storage_encrypted"], false, [{"global_cluster_identifier": "all"}, {"snapshot_identifier": "before"}]],
		["aws_rds_global_cluster", ["storage_encrypted"], false, [{"source_db_cluster_identifier": "main"}]],
	]))
}

test_only_volumes_that_are_there_are_judged if {
	root := {"root_block_device": {"encrypted": true}}
	testing.empty(at_rest.findings) with input as testing.input_of("aws_instance", root)
	testing.empty(at_rest.findings) with input as testing.input_of("aws_launch_template", {})
}

key := "arn:aws:kms:us-east-1:123456789012:key/x"

# attributes that name the key: none, and a key of AWS itself, are wrong for each
keyed(type, path, others) := [type, path, [key, "alias/ours-dev"], [["alias/aws/x", "alias/aws/x"], [null, "not set"]], others]

test_every_attribute_that_names_a_key_is_judged if {
	kept("customer_key", testing.promises([
		keyed("aws_backup_vault", ["kms_key_arn"], {}),
		keyed("aws_cloudtrail", ["kms_key_id"], {}),
		keyed("aws_cloudwatch_event_bus", ["kms_key_identifier"], {}),
		keyed("aws_cloudwatch_log_group", ["kms_key_id"], {}),
		keyed("aws_db_instance", ["kms_key_id"], {}),
		keyed("aws_db_instance", ["performance_insights_kms_key_id"], {"performance_insights_enabled": true}),
		keyed("aws_docdb_cluster", ["kms_key_id"], {}),
		keyed("aws_dynamodb_table", ["server_side_encryption", "kms_key_arn"], {}),
		keyed("aws_dynamodb_table_replica", ["kms_key_arn"], {}),
		keyed("aws_ebs_volume", ["kms_key_id"], {}),
		keyed("aws_ecr_repository", ["encryption_configuration", "kms_key"], {}),
		keyed("aws_efs_file_system", ["kms_key_id"], {}),
		keyed("aws_elasticache_replication_group", ["kms_key_id"], {}),
		keyed("aws_kinesis_stream", ["kms_key_id"], {}),
		keyed("aws_memorydb_cluster", ["kms_key_arn"], {}),
		keyed("aws_mq_broker", ["encryption_options", "kms_key_id"], {}),
		keyed("aws_msk_cluster", ["encryption_info", "encryption_at_rest_kms_key_arn"], {}),
		keyed("aws_neptune_cluster", ["kms_key_arn"], {}),
		keyed("aws_opensearch_domain", ["encrypt_at_rest", "kms_key_id"], {}),
		keyed("aws_rds_cluster", ["kms_key_id"], {}),
		keyed("aws_rds_cluster", ["master_user_secret_kms_key_id"], {"manage_master_user_password": true}),
		keyed("aws_rds_cluster_instance", ["performance_insights_kms_key_id"], {"performance_insights_enabled": true}),
		keyed("aws_redshift_cluster", ["kms_key_id"], {}),
		keyed("aws_secretsmanager_secret", ["kms_key_id"], {}),
		keyed("aws_sns_topic", ["kms_master_key_id"], {}),
		keyed("aws_sqs_queue", ["kms_master_key_id"], {}),
		keyed("aws_ssm_parameter", ["key_id"], {"type": "SecureString"}),
	]))
}

test_a_key_is_asked_for_only_where_there_is_something_to_encrypt if {
	kept("customer_key", testing.exceptions([
		["aws_db_instance", ["kms_key_id"], null, [{"replicate_source_db": "main"}]],
		["aws_db_instance", ["performance_insights_kms_key_id"], null, [{}, {"performance_insights_enabled": false}]],
		["aws_rds_cluster", ["master_user_secret_kms_key_id"], null, [{}, {"manage_master_user_password": false}]],
		["aws_rds_cluster_instance", ["performance_insights_kms_key_id"], null, [{}, {"performance_insights_enabled": false}]],
		["aws_ssm_parameter", ["key_id"], null, [{}, {"type": "String"}, {"type": "StringList"}]],
	]))
}

test_every_attribute_that_encrypts_what_is_sent_is_judged if {
	kept("in_transit", testing.promises([
		["aws_api_gateway_domain_name", ["security_policy"], ["TLS_1_2", null], [["TLS_1_0", "TLS_1_0"]]],
		["aws_apigatewayv2_domain_name", ["domain_name_configuration", "security_policy"], ["TLS_1_2"], [["TLS_1_0", "TLS_1_0"], [null, "not set"]]],
		["aws_cloudfront_distribution", ["default_cache_behavior", "viewer_protocol_policy"], ["https-only", "redirect-to-https"], [["allow-all", "allow-all"], [null, "not set"]]],
		["aws_cloudfront_distribution", ["ordered_cache_behavior", "viewer_protocol_policy"], ["https-only", "redirect-to-https"], [["allow-all", "allow-all"], [null, "not set"]]],
		[
			"aws_cloudfront_distribution", ["viewer_certificate", "minimum_protocol_version"],
			["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"],
			[["TLSv1.1_2016", "TLSv1.1_2016"], [null, "TLSv1 by default"]],
		],
		["aws_dax_cluster", ["cluster_endpoint_encryption_type"], ["TLS"], [["NONE", "NONE"], [null, "NONE by default"]]],
		["aws_db_proxy", ["require_tls"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticache_replication_group", ["transit_encryption_enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elasticsearch_domain", ["domain_endpoint_options", "enforce_https"], [true, null], [[false, "false"]]],
		["aws_elasticsearch_domain", ["node_to_node_encryption", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_memorydb_cluster", ["tls_enabled"], [true, null], [[false, "false"]]],
		["aws_msk_cluster", ["encryption_info", "encryption_in_transit", "client_broker"], ["TLS", null], [["TLS_PLAINTEXT", "TLS_PLAINTEXT"]]],
		["aws_msk_cluster", ["encryption_info", "encryption_in_transit", "in_cluster"], [true, null], [[false, "false"]]],
		["aws_opensearch_domain", ["domain_endpoint_options", "enforce_https"], [true, null], [[false, "false"]]],
		["aws_opensearch_domain", ["node_to_node_encryption", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		[
			"aws_transfer_server", ["protocols"],
			[["SFTP"], ["FTPS"], ["AS2"], ["FTPS", "SFTP"], ["SFTP", "FTPS"], null],
			[[["FTP"], "[\"FTP\"]"], [["FTP", "SFTP"], "[\"FTP\",\"SFTP\"]"]],
		],
	]))
	kept("in_transit", testing.exceptions([["aws_elasticache_replication_group", ["transit_encryption_enabled"], false, [{"global_replication_group_id": "all"}]]]))
}

test_a_domain_without_options_takes_http_too if {
	every type in {"aws_elasticsearch_domain", "aws_opensearch_domain"} {
		nodes := {"node_to_node_encryption": {"enabled": true}}
		found := testing.values_at(["domain_endpoint_options", "enforce_https"], in_transit.findings) with input as testing.input_of(type, nodes)
		testing.same({"false by default"}, found)
	}
}

test_what_a_cluster_and_a_distribution_need_not_say_is_right if {
	testing.empty(in_transit.findings) with input as testing.input_of("aws_msk_cluster", {})
	one := {"default_cache_behavior": {"viewer_protocol_policy": "https-only"}, "viewer_certificate": {"minimum_protocol_version": "TLSv1.2_2021"}}
	testing.empty(in_transit.findings) with input as testing.input_of("aws_cloudfront_distribution", one)
}

test_only_symmetric_keys_of_kms_itself_rotate if {
	kept("key_rotation", testing.promises([
		["aws_kms_key", ["enable_key_rotation"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_kms_key", ["enable_key_rotation"], [true], [[false, "false"], [null, "false by default"]], {"customer_master_key_spec": "SYMMETRIC_DEFAULT"}],
	]))
	kept("key_rotation", testing.exceptions([["aws_kms_key", ["enable_key_rotation"], false, [{"customer_master_key_spec": "RSA_2048"}, {"custom_key_store_id": "cks-1"}]]]))
}
