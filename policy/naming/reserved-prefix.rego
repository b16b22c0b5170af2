# METADATA
# title: No name begins like those AWS keeps for itself
# description: |
#   AWS keeps names such as aws/…, ssm…, xn--… or default.… for itself, and refuses them when the resource is made, which no
#   plan shows. What is reserved depends on the service and on no case.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
# custom:
#   severity: medium
#   message: "{attribute} is {value}, and AWS keeps names {reserved} for itself"
#   remediation: |
#     Begin the name with the product, as the function that makes names does.
#   example: |
#     new SsmParameter(this, 'table', { name: `/payments/${environment.suffix}/table`, type: 'String', value: table.name });
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
package rules.naming["reserved-prefix"]

import data.lib.naming
import data.lib.result
import data.lib.text
import data.lib.values

findings contains finding if {
	some one in naming.named
	one.row.reserved
	some finding in _verdict(one.row, one.resource, one.value)
}

_verdict(row, resource, value) := {result.fail(resource, [row.attribute], _params(row, value, taken))} if {
	taken := _taken(row.reserved, lower(text.of(value)))
} else := {result.undetermined(resource, [row.attribute], params, values.waits_for(value))} if {
	some taken in _possible(row.reserved, lower(text.of(value)))
	params := _params(row, value, taken)
}

_taken(reserved, name) := concat("", ["that begin with ", found[0]]) if {
	found := [start | some start in reserved.start; startswith(name, start)]
} else := concat("", ["that end in ", found[0]]) if {
	found := [end | some end in reserved.end; endswith(name, end)]
} else := concat("", ["with ", found[0], " in them"]) if {
	found := [part | some part in reserved.anywhere; contains(name, part)]
}

# at most one: what the first or the last hole may bring
_possible(reserved, name) := {concat("", ["that begin with ", found[0]])} if {
	contains(name, text.hole)
	found := [start | some start in reserved.start; startswith(start, split(name, text.hole)[0])]
} else := {concat("", ["that end in ", found[0]])} if {
	contains(name, text.hole)
	pieces := split(name, text.hole)
	found := [end | some end in reserved.end; endswith(end, pieces[count(pieces) - 1])]
} else := {concat("", ["with ", concat(" or ", reserved.anywhere), " in them"])} if {
	contains(name, text.hole)
}

_params(row, value, taken) := {"attribute": row.attribute, "value": values.text(value), "reserved": taken}
