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

test_every_list_of_subnets_is_counted if {
	every type, attributes in {
		"aws_autoscaling_group": {"vpc_zone_identifier": ["a", "b"]},
		"aws_elasticache_subnet_group": {"subnet_ids": ["a", "b"]},
		"aws_lambda_function": {"vpc_config": [{"subnet_ids": ["a", "b"]}]},
		"aws_lb": {"subnets": ["a", "b"]},
		"aws_redshift_subnet_group": {"subnet_ids": ["a", "b"]},
		"aws_vpc_endpoint": {"subnet_ids": ["a", "b"]},
	} {
		{one.params.count | some one in rule.findings} == {"2 subnets"} with input as testing.input_of(type, attributes)
	}
}

test_a_list_in_a_block_is_told_and_joined_by_its_name if {
	function := ["aws_lambda_function", "f", {"vpc_config": [{"subnet_ids": [ref("a"), ref("b"), ref("c")]}]}]
	system := testing.input_of_system(
		array.concat([function], [subnet(name, "1") | some name in names]),
		[["aws_lambda_function.f", "vpc_config.subnet_ids", concat(".", ["aws_subnet", name])] | some name in names],
	)
	params := {
		"attribute": "vpc_config.subnet_ids",
		"count": "1 zone",
		"effect": "the loss of one zone leaves too little, or nothing",
	}
	wanted := {testing.found("fail", "aws_lambda_function.f", ["vpc_config", 0, "subnet_ids"], params, [])}
	testing.same(wanted, rule.findings) with input as system
}

test_a_list_that_is_left_out_or_empty_is_not_judged if {
	testing.empty(rule.findings) with input as testing.input_of_system([["aws_db_subnet_group", "g", {}]], [])
	testing.empty(rule.findings) with input as testing.input_of_system([group([])], [])
	testing.same(finding("fail", "1 subnet", []), rule.findings) with input as testing.input_of_system([group(["subnet-1"])], [])
}

test_a_resource_that_goes_away_is_not_judged if {
	testing.empty(rule.findings) with input as testing.leaving(in_zones(["1", "1", "1"]), "aws_db_subnet_group")
}

test_only_the_zones_of_its_own_subnets_count if {
	others := object.union(in_zones(["1", "1", "1"]), {"resources": {"aws_subnet": array.concat(
		in_zones(["1", "1", "1"]).resources.aws_subnet,
		testing.input_of_system([subnet("x", "2"), subnet("y", "3")], []).resources.aws_subnet,
	)}})
	testing.same(finding("fail", "1 zone", []), rule.findings) with input as others
}

with_subnets(attributes) := testing.input_of_system(
	array.concat([group([ref(name) | some name in names])], [["aws_subnet", name, attributes] | some name in names]),
	[link(name) | some name in names],
)

test_the_id_of_a_zone_tells_zones_apart_too if {
	testing.same(finding("fail", "1 zone", []), rule.findings) with input as with_subnets({"availability_zone": null, "availability_zone_id": "use1-az1"})
}

test_subnets_that_do_not_say_their_zone_are_counted_only if {
	every attributes in [{}, {"availability_zone": null}, {"availability_zone_id": null}] {
		testing.empty(rule.findings) with input as with_subnets(attributes)
	}
}
