# METADATA
# title: What has no name carries the suffix in its Name tag
# description: |
#   A VPC, a subnet, a key or a certificate has no name of its own. It is found, and told from that of another environment, by
#   its Name tag, which ends in the suffix. Tags that the provider adds by default count.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: medium
#   message: "the tag Name is {value} and {expected}"
#   remediation: |
#     Let the tags aspect set the Name, which makes it of the construct path and the suffix.
#   example: |
#     Aspects.of(stack).add(new Tags(environment, naming));
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
#   needs: [suffix]
package rules.naming["name-tag"]

import data.lib.naming
import data.lib.result
import data.lib.suffix
import data.lib.tags
import data.lib.text
import data.lib.values

findings contains finding if {
	not naming.account_wide
	some type, _ in input.resources
	data.tables.naming.types[type].by == "tag"
	some resource in naming.lasting[type]
	some finding in _verdict(resource, tags.leaf(resource, "Name"))
}

_verdict(resource, leaf) := {result.undetermined(resource, leaf.path, _params("not known yet"), leaf.waits_for)} if {
	leaf.state == "unknown"
} else := {result.fail(resource, leaf.path, _params("not set"))} if {
	leaf.state == "absent"
} else := {result.fail(resource, leaf.path, _params(values.text(leaf.value)))} if {
	_carried(leaf.value) == "no"
} else := {result.undetermined(resource, leaf.path, _params(values.text(leaf.value)), values.waits_for(leaf.value))} if {
	_carried(leaf.value) == "undetermined"
}

_carried(value) := suffix.carried(_row, text.of(value), naming.own_suffix)

_row := {"style": "tag"}

_params(value) := {"value": value, "expected": suffix.expectation(_row, naming.own_suffix)}
