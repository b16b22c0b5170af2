# METADATA
# title: What a destroy needs
# description: |
#   The judgement the destroyability rules share: an attribute of a type must have one of the values its row requires.
package lib.destroy

import data.lib.result
import data.lib.values

# METADATA
# description: |
#   Judges the resources of each type of a table {"<type>": [{"path", "required": [values], "default", "effect"}]}.
findings(table) := {finding |
	some type, rows in table
	some resource in input.resources[type]
	some attributes in judged(resource)
	some row in rows
	some leaf in values.leaves(attributes, row.path, row["default"])
	finding := verdict(resource, row, leaf)
}

# METADATA
# description: |
#   The attributes a destroy would meet: those of the state where the change deletes or replaces, and those there will be.
#   A forgotten resource is not destroyed.
judged(resource) := [resource.before] if {
	resource.action == "delete"
	is_object(resource.before)
}

judged(resource) := [resource.values, resource.before] if {
	resource.action == "replace"
	is_object(resource.before)
}

judged(resource) := [resource.values] if not removes(resource)

judged(resource) := [resource.values] if {
	resource.action == "replace"
	not is_object(object.get(resource, "before", null))
}

removes(resource) if resource.action in {"delete", "replace", "forget"}

# undefined where the value is right
verdict(resource, row, leaf) := found if {
	leaf.state == "unknown"
	found := result.undetermined(resource, leaf.path, params(row, leaf.path, "not known yet"), leaf.waits_for)
} else := result.fail(resource, leaf.path, params(row, leaf.path, shown(leaf))) if {
	not right(row, leaf.value)
}

# HCL takes "7" for 7 and "true" for true
right(row, value) if {
	some required in row.required
	values.text(required) == values.text(value)
}

params(row, path, value) := {
	"attribute": concat(".", [step | some step in path; is_string(step)]),
	"value": value,
	"required": concat(" or ", [values.text(required) | some required in row.required; required != ""]),
	"effect": row.effect,
}

shown(leaf) := values.text(leaf.value) if leaf.given

shown(leaf) := concat("", [values.text(leaf.value), " by default"]) if not leaf.given
