package rules.destroyability.attributes_test

import data.lib.testing
import data.rules.destroyability.delay as delay
import data.rules.destroyability["deletion-protection"] as deletion_protection
import data.rules.destroyability["final-snapshot"] as final_snapshot
import data.rules.destroyability["force-destroy"] as force_destroy
import data.rules.destroyability["immutable-lock"] as immutable_lock
import data.rules.destroyability.orphan as orphan

found("deletion_protection", row, value) := testing.values_at(row[1], findings) if findings := deletion_protection.findings with input as testing.input_at(row, value)

found("final_snapshot", row, value) := testing.values_at(row[1], findings) if findings := final_snapshot.findings with input as testing.input_at(row, value)

found("force_destroy", row, value) := testing.values_at(row[1], findings) if findings := force_destroy.findings with input as testing.input_at(row, value)

found("delay", row, value) := testing.values_at(row[1], findings) if findings := delay.findings with input as testing.input_at(row, value)

found("orphan", row, value) := testing.values_at(row[1], findings) if findings := orphan.findings with input as testing.input_at(row, value)

found("immutable_lock", row, value) := testing.values_at(row[1], findings) if findings := immutable_lock.findings with input as testing.input_at(row, value)

kept(rule, promises) if {
	every promise in promises {
		[row, value, said] := promise
		testing.same(said, found(rule, row, value))
	}
}

test_every_attribute_that_protects_from_deletion_is_judged if {
	kept("deletion_protection", testing.promises([
		["aws_alb", ["enable_deletion_protection"], [false, null], [[true, "true"]]],
		["aws_autoscaling_group", ["protect_from_scale_in"], [false, null], [[true, "true"]]],
		["aws_cloudtrail_event_data_store", ["termination_protection_enabled"], [false], [[true, "true"], [null, "true by default"]]],
		["aws_cognito_user_pool", ["deletion_protection"], ["INACTIVE", null], [["x", "x"]]],
		["aws_db_instance", ["deletion_protection"], [false, null], [[true, "true"]]],
		["aws_docdb_cluster", ["deletion_protection"], [false, null], [[true, "true"]]],
		["aws_docdb_global_cluster", ["deletion_protection"], [false, null], [[true, "true"]]],
		["aws_dsql_cluster", ["deletion_protection_enabled"], [false, null], [[true, "true"]]],
		["aws_dynamodb_table", ["deletion_protection_enabled"], [false, null], [[true, "true"]]],
		["aws_dynamodb_table_replica", ["deletion_protection_enabled"], [false, null], [[true, "true"]]],
		["aws_ecs_capacity_provider", ["auto_scaling_group_provider", "managed_termination_protection"], ["DISABLED", null], [["x", "x"]]],
		["aws_emr_cluster", ["termination_protection"], [false, null], [[true, "true"]]],
		["aws_instance", ["disable_api_termination"], [false, null], [[true, "true"]]],
		["aws_instance", ["disable_api_stop"], [false, null], [[true, "true"]]],
		["aws_launch_template", ["disable_api_termination"], [false, null], [[true, "true"]]],
		["aws_launch_template", ["disable_api_stop"], [false, null], [[true, "true"]]],
		["aws_lb", ["enable_deletion_protection"], [false, null], [[true, "true"]]],
		["aws_neptune_cluster", ["deletion_protection"], [false, null], [[true, "true"]]],
		["aws_neptune_global_cluster", ["deletion_protection"], [false, null], [[true, "true"]]],
		["aws_neptunegraph_graph", ["deletion_protection"], [false], [[true, "true"], [null, "true by default"]]],
		["aws_networkfirewall_firewall", ["delete_protection"], [false, null], [[true, "true"]]],
		["aws_networkfirewall_firewall", ["subnet_change_protection"], [false, null], [[true, "true"]]],
		["aws_networkfirewall_firewall", ["firewall_policy_change_protection"], [false, null], [[true, "true"]]],
		["aws_pinpointsmsvoicev2_phone_number", ["deletion_protection_enabled"], [false, null], [[true, "true"]]],
		["aws_qldb_ledger", ["deletion_protection"], [false], [[true, "true"], [null, "true by default"]]],
		["aws_quicksight_account_settings", ["termination_protection_enabled"], [false], [[true, "true"], [null, "true by default"]]],
		["aws_rds_cluster", ["deletion_protection"], [false, null], [[true, "true"]]],
		["aws_rds_global_cluster", ["deletion_protection"], [false, null], [[true, "true"]]],
		["aws_route53_resolver_firewall_rule_group_association", ["mutation_protection"], ["DISABLED", null], [["x", "x"]]],
		["aws_spot_instance_request", ["disable_api_termination"], [false, null], [[true, "true"]]],
		["aws_spot_instance_request", ["disable_api_stop"], [false, null], [[true, "true"]]],
	]))
}

