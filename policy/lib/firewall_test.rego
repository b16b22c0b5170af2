package lib.firewall_test

import data.lib.firewall
import data.lib.testing

later := testing.unknown([null], ["var.range"])

read(wanted, type, attributes) if {
	one := testing.resource(type, attributes)
	gone := [object.union(one, {"action": action}) | some action in ["delete", "forget"]]
	found := firewall.rules with input as {"resources": {type: array.concat([one], gone)}}
	testing.same([object.union({"resource": one}, rule) | some rule in wanted], found)
}

bare(direction) := {"direction": direction, "protocol": null, "from_port": null, "to_port": null, "group": null, "ranges": set()}

https := {"protocol": "tcp", "from_port": 443, "to_port": 443}

test_the_blocks_of_a_group_are_rules if {
	ranges := {
		{"path": ["ingress", 0, "cidr_blocks", 0], "value": "10.0.0.0/8"},
		{"path": ["ingress", 0, "cidr_blocks", 1], "value": later},
		{"path": ["ingress", 0, "ipv6_cidr_blocks", 0], "value": "::/0"},
	}
	inward := object.union(https, {"cidr_blocks": ["10.0.0.0/8", later], "ipv6_cidr_blocks": ["::/0"]})
	wanted := [object.union(object.union(bare("ingress"), https), {"ranges": ranges}), bare("egress")]
	every type in ["aws_security_group", "aws_default_security_group"] {
		read(wanted, type, {"ingress": [inward], "egress": [{}, later]})
		read([], type, {})
	}
	read([], "aws_vpc", {"ingress": [inward]})
}

test_ranges_that_are_not_known_are_one_range if {
	wanted := object.union(bare("egress"), {"ranges": {{"path": ["egress", 0, "cidr_blocks"], "value": later}}})
	read([wanted], "aws_security_group", {"egress": [{"cidr_blocks": later, "ipv6_cidr_blocks": null}]})
}

test_a_rule_of_a_group_is_a_rule if {
	ranges := {{"path": ["cidr_blocks", 0], "value": "0.0.0.0/0"}}
	wanted := object.union(object.union(bare("egress"), https), {"group": "sg-1", "ranges": ranges})
	attributes := {"type": "egress", "security_group_id": "sg-1", "cidr_blocks": ["0.0.0.0/0"]}
	read([wanted], "aws_security_group_rule", object.union(https, attributes))
	read([bare(null)], "aws_security_group_rule", {})
}

test_a_rule_of_one_network_is_a_rule if {
	every type, direction in {"aws_vpc_security_group_ingress_rule": "ingress", "aws_vpc_security_group_egress_rule": "egress"} {
		ranges := {{"path": ["cidr_ipv4"], "value": "0.0.0.0/0"}}
		wanted := object.union(object.union(bare(direction), https), {"group": "sg-1", "ranges": ranges})
		read([wanted], type, {
			"ip_protocol": "tcp",
			"from_port": 443,
			"to_port": 443,
			"security_group_id": "sg-1",
			"cidr_ipv4": "0.0.0.0/0",
			"cidr_ipv6": null,
		})
		read([bare(direction)], type, {})
	}
}

test_half_of_all_addresses_are_everybody if {
	every range in ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "::/1", "8000::/1"] {
		testing.same("yes", firewall.everybody(range))
	}
	testing.same("no", firewall.everybody("10.0.0.0/8"))
	testing.same("no", firewall.everybody(testing.unknown([null], ["aws_vpc.main.cidr_block"])))
	testing.same("undetermined", firewall.everybody(later))
}

test_ports_are_told_as_people_read_them if {
	every protocol in ["-1", -1, "all"] {
		testing.same("every port and protocol", firewall.ports({"protocol": protocol, "from_port": 0, "to_port": 0}))
	}
	testing.same("tcp 443", firewall.ports(https))
	testing.same("udp 1024 to 65535", firewall.ports({"protocol": "udp", "from_port": 1024, "to_port": 65535}))
}
