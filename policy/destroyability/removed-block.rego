# METADATA
# title: Nothing is forgotten instead of destroyed
# description: |
#   A removed block with destroy = false, and the action forget of a plan, take a resource out of the state and leave it in
#   the account: from then on nobody pays attention to it, and nobody destroys it.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: high
#   message: "the resource is {effect}, and must be destroyed or kept"
#   remediation: |
#     Delete the resource from the configuration to have it destroyed, or use a moved block where it only has another
#     address. A resource that another stack takes over is imported there first.
#   example: |
#     exportsBucket.moveFromId('aws_s3_bucket.exports');
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan]
#   attributes: ["*"]
package rules.destroyability["removed-block"]

import data.lib.result
import data.lib.values

findings contains finding if {
	some configuration in input.configurations
	some removed in configuration.removed
	some leaf in values.leaves(removed.values, ["lifecycle", "destroy"], true)
	some finding in _verdict(removed, leaf)
}

findings contains result.fail(resource, _place, {"effect": "forgotten by the plan"}) if {
	some resources in input.resources
	some resource in resources
	resource.action == "forget"
}

_verdict(removed, leaf) := {result.fail(removed, _place, {"effect": "removed with destroy = false"})} if {
	values.plain(leaf.value) == false
}

_verdict(removed, leaf) := {result.undetermined(removed, _place, {"effect": "perhaps only forgotten"}, leaf.waits_for)} if {
	leaf.state == "unknown"
}

_place := ["lifecycle", "destroy"]
