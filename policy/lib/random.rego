# METADATA
# title: Parts of names that are no words
# description: |
#   Whether a name has a part that somebody made up by chance or of a content: a resource of the provider random, or a hash.
#   Known as a reference while it is not made yet, and as a text when it is.
package lib.random

import data.lib.references
import data.lib.text
import data.lib.values

# METADATA
# description: Whether a name has a random part or a hash.
part_of(name) if {
	some part in split(text.of(name), "-")
	_is_hash(part)
}

part_of(name) if {
	some reference in values.waits_for(name)
	steps := references.steps_of(reference)
	not steps[0] in {"var", "local"}
	some step in steps
	step in data.tables["global-names"].random
}

part_of(name) if {
	some made in _made
	contains(text.of(name), made)
}

_made := [value |
	some type in data.tables["global-names"].random
	some resource in input.resources[type]
	some attribute in data.tables["global-names"].random_values
	value := values.text(resource.values[attribute])
	count(value) >= 4
]

# with letters and digits: a word has no digit, and the id of an account no letter
_is_hash(part) if {
	count(part) >= 8
	trim(part, "0123456789abcdef") == ""
	trim(part, "abcdef") != ""
	trim(part, "0123456789") != ""
}
