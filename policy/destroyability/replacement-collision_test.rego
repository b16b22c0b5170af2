package rules.destroyability["replacement-collision_test"]

import data.lib.testing
import data.rules.destroyability["replacement-collision"] as rule

first := {"lifecycle": {"create_before_destroy": true}}

later := "the first plan that replaces it fails"

now := "this plan does that"

unsure := "whether that is so is not known yet"

of(type, given) := testing.input_of(type, object.union(first, given))

found(status, type, attribute, value, when, waits) := {testing.found(
	status, concat(".", [type, "example"]), [attribute],
	{"attribute": attribute, "value": value, "when": when}, waits,
)}

fails(type, attribute, value) if {
	testing.same(found("fail", type, attribute, value, later, []), rule.findings) with input as of(type, {attribute: value})
}

passes(type, given) if testing.empty(rule.findings) with input as of(type, given)

test_a_fixed_name_that_is_wanted_twice_fails if {
	fails("aws_lb_target_group", "name", "api-dev")
	fails("aws_security_group", "name", "api-dev")
	fails("aws_iam_role", "name", "settle-123456789012-dev")
	fails("aws_rds_cluster", "cluster_identifier", "ledger-dev")
}

test_the_forms_of_a_lifecycle_are_the_same if {
	wanted := found("fail", "aws_iam_role", "name", "settle-dev", later, [])
	every given in [{"create_before_destroy": "true"}, [{"create_before_destroy": true}]] {
		testing.same(wanted, rule.findings) with input as testing.input_of("aws_iam_role", {"name": "settle-dev", "lifecycle": given})
	}
}

test_what_goes_before_the_new_one_comes_passes if {
	every given in [{}, {"lifecycle": {"create_before_destroy": false}}, {"lifecycle": [{"prevent_destroy": true}]}, {"lifecycle": []}] {
		testing.empty(rule.findings) with input as testing.input_of("aws_iam_role", object.union({"name": "settle-dev"}, given))
	}
	open := {"name": testing.unknown(["api-", null], ["var.team"]), "lifecycle": {"create_before_destroy": false}}
	testing.empty(rule.findings) with input as testing.input_of("aws_iam_role", open)
}

test_a_name_that_may_be_taken_twice_passes if {
	passes("aws_api_gateway_rest_api", {"name": "api-dev"})
	passes("aws_ecs_task_definition", {"family": "jobs-dev"})
}

test_what_has_no_name_passes if {
	passes("aws_api_gateway_deployment", {"rest_api_id": "a1b2c3"})
	passes("aws_acm_certificate", {"domain_name": "api.example.com", "tags": {"Name": "api-dev"}})
}

test_a_name_that_is_another_each_time_passes if {
	passes("aws_lb_target_group", {"name_prefix": "api-"})
	passes("aws_lb_target_group", {"name": "api-3f9a1c2e-dev"})
	passes("aws_lb_target_group", {"name": testing.unknown(["api-", null], ["random_id.group.hex"])})
	passes("aws_lb_target_group", {})
}

replaced(given, before, action) := testing.input_with("aws_lb_target_group", object.union(
	testing.resource("aws_lb_target_group", given),
	{"action": action, "before": {"name": before}},
))

test_a_replacement_of_one_name_fails_for_sure if {
	every name in ["api-dev", "api-3f9a1c2e-dev"] {
		wanted := found("fail", "aws_lb_target_group", "name", name, now, [])
		testing.same(wanted, rule.findings) with input as replaced(object.union(first, {"name": name}), name, "replace")
	}
}

test_a_replacement_in_the_other_order_passes if {
	testing.empty(rule.findings) with input as replaced({"name": "api-dev"}, "api-dev", "replace")
	testing.empty(rule.findings) with input as replaced({"name": "api-dev", "lifecycle": {"prevent_destroy": false}}, "api-dev", "replace")
}

test_a_name_with_a_hash_passes_where_no_plan_keeps_it if {
	given := object.union(first, {"name": "api-3f9a1c2e-dev"})
	testing.empty(rule.findings) with input as replaced(given, "api-0a1b2c3d-dev", "replace")
	testing.empty(rule.findings) with input as replaced(given, "api-3f9a1c2e-dev", "update")
}

test_another_fixed_name_is_wanted_twice_the_next_time if {
	wanted := found("fail", "aws_lb_target_group", "name", "web-dev", later, [])
	testing.same(wanted, rule.findings) with input as replaced(object.union(first, {"name": "web-dev"}), "api-dev", "replace")
}

test_what_goes_away_is_not_replaced if {
	testing.empty(rule.findings) with input as testing.leaving(of("aws_lb_target_group", {"name": "api-dev"}), "aws_lb_target_group")
}

test_a_name_that_is_not_known_yet_is_undetermined if {
	value := testing.unknown(["api-", null], ["var.team"])
	wanted := found("undetermined", "aws_lb_target_group", "name", "api-(not known yet)", unsure, ["var.team"])
	testing.same(wanted, rule.findings) with input as of("aws_lb_target_group", {"name": value})
}

test_a_lifecycle_that_is_not_known_yet_is_undetermined if {
	open := testing.unknown([null], ["var.first"])
	wanted := found("undetermined", "aws_lb_target_group", "name", "api-dev", unsure, ["var.first"])
	every given in [open, {"create_before_destroy": open}] {
		testing.same(wanted, rule.findings) with input as testing.input_of("aws_lb_target_group", {"name": "api-dev", "lifecycle": given})
		testing.empty(rule.findings) with input as testing.input_of("aws_lb_target_group", {"name_prefix": "api-", "lifecycle": given})
		testing.empty(rule.findings) with input as testing.input_of("aws_lb_target_group", {"name": "api-3f9a1c2e", "lifecycle": given})
		testing.empty(rule.findings) with input as testing.input_of("aws_api_gateway_rest_api", {"name": "api-dev", "lifecycle": given})
	}
}
