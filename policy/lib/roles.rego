# METADATA
# title: Roles and their policies
# description: |
#   Which role a resource uses, and what the policies of a role say, joined by references where ARNs are not known yet, and
#   by names and ARNs where they are. A resource is known by its place: its stack and its address without instance keys.
package lib.roles

import data.lib.values

# METADATA
# description: |
#   The places of the roles an attribute leads to: none where the role is in no evidence. It is given as a name, as an ARN
#   whose end is known, or as a reference.
places_of(value, stack) := places if {
	places := _by_name[_key(value)]
} else := places if {
	places := _by_name[_last_segment(value)]
} else := {place} if {
	place := _referred(value, stack)
	_roles[place]
} else := set()

# METADATA
# description: The statements of all policies of the role at a place, whatever their effect.
statements(place) := [input.iam.statements[index] | some owner in _owners[place]; some index in _statements[owner]]

# METADATA
# description: The parts of the policies of the role at a place that cannot be read yet.
unread(place) := {document | some owner in _owners[place]; some document in _unread[owner]}

# METADATA
# description: The names of the policies of AWS itself that the role at a place has.
managed(place) := {name |
	some arn in _arns[place]
	contains(_end(arn), ":aws:policy/")
	name := _last_segment(arn)
}

_place(resource) := _at(resource.stack, resource.address)

_at(stack, address) := concat("\n", [values.text(stack), _without_keys(address)])

_without_keys(address) := address if {
	not contains(address, "[")
} else := concat("", [piece | some part in split(address, "["); pieces := split(part, "]"); piece := pieces[count(pieces) - 1]])

_roles contains _place(role) if some role in input.resources.aws_iam_role

_by_name[_key(role.values.name)] contains _place(role) if some role in input.resources.aws_iam_role

# equal for names made of the same parts
_key(value) := value if is_string(value)

_key(value) := json.marshal(value) if values.is_unknown(value)

_last_segment(value) := segments[count(segments) - 1] if {
	segments := split(_end(value), "/")
	count(segments) > 1
}

# of an ARN whose account or partition is not known yet, the end is
_end(value) := parts[count(parts) - 1] if parts := values.parts(value)

# the one resource a reference such as "network: aws_iam_role.x.arn" reads from
_referred(value, stack) := _at(owner, address) if {
	[reference] := values.waits_for(value)
	[owner, path] := _split_stack(reference, stack)
	steps := split(path, ".")
	address := concat(".", array.slice(steps, 0, count(steps) - 1))
}

_split_stack(reference, stack) := [stack, reference] if not contains(reference, ": ")

_split_stack(reference, _) := split(reference, ": ") if contains(reference, ": ")

# role, policy and the stack whose names they use; lists, as the wasm hashes all of what is put into a set
_attachments := array.concat(
	[[attachment.values.role, attachment.values.policy_arn, attachment.stack] |
		some attachment in input.resources.aws_iam_role_policy_attachment
	],
	[[role, attachment.values.policy_arn, attachment.stack] |
		some attachment in input.resources.aws_iam_policy_attachment
		some role in attachment.values.roles
	],
)

_attached[place] contains [arn, stack] if {
	some [role, arn, stack] in _attachments
	some place in places_of(role, stack)
}

_attached[_place(role)] contains [arn, role.stack] if {
	some role in input.resources.aws_iam_role
	some arn in role.values.managed_policy_arns
}

_arns[place] contains arn if {
	some place, policies in _attached
	some [arn, _] in policies
}

# the resources that hold the policies of a role
_owners[place] contains place if some place in _roles

_owners[place] contains _place(policy) if {
	some policy in input.resources.aws_iam_role_policy
	some place in places_of(policy.values.role, policy.stack)
}

_owners[place] contains owner if {
	some place, policies in _attached
	some [arn, stack] in policies
	owner := _referred(arn, stack)
}

_owners[place] contains owner if {
	some place, arns in _arns
	some arn in arns
	some owner in _policies_by_name[_last_segment(arn)]
}

_policies_by_name[policy.values.name] contains _place(policy) if some policy in input.resources.aws_iam_policy

# by their indices: the wasm hashes whatever is put into a set, and a statement is large
_statements[_place(statement)] contains index if some index, statement in input.iam.statements

_unread[_place(document)] contains document if some document in input.iam.undetermined
