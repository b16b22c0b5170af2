package rules.network["public-ingress_test"]

import data.lib.testing
import data.rules.network["public-ingress"] as rule

rule_of(changes) := object.union(
	{"ip_protocol": "tcp", "from_port": 3306, "to_port": 3306, "security_group_id": "sg-1"},
	changes,
)

group_rule(changes) := testing.input_of("aws_vpc_security_group_ingress_rule", rule_of(changes))

finding(status, path, ports, range, waits_for) := {testing.found(status, "aws_vpc_security_group_ingress_rule.example", path, params, waits_for)} if {
	params := {"ports": ports, "range": range}
}

test_a_rule_for_a_group_passes if {
	testing.empty(rule.findings) with input as group_rule({"referenced_security_group_id": "sg-2"})
}

test_a_rule_for_a_known_network_passes if {
	testing.empty(rule.findings) with input as group_rule({"cidr_ipv4": "10.0.0.0/8"})
	testing.empty(rule.findings) with input as group_rule({"cidr_ipv4": testing.unknown([null], ["aws_vpc.main.cidr_block"])})
}

test_a_rule_for_everybody_fails if {
	testing.same(finding("fail", ["cidr_ipv4"], "tcp 3306", "0.0.0.0/0", []), rule.findings) with input as group_rule({"cidr_ipv4": "0.0.0.0/0"})
	testing.same(finding("fail", ["cidr_ipv6"], "tcp 3306", "::/0", []), rule.findings) with input as group_rule({"cidr_ipv6": "::/0"})
}

test_half_of_everybody_is_everybody if {
	testing.same(finding("fail", ["cidr_ipv4"], "tcp 3306", "128.0.0.0/1", []), rule.findings) with input as group_rule({"cidr_ipv4": "128.0.0.0/1"})
}

test_a_web_port_is_said_and_does_not_decide if {
	open := group_rule({"cidr_ipv4": "0.0.0.0/0", "from_port": 443, "to_port": 443})
	testing.same(finding("warn", ["cidr_ipv4"], "tcp 443", "0.0.0.0/0", []), rule.findings) with input as open
}

test_a_span_that_begins_with_a_web_port_fails if {
	open := group_rule({"cidr_ipv4": "0.0.0.0/0", "from_port": 80, "to_port": 443})
	testing.same(finding("fail", ["cidr_ipv4"], "tcp 80 to 443", "0.0.0.0/0", []), rule.findings) with input as open
}

test_an_unknown_range_is_undetermined if {
	open := group_rule({"cidr_ipv4": testing.unknown([null], ["var.range"])})
	testing.same(finding("undetermined", ["cidr_ipv4"], "tcp 3306", "(not known yet)", ["var.range"]), rule.findings) with input as open
}

test_a_rule_written_in_its_group_fails if {
	attributes := {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]}
	params := {"ports": "every port and protocol", "range": "0.0.0.0/0"}
	wanted := {testing.found("fail", "aws_security_group.example", ["ingress", 0, "cidr_blocks", 1], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_security_group", attributes)
}

test_a_rule_of_the_old_kind_fails_where_it_lets_in if {
	attributes := {"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
	params := {"ports": "tcp 22", "range": "0.0.0.0/0"}
	wanted := {testing.found("fail", "aws_security_group_rule.example", ["cidr_blocks", 0], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_security_group_rule", attributes)
	outward := object.union(attributes, {"type": "egress"})
	testing.empty(rule.findings) with input as testing.input_of("aws_security_group_rule", outward)
}

test_a_direction_nobody_knows_is_undetermined if {
	attributes := {"type": testing.unknown([null], ["var.way"]), "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
	params := {"ports": "tcp 22", "range": "0.0.0.0/0"}
	wanted := {testing.found("undetermined", "aws_security_group_rule.example", ["cidr_blocks", 0], params, ["var.way"])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_security_group_rule", attributes)
}

test_what_is_no_web_port_of_tcp_fails if {
	testing.same(finding("fail", ["cidr_ipv4"], "udp 443", "0.0.0.0/0", []), rule.findings) with input as group_rule({
		"ip_protocol": "udp",
		"from_port": 443,
		"to_port": 443,
		"cidr_ipv4": "0.0.0.0/0",
	})
}

test_web_ports_may_be_written_as_text if {
	every protocol in ["tcp", "6", 6] {
		every port in [80, 443, "80", "443"] {
			open := group_rule({"ip_protocol": protocol, "from_port": port, "to_port": port, "cidr_ipv4": "0.0.0.0/0"})
			{one.status | some one in rule.findings} == {"warn"} with input as open
		}
	}
}

test_a_web_port_for_a_known_network_is_not_even_said if {
	testing.empty(rule.findings) with input as group_rule({"from_port": 443, "to_port": 443, "cidr_ipv4": "10.0.0.0/8"})
}

test_a_web_port_in_a_direction_nobody_knows_is_undetermined if {
	attributes := {"type": testing.unknown([null], ["var.way"]), "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}
	{one.status | some one in rule.findings} == {"undetermined"} with input as testing.input_of("aws_security_group_rule", attributes)
}
