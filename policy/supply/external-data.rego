# METADATA
# title: A plan runs no programs and asks no hosts
# description: |
#   Some data sources run a program, read files of the machine or talk to hosts other than AWS while terraform plans: with
#   the credentials of the plan, before anybody has reviewed anything. That is how a pull request takes secrets away.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/security.html
# custom:
#   severity: critical
#   message: "the data source {type} {effect}"
#   remediation: |
#     Write the value down where it is known, in stacks/environments.json, or let a resource or an AWS data source bring it.
#   example: |
#     new DataAwsCallerIdentity(this, 'caller');
#   controls:
#     - PCI DSS 4.0.1 6.5.1
#     - PCI DSS 4.0.1 7.2.1
#   stages: [synth, plan, state]
#   attributes: [data.external, data.http, data.aws_lambda_invocation]
#   waivable: false
package rules.supply["external-data"]

import data.lib.result

findings contains result.fail(source, [], {"type": type, "effect": effect}) if {
	some type, effect in data.tables.supply.data_sources
	some source in input.data[type]
}
