package rules.naming.length_test

import data.lib.testing
import data.rules.naming.length as rule

finding(status, type, attribute, value, problem, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": [attribute],
	"params": {"attribute": attribute, "value": value, "problem": problem},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

fails(type, attribute, value, problem) if {
	wanted := finding("fail", type, attribute, value, problem, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, {attribute: value})
}

# 32 characters are allowed, and the longest suffix has 9 more than dev
test_a_name_leaves_room_for_the_longest_suffix if {
	passes("aws_lb", {"name": "payments-public-api-dev"})
	problem := "comes to 33 with a suffix of 12 characters where 32 are allowed"
	fails("aws_lb", "name", "payments-public-apis-dev", problem)
}

test_a_name_without_the_suffix_only_has_to_fit if {
	passes("aws_lb", {"name": "payments-public-load-balancer-ab"})
	problem := "comes to 33 characters where 32 are allowed"
	fails("aws_lb", "name", "payments-public-load-balancer-abc", problem)
}

test_a_name_of_the_account_only_has_to_fit if {
	one := testing.input_of("aws_lb", {"name": "payments-public-apis-dev"})
	testing.empty(rule.findings) with input as object.union(one, {"environment": {"scope": "account"}})
	testing.empty(rule.findings) with input as object.union(one, {"environment": null})
}

test_a_name_too_short_fails if fails("aws_dynamodb_table", "name", "ab", "is shorter than 3 characters")

test_characters_the_service_does_not_take_fail if {
	fails("aws_s3_bucket", "bucket", "Exports-dev", "has \"E\" in it, and may be made of a-z0-9.- only")
	fails("aws_lb", "name", "public_api-dev", "has \"_\" in it, and may be made of a-zA-Z0-9- only")
}

test_the_first_character_is_checked if {
	fails("aws_rds_cluster", "cluster_identifier", "1ledger-dev", "begins with \"1\", and may begin with a-z only")
}

test_fixed_names_pass if passes("aws_apigatewayv2_stage", {"name": "$default"})

test_what_is_known_of_a_name_can_be_too_much_already if {
	later := testing.unknown(["payments-public-load-balancer-for-", null], ["var.x"])
	problem := "comes to 34 characters where 32 are allowed"
	wanted := finding("fail", "aws_lb", "name", "payments-public-load-balancer-for-(not known yet)", problem, [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_lb", {"name": later})
	shouting := testing.unknown(["EXPORTS-", null], ["var.x"])
	count(rule.findings) == 1 with input as testing.input_of("aws_s3_bucket", {"bucket": shouting})
}

test_a_name_that_may_become_too_long_is_undetermined if {
	later := testing.unknown([null, "-dev"], ["var.x"])
	wanted := finding("undetermined", "aws_lb", "name", "(not known yet)-dev", "must come to at most 32 characters", ["var.x"])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_lb", {"name": later})
}

test_types_without_known_limits_and_invented_names_pass if {
	passes("aws_api_gateway_rest_api", {"name": concat("", ["a" | some _ in numbers.range(1, 300)])})
	passes("aws_iam_role", {"name_prefix": "x"})
}

test_a_name_of_the_least_length_passes if passes("aws_dynamodb_table", {"name": "abc"})

test_a_name_known_in_part_may_still_become_long_enough if {
	wanted := finding("undetermined", "aws_dynamodb_table", "name", "a(not known yet)", "must come to at most 255 characters", ["var.x"])
	later := {"name": testing.unknown(["a", null], ["var.x"])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_dynamodb_table", later)
}

test_a_single_character_of_room_is_said_too if {
	long := {"environment": {"name": "development", "suffix": "development", "scope": "environment"}}
	one := object.union(testing.input_of("aws_lb", {"name": "payments-public-apis-development"}), long)
	problem := "comes to 33 with a suffix of 12 characters where 32 are allowed"
	wanted := finding("fail", "aws_lb", "name", "payments-public-apis-development", problem, [])
	testing.same(wanted, rule.findings) with input as one
}
