package rules.region["single-region-types_test"]

import data.lib.testing
import data.rules.region["single-region"] as rule

provider(type, region) := testing.block(concat(".", ["provider", type]), type, {"region": region})

# a resource of an environment in eu-central-1 that is made with a provider of another region
made(type, region, attributes) := object.union(
	testing.input_of_configuration({"providers": [provider("aws", "eu-central-1"), provider("aws.other", region)]}),
	{
		"environment": {"region": "eu-central-1"},
		"resources": {type: [testing.resource(type, object.union(attributes, {"provider": "aws.other"}))]},
	},
)

passes(type, region, attributes) if testing.empty(rule.findings) with input as made(type, region, attributes)

fails(type, region, attributes) if count(rule.findings) == 1 with input as made(type, region, attributes)

# global services that are asked in us-east-1, and what CloudFront and Route 53 want there
of_us_east_1 := [
	"aws_acm_certificate", "aws_acm_certificate_validation", "aws_bcmdataexports_export", "aws_budgets_budget",
	"aws_budgets_budget_action", "aws_ce_anomaly_monitor", "aws_ce_anomaly_subscription",
	"aws_ce_cost_allocation_tag", "aws_ce_cost_category", "aws_cloudfront_cache_policy",
	"aws_cloudfront_continuous_deployment_policy", "aws_cloudfront_distribution",
	"aws_cloudfront_field_level_encryption_config", "aws_cloudfront_field_level_encryption_profile",
	"aws_cloudfront_function", "aws_cloudfront_key_group", "aws_cloudfront_key_value_store",
	"aws_cloudfront_monitoring_subscription", "aws_cloudfront_origin_access_control",
	"aws_cloudfront_origin_access_identity", "aws_cloudfront_origin_request_policy", "aws_cloudfront_public_key",
	"aws_cloudfront_realtime_log_config", "aws_cloudfront_response_headers_policy", "aws_cloudfront_vpc_origin",
	"aws_cloudwatch_log_resource_policy", "aws_costoptimizationhub_enrollment_status",
	"aws_costoptimizationhub_preferences", "aws_cur_report_definition", "aws_ecrpublic_repository",
	"aws_ecrpublic_repository_policy", "aws_iam_access_key", "aws_iam_account_alias",
	"aws_iam_account_password_policy", "aws_iam_group", "aws_iam_group_membership",
	"aws_iam_group_policies_exclusive", "aws_iam_group_policy", "aws_iam_group_policy_attachment",
	"aws_iam_group_policy_attachments_exclusive", "aws_iam_instance_profile", "aws_iam_openid_connect_provider",
	"aws_iam_organizations_features", "aws_iam_policy", "aws_iam_policy_attachment", "aws_iam_role",
	"aws_iam_role_policies_exclusive", "aws_iam_role_policy", "aws_iam_role_policy_attachment",
	"aws_iam_role_policy_attachments_exclusive", "aws_iam_saml_provider",
	"aws_iam_security_token_service_preferences", "aws_iam_server_certificate", "aws_iam_service_linked_role",
	"aws_iam_service_specific_credential", "aws_iam_signing_certificate", "aws_iam_user",
	"aws_iam_user_group_membership", "aws_iam_user_login_profile", "aws_iam_user_policies_exclusive",
	"aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_user_policy_attachments_exclusive",
	"aws_iam_user_ssh_key", "aws_iam_virtual_mfa_device", "aws_organizations_account",
	"aws_organizations_delegated_administrator", "aws_organizations_organization",
	"aws_organizations_organizational_unit", "aws_organizations_policy", "aws_organizations_policy_attachment",
	"aws_organizations_resource_policy", "aws_route53_cidr_collection", "aws_route53_cidr_location",
	"aws_route53_delegation_set", "aws_route53_health_check", "aws_route53_hosted_zone_dnssec",
	"aws_route53_key_signing_key", "aws_route53_query_log", "aws_route53_record", "aws_route53_records_exclusive",
	"aws_route53_traffic_policy", "aws_route53_traffic_policy_instance",
	"aws_route53_vpc_association_authorization", "aws_route53_zone", "aws_route53_zone_association",
	"aws_route53domains_delegation_signer_record", "aws_route53domains_domain",
	"aws_route53domains_registered_domain", "aws_shield_application_layer_automatic_response",
	"aws_shield_drt_access_log_bucket_association", "aws_shield_drt_access_role_arn_association",
	"aws_shield_proactive_engagement", "aws_shield_protection", "aws_shield_protection_group",
	"aws_shield_protection_health_check_association", "aws_shield_subscription", "aws_waf_byte_match_set",
	"aws_waf_geo_match_set", "aws_waf_ipset", "aws_waf_rate_based_rule", "aws_waf_regex_match_set",
	"aws_waf_regex_pattern_set", "aws_waf_rule", "aws_waf_rule_group", "aws_waf_size_constraint_set",
	"aws_waf_sql_injection_match_set", "aws_waf_web_acl", "aws_waf_xss_match_set",
	"aws_wafv2_web_acl_logging_configuration",
]

