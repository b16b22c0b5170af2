package rules.destroyability["account-singleton_test"]

import data.lib.testing
import data.rules.destroyability["account-singleton"] as rule

finding(status, type, scope, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": [],
	"params": {"type": type, "scope": scope},
	"waits_for": waits_for,
}}

of_scope(scope, type, attributes) := object.union(testing.input_of(type, attributes), {"environment": {"scope": scope}})

test_a_singleton_in_an_environment_fails if {
	type := "aws_iam_account_password_policy"
	wanted := finding("fail", type, "an environment", [])
	testing.same(wanted, rule.findings) with input as of_scope("environment", type, {})
}

test_a_singleton_of_the_account_passes if {
	testing.empty(rule.findings) with input as of_scope("account", "aws_guardduty_detector", {})
}

test_without_a_scope_it_is_undetermined if {
	type := "aws_guardduty_detector"
	wanted := finding("undetermined", type, "a system of which only the suffix is known", ["environment.scope"])
	testing.same(wanted, rule.findings) with input as of_scope(null, type, {})
}

test_what_a_vpc_has_by_default_belongs_to_that_vpc if {
	type := "aws_default_security_group"
	testing.empty(rule.findings) with input as of_scope("environment", type, {"vpc_id": "vpc-1"})
	later := testing.unknown([null], ["aws_vpc.main.id"])
	testing.empty(rule.findings) with input as of_scope("environment", type, {"vpc_id": later})
	testing.empty(rule.findings) with input as of_scope("environment", "aws_default_route_table", {"default_route_table_id": later})
}

test_what_the_default_vpc_has_fails if {
	type := "aws_default_security_group"
	testing.same(finding("fail", type, "an environment", []), rule.findings) with input as of_scope("environment", type, {})
	count(rule.findings) == 1 with input as of_scope("environment", "aws_default_vpc", {})
}

test_what_goes_away_is_not_judged if {
	type := "aws_guardduty_detector"
	gone := object.union(testing.resource(type, {}), {"action": "delete", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with(type, gone)
}

test_other_types_pass if testing.empty(rule.findings) with input as of_scope("environment", "aws_vpc", {})

test_what_is_forgotten_is_not_judged if {
	type := "aws_guardduty_detector"
	forgotten := object.union(testing.resource(type, {}), {"action": "forget", "before": {}})
	testing.empty(rule.findings) with input as testing.input_with(type, forgotten)
}
