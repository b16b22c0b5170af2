package rules.availability["nat-per-zone_test"]

import data.lib.testing
import data.rules.availability["nat-per-zone"] as rule

names := ["a", "b", "c"]

key(type, name) := concat(".", [type, name])

network(nats, vpc_of_c) := testing.input_of_system(
	array.concat(
		array.concat([["aws_vpc", "v", {}]], [["aws_subnet", name, {"availability_zone": name, "vpc_id": vpc_of(name, vpc_of_c)}] | some name in names]),
		[["aws_nat_gateway", name, {}] | some name in nats],
	),
	array.concat(
		[[key("aws_subnet", name), "vpc_id", "aws_vpc.v"] | some name in names; vpc_of(name, vpc_of_c) == "vpc-1"],
		[[key("aws_nat_gateway", name), "subnet_id", key("aws_subnet", name)] | some name in nats],
	),
)

vpc_of("c", other) := other

vpc_of(name, _) := "vpc-1" if name != "c"

asked(mode, system) := object.union(system, {"environment": {"options": {"natMode": mode}}})

finding(status, gateways, zones, waits_for) := {testing.found(status, "aws_vpc.v", [], {"gateways": gateways, "zones": zones}, waits_for)}

test_a_gateway_in_each_zone_passes if {
	testing.empty(rule.findings) with input as asked("per-az", network(names, "vpc-1"))
}

test_one_gateway_for_three_zones_fails if {
	wanted := finding("fail", "1 NAT gateway", 3, [])
	testing.same(wanted, rule.findings) with input as asked("per-az", network(["a"], "vpc-1"))
}

test_two_gateways_for_three_zones_fail if {
	wanted := finding("fail", "2 NAT gateways", 3, [])
	testing.same(wanted, rule.findings) with input as asked("per-az", network(["a", "b"], "vpc-1"))
}

test_an_environment_that_chose_one_passes if {
	testing.empty(rule.findings) with input as asked("single", network(["a"], "vpc-1"))
}

test_an_environment_without_options_is_not_judged if testing.empty(rule.findings) with input as network(["a"], "vpc-1")

test_a_network_without_gateways_passes if testing.empty(rule.findings) with input as asked("per-az", network([], "vpc-1"))

test_a_subnet_of_a_network_nobody_knows_is_waited_for if {
	open := network(["a", "b"], testing.unknown([null], ["var.vpc"]))
	wanted := finding("undetermined", "2 NAT gateways", 2, ["var.vpc"])
	testing.same(wanted, rule.findings) with input as asked("per-az", open)
}

test_what_goes_away_neither_counts_nor_is_judged if {
	one := asked("per-az", network(["a"], "vpc-1"))
	testing.empty(rule.findings) with input as testing.leaving(one, "aws_vpc")
	testing.empty(rule.findings) with input as testing.leaving(one, "aws_subnet")
}

test_a_subnet_without_a_zone_is_in_none if {
	system := testing.input_of_system(
		[["aws_vpc", "v", {}], ["aws_subnet", "a", {"availability_zone": "a"}], ["aws_subnet", "b", {"availability_zone": null}], ["aws_subnet", "c", {}]],
		array.concat(
			[[key("aws_subnet", name), "vpc_id", "aws_vpc.v"] | some name in names],
			[["aws_nat_gateway.a", "subnet_id", "aws_subnet.a"]],
		),
	)
	testing.empty(rule.findings) with input as asked("per-az", system)
}

test_the_gateway_of_another_network_serves_no_zone_of_this_one if {
	system := testing.input_of_system(
		array.concat([["aws_vpc", "v", {}], ["aws_vpc", "w", {}]], [["aws_subnet", name, {"availability_zone": name}] | some name in names]),
		[
			["aws_subnet.a", "vpc_id", "aws_vpc.v"],
			["aws_subnet.b", "vpc_id", "aws_vpc.v"],
			["aws_subnet.c", "vpc_id", "aws_vpc.w"],
			["aws_nat_gateway.a", "subnet_id", "aws_subnet.a"],
			["aws_nat_gateway.c", "subnet_id", "aws_subnet.c"],
		],
	)
	testing.same(finding("fail", "1 NAT gateway", 2, []), rule.findings) with input as asked("per-az", system)
}

test_the_subnets_and_gateways_of_another_network_do_not_count if {
	system := testing.input_of_system(
		[["aws_vpc", "v", {}], ["aws_vpc", "w", {}], ["aws_subnet", "a", {"availability_zone": "a"}], ["aws_subnet", "b", {"availability_zone": "b"}]],
		[
			["aws_subnet.a", "vpc_id", "aws_vpc.v"],
			["aws_subnet.b", "vpc_id", "aws_vpc.w"],
			["aws_nat_gateway.a", "subnet_id", "aws_subnet.a"],
		],
	)
	testing.empty(rule.findings) with input as asked("per-az", system)
}
