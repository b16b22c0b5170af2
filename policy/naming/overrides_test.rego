package rules.naming.overrides_test

import data.lib.testing
import data.rules.naming.duplicate
import data.rules.naming["name-tag"] as name_tag
import data.rules.naming.present
import data.rules.naming["reserved-prefix"] as reserved_prefix
import data.rules.naming.suffix
import data.rules.naming["unclassified-type"] as unclassified_type

# what is nobody's to name: entries of persons and accounts, names of AWS and others, references to what has a name itself
nameless := {
	"aws_account_alternate_contact", "aws_account_primary_contact", "aws_appstream_user", "aws_cognito_user",
	"aws_iam_account_alias", "aws_identitystore_user", "aws_quicksight_user", "aws_route53_delegation_set",
	"aws_route53domains_domain", "aws_route53domains_registered_domain", "aws_iam_service_linked_role",
	"aws_iam_user_group_membership", "aws_ses_active_receipt_rule_set", "aws_quicksight_account_subscription",
	"aws_account_region", "aws_cloudformation_type", "aws_controltower_control", "aws_rds_certificate",
	"aws_cognito_identity_provider", "aws_ec2_availability_zone_group", "aws_ecr_account_setting",
	"aws_ecs_account_setting_default", "aws_guardduty_detector_feature", "aws_guardduty_member_detector_feature",
	"aws_guardduty_organization_configuration_feature", "aws_redshift_partner", "aws_ecr_pull_through_cache_rule",
	"aws_ecr_repository_creation_template", "aws_xray_encryption_config", "aws_licensemanager_grant_accepter",
	"aws_config_configuration_recorder_status", "aws_s3control_directory_bucket_access_point_scope",
	"aws_s3control_object_lambda_access_point_policy", "aws_s3tables_table_policy", "aws_cognito_user_in_group",
	"aws_dynamodb_table_replica", "aws_cognito_managed_user_pool_client", "aws_lambda_layer_version_permission",
	"aws_datazone_environment_blueprint_configuration", "aws_rds_instance_state", "aws_dsql_cluster_peering",
	"aws_organizations_policy_attachment", "aws_elasticache_user_group_association",
	"aws_amplify_backend_environment", "aws_redshiftdata_statement", "aws_iam_group_membership",
	"aws_iam_policy_attachment", "aws_kms_grant", "aws_lightsail_domain_entry", "aws_route53_record",
	"aws_route53_resolver_rule_association", "aws_s3_bucket_analytics_configuration",
	"aws_s3_bucket_intelligent_tiering_configuration", "aws_s3_bucket_inventory", "aws_s3_bucket_metric",
	"aws_s3_bucket_object", "aws_s3_object", "aws_s3_object_copy", "aws_emr_instance_fleet",
	"aws_emr_instance_group", "aws_opsworks_instance", "aws_opsworks_user_profile", "aws_signer_signing_job",
	"aws_lightsail_domain", "aws_ssm_maintenance_window_target", "aws_ssm_maintenance_window_task",
	"aws_vpc_ipam_pool_cidr_allocation", "aws_load_balancer_listener_policy",
}

# what has an attribute that looks like a name and is none, so that the Name tag has to do
tagged := {
	"aws_acm_certificate", "aws_directory_service_region", "aws_amplify_branch", "aws_eks_addon",
	"aws_eks_access_entry", "aws_route53_health_check", "aws_sesv2_email_identity", "aws_transfer_user",
	"aws_workspaces_connection_alias", "aws_workspaces_workspace", "aws_rds_custom_db_engine_version",
}

