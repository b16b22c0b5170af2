package rules.naming.present_test

import data.lib.testing
import data.rules.naming.present as rule

finding(status, attribute, value, expected, waits_for) := {{
	"status": status,
	"address": "aws_iam_role.example",
	"stack": "payments",
	"path": [attribute],
	"params": {"attribute": attribute, "value": value, "expected": expected},
	"waits_for": waits_for,
}}

role(attributes) := testing.input_of("aws_iam_role", attributes)

passes(attributes) if testing.empty(rule.findings) with input as role(attributes)

absent(attributes) if {
	wanted := finding("fail", "name", "not set", "must end in -dev", [])
	testing.same(wanted, rule.findings) with input as role(attributes)
}

test_a_name_that_is_given_passes_whatever_it_is if {
	passes({"name": "api"})
	passes({"name": testing.unknown([null], ["var.x"])})
}

test_a_name_that_is_left_out_fails if {
	absent({})
	absent({"name": null})
	absent({"name": ""})
	absent({"name_prefix": ""})
}

test_a_name_that_terraform_made_up_fails if absent({"name": "terraform-20261101093000000000000001", "name_prefix": ""})

test_a_name_that_only_looks_made_up_passes if {
	passes({"name": "terraform-deployment-role-for-github"})
	passes({"name": "terraform-dev"})
}

test_a_prefix_carries_the_suffix if {
	passes({"name_prefix": "api-dev-"})
	passes({"name_prefix": "api-dev"})
	wanted := finding("fail", "name_prefix", "api-", "must end in -dev", [])
	testing.same(wanted, rule.findings) with input as role({"name_prefix": "api-"})
}

test_an_invented_name_is_judged_by_its_prefix if {
	invented := testing.unknown([null], ["aws_iam_role.example.name"])
	passes({"name": invented, "name_prefix": "api-dev-"})
	passes({"name": "api-dev-20261101093000000000000001", "name_prefix": "api-dev-"})
	wanted := finding("fail", "name_prefix", "api-", "must end in -dev", [])
	testing.same(wanted, rule.findings) with input as role({"name": invented, "name_prefix": "api-"})
}

test_a_prefix_that_is_not_known_yet_is_undetermined if {
	later := testing.unknown(["api-", null], ["var.x"])
	wanted := finding("undetermined", "name_prefix", "api-(not known yet)", "must end in -dev", ["var.x"])
	testing.same(wanted, rule.findings) with input as role({"name_prefix": later})
}

test_a_prefix_has_no_tail if {
	testing.empty(rule.findings) with input as testing.input_of("aws_sqs_queue", {"name_prefix": "jobs-dev-"})
}

test_types_without_a_name_pass if {
	testing.empty(rule.findings) with input as testing.input_of("aws_vpc", {})
	testing.empty(rule.findings) with input as testing.input_of("random_pet", {})
}

test_the_stacks_of_the_account_are_exempt if {
	testing.empty(rule.findings) with input as object.union(role({}), {"environment": {"scope": "account"}})
}

test_what_will_be_gone_is_not_judged if {
	gone := object.union(testing.resource("aws_iam_role", {}), {"action": "delete", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with("aws_iam_role", gone)
}

test_a_prefix_that_is_null_is_none if absent({"name_prefix": null})

test_only_what_separates_may_follow_the_suffix_in_a_prefix if {
	wanted := finding("fail", "name_prefix", "api-dev~", "must end in -dev", [])
	testing.same(wanted, rule.findings) with input as role({"name_prefix": "api-dev~"})
}
