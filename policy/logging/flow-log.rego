# METADATA
# title: Every network writes a flow log
# description: |
#   Which address talked to which is written down for the whole VPC, accepted and rejected. Without it nobody can say afterwards what a host that was broken
#   into reached.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# custom:
#   severity: medium
#   message: "{problem}"
#   remediation: |
#     Add a flow log for the VPC with traffic type ALL.
#   example: |
#     new FlowLog(this, 'FlowLog', { vpcId: vpc.id, trafficType: 'ALL', logDestination: logGroup.arn, iamRoleArn: role.arn });
#   controls:
#     - PCI DSS 4.0.1 10.2.1
#     - PCI DSS 4.0.1 11.5.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_vpc.id
#     - aws_flow_log.vpc_id
#     - aws_flow_log.traffic_type
package rules.logging["flow-log"]

import data.lib.attributes
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some vpc in input.resources.aws_vpc
	attributes.remains(vpc)
	traffic := {_traffic[key] | some key in references.from(vpc, "aws_flow_log", "vpc_id")}
	some finding in _judge(vpc, traffic, _open)
}

_open := references.open("aws_flow_log", "vpc_id")

_judge(vpc, traffic, open) := set() if {
	"ALL" in traffic
} else := {result.undetermined(vpc, [], _no_log, waits)} if {
	waits := sort({reference | some reference in open} | {reference | some value in traffic; some reference in values.waits_for(value)})
	count(waits) > 0
} else := {result.fail(vpc, [], params)} if {
	some value in traffic
	params := {"problem": concat("", ["its flow log writes down ", values.text(value), " only, and must write down ALL"])}
} else := {result.fail(vpc, [], _no_log)}

_no_log := {"problem": "no flow log writes down who talked to whom in it"}

_traffic := {log.key: object.get(log.values, "traffic_type", null) |
	some log in input.resources.aws_flow_log
	attributes.remains(log)
}
