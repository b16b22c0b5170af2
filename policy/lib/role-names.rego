# METADATA
# title: Names of roles in resource patterns
# description: |
#   Whether a resource of iam:PassRole or sts:AssumeRole names every role there is. A wildcard for the account or the
#   partition does not count.
package lib.role_names

import data.lib.values

# METADATA
# description: Whether a pattern names every role there is.
is_every(resource) if resource.wildcard == "all"

is_every(resource) if {
	name := _name(resource.pattern)
	name != ""
	trim(name, "*?/") == ""
}

# what follows role/; what follows a part nobody knows is the rest of a name
_name(pattern) := pieces[count(pieces) - 1] if {
	pieces := split(_last(values.parts(pattern)), "role/")
	count(pieces) > 1
}

_last(parts) := parts[count(parts) - 1]

# METADATA
# description: |
#   Whether a statement names an action by its own name or a pattern of a few; whoever allows every action of a service
#   is told so by iam/wildcard-action.
names(statement, step) if {
	step in statement.steps
	wide := [action | some action in statement.actions; action.wildcard in {"all", "service"}]
	count(wide) == 0
}

# METADATA
# description: Whether one of some condition keys holds a statement; keys that end in a slash stand for all below them.
held_by(statement, keys) if {
	some condition in statement.conditions
	lower(condition.operator) in data.tables["iam-escalation"].conditions.limiting_operators
	some key in keys
	_is_key(lower(condition.key), key)
	not "*" in condition.values
}

_is_key(given, key) if given == key

_is_key(given, key) if {
	endswith(key, "/")
	startswith(given, key)
}
