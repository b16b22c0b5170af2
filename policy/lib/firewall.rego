# METADATA
# title: Rules of security groups
# description: |
#   The ways Terraform writes a rule of a security group, as one: {"resource", "direction", "protocol", "from_port",
#   "to_port", "group", "ranges"}, in which each range is {"path", "value"}. A group that is written with its rules inside
#   has null as its group.
package lib.firewall

import data.lib.attributes
import data.lib.references
import data.lib.values

# METADATA
# description: |
#   Every rule of every group that is there after the change. A list: the wasm hashes all of what is put into a set.
rules := array.concat(array.concat(_of_groups, _of_rules), _of_networks)

_of_groups := [rule |
	some type in ["aws_security_group", "aws_default_security_group"]
	some resource in input.resources[type]
	attributes.remains(resource)
	some direction in ["ingress", "egress"]
	some block in values.blocks(resource.values, direction, [])
	not values.is_unknown(block.content)
	rule := {
		"resource": resource,
		"direction": direction,
		"protocol": object.get(block.content, "protocol", null),
		"from_port": object.get(block.content, "from_port", null),
		"to_port": object.get(block.content, "to_port", null),
		"group": null,
		"ranges": listed_ranges(block.content, block.path),
	}
]

_of_rules := [rule |
	some resource in input.resources.aws_security_group_rule
	attributes.remains(resource)
	rule := {
		"resource": resource,
		"direction": object.get(resource.values, "type", null),
		"protocol": object.get(resource.values, "protocol", null),
		"from_port": object.get(resource.values, "from_port", null),
		"to_port": object.get(resource.values, "to_port", null),
		"group": object.get(resource.values, "security_group_id", null),
		"ranges": listed_ranges(resource.values, []),
	}
]

_of_networks := [rule |
	some type, direction in {
		"aws_vpc_security_group_ingress_rule": "ingress",
		"aws_vpc_security_group_egress_rule": "egress",
	}
	some resource in input.resources[type]
	attributes.remains(resource)
	rule := {
		"resource": resource,
		"direction": direction,
		"protocol": object.get(resource.values, "ip_protocol", null),
		"from_port": object.get(resource.values, "from_port", null),
		"to_port": object.get(resource.values, "to_port", null),
		"group": object.get(resource.values, "security_group_id", null),
		"ranges": {range |
			some name in ["cidr_ipv4", "cidr_ipv6"]
			values.is_given(resource.values, name)
			range := {"path": [name], "value": resource.values[name]}
		},
	}
]

listed_ranges(attributes, base) := {range |
	some name in ["cidr_blocks", "ipv6_cidr_blocks"]
	some range in items(attributes[name], array.concat(base, [name]))
}

items(list, path) := {item |
	some index, value in list
	item := {"path": array.concat(path, [index]), "value": value}
} if {
	is_array(list)
}

items(value, path) := {{"path": path, "value": value}} if values.is_unknown(value)

# METADATA
# description: |
#   "yes", "no" or "undetermined": whether a range is the whole internet, or half of it. The range of a network that is a
#   resource of its own is not.
everybody(value) := "yes" if {
	value in {"0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "::/1", "8000::/1"}
} else := "undetermined" if {
	values.is_unknown(value)
	not references.of_a_resource(value)
} else := "no"

# METADATA
# description: The ports of a rule as people write them.
ports(rule) := "every port and protocol" if {
	rule.protocol in {"-1", -1, "all"}
} else := concat(" ", [values.text(rule.protocol), values.text(rule.from_port)]) if {
	rule.from_port == rule.to_port
} else := concat("", [
	values.text(rule.protocol),
	" ",
	values.text(rule.from_port),
	" to ",
	values.text(rule.to_port),
])