# what is named by another attribute than its own type and name suggest
named_by := {
	"aws_autoscaling_schedule": "scheduled_action_name",
	"aws_apprunner_auto_scaling_configuration_version": "auto_scaling_configuration_name",
	"aws_apprunner_observability_configuration": "observability_configuration_name",
	"aws_codeartifact_domain": "domain", "aws_codeartifact_repository": "repository",
	"aws_codecatalyst_dev_environment": "alias", "aws_codecatalyst_project": "display_name",
	"aws_codepipeline_custom_action_type": "provider_name", "aws_cognito_user_pool_domain": "domain",
	"aws_connect_instance": "instance_alias", "aws_cur_report_definition": "report_name",
	"aws_dms_certificate": "certificate_id", "aws_dms_endpoint": "endpoint_id",
	"aws_dms_replication_instance": "replication_instance_id",
	"aws_dms_replication_subnet_group": "replication_subnet_group_id",
	"aws_dms_replication_task": "replication_task_id", "aws_dms_s3_endpoint": "endpoint_id",
	"aws_docdb_cluster_instance": "identifier", "aws_docdb_cluster_snapshot": "db_cluster_snapshot_identifier",
	"aws_db_instance": "identifier", "aws_db_snapshot_copy": "target_db_snapshot_identifier",
	"aws_ecs_task_definition": "family", "aws_elasticache_cluster": "cluster_id",
	"aws_elasticache_replication_group": "replication_group_id", "aws_elasticache_user": "user_id",
	"aws_elasticache_user_group": "user_group_id",
	"aws_elasticache_global_replication_group": "global_replication_group_id_suffix",
	"aws_grafana_workspace_api_key": "key_name", "aws_identitystore_group": "display_name",
	"aws_iot_role_alias": "alias", "aws_key_pair": "key_name", "aws_lambda_layer_version": "layer_name",
	"aws_lightsail_database": "relational_database_name", "aws_media_package_channel": "channel_id",
	"aws_memorydb_multi_region_cluster": "multi_region_cluster_name_suffix",
	"aws_neptune_cluster_instance": "identifier", "aws_neptune_cluster_snapshot": "db_cluster_snapshot_identifier",
	"aws_opensearch_outbound_connection": "connection_alias", "aws_prometheus_scraper": "alias",
	"aws_prometheus_workspace": "alias", "aws_qbusiness_application": "display_name",
	"aws_rds_cluster_instance": "identifier",
	"aws_rds_cluster_snapshot_copy": "target_db_cluster_snapshot_identifier",
	"aws_rds_shard_group": "db_shard_group_identifier", "aws_redshift_cluster_snapshot": "snapshot_identifier",
	"aws_redshift_endpoint_access": "endpoint_name", "aws_redshift_snapshot_schedule": "identifier",
	"aws_redshiftserverless_endpoint_access": "endpoint_name", "aws_rekognition_collection": "collection_id",
	"aws_s3_bucket": "bucket", "aws_s3_directory_bucket": "bucket", "aws_s3control_bucket": "bucket",
	"aws_shield_protection_group": "protection_group_id", "aws_ssm_association": "association_name",
	"aws_ssmcontacts_contact": "alias", "aws_workspacesweb_data_protection_settings": "display_name",
	"aws_workspacesweb_ip_access_settings": "display_name", "aws_api_gateway_domain_name": "domain_name",
	"aws_apigatewayv2_domain_name": "domain_name", "aws_appsync_domain_name": "domain_name",
}

# what is named by an attribute that its type or nothing but the schema suggests, as far as this test needs it
suggested := {
	"aws_accessanalyzer_archive_rule": "rule_name", "aws_api_gateway_stage": "stage_name",
	"aws_bedrockagent_agent_action_group": "action_group_name", "aws_bedrockagent_agent_alias": "agent_alias_name",
	"aws_bedrockagent_agent_collaborator": "collaborator_name",
	"aws_codedeploy_deployment_group": "deployment_group_name", "aws_cognito_identity_pool": "identity_pool_name",
	"aws_dax_cluster": "cluster_name", "aws_db_proxy_endpoint": "db_proxy_endpoint_name",
	"aws_ecrpublic_repository": "repository_name", "aws_eks_fargate_profile": "fargate_profile_name",
	"aws_eks_node_group": "node_group_name", "aws_glue_schema": "schema_name", "aws_keyspaces_table": "table_name",
	"aws_load_balancer_policy": "policy_name", "aws_paymentcryptography_key_alias": "alias_name",
	"aws_quicksight_group": "group_name", "aws_quicksight_iam_policy_assignment": "assignment_name",
	"aws_sagemaker_app": "app_name", "aws_sagemaker_space": "space_name",
	"aws_sagemaker_user_profile": "user_profile_name", "aws_storagegateway_nfs_file_share": "file_share_name",
	"aws_storagegateway_smb_file_share": "file_share_name", "aws_timestreamwrite_table": "table_name",
}

attribute_of(type) := object.get(named_by, type, object.get(suggested, type, "name"))

all_found := (present.findings | name_tag.findings) | unclassified_type.findings

