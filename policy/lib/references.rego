# METADATA
# title: References between resources
# description: |
#   Who names whom. TypeScript has followed every reference and matched every id and ARN; input.links has the places where a
#   resource is named, by its key, and each resource has in `names` what it names itself.
package lib.references

import data.lib.values

# METADATA
# description: The keys of the resources of a type that name a resource at a path, such as "vpc_config.subnet_ids".
from(resource, type, path) := {link.from |
	some link in input.links[resource.key]
	link.type == type
	link.path == path
}

# METADATA
# description: The keys of the resources that a resource names at a path.
to(resource, path) := {named.key |
	some named in resource.names
	named.path == path
}

# METADATA
# description: |
#   What the values at an attribute of the resources of a type wait for, as far as that could turn out to be any resource:
#   a variable, a local, a data source. A reference to an attribute of one resource is that resource and no other.
open(type, attribute) := sort({reference |
	some resource in input.resources[type]
	some reference in open_references(resource.values[attribute])
})

# METADATA
# description: The references of a value, or of the items of a list, that could turn out to lead to any resource.
open_references(value) := {reference |
	some reference in values.waits_for(value)
	not names_resource(reference)
} | {reference |
	is_array(value)
	some item in value
	some reference in values.waits_for(item)
	not names_resource(reference)
}

# METADATA
# description: Whether a value is a reference to an attribute of one resource, which is that resource and no other.
of_a_resource(value) if {
	some reference in values.waits_for(value)
	names_resource(reference)
}

# types have an underscore, and what else begins a reference has none
names_resource(reference) if {
	steps := steps_of(reference)
	contains(steps[0], "_")
}

names_resource(reference) if {
	steps := steps_of(reference)
	steps[0] == "module"
	some step in steps
	startswith(step, "aws_")
}

# a reference of another stack has the name of that stack before it
steps_of(reference) := split(words[count(words) - 1], ".") if words := split(reference, " ")

# METADATA
# description: A key by which two values that lead to one thing are equal, be they known or not.
key(value) := json.marshal([values.parts(value), values.waits_for(value)])
