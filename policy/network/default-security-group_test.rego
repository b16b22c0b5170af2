package rules.network["default-security-group_test"]

import data.lib.testing
import data.rules.network["default-security-group"] as rule

vpc := ["aws_vpc", "main", {}]

link := ["aws_default_security_group.d", "vpc_id", "aws_vpc.main"]

finding(status, address, path, problem, waits_for) := {testing.found(status, address, path, {"problem": problem}, waits_for)}

nobody := "nobody has taken over its default security group, which lets its members talk to each other and to everywhere"

test_an_emptied_group_passes if {
	testing.empty(rule.findings) with input as testing.input_of_system([vpc, ["aws_default_security_group", "d", {}]], [link])
}

test_a_group_nobody_took_over_fails if {
	testing.same(finding("fail", "aws_vpc.main", [], nobody, []), rule.findings) with input as testing.input_of_system([vpc], [])
}

test_a_group_with_rules_fails if {
	open := ["aws_default_security_group", "d", {"ingress": [{"self": true}]}]
	wanted := finding("fail", "aws_default_security_group.d", ["ingress"], "ingress has rules, and must have none", [])
	testing.same(wanted, rule.findings) with input as testing.input_of_system([vpc, open], [link])
}

test_the_group_of_a_network_nobody_knows_is_waited_for if {
	group := ["aws_default_security_group", "d", {"vpc_id": testing.unknown([null], ["var.vpc"])}]
	wanted := finding("undetermined", "aws_vpc.main", [], nobody, ["var.vpc"])
	testing.same(wanted, rule.findings) with input as testing.input_of_system([vpc, group], [])
}

test_a_group_that_lets_out_fails if {
	open := ["aws_default_security_group", "d", {"egress": [{"protocol": "-1"}]}]
	wanted := finding("fail", "aws_default_security_group.d", ["egress"], "egress has rules, and must have none", [])
	testing.same(wanted, rule.findings) with input as testing.input_of_system([vpc, open], [link])
}

test_what_goes_away_is_not_judged if {
	open := ["aws_default_security_group", "d", {"ingress": [{"self": true}]}]
	leaving := testing.leaving(testing.input_of_system([vpc, open], [link]), "aws_default_security_group")
	testing.empty(rule.findings) with input as leaving
	testing.empty(rule.findings) with input as testing.leaving(testing.input_of_system([vpc], []), "aws_vpc")
}