bare(types) := {"environment": {"suffix": "dev", "scope": "environment"}, "resources": {type: [testing.resource(type, {})] | some type in types}}

test_what_is_nobodys_to_name_need_not_be_named if testing.empty(all_found) with input as bare(nameless)

test_what_has_no_name_of_its_own_needs_a_tag if {
	found := {[finding.address, finding.path[0]] | some finding in all_found} with input as bare(tagged)
	testing.same({[concat(".", [type, "example"]), "tags"] | some type in tagged}, found)
}

test_a_name_is_looked_for_where_it_stands if {
	found := {[finding.address, finding.path[0]] | some finding in all_found} with input as bare(object.keys(named_by))
	testing.same({[concat(".", [type, "example"]), attribute] | some type, attribute in named_by}, found)
}

called(type, name) := testing.input_of(type, {attribute_of(type): name})

carry(types, right, wrong) if {
	every type in types {
		every name in right {
			testing.empty(suffix.findings) with input as called(type, name)
		}
		every name in wrong {
			count(suffix.findings) == 1 with input as called(type, name)
		}
	}
}

test_names_carry_the_suffix_as_their_service_lets_them if {
	carry(
		{
			"aws_athena_database", "aws_athena_prepared_statement", "aws_appsync_datasource", "aws_appsync_function",
			"aws_backup_framework", "aws_backup_report_plan", "aws_backup_restore_testing_plan",
			"aws_backup_restore_testing_selection", "aws_iot_topic_rule", "aws_keyspaces_keyspace",
			"aws_keyspaces_table", "aws_lex_bot", "aws_lex_bot_alias", "aws_lex_intent", "aws_lex_slot_type",
			"aws_s3tables_table", "aws_signer_signing_profile", "aws_glue_user_defined_function",
		},
		{"x_dev"}, {"x-dev", "xdev"},
	)
	carry({"aws_glue_catalog_database", "aws_glue_catalog_table", "aws_athena_data_catalog"}, {"x_dev", "x-dev"}, {"xdev"})
	carry({"aws_api_gateway_model"}, {"xdev"}, {"x"})
	carry({"aws_ssm_parameter", "aws_cloudwatch_log_group", "aws_secretsmanager_secret", "aws_ecr_repository", "aws_ecrpublic_repository"}, {"/dev/x", "x-dev/y"}, {"/x_dev"})
	carry(
		{
			"aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name", "aws_appsync_domain_name",
			"aws_directory_service_directory", "aws_route53_zone", "aws_service_discovery_private_dns_namespace",
			"aws_service_discovery_public_dns_namespace",
		},
		{"x-dev.example.com", "dev.example.com"}, {"x.example.com", "x_dev.example.com"},
	)
	carry({"aws_kms_alias", "aws_paymentcryptography_key_alias"}, {"alias/x-dev"}, {"x-dev", "alias/x"})
}

test_the_suffix_is_before_what_aws_wants_last if {
	carry({"aws_sqs_queue", "aws_sns_topic"}, {"x-dev.fifo", "x-dev"}, {"x.fifo"})
	carry({"aws_s3_directory_bucket"}, {"x-dev--use1-az4--x-s3"}, {"x--use1-az4--x-s3"})
}

test_names_of_aws_carry_none if {
	carry({"aws_apigatewayv2_stage"}, {"$default"}, {"x"})
	carry({"aws_cloudwatch_event_bus"}, {"default"}, {"x"})
	carry({"aws_config_configuration_recorder"}, {"default"}, {"x"})
	carry({"aws_config_delivery_channel"}, {"default"}, {"x"})
	carry({"aws_schemas_registry"}, {"aws.events", "discovered-schemas"}, {"x"})
}

