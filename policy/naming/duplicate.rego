# METADATA
# title: No two resources of one type have the same name
# description: |
#   Within an account and region, or within the parent the name belongs to, AWS takes a name once: the second resource of that
#   name fails to be made, or silently becomes the first. That goes for resources of different stacks, too. Types of which AWS
#   takes the same name any number of times are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: high
#   message: "{attribute} is {value}, which {how} the name of {others} as well"
#   remediation: |
#     Give each resource a noun of its own.
#   example: |
#     new SqsQueue(this, 'refunds', { name: naming.name('refunds') });
#   controls:
#     - PCI DSS 4.0.1 6.5.1
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
package rules.naming.duplicate

import data.lib.naming
import data.lib.result
import data.lib.text
import data.lib.values

findings contains result.fail(resource, [row.attribute], _params(row, value, "is", others)) if {
	some [row, resource, value, space] in _named
	not values.is_unknown(value)
	others := _others(resource, _holders[_id(space, value)])
	count(others) > 0
}

# a name with a hole may turn out to be any of those that fit
findings contains result.undetermined(resource, [row.attribute], params, values.waits_for(value)) if {
	some [row, resource, value, space] in _named
	values.is_unknown(value)
	others := {other |
		some name in _names[space]
		text.may_equal(name, text.of(value))
		some other in _others(resource, _holders[_id_of_text(space, name)])
	}
	count(others) > 0
	params := _params(row, value, "may turn out to be", others)
}

# a list: the wasm hashes all of what is put into a set
_named := [[row, resource, value, space] |
	some type, row in naming.rows
	not row.repeatable
	some resource in naming.lasting(type)
	value := naming.given(row, resource)
	not naming.fixed(row, value)
	space := _space(type, row, resource)
]

# where a name is unique: type, provider configuration (which stands for account and region) and parents
_space(type, row, resource) := json.marshal([
	type,
	object.get(resource.values, "provider", "aws"),
	[object.get(resource.values, parent, null) | some parent in object.get(row, "within", [])],
])

_holders[_id(space, value)] contains [resource.stack, resource.address] if some [_, resource, value, space] in _named

_names[space] contains text.of(value) if some [_, _, value, space] in _named

_id(space, value) := _id_of_text(space, text.of(value))

_id_of_text(space, name) := concat("\n", [space, name])

_others(resource, holders) := {address |
	some [stack, address] in holders
	[stack, address] != [resource.stack, resource.address]
}

_params(row, value, how, others) := {
	"attribute": row.attribute,
	"value": values.text(value),
	"how": how,
	"others": sort([other | some other in others]),
}
