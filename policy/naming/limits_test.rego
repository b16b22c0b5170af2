package rules.naming.limits_test

import data.lib.testing
import data.rules.naming.length as rule

# types with the attribute that names them and the most characters of a name, by what else a name must be: at least so
# long, of these characters, begin with one of those and so not with another that is allowed further on
limits := [
	{"characters": "a-z0-9 ._-", "types": {
		"aws_db_subnet_group": ["name", 255],
	}},
	{"characters": "a-z0-9-", "first": "a-z", "begin": "-", "min": 3, "types": {
		"aws_elasticsearch_domain": ["domain_name", 28], "aws_opensearch_domain": ["domain_name", 28],
	}},
	{"characters": "a-z0-9-", "first": "a-z", "begin": "-", "types": {
		"aws_db_instance": ["identifier", 63], "aws_docdb_cluster": ["cluster_identifier", 63],
		"aws_docdb_cluster_instance": ["identifier", 63], "aws_elasticache_cluster": ["cluster_id", 50],
		"aws_memorydb_cluster": ["name", 40], "aws_neptune_cluster": ["cluster_identifier", 63],
		"aws_neptune_cluster_instance": ["identifier", 63], "aws_rds_cluster": ["cluster_identifier", 63],
		"aws_rds_cluster_endpoint": ["cluster_endpoint_identifier", 63],
		"aws_rds_cluster_instance": ["identifier", 63], "aws_rds_global_cluster": ["global_cluster_identifier", 63],
		"aws_redshift_cluster": ["cluster_identifier", 63],
	}},
	{"characters": "a-z0-9-", "first": "a-z0-9", "begin": "-", "min": 3, "types": {
		"aws_s3_access_point": ["name", 50], "aws_s3_directory_bucket": ["bucket", 63],
	}},
	{"characters": "a-z0-9-", "first": "a-z0-9", "begin": "-", "types": {
		"aws_cognito_user_pool_domain": ["domain", 63],
	}},
	{"characters": "a-z0-9-", "types": {
		"aws_elasticache_serverless_cache": ["name", 40],
	}},
	{"characters": "a-z0-9.-", "first": "a-z", "begin": "-", "types": {
		"aws_db_parameter_group": ["name", 255], "aws_rds_cluster_parameter_group": ["name", 255],
	}},
	{"characters": "a-z0-9.-", "first": "a-z0-9", "begin": "-", "min": 3, "types": {
		"aws_s3_bucket": ["bucket", 63],
	}},
	{"characters": "a-z0-9./_-", "first": "a-z0-9", "begin": "-", "min": 2, "types": {
		"aws_ecr_repository": ["name", 256], "aws_ecrpublic_repository": ["repository_name", 205],
	}},
	{"characters": "a-z0-9_-", "types": {
		"aws_synthetics_canary": ["name", 255],
	}},
	{"characters": "a-zA-Z0-9 !#$&()*+,./:;=@[]^_{}-", "types": {
		"aws_security_group": ["name", 255],
	}},
	{"characters": "a-zA-Z0-9 +,.=@_-", "types": {
		"aws_cognito_identity_pool": ["identity_pool_name", 128], "aws_cognito_resource_server": ["name", 256],
		"aws_cognito_user_pool": ["name", 128], "aws_cognito_user_pool_client": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9 +./:=@_-", "types": {
		"aws_datasync_agent": ["name", 256], "aws_datasync_task": ["name", 256],
	}},
	{"characters": "a-zA-Z0-9 _-", "types": {
		"aws_route53_resolver_endpoint": ["name", 64], "aws_route53_resolver_rule": ["name", 64],
	}},
	{"characters": "a-zA-Z0-9!'()*._-", "types": {
		"aws_cur_report_definition": ["report_name", 256],
	}},
	{"characters": "a-zA-Z0-9", "types": {
		"aws_api_gateway_model": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9#$._-", "types": {
		"aws_glue_registry": ["registry_name", 255], "aws_glue_schema": ["schema_name", 255],
	}},
	{"characters": "a-zA-Z0-9#./_-", "types": {
		"aws_cloudwatch_log_group": ["name", 512],
	}},
	{"characters": "a-zA-Z0-9#._-", "types": {
		"aws_rum_app_monitor": ["name", 255],
	}},
	{"characters": "a-zA-Z0-9()./_-", "min": 3, "types": {
		"aws_launch_template": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9+,.=@_-", "types": {
		"aws_codedeploy_app": ["name", 100], "aws_iam_group": ["name", 128], "aws_iam_group_policy": ["name", 128],
		"aws_iam_instance_profile": ["name", 128], "aws_iam_policy": ["name", 128], "aws_iam_role": ["name", 64],
		"aws_iam_role_policy": ["name", 128], "aws_iam_server_certificate": ["name", 128],
		"aws_iam_user": ["name", 64], "aws_iam_user_policy": ["name", 128], "aws_iot_policy": ["name", 128],
		"aws_ssoadmin_permission_set": ["name", 32],
	}},
	{"characters": "a-zA-Z0-9+./=@_-", "types": {
		"aws_secretsmanager_secret": ["name", 512],
	}},
	{"characters": "a-zA-Z0-9,=@_-", "types": {
		"aws_iot_role_alias": ["alias", 128],
	}},
	{"characters": "a-zA-Z0-9-", "first": "a-zA-Z", "begin": "-", "types": {
		"aws_cloudformation_stack": ["name", 128], "aws_config_conformance_pack": ["name", 256],
		"aws_config_organization_conformance_pack": ["name", 128], "aws_db_option_group": ["name", 255],
		"aws_db_proxy": ["name", 63], "aws_db_proxy_endpoint": ["db_proxy_endpoint_name", 63],
		"aws_elasticache_replication_group": ["replication_group_id", 40],
	}},
	{"characters": "a-zA-Z0-9-", "first": "a-zA-Z0-9", "begin": "-", "types": {
		"aws_alb": ["name", 32], "aws_alb_target_group": ["name", 32], "aws_lb": ["name", 32],
		"aws_lb_target_group": ["name", 32],
	}},
	{"characters": "a-zA-Z0-9-", "types": {
		"aws_elb": ["name", 32], "aws_gamelift_game_session_queue": ["name", 128],
		"aws_lb_trust_store": ["name", 32], "aws_networkfirewall_firewall": ["name", 128],
		"aws_networkfirewall_firewall_policy": ["name", 128], "aws_networkfirewall_rule_group": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9./_-", "types": {
		"aws_cloudwatch_event_bus": ["name", 256], "aws_ssm_parameter": ["name", 1011],
	}},
	{"characters": "a-zA-Z0-9.:_-", "first": "a-zA-Z", "begin": "-", "types": {
		"aws_docdb_global_cluster": ["global_cluster_identifier", 255],
	}},
	{"characters": "a-zA-Z0-9.:_-", "types": {
		"aws_fsx_openzfs_snapshot": ["name", 203],
	}},
	{"characters": "a-zA-Z0-9.@_-", "types": {
		"aws_codepipeline": ["name", 100], "aws_codepipeline_webhook": ["name", 100],
	}},
	{"characters": "a-zA-Z0-9._-", "first": "a-zA-Z", "begin": "-", "types": {
		"aws_accessanalyzer_analyzer": ["analyzer_name", 255], "aws_accessanalyzer_archive_rule": ["rule_name", 255],
	}},
	{"characters": "a-zA-Z0-9._-", "first": "a-zA-Z0-9", "begin": "-", "min": 3, "types": {
		"aws_cloudtrail": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9._-", "first": "a-zA-Z0-9", "begin": "-", "types": {
		"aws_appstream_fleet": ["name", 101], "aws_appstream_image_builder": ["name", 101],
		"aws_prometheus_rule_group_namespace": ["name", 128],
		"aws_servicecatalog_provisioned_product": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9._-", "min": 3, "types": {
		"aws_dynamodb_global_table": ["name", 255], "aws_dynamodb_table": ["name", 255],
		"aws_ssm_association": ["association_name", 128], "aws_ssm_document": ["name", 128],
		"aws_ssm_maintenance_window": ["name", 128], "aws_ssm_patch_baseline": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9._-", "types": {
		"aws_athena_workgroup": ["name", 128], "aws_backup_plan": ["name", 50], "aws_backup_selection": ["name", 50],
		"aws_cloudwatch_event_api_destination": ["name", 64], "aws_cloudwatch_event_archive": ["name", 48],
		"aws_cloudwatch_event_connection": ["name", 64], "aws_cloudwatch_event_endpoint": ["name", 64],
		"aws_cloudwatch_event_rule": ["name", 64], "aws_codecommit_repository": ["repository_name", 100],
		"aws_iam_saml_provider": ["name", 128], "aws_kinesis_analytics_application": ["name", 128],
		"aws_kinesis_firehose_delivery_stream": ["name", 64], "aws_kinesis_stream": ["name", 128],
		"aws_kinesisanalyticsv2_application": ["name", 128],
		"aws_kinesisanalyticsv2_application_snapshot": ["snapshot_name", 256], "aws_pipes_pipe": ["name", 64],
		"aws_resourcegroups_group": ["name", 300], "aws_scheduler_schedule": ["name", 64],
		"aws_scheduler_schedule_group": ["name", 64], "aws_schemas_registry": ["name", 64],
		"aws_servicecatalogappregistry_application": ["name", 256], "aws_sns_topic": ["name", 256],
		"aws_sqs_queue": ["name", 80],
	}},
	{"characters": "a-zA-Z0-9/_-", "min": 7, "types": {
		"aws_paymentcryptography_key_alias": ["alias_name", 256],
	}},
	{"characters": "a-zA-Z0-9/_-", "types": {
		"aws_kms_alias": ["name", 256],
	}},
	{"characters": "a-zA-Z0-9:_-", "types": {
		"aws_iot_thing": ["name", 128], "aws_iot_thing_type": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9_", "first": "a-zA-Z", "begin": "_", "types": {
		"aws_backup_framework": ["name", 256], "aws_backup_report_plan": ["name", 256],
	}},
	{"characters": "a-zA-Z0-9_", "first": "a-zA-Z0-9", "begin": "_", "types": {
		"aws_keyspaces_keyspace": ["name", 48],
	}},
	{"characters": "a-zA-Z0-9_", "min": 2, "types": {
		"aws_signer_signing_profile": ["name", 64],
	}},
	{"characters": "a-zA-Z0-9_", "types": {
		"aws_backup_restore_testing_plan": ["name", 50], "aws_backup_restore_testing_selection": ["name", 50],
		"aws_iot_topic_rule": ["name", 128],
	}},
	{"characters": "a-zA-Z0-9_-", "first": "a-zA-Z0-9", "begin": "-", "min": 2, "types": {
		"aws_codebuild_project": ["name", 150],
	}},
	{"characters": "a-zA-Z0-9_-", "first": "a-zA-Z0-9", "begin": "-", "min": 4, "types": {
		"aws_apprunner_connection": ["connection_name", 32],
	}},
	{"characters": "a-zA-Z0-9_-", "first": "a-zA-Z0-9", "begin": "-", "types": {
		"aws_eks_cluster": ["name", 100],
	}},
	{"characters": "a-zA-Z0-9_-", "min": 2, "types": {
		"aws_backup_logically_air_gapped_vault": ["name", 50], "aws_backup_vault": ["name", 50],
	}},
	{"characters": "a-zA-Z0-9_-", "types": {
		"aws_api_gateway_stage": ["stage_name", 128],
		"aws_chatbot_slack_channel_configuration": ["configuration_name", 128],
		"aws_chatbot_teams_channel_configuration": ["configuration_name", 128],
		"aws_cloudfront_function": ["name", 64], "aws_cloudwatch_dashboard": ["dashboard_name", 255],
		"aws_config_configuration_aggregator": ["name", 256], "aws_ecs_capacity_provider": ["name", 255],
		"aws_ecs_cluster": ["name", 255], "aws_ecs_service": ["name", 255],
		"aws_ecs_task_definition": ["family", 255], "aws_lambda_alias": ["name", 128],
		"aws_lambda_function": ["function_name", 64], "aws_lambda_layer_version": ["layer_name", 140],
		"aws_media_store_container": ["name", 255], "aws_mq_broker": ["broker_name", 50],
		"aws_sesv2_configuration_set": ["configuration_set_name", 64], "aws_wafv2_ip_set": ["name", 128],
		"aws_wafv2_regex_pattern_set": ["name", 128], "aws_wafv2_rule_group": ["name", 128],
		"aws_wafv2_web_acl": ["name", 128],
	}},
	{"min": 2, "types": {
		"aws_codeartifact_domain": ["domain", 50], "aws_codebuild_report_group": ["name", 128],
	}},
	{"min": 3, "types": {
		"aws_guardduty_filter": ["name", 64], "aws_s3control_bucket": ["bucket", 255],
		"aws_s3control_object_lambda_access_point": ["name", 45],
	}},
	{"min": 4, "types": {
		"aws_elastic_beanstalk_environment": ["name", 40],
	}},
	{"types": {
		"aws_amplify_app": ["name", 255], "aws_apigatewayv2_api": ["name", 128],
		"aws_apigatewayv2_authorizer": ["name", 128], "aws_apigatewayv2_stage": ["name", 128],
		"aws_apigatewayv2_vpc_link": ["name", 128], "aws_appconfig_application": ["name", 64],
		"aws_appconfig_configuration_profile": ["name", 64], "aws_appconfig_deployment_strategy": ["name", 64],
		"aws_appconfig_environment": ["name", 64], "aws_appmesh_gateway_route": ["name", 255],
		"aws_appmesh_mesh": ["name", 255], "aws_appmesh_route": ["name", 255],
		"aws_appmesh_virtual_gateway": ["name", 255], "aws_appmesh_virtual_node": ["name", 255],
		"aws_appmesh_virtual_router": ["name", 255], "aws_appmesh_virtual_service": ["name", 255],
		"aws_athena_database": ["name", 255], "aws_athena_named_query": ["name", 128],
		"aws_autoscaling_group": ["name", 255], "aws_budgets_budget": ["name", 100],
		"aws_cloud9_environment_ec2": ["name", 60], "aws_cloudfront_cache_policy": ["name", 128],
		"aws_cloudfront_origin_access_control": ["name", 64], "aws_cloudfront_origin_request_policy": ["name", 128],
		"aws_cloudfront_response_headers_policy": ["name", 128],
		"aws_cloudwatch_composite_alarm": ["alarm_name", 255], "aws_cloudwatch_log_destination": ["name", 512],
		"aws_cloudwatch_log_metric_filter": ["name", 512], "aws_cloudwatch_log_stream": ["name", 512],
		"aws_cloudwatch_log_subscription_filter": ["name", 512], "aws_cloudwatch_metric_alarm": ["alarm_name", 255],
		"aws_cloudwatch_metric_stream": ["name", 255], "aws_cloudwatch_query_definition": ["name", 255],
		"aws_codecommit_approval_rule_template": ["name", 100],
		"aws_codedeploy_deployment_config": ["deployment_config_name", 100],
		"aws_codedeploy_deployment_group": ["deployment_group_name", 100],
		"aws_codestarconnections_connection": ["name", 32], "aws_codestarconnections_host": ["name", 64],
		"aws_cognito_user_group": ["name", 128], "aws_config_config_rule": ["name", 128],
		"aws_config_configuration_recorder": ["name", 256], "aws_config_delivery_channel": ["name", 256],
		"aws_config_organization_custom_rule": ["name", 64], "aws_config_organization_managed_rule": ["name", 64],
		"aws_connect_hours_of_operation": ["name", 127], "aws_devicefarm_device_pool": ["name", 256],
		"aws_devicefarm_network_profile": ["name", 256], "aws_devicefarm_project": ["name", 256],
		"aws_devicefarm_upload": ["name", 256], "aws_elastic_beanstalk_application": ["name", 100],
		"aws_elastic_beanstalk_application_version": ["name", 100],
		"aws_elastic_beanstalk_configuration_template": ["name", 100], "aws_fms_policy": ["name", 128],
		"aws_fsx_ontap_storage_virtual_machine": ["name", 47], "aws_fsx_ontap_volume": ["name", 203],
		"aws_gamelift_alias": ["name", 1024], "aws_gamelift_build": ["name", 1024],
		"aws_gamelift_fleet": ["name", 1024], "aws_globalaccelerator_accelerator": ["name", 255],
		"aws_guardduty_ipset": ["name", 300], "aws_guardduty_threatintelset": ["name", 300],
		"aws_inspector_assessment_target": ["name", 140], "aws_inspector_assessment_template": ["name", 140],
		"aws_key_pair": ["key_name", 255], "aws_msk_cluster": ["cluster_name", 64],
		"aws_organizations_account": ["name", 128], "aws_organizations_organizational_unit": ["name", 128],
		"aws_organizations_policy": ["name", 128], "aws_placement_group": ["name", 255],
		"aws_prometheus_workspace": ["alias", 100], "aws_quicksight_data_source": ["name", 128],
		"aws_route53_zone": ["name", 1024], "aws_route53recoverycontrolconfig_cluster": ["name", 64],
		"aws_route53recoverycontrolconfig_control_panel": ["name", 64],
		"aws_route53recoverycontrolconfig_routing_control": ["name", 64],
		"aws_route53recoverycontrolconfig_safety_rule": ["name", 64], "aws_sagemaker_app": ["app_name", 63],
		"aws_sagemaker_domain": ["domain_name", 63], "aws_sagemaker_endpoint": ["name", 63],
		"aws_sagemaker_endpoint_configuration": ["name", 63], "aws_sagemaker_model": ["name", 63],
		"aws_sagemaker_notebook_instance": ["name", 63],
		"aws_sagemaker_notebook_instance_lifecycle_configuration": ["name", 63],
		"aws_servicecatalog_portfolio": ["name", 100], "aws_servicecatalog_product": ["name", 8191],
		"aws_servicecatalog_provisioning_artifact": ["name", 8192],
		"aws_servicecatalog_service_action": ["name", 256], "aws_ses_identity_policy": ["name", 64],
		"aws_sfn_activity": ["name", 80], "aws_sfn_state_machine": ["name", 80],
		"aws_shield_protection": ["name", 128], "aws_shield_protection_group": ["protection_group_id", 36],
		"aws_ssm_activation": ["name", 256], "aws_ssm_resource_data_sync": ["name", 64],
		"aws_storagegateway_tape_pool": ["pool_name", 100], "aws_swf_domain": ["name", 256],
		"aws_waf_byte_match_set": ["name", 128], "aws_waf_geo_match_set": ["name", 128],
		"aws_waf_ipset": ["name", 128], "aws_waf_rate_based_rule": ["name", 128],
		"aws_waf_regex_match_set": ["name", 128], "aws_waf_regex_pattern_set": ["name", 128],
		"aws_waf_rule": ["name", 128], "aws_waf_rule_group": ["name", 128],
		"aws_waf_size_constraint_set": ["name", 128], "aws_waf_sql_injection_match_set": ["name", 128],
		"aws_waf_web_acl": ["name", 128], "aws_waf_xss_match_set": ["name", 128],
		"aws_wafregional_byte_match_set": ["name", 128], "aws_wafregional_geo_match_set": ["name", 128],
		"aws_wafregional_ipset": ["name", 128], "aws_wafregional_rate_based_rule": ["name", 128],
		"aws_wafregional_regex_match_set": ["name", 128], "aws_wafregional_regex_pattern_set": ["name", 128],
		"aws_wafregional_rule": ["name", 128], "aws_wafregional_rule_group": ["name", 128],
		"aws_wafregional_size_constraint_set": ["name", 128],
		"aws_wafregional_sql_injection_match_set": ["name", 128], "aws_wafregional_web_acl": ["name", 128],
		"aws_wafregional_xss_match_set": ["name", 128], "aws_xray_group": ["group_name", 32],
		"aws_xray_sampling_rule": ["rule_name", 32],
	}},
]

