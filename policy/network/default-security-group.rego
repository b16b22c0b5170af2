# METADATA
# title: The default security group of a network is empty
# description: |
#   Whatever is made in a VPC without a security group gets the default one, which lets its members talk to each other and out to everywhere. It can not be
#   deleted, so it is taken over and emptied, and nobody is in it by mistake.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# custom:
#   severity: medium
#   message: "{problem}"
#   remediation: |
#     Take over the default group of the VPC with a DefaultSecurityGroup without rules.
#   example: |
#     new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id });
#   controls:
#     - PCI DSS 4.0.1 1.2.1
#     - PCI DSS 4.0.1 1.3.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_vpc.id
#     - aws_default_security_group.vpc_id
#     - aws_default_security_group.ingress
#     - aws_default_security_group.egress
package rules.network["default-security-group"]

import data.lib.attributes
import data.lib.references
import data.lib.result
import data.lib.values

findings contains result.fail(group, [direction], {"problem": concat("", [direction, " has rules, and must have none"])}) if {
	some group in input.resources.aws_default_security_group
	attributes.remains(group)
	some direction in ["ingress", "egress"]
	count(values.blocks(group.values, direction, [])) > 0
}

findings contains finding if {
	some vpc in input.resources.aws_vpc
	attributes.remains(vpc)
	count(references.from(vpc, "aws_default_security_group", "vpc_id")) == 0
	some finding in _not_taken_over(vpc)
}

_not_taken_over(vpc) := {result.fail(vpc, [], _nobody)} if count(_open) == 0

_not_taken_over(vpc) := {result.undetermined(vpc, [], _nobody, _open)} if count(_open) > 0

_open := references.open("aws_default_security_group", "vpc_id")

_nobody := {"problem": "nobody has taken over its default security group, which lets its members talk to each other and to everywhere"}
