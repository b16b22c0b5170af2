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

findings contains result.fail(one.resource, [one.row.attribute], _params(one, "is", others)) if {
	some one in _named
	not values.is_unknown(one.value)
	others := _others(one.resource, _holders[one.id])
	count(others) > 0
}

# a name with a hole may turn out to be any of those that fit
findings contains result.undetermined(one.resource, [one.row.attribute], params, values.waits_for(one.value)) if {
	some one in _open
	others := {other |
		some keys in _keys[one.space][one.text]
		some name in _meeting[one.space][keys.asked]
		text.may_equal(name, one.text)
		some other in _others(one.resource, _holders[_in_space(one.space, name)])
	}
	count(others) > 0
	params := _params(one, "may turn out to be", others)
}

# so many others are told, or the same name a thousand times over would be told a million times
_most_told := 5

# those that are told, the resource itself, and one that shows that there are more
_most_looked_at := _most_told + 2

# a list: the wasm hashes all of what is put into a set; where a name is unique takes long to find out, and few are shared
_named := [object.union(named, {"space": space, "text": known, "id": _in_space(space, known)}) |
	some named in naming.named
	not named.row.repeatable
	_may_be_shared(named)
	not naming.fixed(named.row, named.value)
	space := _space(named.type, named.row, named.resource)
	known := text.of(named.value)
]

_may_be_shared(named) if count(_indices[named.type][named.value]) > 1

_may_be_shared(named) if _open_types[named.type]

_indices[named.type][named.value] contains index if some index, named in naming.named

_open_types contains named.type if {
	some named in naming.named
	values.is_unknown(named.value)
}

# where a name is unique: type, provider configuration (which stands for account and region) and parents
_space(type, row, resource) := json.marshal([
	type,
	object.get(resource.values, "provider", "aws"),
	[object.get(resource.values, parent, null) | some parent in object.get(row, "within", [])],
])

_all_holders[one.id] contains [one.resource.stack, one.resource.address] if some one in _named

_holders[id] := array.slice(sort(holders), 0, _most_looked_at) if some id, holders in _all_holders

_open := [one | some one in _named; values.is_unknown(one.value)]

_open_shapes[one.space] contains text.shape(one.text) if some one in _open

_shapes[one.space] contains text.shape(one.text) if {
	some one in _named
	_open_shapes[one.space]
}

# the names of each space by all keys a name with a hole may ask for
_all_meeting[space][keys.kept] contains [0 - count(name), name] if {
	some space, names in _keys
	some name, meetings in names
	some keys in meetings
}

# the longest first: of those of one key a shorter one alone may have too little room
_meeting[space][key] := [name | some [_, name] in array.slice(sort(names), 0, _most_looked_at)] if {
	some space, keys in _all_meeting
	some key, names in keys
}

_keys[one.space][one.text] := [text.meeting_keys(one.text, meeting) |
	some meeting in _meetings[one.space][text.shape(one.text)]
] if some one in _named

_meetings[space][own][other] := text.meeting(own, other) if {
	some space, shapes in _shapes
	some own in shapes
	some other in shapes
}

_in_space(space, name) := concat("\n", [space, name])

_others(resource, holders) := {address |
	some [stack, address] in holders
	[stack, address] != [resource.stack, resource.address]
}

_params(one, how, others) := {
	"attribute": one.row.attribute,
	"value": values.text(one.value),
	"how": how,
	"others": _told(sort(others)),
}

_told(others) := others if {
	count(others) <= _most_told
} else := array.concat(array.slice(others, 0, _most_told), ["and more"])
