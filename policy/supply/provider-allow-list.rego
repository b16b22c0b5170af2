# METADATA
# title: Only providers that somebody has looked at are installed
# description: |
#   A provider is a program that terraform downloads and runs with the credentials of the run, already at init and plan.
#   Whatever asks for one counts: required_providers, a provider block, and a resource whose type implies it. At plan and
#   state the providers that were used count as well. The list is data; its rows say why each of them may run.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/security.html
# custom:
#   severity: critical
#   message: "the provider {provider}, wanted by {used_by}, is none of those that may run"
#   remediation: |
#     Do without the provider. If it is needed, have its source and its releases looked at, and add it to
#     policy/tables/supply/data.json with the reason, in a change of its own.
#   example: |
#     new AwsProvider(this, 'Aws', { region: environment.region });
#   controls:
#     - PCI DSS 4.0.1 6.3.2
#     - PCI DSS 4.0.1 6.5.1
#   stages: [synth, plan, state]
#   attributes: [terraform.required_providers]
#   waivable: false
package rules.supply["provider-allow-list"]

import data.lib.result

findings contains result.fail(used, ["source"], params) if {
	some configuration in input.configurations
	some used in configuration.sources
	source := used.values.source
	not data.tables.supply.providers[source]
	params := {"provider": source, "used_by": used.values.used_by}
}
