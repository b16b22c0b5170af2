package lib.destroy_test

import data.lib.destroy
import data.lib.testing

table := {
	"aws_lb": [{"path": ["enable_deletion_protection"], "required": [false], "default": false, "effect": "it stays"}],
	"aws_s3_bucket": [{"path": ["lifecycle", "keep"], "required": [false], "default": true, "effect": "it stays"}],
}

found(wanted, type, resource) if {
	testing.same(wanted, destroy.findings(table)) with input as testing.input_with(type, resource)
}

balancer(changes) := object.union(testing.resource("aws_lb", {"enable_deletion_protection": true}), changes)

failing(value) := {testing.found(
	"fail", "aws_lb.example", ["enable_deletion_protection"],
	{"attribute": "enable_deletion_protection", "value": value, "required": "false", "effect": "it stays"}, [],
)}

test_what_a_destroy_needs_passes if {
	every value in [false, "false"] {
		found(set(), "aws_lb", testing.resource("aws_lb", {"enable_deletion_protection": value}))
	}
	found(set(), "aws_lb", testing.resource("aws_lb", {}))
}

test_what_keeps_a_destroy_from_working_fails if {
	found(failing("true"), "aws_lb", balancer({}))
	found(failing("true"), "aws_lb", balancer({"action": "update", "before": {"enable_deletion_protection": false}}))
}

test_what_is_deleted_is_judged_by_what_it_was if {
	found(failing("true"), "aws_lb", balancer({"action": "delete", "before": {"enable_deletion_protection": true}}))
	found(set(), "aws_lb", balancer({"action": "delete", "before": {"enable_deletion_protection": false}}))
	found(set(), "aws_lb", balancer({"action": "delete"}))
}

test_what_is_replaced_is_judged_by_what_it_was_and_will_be if {
	found(failing("true"), "aws_lb", balancer({"action": "replace", "before": {"enable_deletion_protection": false}}))
	kept := {"action": "replace", "values": {"enable_deletion_protection": false}}
	found(failing("true"), "aws_lb", object.union(balancer(kept), {"before": {"enable_deletion_protection": true}}))
	found(failing("true"), "aws_lb", balancer({"action": "replace"}))
	found(failing("true"), "aws_lb", object.remove(balancer({"action": "replace"}), ["before"]))
}

test_what_is_deleted_without_a_state_has_not_even_defaults if {
	required := {"aws_lb": [object.union(table.aws_lb[0], {"default": true})]}
	testing.empty(destroy.findings(required)) with input as testing.input_with("aws_lb", balancer({"action": "delete"}))
}

test_what_is_forgotten_is_not_destroyed if found(set(), "aws_lb", balancer({"action": "forget", "before": {"enable_deletion_protection": true}}))

test_what_is_not_known_is_undetermined if {
	open := testing.resource("aws_lb", {"enable_deletion_protection": testing.unknown([null], ["var.keep"])})
	params := {"attribute": "enable_deletion_protection", "value": "not known yet", "required": "false", "effect": "it stays"}
	found({testing.found("undetermined", "aws_lb.example", ["enable_deletion_protection"], params, ["var.keep"])}, "aws_lb", open)
}

test_an_attribute_of_a_block_is_judged_where_the_block_is_there if {
	params := {"attribute": "lifecycle.keep", "value": "true by default", "required": "false", "effect": "it stays"}
	wanted := {testing.found("fail", "aws_s3_bucket.example", ["lifecycle", 0, "keep"], params, [])}
	found(wanted, "aws_s3_bucket", testing.resource("aws_s3_bucket", {"lifecycle": [{}]}))
	every attributes in [{}, {"lifecycle": null}, {"lifecycle": []}] {
		found(set(), "aws_s3_bucket", testing.resource("aws_s3_bucket", attributes))
	}
}