# global services that are asked in us-west-2
of_us_west_2 := [
	"aws_globalaccelerator_accelerator", "aws_globalaccelerator_cross_account_attachment",
	"aws_globalaccelerator_custom_routing_accelerator", "aws_globalaccelerator_custom_routing_endpoint_group",
	"aws_globalaccelerator_custom_routing_listener", "aws_globalaccelerator_endpoint_group",
	"aws_globalaccelerator_listener", "aws_networkmanager_attachment_accepter",
	"aws_networkmanager_connect_attachment", "aws_networkmanager_connect_peer", "aws_networkmanager_connection",
	"aws_networkmanager_core_network", "aws_networkmanager_core_network_policy_attachment",
	"aws_networkmanager_customer_gateway_association", "aws_networkmanager_device",
	"aws_networkmanager_dx_gateway_attachment", "aws_networkmanager_global_network", "aws_networkmanager_link",
	"aws_networkmanager_link_association", "aws_networkmanager_site",
	"aws_networkmanager_site_to_site_vpn_attachment",
	"aws_networkmanager_transit_gateway_connect_peer_association", "aws_networkmanager_transit_gateway_peering",
	"aws_networkmanager_transit_gateway_registration",
	"aws_networkmanager_transit_gateway_route_table_attachment", "aws_networkmanager_vpc_attachment",
	"aws_route53recoverycontrolconfig_cluster", "aws_route53recoverycontrolconfig_control_panel",
	"aws_route53recoverycontrolconfig_routing_control", "aws_route53recoverycontrolconfig_safety_rule",
	"aws_route53recoveryreadiness_cell", "aws_route53recoveryreadiness_readiness_check",
	"aws_route53recoveryreadiness_recovery_group", "aws_route53recoveryreadiness_resource_set",
]

test_what_is_asked_in_one_region_only_is_made_there if {
	every type in of_us_east_1 {
		passes(type, "us-east-1", {})
		fails(type, "us-west-2", {})
	}
	every type in of_us_west_2 {
		passes(type, "us-west-2", {})
		fails(type, "us-east-1", {})
	}
}

test_chatbot_exists_in_few_regions if {
	every type in ["aws_chatbot_slack_channel_configuration", "aws_chatbot_teams_channel_configuration"] {
		every region in ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"] {
			passes(type, region, {})
		}
		fails(type, "us-east-1", {})
	}
}

test_logs_and_alarms_of_global_services_are_in_us_east_1 if {
	every name in ["/aws/route53/zone", "aws-waf-logs-dev"] {
		passes("aws_cloudwatch_log_group", "us-east-1", {"name": name})
	}
	fails("aws_cloudwatch_log_group", "us-east-1", {"name": "/aws/lambda/api-dev"})
	every namespace in ["AWS/Billing", "AWS/CloudFront", "AWS/Route53", "AWS/WAFV2", "AWS/DDoSProtection"] {
		passes("aws_cloudwatch_metric_alarm", "us-east-1", {"namespace": namespace})
	}
	fails("aws_cloudwatch_metric_alarm", "us-east-1", {"namespace": "AWS/Lambda"})
}

test_a_firewall_of_cloudfront_is_in_us_east_1 if {
	every part in ["ip_set", "regex_pattern_set", "rule_group", "web_acl"] {
		type := concat("_", ["aws_wafv2", part])
		passes(type, "us-east-1", {"scope": "CLOUDFRONT"})
		fails(type, "us-east-1", {"scope": "REGIONAL"})
	}
}

test_what_needs_something_of_us_east_1_may_name_it if {
	every type in [
		"aws_api_gateway_domain_name", "aws_appsync_domain_name", "aws_cloudfront_distribution",
		"aws_cognito_user_pool_domain", "aws_route53_query_log",
	] {
		mention := {
			"address": concat(".", [type, "example"]),
			"stack": "payments",
			"type": type,
			"path": ["certificate_arn"],
			"text": "us-east-1",
			"region": "us-east-1",
			"waits_for": [],
		}
		system := object.union(testing.input_of_configuration({}), {"environment": {"region": "eu-central-1"}})
		testing.empty(rule.findings) with input as object.union(system, {"region_mentions": [mention]})
		elsewhere := object.union(mention, {"region": "us-west-2"})
		count(rule.findings) == 1 with input as object.union(system, {"region_mentions": [elsewhere]})
	}
}
