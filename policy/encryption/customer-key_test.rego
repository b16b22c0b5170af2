package rules.encryption["customer-key_test"]

import data.lib.testing
import data.rules.encryption["customer-key"] as rule

finding(status, path, value, waits_for) := {testing.found(status, "aws_sns_topic.example", path, params, waits_for)} if {
	params := {
		"attribute": "kms_master_key_id",
		"value": value,
		"required": "given and none that begins with alias/aws/",
		"effect": "no key whose policy is ours encrypts it",
	}
}

passes(attributes) if testing.empty(rule.findings) with input as testing.input_of("aws_sns_topic", attributes)

fails(attributes, path, value) if {
	wanted := finding("fail", path, value, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_sns_topic", attributes)
}

test_passes_a_key_of_our_own if passes({"kms_master_key_id": "arn:aws:kms:us-east-1:123456789012:key/x"})

test_passes_a_reference_to_a_key if passes({"kms_master_key_id": testing.unknown([null], ["aws_kms_key.topic.arn"])})

test_fails_no_key if fails({}, ["kms_master_key_id"], "not set")

test_fails_a_key_of_aws if fails({"kms_master_key_id": "alias/aws/sns"}, ["kms_master_key_id"], "alias/aws/sns")

test_fails_an_empty_text if fails({"kms_master_key_id": ""}, ["kms_master_key_id"], "")

test_only_a_secure_parameter_needs_a_key if {
	effect := "no key whose policy is ours encrypts it"
	required := "given and none that begins with alias/aws/"
	params := {"attribute": "key_id", "value": "not set", "required": required, "effect": effect}
	wanted := {testing.found("fail", "aws_ssm_parameter.example", ["key_id"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_ssm_parameter", {"type": "SecureString"})
	testing.empty(rule.findings) with input as testing.input_of("aws_ssm_parameter", {"type": "String"})
}

test_a_type_that_is_not_known_yet_is_waited_for if {
	effect := "no key whose policy is ours encrypts it"
	required := "given and none that begins with alias/aws/"
	params := {"attribute": "key_id", "value": "not known yet", "required": required, "effect": effect}
	wanted := {testing.found("undetermined", "aws_ssm_parameter.example", ["key_id"], params, ["var.type"])}
	attributes := {"type": testing.unknown([null], ["var.type"])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_ssm_parameter", attributes)
}

test_what_is_deleted_is_not_judged if {
	gone := object.union(testing.resource("aws_sns_topic", {}), {"action": "delete"})
	testing.empty(rule.findings) with input as testing.input_with("aws_sns_topic", gone)
}