# what is unique within a parent only, by the attribute that names the parent
parents := {
	"aws_accessanalyzer_archive_rule": "analyzer_name", "aws_appautoscaling_policy": "resource_id",
	"aws_appautoscaling_scheduled_action": "resource_id", "aws_athena_prepared_statement": "workgroup",
	"aws_autoscaling_policy": "autoscaling_group_name", "aws_autoscaling_schedule": "autoscaling_group_name",
	"aws_cloudwatch_log_metric_filter": "log_group_name", "aws_cloudwatch_log_stream": "log_group_name",
	"aws_cloudwatch_log_subscription_filter": "log_group_name", "aws_codedeploy_deployment_group": "app_name",
	"aws_db_proxy_endpoint": "db_proxy_name", "aws_ecs_service": "cluster",
	"aws_eks_fargate_profile": "cluster_name", "aws_eks_node_group": "cluster_name",
	"aws_elastic_beanstalk_application_version": "application",
	"aws_elastic_beanstalk_configuration_template": "application", "aws_glue_catalog_table": "database_name",
	"aws_glue_schema": "registry_arn", "aws_glue_user_defined_function": "database_name",
	"aws_iam_group_policy": "group", "aws_iam_role_policy": "role", "aws_iam_user_policy": "user",
	"aws_keyspaces_table": "keyspace_name", "aws_kinesis_stream_consumer": "stream_arn",
	"aws_lambda_alias": "function_name", "aws_s3tables_table": "namespace", "aws_scheduler_schedule": "group_name",
	"aws_schemas_schema": "registry_name", "aws_timestreamwrite_table": "database_name",
}

of_parent(type, name) := testing.input_of(type, {attribute_of(type): "x", parents[type]: name})

test_a_parent_that_carries_the_suffix_is_enough if {
	every type, _ in parents {
		testing.empty(suffix.findings) with input as of_parent(type, "y-dev")
		count(suffix.findings) == 1 with input as of_parent(type, "y")
	}
}

