# METADATA
# title: Nothing but web ports is open to the internet
# description: |
#   A rule that lets the whole internet in opens whatever listens behind it, now and later. Only HTTP and HTTPS of something that is meant to be
#   public may be; even that is said, since a platform behind API Gateway has no need of it. A range of a network that is a resource is not the internet.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: critical
#   message: "{ports} is open to {range}"
#   remediation: |
#     Name the security group that may come in, or the range of a known network.
#   example: |
#     new VpcSecurityGroupIngressRule(this, 'FromApi', {
#       securityGroupId: database.securityGroupId,
#       referencedSecurityGroupId: api.securityGroupId,
#       ipProtocol: 'tcp',
#       fromPort: 3306,
#       toPort: 3306,
#     });
#   controls:
#     - PCI DSS 4.0.1 1.3.1
#     - PCI DSS 4.0.1 1.4.2
#   stages: [synth, plan, state]
#   attributes:
#     - aws_security_group.ingress
#     - aws_default_security_group.ingress
#     - aws_security_group_rule.cidr_blocks
#     - aws_security_group_rule.ipv6_cidr_blocks
#     - aws_vpc_security_group_ingress_rule.cidr_ipv4
#     - aws_vpc_security_group_ingress_rule.cidr_ipv6
package rules.network["public-ingress"]

import data.lib.firewall
import data.lib.result
import data.lib.values

findings contains finding if {
	some rule in firewall.rules
	not rule.direction == "egress"
	some range in rule.ranges
	some finding in _judge(rule, range)
}

_judge(rule, range) := {result.warn(rule.resource, range.path, _params(rule, range))} if {
	firewall.everybody(range.value) == "yes"
	_web(rule)
} else := {result.fail(rule.resource, range.path, _params(rule, range))} if {
	firewall.everybody(range.value) == "yes"
	rule.direction == "ingress"
} else := {result.undetermined(rule.resource, range.path, _params(rule, range), waits)} if {
	firewall.everybody(range.value) != "no"
	waits := array.concat(values.waits_for(range.value), values.waits_for(rule.direction))
}

_web(rule) if {
	rule.direction == "ingress"
	rule.protocol in {"tcp", "6", 6}
	rule.from_port in {80, 443, "80", "443"}
	rule.from_port == rule.to_port
}

_params(rule, range) := {"ports": firewall.ports(rule), "range": values.text(range.value)}