test_every_attribute_that_leaves_a_snapshot_is_judged if {
	kept("final_snapshot", testing.promises([
		["aws_db_instance", ["skip_final_snapshot"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_db_instance", ["delete_automated_backups"], [true, null], [[false, "false"]]],
		["aws_docdb_cluster", ["skip_final_snapshot"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_ebs_volume", ["final_snapshot"], [false, null], [[true, "true"]]],
		["aws_elasticache_cluster", ["final_snapshot_identifier"], [null, ""], [["x", "x"]]],
		["aws_elasticache_replication_group", ["final_snapshot_identifier"], [null, ""], [["x", "x"]]],
		["aws_fsx_lustre_file_system", ["skip_final_backup"], [true, null], [[false, "false"]]],
		["aws_fsx_ontap_volume", ["skip_final_backup"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_fsx_openzfs_file_system", ["skip_final_backup"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_fsx_windows_file_system", ["skip_final_backup"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_lightsail_database", ["skip_final_snapshot"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_memorydb_cluster", ["final_snapshot_name"], [null, ""], [["x", "x"]]],
		["aws_neptune_cluster", ["skip_final_snapshot"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_neptune_cluster_instance", ["skip_final_snapshot"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_rds_cluster", ["skip_final_snapshot"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_rds_cluster", ["delete_automated_backups"], [true, null], [[false, "false"]]],
		["aws_redshift_cluster", ["skip_final_snapshot"], [true], [[false, "false"], [null, "false by default"]]],
	]))
}

test_every_attribute_that_refuses_to_go_while_it_holds_something_is_judged if {
	kept("force_destroy", testing.promises([
		["aws_athena_database", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_athena_workgroup", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_backup_vault", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_codebuild_report_group", ["delete_reports"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_dataexchange_revision_assets", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_dx_lag", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_ecr_repository", ["force_delete"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_ecrpublic_repository", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_elastic_beanstalk_application_version", ["force_delete"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_iam_user", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_kinesis_stream", ["enforce_consumer_deletion"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_lightsail_bucket", ["force_delete"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_redshift_endpoint_authorization", ["force_delete"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_redshift_snapshot_schedule", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_route53_zone", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_s3_bucket", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_s3_directory_bucket", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_service_discovery_service", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_transfer_server", ["force_destroy"], [true], [[false, "false"], [null, "false by default"]]],
	]))
}

test_every_attribute_that_goes_later_is_judged if {
	kept("delay", testing.promises([
		["aws_acmpca_certificate_authority", ["permanent_deletion_time_in_days"], [7], [[8, "8"], [null, "30 by default"]]],
		["aws_kms_external_key", ["deletion_window_in_days"], [7], [[8, "8"], [null, "30 by default"]]],
		["aws_kms_key", ["deletion_window_in_days"], [7], [[8, "8"], [null, "30 by default"]]],
		["aws_kms_replica_external_key", ["deletion_window_in_days"], [7], [[8, "8"], [null, "30 by default"]]],
		["aws_kms_replica_key", ["deletion_window_in_days"], [7], [[8, "8"], [null, "30 by default"]]],
		["aws_paymentcryptography_key", ["deletion_window_in_days"], [3], [[4, "4"], [null, "30 by default"]]],
		["aws_quicksight_analysis", ["recovery_window_in_days"], [0], [[1, "1"], [null, "30 by default"]]],
		["aws_secretsmanager_secret", ["recovery_window_in_days"], [0], [[1, "1"], [null, "30 by default"]]],
	]))
}

test_every_attribute_that_leaves_something_behind_is_judged if {
	kept("orphan", testing.promises([
		["aws_bedrock_guardrail_version", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_cloudformation_stack_instances", ["retain_stacks"], [false, null], [[true, "true"]]],
		["aws_cloudformation_stack_set", ["auto_deployment", "retain_stacks_on_account_removal"], [false, null], [[true, "true"]]],
		["aws_cloudformation_stack_set_instance", ["retain_stack"], [false, null], [[true, "true"]]],
		["aws_cloudfront_distribution", ["retain_on_delete"], [false, null], [[true, "true"]]],
		["aws_cloudwatch_log_group", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_db_option_group", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_db_parameter_group", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_dx_connection", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_ec2_fleet", ["terminate_instances"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_ecs_task_definition", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_eks_addon", ["preserve"], [false, null], [[true, "true"]]],
		["aws_imagebuilder_component", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_instance", ["root_block_device", "delete_on_termination"], [true, null], [[false, "false"]]],
		["aws_instance", ["ebs_block_device", "delete_on_termination"], [true, null], [[false, "false"]]],
		["aws_lambda_function", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_lambda_layer_version", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_lambda_layer_version_permission", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_lambda_provisioned_concurrency_config", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_launch_configuration", ["root_block_device", "delete_on_termination"], [true, null], [[false, "false"]]],
		["aws_launch_configuration", ["ebs_block_device", "delete_on_termination"], [true, null], [[false, "false"]]],
		["aws_launch_template", ["block_device_mappings", "ebs", "delete_on_termination"], [true, null], [[false, "false"]]],
		["aws_organizations_policy", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_organizations_policy_attachment", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_servicecatalog_provisioned_product", ["retain_physical_resources"], [false, null], [[true, "true"]]],
		["aws_servicequotas_template_association", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_shield_subscription", ["skip_destroy"], [false, null], [[true, "true"]]],
		["aws_spot_fleet_request", ["terminate_instances_on_delete"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_spot_instance_request", ["root_block_device", "delete_on_termination"], [true, null], [[false, "false"]]],
		["aws_spot_instance_request", ["ebs_block_device", "delete_on_termination"], [true, null], [[false, "false"]]],
		["aws_synthetics_canary", ["delete_lambda"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_volume_attachment", ["skip_destroy"], [false, null], [[true, "true"]]],
	]))
}

test_every_attribute_that_locks_for_good_is_judged if {
	kept("immutable_lock", testing.promises([
		["aws_backup_logically_air_gapped_vault", ["min_retention_days"], [0], [[1, "1"], [null, "not set by default"]]],
		["aws_backup_vault_lock_configuration", ["changeable_for_days"], [null, 0], [[1, "1"]]],
		["aws_efs_file_system_policy", ["bypass_policy_lockout_safety_check"], [false, null], [[true, "true"]]],
		["aws_fsx_ontap_volume", ["snaplock_configuration", "snaplock_type"], ["ENTERPRISE", null], [["x", "x"]]],
		["aws_glacier_vault_lock", ["complete_lock"], [false, null], [[true, "true"]]],
		["aws_kms_external_key", ["bypass_policy_lockout_safety_check"], [false, null], [[true, "true"]]],
		["aws_kms_key", ["bypass_policy_lockout_safety_check"], [false, null], [[true, "true"]]],
		["aws_kms_key_policy", ["bypass_policy_lockout_safety_check"], [false, null], [[true, "true"]]],
		["aws_kms_replica_external_key", ["bypass_policy_lockout_safety_check"], [false, null], [[true, "true"]]],
		["aws_kms_replica_key", ["bypass_policy_lockout_safety_check"], [false, null], [[true, "true"]]],
		["aws_rbin_rule", ["lock_configuration", "unlock_delay", "unlock_delay_value"], [null], [["x", "x"]]],
		["aws_s3_bucket", ["object_lock_configuration", "rule", "default_retention", "mode"], [null, "GOVERNANCE"], [["x", "x"]]],
		["aws_s3_bucket", ["versioning", "mfa_delete"], [false, null], [[true, "true"]]],
		["aws_s3_bucket_object", ["object_lock_mode"], [null, "", "GOVERNANCE"], [["x", "x"]]],
		["aws_s3_bucket_object_lock_configuration", ["rule", "default_retention", "mode"], [null, "GOVERNANCE"], [["x", "x"]]],
		["aws_s3_bucket_versioning", ["versioning_configuration", "mfa_delete"], [null, "", "Disabled"], [["x", "x"]]],
		["aws_s3_object", ["object_lock_mode"], [null, "", "GOVERNANCE"], [["x", "x"]]],
		["aws_s3_object_copy", ["object_lock_mode"], [null, "", "GOVERNANCE"], [["x", "x"]]],
		["aws_storagegateway_tape_pool", ["retention_lock_type"], ["NONE", "GOVERNANCE", null], [["x", "x"]]],
	]))
}
