# METADATA
# title: Every zone has its own way out
# description: |
#   One NAT gateway for three zones is lost with its zone, and with it every call to the outside from the other two. An environment that chose natMode single has
#   decided so, and an environment whose options are not known is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
# custom:
#   severity: high
#   message: "the network has {gateways} and subnets in {zones} zones, and its option natMode asks for one gateway a zone"
#   remediation: |
#     Make a NAT gateway in each zone, or choose natMode single for an environment nobody depends on.
#   example: |
#     new ThreeZoneVpc(this, 'Vpc', { cidr: '10.20.0.0/16', natMode: 'per-az' });
#   controls:
#     - PCI DSS 4.0.1 12.10.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_nat_gateway.subnet_id
#     - aws_subnet.availability_zone
package rules.availability["nat-per-zone"]

import data.lib.attributes
import data.lib.references
import data.lib.result

findings contains finding if {
	input.environment.options.natMode == "per-az"
	some vpc in input.resources.aws_vpc
	attributes.remains(vpc)
	gateways := _gateways(vpc)
	count(gateways) > 0
	some finding in _judge(vpc, gateways, _zones(vpc))
}

_judge(vpc, gateways, zones) := {result.fail(vpc, [], params)} if {
	count(gateways) < count(zones)
	params := {"gateways": _counted(gateways), "zones": count(zones)}
} else := {result.undetermined(vpc, [], params, _open)} if {
	count(_open) > 0
	params := {"gateways": _counted(gateways), "zones": count(zones)}
}

_open := references.open("aws_subnet", "vpc_id")

_zones(vpc) := {references.key(zone) |
	some key in references.from(vpc, "aws_subnet", "vpc_id")
	zone := _subnets[key].values.availability_zone
	zone != null
}

_gateways(vpc) := {gateway |
	some key in references.from(vpc, "aws_subnet", "vpc_id")
	some gateway in references.from(_subnets[key], "aws_nat_gateway", "subnet_id")
}

_subnets := {subnet.key: subnet | some subnet in input.resources.aws_subnet; attributes.remains(subnet)}

_counted(gateways) := "1 NAT gateway" if count(gateways) == 1

_counted(gateways) := concat(" ", [format_int(count(gateways), 10), "NAT gateways"]) if count(gateways) != 1
