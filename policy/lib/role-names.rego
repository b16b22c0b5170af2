# METADATA
# title: Names of roles in resource patterns
# description: |
#   Whether a resource of iam:PassRole or sts:AssumeRole names every role there is. A wildcard for the account or the
#   partition does not count.
package lib.role_names

import data.lib.text

# METADATA
# description: |
#   Whether a pattern names every role there is: "*", what has every role and more in it (arn:aws:iam::123456789012:*), and
#   what every name fits (role/*, r*, *role/?*). A path of its own, as in role/aws-service-role/*, is not every role.
is_every(resource) if {
	resource.wildcard == "all"
	may_be_role(resource)
}

is_every(resource) if {
	fields := split(text.of(resource.pattern), ":")
	count(fields) == 6
	may_be_role(resource)
	_fits_every_name(fields[5])
}

# what begins with a part nobody knows, such as that before :role/*, or with a wildcard
is_every(resource) if {
	pattern := text.of(resource.pattern)
	count(split(pattern, ":")) < 6
	_fits_every_name(trim_prefix(pattern, split(pattern, "role/")[0]))
}

# METADATA
# description: |
#   Whether a resource can be a role at all: an ARN of another service that stands in the same statement cannot.
may_be_role(resource) if {
	fields := split(text.of(resource.pattern), ":")
	startswith("iam", text.before_wildcard(array.concat(fields, ["", ""])[2]))
}

_fits_every_name(name) if {
	beginning := text.before_wildcard(name)
	beginning != name
	startswith("role/", beginning)
	trim(replace(substring(name, count(beginning), -1), "role/", ""), "*?/") == ""
}

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
