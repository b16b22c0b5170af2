# METADATA
# title: What serves customers lives in three zones
# description: |
#   Subnets of a function, a database, a load balancer or an endpoint are in three availability zones, so that the loss of one leaves two. Subnets are counted, and
#   where they are in the system their zones are.
# related_resources:
#   - https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html
# custom:
#   severity: high
#   message: "{attribute} has {count} and must have three: {effect}"
#   remediation: |
#     Give it one subnet of each of the three zones.
#   example: |
#     new DbSubnetGroup(this, 'Subnets', { name: naming.name('database'), subnetIds: network.databaseSubnetIds });
#   controls:
#     - PCI DSS 4.0.1 12.10.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_db_subnet_group.subnet_ids
#     - aws_lambda_function.vpc_config
#     - aws_elasticache_subnet_group.subnet_ids
#     - aws_redshift_subnet_group.subnet_ids
#     - aws_lb.subnets
#     - aws_autoscaling_group.vpc_zone_identifier
#     - aws_vpc_endpoint.subnet_ids
#     - aws_subnet.availability_zone
package rules.availability["three-zones"]

import data.lib.attributes
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some type, path in _lists
	some resource in input.resources[type]
	attributes.remains(resource)
	some leaf in values.leaves(resource.values, path, null)
	leaf.given
	some finding in _judge(resource, leaf)
}

_lists := {
	"aws_autoscaling_group": ["vpc_zone_identifier"],
	"aws_db_subnet_group": ["subnet_ids"],
	"aws_elasticache_subnet_group": ["subnet_ids"],
	"aws_lambda_function": ["vpc_config", "subnet_ids"],
	"aws_lb": ["subnets"],
	"aws_redshift_subnet_group": ["subnet_ids"],
	"aws_vpc_endpoint": ["subnet_ids"],
}

_judge(resource, leaf) := {result.undetermined(resource, leaf.path, params, leaf.waits_for)} if {
	leaf.state == "unknown"
	params := _params(leaf, "subnets that are not known yet")
} else := set() if {
	count(leaf.value) == 0
} else := {result.fail(resource, leaf.path, _params(leaf, _counted(_subnets(leaf), "subnet")))} if {
	count(_subnets(leaf)) < 3
} else := {result.fail(resource, leaf.path, _params(leaf, _counted(_zones(resource, leaf), "zone")))} if {
	count(_zones(resource, leaf)) < 3
	_all_in_system(resource, leaf)
}

_subnets(leaf) := {references.key(subnet) | some subnet in leaf.value}

_zones(resource, leaf) := {_zone_of[key] | some key in references.to(resource, _attribute(leaf))}

_zone_of := {subnet.key: references.key(zone) |
	some subnet in input.resources.aws_subnet
	some zone in [_first_given(subnet.values)]
}

_first_given(subnet) := subnet.availability_zone if {
	values.is_given(subnet, "availability_zone")
} else := subnet.availability_zone_id if {
	values.is_given(subnet, "availability_zone_id")
}

_all_in_system(resource, leaf) if {
	found := [key | some key in references.to(resource, _attribute(leaf)); _zone_of[key]]
	count(found) == count(_subnets(leaf))
}

_attribute(leaf) := concat(".", [step | some step in leaf.path; is_string(step)])

_counted(items, noun) := concat("", ["1 ", noun]) if count(items) == 1

_counted(items, noun) := concat("", [format_int(count(items), 10), " ", noun, "s"]) if count(items) != 1

_params(leaf, counted) := {
	"attribute": _attribute(leaf),
	"count": counted,
	"effect": "the loss of one zone leaves too little, or nothing",
}
