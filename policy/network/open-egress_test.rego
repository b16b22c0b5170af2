package rules.network["open-egress_test"]

import data.lib.testing
import data.rules.network["open-egress"] as rule

egress(changes) := testing.input_of("aws_vpc_security_group_egress_rule", object.union(
	{"ip_protocol": "-1", "security_group_id": "sg-1", "cidr_ipv4": "0.0.0.0/0"},
	changes,
))

finding(status, ports, range, waits_for) := {testing.found(status, "aws_vpc_security_group_egress_rule.example", ["cidr_ipv4"], params, waits_for)} if {
	params := {"ports": ports, "range": range}
}

test_everything_to_everywhere_fails if {
	testing.same(finding("fail", "every port and protocol", "0.0.0.0/0", []), rule.findings) with input as egress({})
}

test_a_span_of_ports_to_everywhere_fails if {
	span := {"ip_protocol": "tcp", "from_port": 0, "to_port": 65535}
	testing.same(finding("fail", "tcp 0 to 65535", "0.0.0.0/0", []), rule.findings) with input as egress(span)
}

test_one_port_to_everywhere_passes if {
	testing.empty(rule.findings) with input as egress({"ip_protocol": "tcp", "from_port": 443, "to_port": 443})
}

test_everything_to_a_known_network_passes if testing.empty(rule.findings) with input as egress({"cidr_ipv4": "10.0.0.0/16"})

test_an_unknown_range_is_undetermined if {
	open := egress({"cidr_ipv4": testing.unknown([null], ["var.range"])})
	testing.same(finding("undetermined", "every port and protocol", "(not known yet)", ["var.range"]), rule.findings) with input as open
}

test_a_port_nobody_knows_is_undetermined if {
	port := testing.unknown([null], ["var.port"])
	open := egress({"ip_protocol": "tcp", "from_port": port, "to_port": port})
	testing.same(finding("undetermined", "tcp (not known yet)", "0.0.0.0/0", ["var.port"]), rule.findings) with input as open
}

test_what_a_group_lets_out_is_judged_where_it_is_written if {
	attributes := {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}
	params := {"ports": "every port and protocol", "range": "0.0.0.0/0"}
	wanted := {testing.found("fail", "aws_security_group.example", ["egress", 0, "cidr_blocks", 0], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_security_group", attributes)
}

old_rule(changes) := testing.input_of("aws_security_group_rule", object.union(
	{"type": "egress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]},
	changes,
))

old(status, waits_for) := {testing.found(status, "aws_security_group_rule.example", ["cidr_blocks", 0], params, waits_for)} if {
	params := {"ports": "every port and protocol", "range": "0.0.0.0/0"}
}

test_only_what_lets_out_is_judged if {
	testing.same(old("fail", []), rule.findings) with input as old_rule({})
	testing.empty(rule.findings) with input as old_rule({"type": "ingress"})
	later := testing.unknown([null], ["var.way"])
	testing.same(old("undetermined", ["var.way"]), rule.findings) with input as old_rule({"type": later})
}

test_one_port_of_every_protocol_with_ports_passes if {
	every protocol in ["tcp", "udp", "6", "17", 6, 17] {
		testing.empty(rule.findings) with input as egress({"ip_protocol": protocol, "from_port": 443, "to_port": 443})
	}
	count(rule.findings) == 1 with input as egress({"ip_protocol": "icmp", "from_port": 8, "to_port": 8})
}
