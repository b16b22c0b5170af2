package rules.availability["three-zones_test"]

import data.lib.testing
import data.rules.availability["three-zones"] as rule

ref(name) := testing.unknown([null], [concat("", ["aws_subnet.", name, ".id"])])

group(ids) := ["aws_db_subnet_group", "g", {"subnet_ids": ids}]

subnet(name, zone) := ["aws_subnet", name, {"availability_zone": zone}]

link(name) := ["aws_db_subnet_group.g", "subnet_ids", concat("", ["aws_subnet.", name])]

names := ["a", "b", "c"]

in_zones(zones) := testing.input_of_system(
	array.concat([group([ref(name) | some name in names])], [subnet(name, zones[index]) | some index, name in names]),
	[link(name) | some name in names],
)

finding(status, counted, waits_for) := {testing.found(status, "aws_db_subnet_group.g", ["subnet_ids"], params, waits_for)} if {
	params := {
		"attribute": "subnet_ids",
		"count": counted,
		"effect": "the loss of one zone leaves too little, or nothing",
	}
}

test_three_subnets_in_three_zones_pass if testing.empty(rule.findings) with input as in_zones(["1", "2", "3"])

zone(index) := testing.unknown([null], [concat("", ["data.aws_availability_zones.all.names[", index, "]"])])

test_zones_of_a_data_source_are_told_apart if {
	testing.empty(rule.findings) with input as in_zones([zone("0"), zone("1"), zone("2")])
	testing.same(finding("fail", "2 zones", []), rule.findings) with input as in_zones([zone("0"), zone("1"), zone("1")])
}

test_three_subnets_in_one_zone_fail if testing.same(finding("fail", "1 zone", []), rule.findings) with input as in_zones(["1", "1", "1"])

test_two_subnets_fail if {
	two := testing.input_of_system([group([ref("a"), ref("b")])], [])
	testing.same(finding("fail", "2 subnets", []), rule.findings) with input as two
}

test_the_same_subnet_counts_once if {
	thrice := testing.input_of_system([group([ref("a"), ref("a"), ref("a")])], [])
	testing.same(finding("fail", "1 subnet", []), rule.findings) with input as thrice
}

test_subnets_that_are_elsewhere_are_counted if {
	testing.empty(rule.findings) with input as testing.input_of_system([group(["subnet-1", "subnet-2", "subnet-3"])], [])
}

test_a_list_nobody_knows_is_undetermined if {
	open := testing.input_of_system([group(testing.unknown([null], ["var.subnets"]))], [])
	testing.same(finding("undetermined", "subnets that are not known yet", ["var.subnets"]), rule.findings) with input as open
}

test_a_function_outside_a_network_is_not_judged if testing.empty(rule.findings) with input as testing.input_of("aws_lambda_function", {})