# what a name is unique in, beside account and region
spaces := {
	"aws_accessanalyzer_archive_rule": ["analyzer_name"], "aws_api_gateway_authorizer": ["rest_api_id"],
	"aws_api_gateway_model": ["rest_api_id"], "aws_api_gateway_request_validator": ["rest_api_id"],
	"aws_api_gateway_stage": ["rest_api_id"], "aws_apigatewayv2_authorizer": ["api_id"],
	"aws_apigatewayv2_model": ["api_id"], "aws_apigatewayv2_stage": ["api_id"],
	"aws_app_cookie_stickiness_policy": ["load_balancer"],
	"aws_appautoscaling_policy": ["service_namespace", "resource_id", "scalable_dimension"],
	"aws_appautoscaling_scheduled_action": ["service_namespace", "resource_id", "scalable_dimension"],
	"aws_appmesh_gateway_route": ["mesh_name", "virtual_gateway_name"],
	"aws_appmesh_route": ["mesh_name", "virtual_router_name"], "aws_appmesh_virtual_gateway": ["mesh_name"],
	"aws_appmesh_virtual_node": ["mesh_name"], "aws_appmesh_virtual_router": ["mesh_name"],
	"aws_appmesh_virtual_service": ["mesh_name"], "aws_appsync_datasource": ["api_id"],
	"aws_appsync_function": ["api_id"], "aws_athena_prepared_statement": ["workgroup"],
	"aws_autoscaling_lifecycle_hook": ["autoscaling_group_name"],
	"aws_autoscaling_policy": ["autoscaling_group_name"], "aws_autoscaling_schedule": ["autoscaling_group_name"],
	"aws_backup_restore_testing_selection": ["restore_testing_plan_name"],
	"aws_bedrockagent_agent_action_group": ["agent_id"], "aws_bedrockagent_agent_alias": ["agent_id"],
	"aws_bedrockagent_agent_collaborator": ["agent_id"], "aws_bedrockagent_data_source": ["knowledge_base_id"],
	"aws_cloudwatch_event_rule": ["event_bus_name"], "aws_cloudwatch_log_metric_filter": ["log_group_name"],
	"aws_cloudwatch_log_stream": ["log_group_name"], "aws_cloudwatch_log_subscription_filter": ["log_group_name"],
	"aws_codedeploy_deployment_group": ["app_name"], "aws_cognito_resource_server": ["user_pool_id"],
	"aws_cognito_user_group": ["user_pool_id"], "aws_connect_contact_flow_module": ["instance_id"],
	"aws_connect_hours_of_operation": ["instance_id"], "aws_connect_queue": ["instance_id"],
	"aws_connect_quick_connect": ["instance_id"], "aws_connect_routing_profile": ["instance_id"],
	"aws_connect_security_profile": ["instance_id"], "aws_connect_user": ["instance_id"],
	"aws_connect_user_hierarchy_group": ["instance_id"], "aws_connect_vocabulary": ["instance_id"],
	"aws_datazone_asset_type": ["domain_identifier"],
	"aws_datazone_environment": ["domain_identifier", "project_identifier"],
	"aws_datazone_environment_profile": ["domain_identifier", "project_identifier"],
	"aws_datazone_form_type": ["domain_identifier"], "aws_datazone_glossary": ["domain_identifier"],
	"aws_datazone_glossary_term": ["domain_identifier"], "aws_datazone_project": ["domain_identifier"],
	"aws_ecs_service": ["cluster"], "aws_eks_fargate_profile": ["cluster_name"],
	"aws_eks_node_group": ["cluster_name"], "aws_elastic_beanstalk_application_version": ["application"],
	"aws_elastic_beanstalk_configuration_template": ["application"],
	"aws_elastic_beanstalk_environment": ["application"], "aws_finspace_kx_cluster": ["database", "environment_id"],
	"aws_finspace_kx_database": ["environment_id"], "aws_finspace_kx_dataview": ["database_name", "environment_id"],
	"aws_finspace_kx_scaling_group": ["environment_id"], "aws_finspace_kx_user": ["environment_id"],
	"aws_finspace_kx_volume": ["environment_id"], "aws_glue_catalog_database": ["catalog_id"],
	"aws_glue_catalog_table": ["database_name", "catalog_id"], "aws_glue_connection": ["catalog_id"],
	"aws_glue_schema": ["registry_arn"], "aws_glue_user_defined_function": ["database_name", "catalog_id"],
	"aws_grafana_workspace_api_key": ["workspace_id"], "aws_grafana_workspace_service_account": ["workspace_id"],
	"aws_grafana_workspace_service_account_token": ["workspace_id"], "aws_guardduty_filter": ["detector_id"],
	"aws_guardduty_ipset": ["detector_id"], "aws_guardduty_threatintelset": ["detector_id"],
	"aws_iam_group_policy": ["group"], "aws_iam_role_policy": ["role"], "aws_iam_user_policy": ["user"],
	"aws_identitystore_group": ["identity_store_id"], "aws_kendra_data_source": ["index_id"],
	"aws_kendra_experience": ["index_id"], "aws_kendra_faq": ["index_id"],
	"aws_kendra_query_suggestions_block_list": ["index_id"], "aws_kendra_thesaurus": ["index_id"],
	"aws_keyspaces_table": ["keyspace_name"], "aws_kinesis_stream_consumer": ["stream_arn"],
	"aws_lambda_alias": ["function_name"], "aws_lb_cookie_stickiness_policy": ["load_balancer"],
	"aws_lb_ssl_negotiation_policy": ["load_balancer"], "aws_lex_bot_alias": ["bot_version"],
	"aws_lexv2models_bot_locale": ["bot_id", "bot_version", "locale_id"],
	"aws_lexv2models_intent": ["bot_id", "bot_version", "locale_id"],
	"aws_lexv2models_slot": ["bot_id", "bot_version", "locale_id", "intent_id"],
	"aws_lexv2models_slot_type": ["bot_id", "bot_version", "locale_id"],
	"aws_load_balancer_policy": ["load_balancer_name"], "aws_networkfirewall_rule_group": ["type"],
	"aws_opensearchserverless_access_policy": ["type"], "aws_opensearchserverless_collection": ["type"],
	"aws_opensearchserverless_lifecycle_policy": ["type"], "aws_opensearchserverless_security_config": ["type"],
	"aws_opensearchserverless_security_policy": ["type"], "aws_prometheus_rule_group_namespace": ["workspace_id"],
	"aws_quicksight_group": ["namespace"], "aws_quicksight_iam_policy_assignment": ["namespace"],
	"aws_route53_key_signing_key": ["hosted_zone_id"],
	"aws_route53_resolver_firewall_rule": ["firewall_rule_group_id"],
	"aws_route53_resolver_firewall_rule_group_association": ["vpc_id", "firewall_rule_group_id"],
	"aws_route53_traffic_policy_instance": ["hosted_zone_id"], "aws_route53profiles_association": ["resource_id"],
	"aws_route53recoverycontrolconfig_routing_control": ["control_panel_arn"],
	"aws_route53recoverycontrolconfig_safety_rule": ["control_panel_arn"],
	"aws_s3tables_table": ["table_bucket_arn", "namespace"], "aws_sagemaker_app": ["domain_id"],
	"aws_sagemaker_space": ["domain_id"], "aws_sagemaker_user_profile": ["domain_id"],
	"aws_scheduler_schedule": ["group_name"], "aws_schemas_schema": ["registry_name"],
	"aws_security_group": ["vpc_id"], "aws_service_discovery_service": ["namespace_id"],
	"aws_ssmcontacts_contact_channel": ["contact_id"], "aws_ssoadmin_application": ["instance_arn"],
	"aws_ssoadmin_permission_set": ["instance_arn"], "aws_ssoadmin_trusted_token_issuer": ["instance_arn"],
	"aws_storagegateway_nfs_file_share": ["gateway_arn"], "aws_storagegateway_smb_file_share": ["gateway_arn"],
	"aws_timestreamwrite_table": ["database_name"], "aws_vpclattice_listener": ["service_identifier"],
	"aws_vpclattice_listener_rule": ["service_identifier", "listener_identifier"], "aws_wafv2_ip_set": ["scope"],
	"aws_wafv2_regex_pattern_set": ["scope"], "aws_wafv2_rule_group": ["scope"], "aws_wafv2_web_acl": ["scope"],
}

