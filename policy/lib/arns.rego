# METADATA
# title: ARNs of resources
# description: How much the pattern of a resource of a statement names.
package lib.arns

import data.lib.conditions
import data.lib.text
import data.lib.values

# METADATA
# description: |
#   Whether a resource is one thing and what is in it: "yes", "no" or "undetermined". A function with its versions or a
#   bucket with its objects is one; what a wildcard leaves open of account and region does not count, as there is one of that
#   name anyway.
one(resource) := "undetermined" if {
	trim(text.of(resource.pattern), text.hole) == ""
	some reference in values.waits_for(resource.pattern)
	not conditions.one_thing(reference)
} else := "yes" if {
	_names_one(replace(text.of(resource.pattern), text.hole, "x"))
} else := "no"

# a reference to an ARN, and what is in it
_names_one(pattern) if {
	not startswith(pattern, "arn:")
	not _is_wild(_whole(pattern))
}

_names_one(pattern) if {
	fields := split(pattern, ":")
	count(fields) >= 6
	name := concat(":", array.slice(fields, 5, count(fields)))
	whole := _whole(name)
	not _is_wild(whole)
	_is_name(fields[2], name, whole)
}

# what is left without its end is a name and not the kind of thing, as in key/*
_is_name(_, name, whole) if name == whole

_is_name("s3", _, whole) if whole != ""

_is_name(_, _, whole) if contains(whole, "/")

_is_name(_, _, whole) if contains(whole, ":")

_whole(pattern) := trim_suffix(pattern, "/*") if {
	endswith(pattern, "/*")
} else := trim_suffix(pattern, ":*")

_is_wild(pattern) if contains(pattern, "*")

_is_wild(pattern) if contains(pattern, "?")
