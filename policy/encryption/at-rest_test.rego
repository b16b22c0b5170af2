package rules.encryption["at-rest_test"]

import data.lib.testing
import data.rules.encryption["at-rest"] as rule

finding(status, path, value, waits_for) := {testing.found(status, "aws_db_instance.example", path, params, waits_for)} if {
	params := {
		"attribute": "storage_encrypted",
		"value": value,
		"required": "true",
		"effect": "its contents are stored in clear",
	}
}

passes(attributes) if testing.empty(rule.findings) with input as testing.input_of("aws_db_instance", attributes)

fails(attributes, path, value) if {
	wanted := finding("fail", path, value, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_db_instance", attributes)
}

test_passes_an_encrypted_database if passes({"storage_encrypted": true})

test_passes_a_boolean_written_as_text if passes({"storage_encrypted": "true"})

test_passes_a_replica_which_is_as_its_source if passes({"replicate_source_db": "main"})

test_fails_what_is_in_clear if fails({"storage_encrypted": false}, ["storage_encrypted"], "false")

test_fails_what_is_left_out if fails({}, ["storage_encrypted"], "false by default")

test_an_unknown_value_is_undetermined if {
	wanted := finding("undetermined", ["storage_encrypted"], "not known yet", ["var.x"])
	attributes := {"storage_encrypted": testing.unknown([null], ["var.x"])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_db_instance", attributes)
}

test_a_block_that_is_left_out_is_off if {
	params := {"attribute": "encrypt_at_rest.enabled", "value": "false by default", "required": "true", "effect": "its contents are stored in clear"}
	wanted := {testing.found("fail", "aws_opensearch_domain.example", ["encrypt_at_rest"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_opensearch_domain", {})
}

test_a_volume_is_judged_where_there_is_one if {
	root := {"root_block_device": [{"encrypted": true}]}
	testing.empty(rule.findings) with input as testing.input_of("aws_instance", root)
	params := {"attribute": "ebs_block_device.encrypted", "value": "false by default", "required": "true", "effect": "a volume is stored in clear"}
	wanted := {testing.found("fail", "aws_instance.example", ["ebs_block_device", 1, "encrypted"], params, [])}
	two := object.union(root, {"ebs_block_device": [{"encrypted": true}, {}]})
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_instance", two)
}

test_what_is_deleted_is_not_judged if {
	gone := object.union(testing.resource("aws_db_instance", {}), {"action": "delete"})
	testing.empty(rule.findings) with input as testing.input_with("aws_db_instance", gone)
}