twin(type, address, attributes) := object.union(testing.resource(type, object.union({attribute_of(type): "x"}, attributes)), {"address": address})

test_a_name_may_be_held_once_in_each_space if {
	every type, attributes in spaces {
		own := {attribute: "a" | some attribute in attributes}
		twins := [twin(type, address, own) | some address in ["first", "second"]]
		elsewhere := [twin(type, attribute, object.union(own, {attribute: "b"})) | some attribute in attributes]
		found := {finding.address | some finding in duplicate.findings} with input as {"resources": {type: array.concat(twins, elsewhere)}}
		testing.same({"first", "second"}, found)
	}
}

# what AWS takes twice
repeatable := {
	"aws_ami", "aws_ami_copy", "aws_ami_from_instance", "aws_amplify_app", "aws_api_gateway_api_key",
	"aws_api_gateway_rest_api", "aws_api_gateway_usage_plan", "aws_api_gateway_vpc_link", "aws_apigatewayv2_api",
	"aws_apigatewayv2_vpc_link", "aws_appconfig_application", "aws_appconfig_configuration_profile",
	"aws_appconfig_environment", "aws_appsync_graphql_api", "aws_athena_named_query", "aws_backup_plan",
	"aws_backup_selection", "aws_cloud9_environment_ec2", "aws_cloudwatch_query_definition",
	"aws_cognito_identity_pool", "aws_cognito_user_pool", "aws_cognito_user_pool_client", "aws_connect_contact_flow",
	"aws_datasync_task", "aws_dax_cluster", "aws_devicefarm_project", "aws_ecs_task_definition", "aws_emr_cluster",
	"aws_emrcontainers_virtual_cluster", "aws_emrserverless_application", "aws_fsx_openzfs_snapshot",
	"aws_gamelift_alias", "aws_gamelift_build", "aws_gamelift_fleet", "aws_globalaccelerator_accelerator",
	"aws_glue_ml_transform", "aws_grafana_workspace", "aws_imagebuilder_component",
	"aws_imagebuilder_container_recipe", "aws_imagebuilder_image_recipe", "aws_iot_billing_group", "aws_ivs_channel",
	"aws_lambda_layer_version", "aws_macie2_classification_job", "aws_macie2_custom_data_identifier",
	"aws_medialive_channel", "aws_medialive_input", "aws_mwaa_environment", "aws_opsworks_stack",
	"aws_organizations_account", "aws_prometheus_scraper", "aws_prometheus_workspace", "aws_quicksight_data_set",
	"aws_ram_resource_share", "aws_route53_resolver_endpoint", "aws_route53_resolver_rule", "aws_route53_zone",
	"aws_securityhub_insight", "aws_service_discovery_private_dns_namespace", "aws_servicecatalog_portfolio",
	"aws_servicecatalog_product", "aws_servicecatalog_provisioning_artifact", "aws_ssm_activation",
	"aws_ssm_association", "aws_ssm_maintenance_window", "aws_ssm_patch_baseline", "aws_synthetics_group",
	"aws_waf_byte_match_set", "aws_waf_geo_match_set", "aws_waf_ipset", "aws_waf_rate_based_rule",
	"aws_waf_regex_match_set", "aws_waf_regex_pattern_set", "aws_waf_rule", "aws_waf_rule_group",
	"aws_waf_size_constraint_set", "aws_waf_sql_injection_match_set", "aws_waf_web_acl", "aws_waf_xss_match_set",
	"aws_wafregional_byte_match_set", "aws_wafregional_geo_match_set", "aws_wafregional_ipset",
	"aws_wafregional_rate_based_rule", "aws_wafregional_regex_match_set", "aws_wafregional_regex_pattern_set",
	"aws_wafregional_rule", "aws_wafregional_rule_group", "aws_wafregional_size_constraint_set",
	"aws_wafregional_sql_injection_match_set", "aws_wafregional_web_acl", "aws_wafregional_xss_match_set",
}

