# METADATA
# title: What attributes must be
# description: |
#   The judgement that rules about single attributes share. A table has rows by resource type:
#   {"path", "must", "default", "effect"} and perhaps "when", "unless_given", "absent" (the value where the block
#   itself is left out) and "if_block" (only blocks that are there are judged). `must` is one of
#   {"be": [values]}, {"include": [values]}, {"be_at_least": number} and {"be_given": true}, which may have
#   "not_begin_with": [texts] beside it. `when` is {"path", "be", "default"}: the row is about nothing else.
package lib.attributes

import data.lib.result
import data.lib.values

# METADATA
# description: Judges the resources of each type of a table; what a change deletes or forgets is not there to be judged.
findings(table) := {finding |
	some type, rows in table
	some resource in input.resources[type]
	remains(resource)
	some row in rows
	some leaf in leaves(resource.values, row)
	some finding in verdict(resource, row, leaf)
}

# METADATA
# description: Whether a resource is there after the change.
remains(resource) if {
	resource.action != "delete"
	resource.action != "forget"
}

# a block that is left out counts as one that leaves the attribute out, unless the row is about blocks that are there
leaves(attributes, row) := found if {
	found := values.leaves(attributes, row.path, fallback(row))
	count(found) > 0
} else := values.leaves({}, [row.path[0]], object.get(row, "absent", fallback(row))) if {
	not row.if_block
}

fallback(row) := object.get(row, "default", null)

verdict(resource, row, leaf) := {result.fail(resource, leaf.path, params(row, shown(leaf)))} if {
	holds(row, leaf) == "no"
	applies(row, resource.values) == "yes"
} else := {result.undetermined(resource, leaf.path, params(row, "not known yet"), waits)} if {
	holds(row, leaf) != "yes"
	applies(row, resource.values) != "no"
	waits := sort(waiting(row, leaf, resource.values))
}

waiting(_, leaf, _) := leaf.waits_for

# of what is known an item may be open, or what the row asks for before it is about the resource
waiting(row, leaf, attributes) := of_items | of_condition if {
	leaf.state == "known"
	of_items := {reference | some item in leaf.value; some reference in values.waits_for(item)}
	of_condition := {reference | some reference in values.waits_for(value_of_condition(row, attributes))}
}

# METADATA
# description: |
#   "yes", "no" or "undetermined": whether a row is about a resource with these attributes.
applies(row, attributes) := "no" if {
	some name in row.unless_given
	values.is_given(attributes, name)
} else := "yes" if {
	not row.when
} else := "undetermined" if {
	values.is_unknown(value_of_condition(row, attributes))
} else := "yes" if {
	values.plain(value_of_condition(row, attributes)) in row.when.be
} else := "no"

value_of_condition(row, attributes) := attributes[row.when.path[0]] if {
	values.is_given(attributes, row.when.path[0])
} else := object.get(row.when, "default", null)

# METADATA
# description: |
#   "yes", "no" or "undetermined": whether a leaf is as a row demands.
holds(row, leaf) := "undetermined" if {
	leaf.state == "unknown"
	not row.must.be_given
} else := "no" if {
	some start in row.must.not_begin_with
	startswith(first_text(leaf), start)
} else := "yes" if {
	leaf.state == "unknown"
} else := "yes" if {
	values.plain(leaf.value) in row.must.be
} else := "yes" if {
	row.must.be_given
	not leaf.value in {null, ""}
	leaf.value != []
} else := "yes" if {
	to_number(leaf.value) >= row.must.be_at_least
} else := included(row, leaf) if {
	row.must.include
} else := "no"

first_text(leaf) := leaf.parts[0]

first_text(leaf) := leaf.value

included(row, leaf) := "no" if {
	not is_array(leaf.value)
} else := "yes" if {
	missing := {wanted | some wanted in row.must.include; not wanted in leaf.value}
	count(missing) == 0
} else := "undetermined" if {
	some item in leaf.value
	values.is_unknown(item)
}

params(row, value) := {
	"attribute": concat(".", row.path),
	"value": value,
	"required": required(row.must),
	"effect": row.effect,
}

required(must) := concat(" or ", [values.text(value) | some value in must.be]) if must.be

required(must) := concat("", ["a list with ", concat(" and ", must.include)])

required(must) := concat("", [values.text(must.be_at_least), " or more"])

required(must) := "given" if {
	must.be_given
	not must.not_begin_with
}

required(must) := concat("", ["given and none that begins with ", concat(" or ", must.not_begin_with)])

shown(leaf) := values.text(leaf.value) if leaf.given

shown(leaf) := "not set" if leaf.value == null

shown(leaf) := concat("", [values.text(leaf.value), " by default"]) if {
	not leaf.given
	leaf.value != null
}
