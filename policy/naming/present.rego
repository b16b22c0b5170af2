# METADATA
# title: Every name is given, and none is invented
# description: |
#   A name that is left out, or given as a prefix, is made up by Terraform or AWS: another one each time, that nobody can
#   find, and without the suffix of its environment. A prefix is accepted where it ends in the suffix, since the resource can
#   then still be told from that of another environment.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: high
#   message: "{attribute} is {value}, so the name is invented; it {expected}"
#   remediation: |
#     Give the name, taken from the one function that makes names, and remove the prefix.
#   example: |
#     new IamRole(this, 'api', { name: `api-${environment.suffix}`, assumeRolePolicy });
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
#   needs: [suffix]
package rules.naming.present

import data.lib.naming
import data.lib.result
import data.lib.suffix
import data.lib.text
import data.lib.values

findings contains finding if {
	not naming.account_wide
	some type, row in naming.rows
	some resource in naming.lasting[type]
	not naming.given(row, resource)
	some finding in _verdict(row, resource)
}

_verdict(row, resource) := _prefix_verdict(row, resource, prefix) if {
	prefix := _prefix(row, resource)
} else := {result.fail(resource, [row.attribute], _params(row, row.attribute, "not set"))}

_prefix(row, resource) := prefix if {
	values.is_given(resource.values, row.prefix)
	prefix := resource.values[row.prefix]
	prefix != ""
}

_prefix_verdict(row, resource, prefix) := {result.fail(resource, [row.prefix], _params(row, row.prefix, values.text(prefix)))} if {
	_carried(row, prefix) == "no"
} else := {result.undetermined(resource, [row.prefix], _params(row, row.prefix, values.text(prefix)), waits_for)} if {
	_carried(row, prefix) == "undetermined"
	waits_for := values.waits_for(prefix)
} else := set()

# what is invented comes after a prefix, so it may end in a separator and has no tail
_carried(row, prefix) := suffix.carried({"style": row.style}, trim_right(text.of(prefix), "-_/"), naming.own_suffix)

_params(row, attribute, value) := {
	"attribute": attribute,
	"value": value,
	"expected": suffix.expectation(row, naming.own_suffix),
}
