# METADATA
# title: Somebody has decided where every type carries the suffix
# description: |
#   The naming table says of each resource type of the provider whether it has a name, carries a Name tag or neither. A type
#   that is in no list was added to the provider later, or does not exist in its pinned version: until somebody has decided,
#   no naming rule can judge it.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: medium
#   message: "the type {type} is in no table of names, so nobody has decided where it carries the suffix"
#   remediation: |
#     After an upgrade of the provider run npm run policy:tables, and look at what it says of the new types. A type that the
#     pinned provider does not have must go.
#   example: |
#     npm run policy:tables
#   controls:
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan, state]
#   attributes:
#     - "*"
package rules.naming["unclassified-type"]

import data.lib.result

findings contains result.fail(resource, [], {"type": type}) if {
	some type, resources in input.resources
	startswith(type, "aws_")
	not data.tables.naming.types[type]
	some resource in resources
	not resource.action in {"delete", "forget"}
}
