# METADATA
# title: Roles and their policies
# description: |
#   What the policies of the principals say that a resource runs as. TypeScript has joined them, across stacks, by
#   references, names and ARNs.
package lib.roles

# METADATA
# description: The principals a resource runs as, each with its policies; none where its role is in no evidence.
run_by(resource) := object.get(input.iam.runs, resource.key, [])

# METADATA
# description: The statements of all policies of a principal, whatever their effect.
statements(principal) := [input.iam.statements[index] |
	some policy in principal.policies
	some index in _statements[_place(policy)]
]

# METADATA
# description: The parts of the policies of a principal that cannot be read yet.
unread(principal) := [document |
	some policy in principal.policies
	some document in _unread[_place(policy)]
]

# METADATA
# description: The names of the policies of AWS itself that a principal has.
managed(principal) := {segments[count(segments) - 1] |
	some path in principal.managed
	segments := split(path, "/")
}

_place(resource) := json.marshal([resource.stack, resource.address])

# a role says in a policy of its own kind who may assume it, and that lets it do nothing
_of_identity(statement) if statement.kind != "trust"

# by their indices: the wasm hashes whatever is put into a set, and a statement is large
_statements[_place(statement)] contains index if {
	some index, statement in input.iam.statements
	_of_identity(statement)
}

# AWS refuses what is malformed and waits for nothing
_unread[_place(document)] contains document if {
	some document in input.iam.undetermined
	_of_identity(document)
	count(document.waits_for) > 0
}
