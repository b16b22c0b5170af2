# METADATA
# title: A destroy leaves nothing behind
# description: |
#   With skip_destroy, retain_on_delete and the like a destroy succeeds and the resource stays, with its cost and its data,
#   and outside of every state. A destroy reads these attributes from the state, so a resource that is to be deleted or
#   replaced is judged by its values before the change.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: |
#     Set the attribute to the required value and apply that before the destroy. What has to be kept, such as audit logs,
#     is archived outside of the environment.
#   example: |
#     new CloudwatchLogGroup(this, 'logs', { name: naming.functionLogGroup(functionName), skipDestroy: false });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 9.4.7
#   stages: [synth, plan, state]
#   attributes: tables.destroyability.orphan
package rules.destroyability.orphan

import data.lib.destroy

findings := destroy.findings(data.tables.destroyability.orphan)
