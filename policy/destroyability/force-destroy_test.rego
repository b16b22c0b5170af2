package rules.destroyability["force-destroy_test"]

import data.lib.testing
import data.rules.destroyability["force-destroy"] as rule

holds := "AWS refuses to delete it while it holds objects"

finding(status, address, attribute, value, effect, waits_for) := {{
	"status": status,
	"address": address,
	"stack": "payments",
	"path": [attribute],
	"params": {"attribute": attribute, "value": value, "required": "true", "effect": effect},
	"waits_for": waits_for,
}}

fails(attributes, value) if {
	wanted := finding("fail", "aws_s3_bucket.example", "force_destroy", value, holds, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_s3_bucket", attributes)
}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

changed(action, before, attributes) := testing.input_with("aws_s3_bucket", object.union(
	testing.resource("aws_s3_bucket", attributes),
	{"action": action, "before": before},
))

test_a_bucket_that_may_be_emptied_passes if passes("aws_s3_bucket", {"force_destroy": true})

test_a_boolean_given_as_text_counts if {
	passes("aws_s3_bucket", {"force_destroy": "true"})
	fails({"force_destroy": "false"}, "false")
}

test_false_fails if fails({"force_destroy": false}, "false")

test_the_default_fails if {
	fails({}, "false by default")
	fails({"force_destroy": null}, "false by default")
}

test_an_unknown_value_is_undetermined if {
	attributes := {"force_destroy": testing.unknown([null], ["var.ephemeral"])}
	wanted := finding("undetermined", "aws_s3_bucket.example", "force_destroy", "not known yet", holds, ["var.ephemeral"])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_s3_bucket", attributes)
}

test_the_attribute_of_the_type_counts if {
	passes("aws_ecr_repository", {"force_delete": true})
	effect := "AWS refuses to delete it while it holds images"
	wanted := finding("fail", "aws_ecr_repository.example", "force_delete", "false by default", effect, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_ecr_repository", {"force_destroy": true})
}

test_a_delete_is_judged_by_the_state if {
	wanted := finding("fail", "aws_s3_bucket.example", "force_destroy", "false", holds, [])
	testing.same(wanted, rule.findings) with input as changed("delete", {"force_destroy": false}, {})
	testing.empty(rule.findings) with input as changed("delete", {"force_destroy": true}, {})
}

test_a_replacement_is_judged_by_the_state_and_by_what_comes if {
	wanted := finding("fail", "aws_s3_bucket.example", "force_destroy", "false", holds, [])
	right := {"force_destroy": true}
	wrong := {"force_destroy": false}
	testing.same(wanted, rule.findings) with input as changed("replace", wrong, right)
	testing.same(wanted, rule.findings) with input as changed("replace", right, wrong)
	testing.empty(rule.findings) with input as changed("replace", right, right)
}

test_an_update_is_judged_by_what_comes if {
	testing.empty(rule.findings) with input as changed("update", {"force_destroy": false}, {"force_destroy": true})
}

test_what_terraform_forgets_is_not_judged if {
	testing.empty(rule.findings) with input as changed("forget", {"force_destroy": false}, {})
}

test_types_without_such_an_attribute_pass if passes("aws_sqs_queue", {})
