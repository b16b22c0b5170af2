# METADATA
# title: Statements of IAM policies
# description: |
#   What the IAM rules share about the statements in input.iam, which TypeScript has parsed and expanded.
package lib.iam

import data.lib.result
import data.lib.values

# METADATA
# description: |
#   The statements that allow something, and those of which nobody knows yet whether they do. A list, as are those below:
#   the wasm hashes all of what is put into a set.
granting := [statement |
	some statement in input.iam.statements
	statement.effect != "Deny"
]

# METADATA
# description: |
#   A finding about a granting statement: it fails where the effect is Allow, and waits for the effect where that is not
#   known.
against(statement, path, params) := result.fail(statement, path, params) if not values.is_unknown(statement.effect)

against(statement, path, params) := result.undetermined(statement, path, params, waits_for) if {
	values.is_unknown(statement.effect)
	waits_for := values.waits_for(statement.effect)
}

# METADATA
# description: The path of a list of a statement, which is that of its first item without the index.
list_path(items) := array.slice(items[0].path, 0, count(items[0].path) - 1) if is_number(last(items[0].path))

list_path(items) := items[0].path if not is_number(last(items[0].path))

last(path) := path[count(path) - 1]

# METADATA
# description: |
#   Whether the principals of a statement are an account itself and nothing else: "yes", "no" or "undetermined".
account_root(statement) := "no" if {
	count(statement.principals) == 0
} else := "no" if {
	some principal in statement.principals
	root(principal) == "no"
} else := "undetermined" if {
	some principal in statement.principals
	root(principal) == "undetermined"
} else := "yes"

root(principal) := "no" if {
	principal.type != "AWS"
} else := "yes" if {
	endswith(last(values.parts(principal.value)), ":root")
} else := "yes" if {
	count(principal.value) == 12
	to_number(principal.value)
} else := "undetermined" if {
	last(values.parts(principal.value)) == null
} else := "no"

# METADATA
# description: The documents nobody can read yet, each a finding that cannot be decided.
unread(params) := [finding |
	some document in input.iam.undetermined
	finding := result.undetermined(document, document.path, params, document.waits_for)
]

# METADATA
# description: Those of the documents nobody can read yet that are of some kinds, such as "trust".
unread_of(kinds, params) := [finding |
	some document in input.iam.undetermined
	document.kind in kinds
	finding := result.undetermined(document, document.path, params, document.waits_for)
]