test_what_aws_takes_twice_may_be_held_twice if {
	resources := {type: [twin(type, "first", {}), twin(type, "second", {})] | some type in repeatable}
	testing.empty(duplicate.findings) with input as {"resources": resources}
}

# names that AWS keeps for itself, and what is said of them
reserved := [
	["aws_alb", "internal-x", "that begin with internal-"],
	["aws_appconfig_deployment_strategy", "appconfig.x", "that begin with appconfig."],
	["aws_cloudwatch_log_group", "aws/x", "that begin with aws/"],
	["aws_cognito_user_pool_domain", "xawsx", "with aws in them"],
	["aws_cognito_user_pool_domain", "xamazonx", "with amazon in them"],
	["aws_cognito_user_pool_domain", "xcognitox", "with cognito in them"],
	["aws_db_option_group", "default:x", "that begin with default:"],
	["aws_db_parameter_group", "default.x", "that begin with default."],
	["aws_docdb_cluster_parameter_group", "default.x", "that begin with default."],
	["aws_elasticache_parameter_group", "default.x", "that begin with default."],
	["aws_iam_role", "awsservicerolex", "that begin with awsservicerole"],
	["aws_kms_alias", "alias/aws/x", "that begin with alias/aws/"],
	["aws_lb", "internal-x", "that begin with internal-"],
	["aws_memorydb_parameter_group", "default.x", "that begin with default."],
	["aws_neptune_cluster_parameter_group", "default.x", "that begin with default."],
	["aws_neptune_parameter_group", "default.x", "that begin with default."],
	["aws_rds_cluster_parameter_group", "default.x", "that begin with default."],
	["aws_redshift_parameter_group", "default.x", "that begin with default."],
	["aws_resourcegroups_group", "awsx", "that begin with aws"], ["aws_s3_bucket", "xn--x", "that begin with xn--"],
	["aws_s3_bucket", "sthree-x", "that begin with sthree-"],
	["aws_s3_bucket", "amzn-s3-demo-x", "that begin with amzn-s3-demo-"],
	["aws_s3_bucket", "x-s3alias", "that end in -s3alias"], ["aws_s3_bucket", "x--ol-s3", "that end in --ol-s3"],
	["aws_s3_bucket", "x.mrap", "that end in .mrap"], ["aws_s3_bucket", "x--x-s3", "that end in --x-s3"],
	["aws_s3_bucket", "x--table-s3", "that end in --table-s3"],
	["aws_schemas_registry", "aws.x", "that begin with aws."],
	["aws_schemas_schema", "aws.x", "that begin with aws."], ["aws_security_group", "sg-x", "that begin with sg-"],
	["aws_servicecatalogappregistry_application", "awsx", "that begin with aws"],
	["aws_ssm_document", "awsx", "that begin with aws"], ["aws_ssm_document", "amazonx", "that begin with amazon"],
	["aws_ssm_document", "amznx", "that begin with amzn"], ["aws_ssm_parameter", "awsx", "that begin with aws"],
	["aws_ssm_parameter", "ssmx", "that begin with ssm"], ["aws_ssm_parameter", "/awsx", "that begin with /aws"],
	["aws_ssm_parameter", "/ssmx", "that begin with /ssm"],
	["aws_ssm_patch_baseline", "awsx", "that begin with aws"],
]

test_names_that_aws_keeps_are_refused if {
	every row in reserved {
		[type, name, said] := row
		testing.same({said}, {finding.params.reserved | some finding in reserved_prefix.findings}) with input as called(type, name)
	}
}
