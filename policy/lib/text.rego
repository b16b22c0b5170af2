# METADATA
# title: Texts with holes
# description: |
#   A value as text in which the character hole stands for whatever is not known yet, so that what is known of it can be
#   compared.
package lib.text

import data.lib.values

# METADATA
# description: Stands in a text for a part that is not known yet; no name may contain it.
hole := "\u0001"

# METADATA
# description: A value as text with holes.
of(value) := concat("", [part | some item in values.parts(value); part := _literal_or_hole(item)]) if {
	values.is_unknown(value)
}

of(value) := values.text(value) if not values.is_unknown(value)

_literal_or_hole(item) := hole if item == null

_literal_or_hole(item) := item if item != null

# METADATA
# description: |
#   Whether two texts with holes may turn out the same, judged by what stands before the first and after the last hole.
may_equal(left, right) if {
	not contains(left, hole)
	left == right
}

may_equal(left, right) if {
	_holed(left, right)
	_meet(_start(left), _start(right))
	_meet(strings.reverse(_end(left)), strings.reverse(_end(right)))
	_room(left) <= _most(right)
	_room(right) <= _most(left)
}

_holed(left, _) if contains(left, hole)

_holed(_, right) if contains(right, hole)

_start(text) := split(text, hole)[0]

_end(text) := pieces[count(pieces) - 1] if pieces := split(text, hole)

_meet(left, right) if startswith(left, right)

_meet(left, right) if startswith(right, left)

# METADATA
# description: |
#   How many characters of a text are known before its first and after its last hole; of a text without one, more than any
#   text has.
shape(text) := [1000000, 1000000] if {
	not contains(text, hole)
} else := [count(_start(text)), count(_end(text))]

# METADATA
# description: |
#   What a text of one shape is compared by with those of another: as many characters as both know before and after. Made
#   once for two shapes, since numbers take long in wasm. Undefined where neither has a hole.
meeting(own, other) := {"before": before, "after": after, "kept": kept, "asked": asked} if {
	before := min([own[0], other[0]])
	after := min([own[1], other[1]])
	before + after < 1000000
	kept := concat(" ", [_id(own), _id(other)])
	asked := concat(" ", [_id(other), _id(own)])
}

_id(shape) := concat(" ", [format_int(shape[0], 10), format_int(shape[1], 10)])

# METADATA
# description: |
#   Under which key a text is kept for those of another shape, and under which it finds them: where two texts may be equal,
#   one is kept where the other asks. So each is compared with few, and never with all.
meeting_keys(text, meeting) := {"kept": concat("\n", [meeting.kept, known]), "asked": concat("\n", [meeting.asked, known])} if {
	known := _known(text, meeting)
}

_known(text, meeting) := concat("\n", [
	substring(pieces[0], 0, meeting.before),
	_last_of(pieces[count(pieces) - 1], meeting.after),
]) if {
	pieces := split(text, hole)
}

_last_of(text, length) := substring(text, count(text) - length, -1) if {
	count(text) > length
} else := text

# METADATA
# description: What a pattern of AWS begins with, up to its first wildcard; all of it where it has none.
before_wildcard(pattern) := split(split(pattern, "*")[0], "?")[0]

# the characters a text has at least, and those it may have
_room(text) := count(replace(text, hole, ""))

_most(text) := count(text) if not contains(text, hole)

_most(text) := 1000000 if contains(text, hole)
