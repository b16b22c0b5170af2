# METADATA
# title: Names of resources
# description: |
#   Where a resource has its name, as the naming table says, and whether it was given or invented. The naming rules share it.
package lib.naming

import data.lib.values

# METADATA
# description: The rows of the types that have a name, and that the input has resources of.
rows[type] := row if {
	some type, _ in input.resources
	row := data.tables.naming.types[type]
	row.by == "name"
}

# METADATA
# description: The resources that will be there after the change, by type.
lasting[type] := [resource |
	some resource in resources
	resource.action != "delete"
	resource.action != "forget"
] if {
	some type, resources in input.resources
}

# METADATA
# description: |
#   The lasting resources that were given a name: {"type", "row", "resource", "value"}. Made once for all rules about names.
named := [{"type": type, "row": row, "resource": resource, "value": value} |
	some type, row in rows
	some resource in lasting[type]
	value := given(row, resource)
]

# METADATA
# description: Whether this is the system of an account itself, whose resources exist once and carry no suffix.
account_wide if input.environment.scope == "account"

# METADATA
# description: The suffix of the environment; undefined where there is none.
own_suffix := input.environment.suffix if is_string(input.environment.suffix)

# METADATA
# description: |
#   The name somebody chose. Undefined where Terraform or AWS invented it: after a prefix, or as a whole, which a plan
#   shows as not known and a state as a text.
given(row, resource) := name if {
	name := resource.values[row.attribute]
	is_string(name)
	name != ""
	not startswith(name, "terraform-")
	not values.is_given(resource.values, row.prefix)
} else := resource.values[row.attribute] if {
	values.is_given(resource.values, row.attribute)
	resource.values[row.attribute] != ""
	not invented(row, resource.values)
}

# METADATA
# description: |
#   Whether a name was made from a prefix, or from nothing. A plan shows an invented name as unknown beside its prefix, a
#   state shows both, and an empty prefix where there is none.
invented(row, attributes) if {
	_literal_prefix(row, attributes)
	values.is_unknown(attributes[row.attribute])
}

invented(row, attributes) if startswith(attributes[row.attribute], _literal_prefix(row, attributes))

# what terraform calls a resource nobody named: "terraform-", a time and a counter, in 26 characters
invented(row, attributes) if {
	row.prefix
	startswith(attributes[row.attribute], "terraform-")
	count(attributes[row.attribute]) == 36
	trim_left(trim_prefix(attributes[row.attribute], "terraform-"), "0123456789abcdef") == ""
}

_literal_prefix(row, attributes) := attributes[row.prefix] if {
	is_string(attributes[row.prefix])
	attributes[row.prefix] != ""
}

# METADATA
# description: Whether AWS has fixed a name, as default or $default.
fixed(row, value) if value in row.fixed
