package rules.naming.suffix_test

import data.lib.testing
import data.rules.naming.suffix as rule

failing(type, path, attribute, value, expected) := {{
	"status": "fail",
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "expected": expected},
	"waits_for": [],
}}

undetermined(type, attribute, value, expected, waits_for) := {{
	"status": "undetermined",
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": split(attribute, "."),
	"params": {"attribute": attribute, "value": value, "expected": expected},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

fails(type, attribute, value, expected) if {
	wanted := failing(type, [attribute], attribute, value, expected)
	testing.same(wanted, rule.findings) with input as testing.input_of(type, {attribute: value})
}

waits(type, attribute, parts, value, expected) if {
	attributes := {attribute: testing.unknown(parts, ["var.x"])}
	wanted := undetermined(type, attribute, value, expected, ["var.x"])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}

test_a_name_that_ends_in_the_suffix_passes if passes("aws_sqs_queue", {"name": "settlements-dev"})

test_a_name_of_another_environment_fails if {
	fails("aws_dynamodb_table", "name", "sessions-prod", "must end in -dev")
}

test_a_suffix_without_its_hyphen_fails if fails("aws_dynamodb_table", "name", "sessionsdev", "must end in -dev")

test_a_suffix_in_the_middle_fails if fails("aws_iam_role", "name", "api-dev-role", "must end in -dev")

test_the_name_attribute_of_the_type_counts if {
	passes("aws_lambda_function", {"function_name": "api-dev"})
	passes("aws_s3_bucket", {"bucket": "exports-dev"})
	passes("aws_rds_cluster", {"cluster_identifier": "ledger-dev", "database_name": "ledger"})
	fails("aws_rds_cluster", "cluster_identifier", "ledger", "must end in -dev")
}

test_a_fifo_queue_keeps_its_tail if {
	passes("aws_sqs_queue", {"name": "settlements-dev.fifo"})
	fails("aws_sqs_queue", "name", "settlements.fifo", "must end in -dev (before .fifo)")
	fails("aws_dynamodb_table", "name", "settlements-dev.fifo", "must end in -dev")
}

test_a_directory_bucket_keeps_its_zone if {
	passes("aws_s3_directory_bucket", {"bucket": "cache-dev--use1-az4--x-s3"})
	fails("aws_s3_directory_bucket", "bucket", "cache--use1-az4--x-s3", "must end in -dev (before --x-s3)")
}

test_an_underscore_separates_where_a_hyphen_is_illegal if {
	passes("aws_backup_framework", {"name": "payments_dev"})
	fails("aws_backup_framework", "name", "payments-dev", "must end in _dev")
	fails("aws_backup_framework", "name", "payments", "must end in _dev")
}

test_nothing_separates_where_only_letters_and_digits_are_legal if {
	passes("aws_api_gateway_model", {"name": "Refunddev"})
	fails("aws_api_gateway_model", "name", "Refund", "must end in dev")
}

test_a_path_carries_the_suffix_in_a_segment if {
	passes("aws_ssm_parameter", {"name": "/payments/dev/db/endpoint"})
	passes("aws_cloudwatch_log_group", {"name": "/aws/rds/cluster/payments-dev/audit"})
	passes("aws_cloudwatch_log_group", {"name": "/aws/lambda/api-dev"})
	passes("aws_secretsmanager_secret", {"name": "stripe-dev"})
}

test_a_path_without_such_a_segment_fails if {
	expected := "must have dev or a name ending in -dev as a part of its path"
	fails("aws_ssm_parameter", "name", "/payments/development/db", expected)
	fails("aws_ssm_parameter", "name", "/payments/dev-db", expected)
	fails("aws_cloudwatch_log_group", "name", "/aws/lambda/api", expected)
}

test_a_domain_carries_the_suffix_in_a_label if {
	passes("aws_route53_zone", {"name": "dev.payments.example"})
	passes("aws_apigatewayv2_domain_name", {"domain_name": "api-dev.payments.example"})
	fails("aws_route53_zone", "name", "payments.example", "must have dev or a name ending in -dev as a label")
}

test_an_alias_of_a_key_begins_with_alias if {
	expected := "must begin with alias/ and end in -dev"
	passes("aws_kms_alias", {"name": "alias/payments-dev"})
	fails("aws_kms_alias", "name", "payments-dev", expected)
	fails("aws_kms_alias", "name", "alias/payments", expected)
}

test_the_name_decides_where_a_prefix_is_there_too if {
	attributes := {"name": "api-prod", "name_prefix": "api-dev-"}
	wanted := failing("aws_iam_role", ["name"], "name", "api-prod", "must end in -dev")
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_iam_role", attributes)
}

test_an_empty_prefix_is_none if {
	passes("aws_iam_role", {"name": "api-dev", "name_prefix": ""})
	wanted := failing("aws_iam_role", ["name"], "name", "api", "must end in -dev")
	attributes := {"name": "api", "name_prefix": ""}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_iam_role", attributes)
}

test_a_name_known_only_later_is_undetermined_where_its_prefix_is_too if {
	later := testing.unknown([null], ["var.x"])
	wanted := undetermined("aws_iam_role", "name", "(not known yet)", "must end in -dev", ["var.x"])
	attributes := {"name": later, "name_prefix": later}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_iam_role", attributes)
}

test_the_last_literal_part_of_a_template_decides if {
	passes("aws_s3_bucket", {"bucket": testing.unknown(["exports-", null, "-dev"], ["var.x"])})
	attributes := {"bucket": testing.unknown([null, "-prod"], ["var.x"])}
	wanted := failing("aws_s3_bucket", ["bucket"], "bucket", "(not known yet)-prod", "must end in -dev")
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_s3_bucket", attributes)
}

test_a_template_with_an_open_end_is_undetermined if {
	waits("aws_s3_bucket", "bucket", ["exports-", null], "exports-(not known yet)", "must end in -dev")
	waits("aws_s3_bucket", "bucket", [null], "(not known yet)", "must end in -dev")
	waits("aws_s3_bucket", "bucket", [null, "ev"], "(not known yet)ev", "must end in -dev")
	waits("aws_sqs_queue", "name", [null, ".fifo"], "(not known yet).fifo", "must end in -dev (before .fifo)")
}

test_a_path_with_a_hole_is_undetermined_unless_a_known_segment_carries if {
	expected := "must have dev or a name ending in -dev as a part of its path"
	waits("aws_ssm_parameter", "name", ["/payments/", null, "/db"], "/payments/(not known yet)/db", expected)
	passes("aws_ssm_parameter", {"name": testing.unknown(["/payments/dev/", null], ["var.x"])})
	passes("aws_cloudwatch_log_group", {"name": testing.unknown(["/aws/", null, "-dev"], ["var.x"])})
}

test_an_alias_of_a_function_is_judged_by_the_function if {
	passes("aws_lambda_alias", {"name": "live", "function_name": "api-dev"})
	passes("aws_lambda_alias", {"name": "live", "function_name": testing.unknown([null], ["aws_lambda_function.api.function_name"])})
	passes("aws_lambda_alias", {"name": "live-dev", "function_name": "api"})
	attributes := {"name": "live", "function_name": "api"}
	wanted := failing("aws_lambda_alias", ["name"], "name", "live", "must end in -dev")
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_lambda_alias", attributes)
}

test_a_function_known_in_part_leaves_its_alias_undetermined if {
	attributes := {"name": "live", "function_name": testing.unknown(["api-", null], ["var.x"])}
	wanted := undetermined("aws_lambda_alias", "name", "live", "must end in -dev", ["var.x"])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_lambda_alias", attributes)
}

test_names_aws_has_fixed_pass if {
	passes("aws_cloudwatch_event_bus", {"name": "default"})
	passes("aws_apigatewayv2_stage", {"name": "$default"})
	fails("aws_cloudwatch_event_bus", "name", "payments", "must end in -dev")
}

test_an_alias_that_begins_with_something_unknown_is_judged_by_its_end if {
	passes("aws_kms_alias", {"name": testing.unknown([null, "-dev"], ["var.x"])})
}

test_a_bare_name_of_the_suffix_does_not_hide_a_missing_name if {
	fails("aws_sqs_queue", "name", "dev", "must end in -dev (before .fifo)")
}

test_what_has_neither_name_nor_tags_passes if {
	passes("aws_route", {})
	passes("aws_s3_bucket_policy", {"bucket": "exports"})
	passes("aws_lambda_permission", {"function_name": "api"})
}

test_other_providers_are_not_judged if passes("random_pet", {"name": "rex"})

test_the_stacks_of_the_account_are_exempt if {
	one := testing.input_of("aws_sqs_queue", {"name": "settlements"})
	account := object.union(one, {"environment": {"suffix": "acct", "scope": "account"}})
	testing.empty(rule.findings) with input as account
}

test_what_will_be_gone_is_not_judged if {
	resource := testing.resource("aws_sqs_queue", {})
	gone := object.union(resource, {"action": "delete", "before": {"name": "settlements"}})
	testing.empty(rule.findings) with input as testing.input_with("aws_sqs_queue", gone)
}

test_invented_names_are_not_judged if {
	passes("aws_iam_role", {"name": "api-20261101093000000000000001", "name_prefix": "api-"})
	passes("aws_iam_role", {"name": "terraform-20261101093000000000000001", "name_prefix": ""})
	passes("aws_iam_role", {"name": null})
	passes("aws_iam_role", {})
}

test_a_parent_is_read_from_a_path_and_from_an_arn if {
	arn := "arn:aws:ecs:us-east-1:123456789012:cluster/payments-dev"
	passes("aws_ecs_service", {"name": "api", "cluster": arn})
	passes("aws_cloudwatch_log_metric_filter", {"name": "errors", "log_group_name": "/aws/rds/cluster/ledger-dev/error"})
	passes("aws_glue_catalog_table", {"name": "events", "database_name": "audit_dev"})
}

test_a_parent_that_is_a_variable_or_a_data_source_is_not_known if {
	itself := "aws_lambda_alias.example.function_name"
	every reference in ["var.function", "data.aws_lambda_function.api.function_name", itself] {
		attributes := {"name": "live", "function_name": testing.unknown([null], [reference])}
		wanted := undetermined("aws_lambda_alias", "name", "live", "must end in -dev", [reference])
		testing.same(wanted, rule.findings) with input as testing.input_of("aws_lambda_alias", attributes)
	}
}

test_only_the_suffix_at_the_end_counts if {
	fails("aws_s3_bucket", "bucket", "-dev-api", "must end in -dev")
	fails("aws_s3_bucket", "bucket", "api-~dev", "must end in -dev")
}

test_a_name_that_is_not_known_yet_may_carry_what_its_parent_does_not if {
	later := testing.unknown([null], ["var.x"])
	every parent in [null, "api"] {
		attributes := {"name": later, "function_name": parent}
		wanted := undetermined("aws_lambda_alias", "name", "(not known yet)", "must end in -dev", ["var.x"])
		testing.same(wanted, rule.findings) with input as testing.input_of("aws_lambda_alias", attributes)
	}
}

test_a_name_and_a_parent_are_waited_for_together if {
	attributes := {"name": testing.unknown([null], ["var.x"]), "function_name": testing.unknown([null], ["var.y"])}
	wanted := undetermined("aws_lambda_alias", "name", "(not known yet)", "must end in -dev", ["var.x", "var.y"])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_lambda_alias", attributes)
}

test_a_parent_of_another_stack_is_a_resource_too if {
	function := testing.unknown([null], ["functions aws_lambda_function.api.function_name"])
	passes("aws_lambda_alias", {"name": "live", "function_name": function})
}

test_a_parent_that_is_only_in_part_a_resource_or_is_read_elsewhere_is_not_known if {
	part := testing.unknown(["api-", null], ["aws_lambda_function.api.function_name"])
	read := testing.unknown([null], ["functions data.aws_lambda_function.api.function_name"])
	every function in [part, read] {
		waits_for := function["$unknown"].waits_for
		wanted := undetermined("aws_lambda_alias", "name", "live", "must end in -dev", waits_for)
		testing.same(wanted, rule.findings) with input as testing.input_of("aws_lambda_alias", {"name": "live", "function_name": function})
	}
}

test_a_name_that_carries_the_suffix_needs_no_parent_that_does if {
	passes("aws_glue_catalog_table", {"name": "events_dev", "database_name": testing.unknown(["audit_", null], ["var.x"])})
}
