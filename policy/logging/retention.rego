# METADATA
# title: Logs are kept for a year, and not for ever
# description: |
#   A log group without a retention keeps everything for ever; what is kept less than twelve months is not there when it is asked for. An environment that comes and
#   goes with a branch may keep its logs for less.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   severity: low
#   message: "retention_in_days is {value} and must be {required}"
#   remediation: |
#     Set the retention: 400 is the first value CloudWatch knows beyond twelve months.
#   example: |
#     new CloudwatchLogGroup(this, 'LogGroup', { name, retentionInDays: 400 });
#   controls:
#     - PCI DSS 4.0.1 10.5.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_cloudwatch_log_group.retention_in_days
package rules.logging.retention

import data.lib.attributes
import data.lib.result
import data.lib.values

findings contains finding if {
	some group in input.resources.aws_cloudwatch_log_group
	attributes.remains(group)
	some leaf in values.leaves(group.values, ["retention_in_days"], 0)
	some finding in _judge(group, leaf)
}

_judge(group, leaf) := {result.undetermined(group, leaf.path, _params("not known yet"), leaf.waits_for)} if {
	leaf.state == "unknown"
} else := set() if {
	to_number(leaf.value) >= _least
} else := {result.fail(group, leaf.path, _params(_shown(leaf.value)))}

_least := 1 if {
	input.environment.ephemeral == true
} else := 365

_shown(value) := "never" if {
	to_number(value) == 0
} else := concat(" ", [values.text(value), "days"])

_params(value) := {"value": value, "required": _required}

_required := "1 day or more" if {
	_least == 1
} else := "365 days or more"
