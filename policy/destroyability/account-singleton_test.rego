package rules.destroyability["account-singleton_test"]

import data.lib.testing
import data.rules.destroyability["account-singleton"] as rule

finding(status, type, scope, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": [],
	"params": {"type": type, "scope": scope},
	"waits_for": waits_for,
}}

of_scope(scope, type, attributes) := object.union(testing.input_of(type, attributes), {"environment": {"scope": scope}})

test_a_singleton_in_an_environment_fails if {
	type := "aws_iam_account_password_policy"
	wanted := finding("fail", type, "an environment", [])
	testing.same(wanted, rule.findings) with input as of_scope("environment", type, {})
}

test_a_singleton_of_the_account_passes if {
	testing.empty(rule.findings) with input as of_scope("account", "aws_guardduty_detector", {})
}

test_without_a_scope_it_is_undetermined if {
	type := "aws_guardduty_detector"
	wanted := finding("undetermined", type, "a system of which only the suffix is known", ["environment.scope"])
	testing.same(wanted, rule.findings) with input as of_scope(null, type, {})
}

test_what_a_vpc_has_by_default_belongs_to_that_vpc if {
	type := "aws_default_security_group"
	testing.empty(rule.findings) with input as of_scope("environment", type, {"vpc_id": "vpc-1"})
	later := testing.unknown([null], ["aws_vpc.main.id"])
	testing.empty(rule.findings) with input as of_scope("environment", type, {"vpc_id": later})
	testing.empty(rule.findings) with input as of_scope("environment", "aws_default_route_table", {"default_route_table_id": later})
}

test_what_the_default_vpc_has_fails if {
	type := "aws_default_security_group"
	testing.same(finding("fail", type, "an environment", []), rule.findings) with input as of_scope("environment", type, {})
	count(rule.findings) == 1 with input as of_scope("environment", "aws_default_vpc", {})
}

test_what_goes_away_is_not_judged if {
	type := "aws_guardduty_detector"
	gone := object.union(testing.resource(type, {}), {"action": "delete", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with(type, gone)
}

test_other_types_pass if testing.empty(rule.findings) with input as of_scope("environment", "aws_vpc", {})

test_what_is_forgotten_is_not_judged if {
	type := "aws_guardduty_detector"
	forgotten := object.union(testing.resource(type, {}), {"action": "forget", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with(type, forgotten)
}

test_what_there_is_once_in_an_account_and_region_fails if {
	every type in [
		"aws_account_alternate_contact", "aws_account_primary_contact", "aws_account_region",
		"aws_api_gateway_account", "aws_apprunner_default_auto_scaling_configuration_version",
		"aws_auditmanager_account_registration", "aws_auditmanager_organization_admin_account_registration",
		"aws_backup_global_settings", "aws_backup_region_settings",
		"aws_bedrock_model_invocation_logging_configuration", "aws_cloudtrail_organization_delegated_admin_account",
		"aws_cloudwatch_log_account_policy", "aws_codebuild_source_credential",
		"aws_computeoptimizer_enrollment_status", "aws_computeoptimizer_recommendation_preferences",
		"aws_config_configuration_recorder", "aws_config_configuration_recorder_status",
		"aws_config_delivery_channel", "aws_config_retention_configuration",
		"aws_costoptimizationhub_enrollment_status", "aws_costoptimizationhub_preferences", "aws_default_subnet",
		"aws_default_vpc", "aws_default_vpc_dhcp_options", "aws_detective_graph",
		"aws_detective_organization_admin_account", "aws_detective_organization_configuration",
		"aws_devopsguru_event_sources_config", "aws_devopsguru_service_integration", "aws_ebs_default_kms_key",
		"aws_ebs_encryption_by_default", "aws_ebs_snapshot_block_public_access", "aws_ec2_availability_zone_group",
		"aws_ec2_default_credit_specification", "aws_ec2_image_block_public_access",
		"aws_ec2_instance_metadata_defaults", "aws_ec2_serial_console_access", "aws_ecr_account_setting",
		"aws_ecr_registry_policy", "aws_ecr_registry_scanning_configuration", "aws_ecr_replication_configuration",
		"aws_ecs_account_setting_default", "aws_emr_block_public_access_configuration", "aws_fms_admin_account",
		"aws_glue_data_catalog_encryption_settings", "aws_glue_resource_policy", "aws_guardduty_detector",
		"aws_guardduty_organization_admin_account", "aws_guardduty_organization_configuration",
		"aws_iam_account_alias", "aws_iam_account_password_policy", "aws_iam_organizations_features",
		"aws_iam_security_token_service_preferences", "aws_iam_service_linked_role",
		"aws_inspector2_delegated_admin_account", "aws_inspector2_enabler",
		"aws_inspector2_organization_configuration", "aws_iot_event_configurations",
		"aws_iot_indexing_configuration", "aws_iot_logging_options", "aws_lakeformation_data_lake_settings",
		"aws_macie2_account", "aws_macie2_organization_admin_account", "aws_macie2_organization_configuration",
		"aws_notifications_notification_hub", "aws_organizations_organization", "aws_quicksight_account_settings",
		"aws_quicksight_account_subscription", "aws_rds_certificate", "aws_resourceexplorer2_index",
		"aws_s3_account_public_access_block", "aws_securityhub_account", "aws_securityhub_finding_aggregator",
		"aws_securityhub_organization_admin_account", "aws_securityhub_organization_configuration",
		"aws_securitylake_data_lake", "aws_servicequotas_template_association", "aws_ses_active_receipt_rule_set",
		"aws_sesv2_account_suppression_attributes", "aws_sesv2_account_vdm_attributes",
		"aws_shield_drt_access_role_arn_association", "aws_shield_proactive_engagement", "aws_shield_subscription",
		"aws_sns_sms_preferences", "aws_ssm_default_patch_baseline", "aws_ssm_service_setting",
		"aws_ssmincidents_replication_set", "aws_vpc_block_public_access_options",
		"aws_vpc_ipam_organization_admin_account", "aws_xray_encryption_config",
	] {
		testing.same(finding("fail", type, "an environment", []), rule.findings) with input as of_scope("environment", type, {})
	}
}

test_what_a_vpc_has_says_whose_it_is_by_one_attribute if {
	every pair in [
		["aws_default_network_acl", "default_network_acl_id"],
		["aws_default_route_table", "default_route_table_id"],
		["aws_default_security_group", "vpc_id"],
	] {
		[type, attribute] := pair
		testing.empty(rule.findings) with input as of_scope("environment", type, {attribute: "x"})
		testing.same(finding("fail", type, "an environment", []), rule.findings) with input as of_scope("environment", type, {})
	}
}