hundred := replace("aaaaaaaaaa", "a", "aaaaaaaaaa")

# more characters than any name may have
long := replace(hundred, "a", hundred)

named(type, case, attribute, name) := object.union(testing.resource(type, {attribute: name}), {"address": concat(" ", [type, case])})

# a name for each thing it must be, and some that are just right: case, name, problem or none
names(most) := [["longest", substring(long, 0, most), ""], ["longer", substring(long, 0, most + 1), problem]] if {
	problem := concat("", ["comes to ", format_int(most + 1, 10), " characters where ", format_int(most, 10), " are allowed"])
}

others(group) := [["shortest", substring(long, 0, group.min), ""], ["shorter", substring(long, 0, group.min - 1), problem]] if {
	problem := concat("", ["is shorter than ", format_int(group.min, 10), " characters"])
} else := []

characters(group, most) := [["foreign", concat("", [substring(long, 0, most - 1), "€"]), problem]] if {
	problem := concat("", ["has \"€\" in it, and may be made of ", group.characters, " only"])
} else := []

beginnings(group, most) := [["begun", concat("", [group.begin, substring(long, 0, most - 1)]), problem]] if {
	problem := concat("", ["begins with \"", group.begin, "\", and may begin with ", group.first, " only"])
} else := []

cases := {type: [object.union(named(type, case[0], attribute, case[1]), {"problem": case[2]}) |
	some list in [names(most), others(group), characters(group, most), beginnings(group, most)]
	some case in list
] |
	some group in limits
	some type, [attribute, most] in group.types
}

test_each_name_has_the_limits_of_its_service if {
	found := {[finding.address, finding.params.problem] | some finding in rule.findings} with input as {"environment": null, "resources": cases}
	testing.same({[case.address, case.problem] | some _, list in cases; some case in list; case.problem != ""}, found)
}
