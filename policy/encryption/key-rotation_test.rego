package rules.encryption["key-rotation_test"]

import data.lib.testing
import data.rules.encryption["key-rotation"] as rule

finding(status, path, value, waits_for) := {testing.found(status, "aws_kms_key.example", path, params, waits_for)} if {
	params := {
		"attribute": "enable_key_rotation",
		"value": value,
		"required": "true",
		"effect": "whoever once got the key material can read everything ever encrypted by it",
	}
}

passes(attributes) if testing.empty(rule.findings) with input as testing.input_of("aws_kms_key", attributes)

fails(attributes, path, value) if {
	wanted := finding("fail", path, value, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_kms_key", attributes)
}

test_passes_a_key_that_rotates if passes({"enable_key_rotation": true})

test_passes_an_asymmetric_key if passes({"customer_master_key_spec": "RSA_2048"})

test_passes_a_key_of_a_store if passes({"custom_key_store_id": "cks-1"})

test_fails_a_key_that_does_not if fails({"enable_key_rotation": false}, ["enable_key_rotation"], "false")

test_fails_the_default if fails({}, ["enable_key_rotation"], "false by default")

test_an_unknown_value_is_undetermined if {
	wanted := finding("undetermined", ["enable_key_rotation"], "not known yet", ["var.x"])
	attributes := {"enable_key_rotation": testing.unknown([null], ["var.x"])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_kms_key", attributes)
}

test_what_is_deleted_is_not_judged if {
	gone := object.union(testing.resource("aws_kms_key", {}), {"action": "delete"})
	testing.empty(rule.findings) with input as testing.input_with("aws_kms_key", gone)
}
