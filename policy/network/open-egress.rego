# METADATA
# title: What runs here may not call everywhere
# description: |
#   A function or a host that may open any connection to anywhere can carry data out as soon as somebody runs code on it. Going out to the whole internet
#   is allowed on one TCP port at a time, as for HTTPS of a payment provider; every port, or every protocol, is not.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: high
#   message: "{ports} may go out to {range}"
#   remediation: |
#     Allow the security group, the prefix list or the one port that is needed.
#   example: |
#     new VpcSecurityGroupEgressRule(this, 'ToProvider', {
#       securityGroupId: api.securityGroupId,
#       cidrIpv4: '0.0.0.0/0',
#       ipProtocol: 'tcp',
#       fromPort: 443,
#       toPort: 443,
#     });
#   controls:
#     - PCI DSS 4.0.1 1.3.2
#     - PCI DSS 4.0.1 1.4.4
#   stages: [synth, plan, state]
#   attributes:
#     - aws_security_group.egress
#     - aws_default_security_group.egress
#     - aws_security_group_rule.cidr_blocks
#     - aws_security_group_rule.ipv6_cidr_blocks
#     - aws_vpc_security_group_egress_rule.cidr_ipv4
#     - aws_vpc_security_group_egress_rule.cidr_ipv6
package rules.network["open-egress"]

import data.lib.firewall
import data.lib.result
import data.lib.values

findings contains finding if {
	some rule in firewall.rules
	not rule.direction == "ingress"
	not _one_port(rule)
	some range in rule.ranges
	some finding in _judge(rule, range)
}

_judge(rule, range) := {result.fail(rule.resource, range.path, _params(rule, range))} if {
	firewall.everybody(range.value) == "yes"
	rule.direction == "egress"
	not _open_ports(rule)
} else := {result.undetermined(rule.resource, range.path, _params(rule, range), waits)} if {
	firewall.everybody(range.value) != "no"
	open := [rule.direction, rule.protocol, rule.from_port, rule.to_port, range.value]
	waits := sort({reference | some value in open; some reference in values.waits_for(value)})
}

# ports that are not known yet may come to be one
_open_ports(rule) if {
	some value in [rule.protocol, rule.from_port, rule.to_port]
	values.is_unknown(value)
}

_one_port(rule) if {
	rule.protocol in {"tcp", "udp", "6", "17", 6, 17}
	rule.from_port == rule.to_port
	not values.is_unknown(rule.from_port)
}

_params(rule, range) := {"ports": firewall.ports(rule), "range": values.text(range.value)}
