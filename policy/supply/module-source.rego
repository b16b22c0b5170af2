# METADATA
# title: Modules come from this repository
# description: |
#   A module from a registry, from git or from an archive is code that nobody reviewed here and that may be another one
#   tomorrow: terraform downloads it at init. A module beside the configuration is fine, but at synth the gate sees its
#   call only, so its resources wait for the plan.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/security.html
# custom:
#   severity: critical
#   message: "the module is taken from {source}, {problem}"
#   remediation: |
#     Write a construct, or copy the module into the repository after it was reviewed, and refer to it by a path that
#     begins with ./ or ../.
#   example: |
#     new ThreeZoneVpc(this, 'Vpc', { cidr: environment.options.vpcCidr });
#   controls:
#     - PCI DSS 4.0.1 6.3.2
#     - PCI DSS 4.0.1 6.2.3
#   stages: [synth, plan]
#   attributes: [module.source]
#   waivable: false
package rules.supply["module-source"]

import data.lib.result
import data.lib.values

findings contains result.fail(module, ["source"], params) if {
	some configuration in input.configurations
	some module in configuration.modules
	not _local(module)
	params := {
		"source": values.text(object.get(module.values, "source", null)),
		"problem": "which is not in this repository",
	}
}

# whoever can write an expression could hide a source in it, so only what is seen to be local counts as local
findings contains result.undetermined(module, ["source"], params, [module.address]) if {
	input.stage == "synth"
	some configuration in input.configurations
	some module in configuration.modules
	_local(module)
	params := {
		"source": module.values.source,
		"problem": "and its resources are seen by the plan only",
	}
}

_local(module) if {
	some prefix in data.tables.supply.local_module_prefixes
	startswith(module.values.source, prefix)
}
