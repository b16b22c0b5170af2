package rules.naming["reserved-prefix_test"]

import data.lib.testing
import data.rules.naming["reserved-prefix"] as rule

finding(status, type, attribute, value, reserved, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": [attribute],
	"params": {"attribute": attribute, "value": value, "reserved": reserved},
	"waits_for": waits_for,
}}

fails(type, attribute, value, reserved) if {
	wanted := finding("fail", type, attribute, value, reserved, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, {attribute: value})
}

passes(type, attribute, value) if testing.empty(rule.findings) with input as testing.input_of(type, {attribute: value})

test_reserved_names_fail_in_any_case if {
	fails("aws_ssm_parameter", "name", "/aws/dev/url", "that begin with /aws")
	fails("aws_ssm_parameter", "name", "SSM-dev", "that begin with ssm")
	fails("aws_kms_alias", "name", "alias/aws/dev", "that begin with alias/aws/")
	fails("aws_iam_role", "name", "AWSServiceRoleForUs-dev", "that begin with awsservicerole")
	fails("aws_s3_bucket", "bucket", "exports-s3alias", "that end in -s3alias")
	fails("aws_cognito_user_pool_domain", "domain", "my-cognito-dev", "with cognito in them")
}

test_other_names_pass if {
	passes("aws_ssm_parameter", "name", "/payments/dev/aws")
	passes("aws_cloudwatch_log_group", "name", "/aws/lambda/api-dev")
	passes("aws_sqs_queue", "name", "aws-jobs-dev")
	passes("aws_s3_bucket", "bucket", "exports-dev")
}

test_what_may_begin_or_end_so_is_undetermined if {
	beginning := testing.unknown([null, "/dev/url"], ["var.x"])
	begins := finding("undetermined", "aws_ssm_parameter", "name", "(not known yet)/dev/url", "that begin with aws", ["var.x"])
	testing.same(begins, rule.findings) with input as testing.input_of("aws_ssm_parameter", {"name": beginning})
	ending := testing.unknown(["exports-", null], ["var.x"])
	ends := finding("undetermined", "aws_s3_bucket", "bucket", "exports-(not known yet)", "that end in -s3alias", ["var.x"])
	testing.same(ends, rule.findings) with input as testing.input_of("aws_s3_bucket", {"bucket": ending})
	within := finding("undetermined", "aws_cognito_user_pool_domain", "domain", "exports-(not known yet)", "with aws or amazon or cognito in them", ["var.x"])
	testing.same(within, rule.findings) with input as testing.input_of("aws_cognito_user_pool_domain", {"domain": ending})
}

test_a_hole_where_nothing_is_reserved_passes if {
	passes("aws_ssm_parameter", "name", testing.unknown(["/payments/dev/", null], ["var.x"]))
	passes("aws_s3_bucket", "bucket", testing.unknown(["exports-", null, "-dev"], ["var.x"]))
}

test_what_has_a_reserved_part_only_in_the_beginning_of_it_passes if {
	passes("aws_ssm_parameter", "name", "a")
	passes("aws_s3_bucket", "bucket", "alias")
	passes("aws_cognito_user_pool_domain", "domain", "exports-dev")
}

test_a_known_beginning_or_end_of_what_is_reserved_is_undetermined if {
	beginning := testing.unknown(["AW", null], ["var.x"])
	begins := finding("undetermined", "aws_ssm_parameter", "name", "AW(not known yet)", "that begin with aws", ["var.x"])
	testing.same(begins, rule.findings) with input as testing.input_of("aws_ssm_parameter", {"name": beginning})
	ending := testing.unknown(["exports", null, "alias"], ["var.x"])
	ends := finding("undetermined", "aws_s3_bucket", "bucket", "exports(not known yet)alias", "that end in -s3alias", ["var.x"])
	testing.same(ends, rule.findings) with input as testing.input_of("aws_s3_bucket", {"bucket": ending})
}
