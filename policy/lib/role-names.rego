# METADATA
# title: Names of roles in resource patterns
# description: |
#   How much of the roles there are a resource of iam:PassRole or sts:AssumeRole names. A wildcard for the account or the
#   partition does not count.
package lib.role_names

import data.lib.values

# METADATA
# description: "\"all\" where a pattern names every role, \"some\" where its name has a wildcard, else \"one\"."
width(resource) := "one" if resource.wildcard == "none"

width(resource) := "all" if resource.wildcard == "all"

width(resource) := _of_name(_name(resource.pattern)) if resource.wildcard == "partial"

_of_name(name) := "all" if {
	trim(name, "*?/") == ""
	name != ""
} else := "some" if {
	contains(name, "*")
} else := "some" if {
	contains(name, "?")
} else := "one"

# what follows role/; what follows a part nobody knows is the rest of a name
_name(pattern) := pieces[count(pieces) - 1] if {
	end := _last(values.parts(pattern))
	pieces := split(end, "role/")
	_begins(pattern, pieces)
} else := "…*"

_begins(pattern, _) if is_string(pattern)

_begins(_, pieces) if count(pieces) > 1

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
