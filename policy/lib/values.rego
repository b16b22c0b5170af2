# METADATA
# title: Values that are known, unknown or absent
# description: |
#   Three-valued logic in one place. An attribute is read as a leaf: {"path", "state": "known" | "unknown", "value"}.
#   An absent attribute is known to be the provider's default and has "given": false.
package lib.values

# METADATA
# description: Whether a value waits for something nobody knows yet.
is_unknown(value) if value["$unknown"]

# METADATA
# description: The references a value waits for; a known value waits for none.
waits_for(value) := object.get(value["$unknown"], "waits_for", [])

waits_for(value) := [] if not is_unknown(value)

# METADATA
# description: The literal parts of a value, with null for each hole; a known value is its one part.
parts(value) := object.get(value["$unknown"], "parts", [null])

parts(value) := [value] if not is_unknown(value)

# METADATA
# description: Whether an attribute has a value, be it known or not. Null is Terraform's word for absent.
is_given(attributes, name) if attributes[name] != null

# METADATA
# description: |
#   The leaves at a path of one to four steps, through nested blocks that are lists or single objects. A block that is
#   absent has no leaves, as a default only holds inside a block that exists. A block that is unknown is one unknown leaf.
#   A list, as are the blocks below: the wasm hashes all of what is put into a set.
leaves(attributes, path, fallback) := [leaf(attributes, path[0], fallback, [])] if count(path) == 1

leaves(attributes, path, fallback) := found if {
	count(path) == 2
	found := [child |
		some block in blocks(attributes, path[0], [])
		some child in inside(block, path[1], fallback)
	]
}

leaves(attributes, path, fallback) := found if {
	count(path) == 3
	found := [child |
		some outer in blocks(attributes, path[0], [])
		some inner in nested(outer, path[1])
		some child in inside(inner, path[2], fallback)
	]
}

leaves(attributes, path, fallback) := found if {
	count(path) == 4
	found := [child |
		some outer in blocks(attributes, path[0], [])
		some middle in nested(outer, path[1])
		some inner in nested(middle, path[2])
		some child in inside(inner, path[3], fallback)
	]
}

leaf(attributes, name, _, base) := {
	"path": array.concat(base, [name]),
	"state": "known",
	"value": attributes[name],
	"given": true,
} if {
	is_given(attributes, name)
	not is_unknown(attributes[name])
}

leaf(attributes, name, _, base) := unknown_leaf(attributes[name], array.concat(base, [name])) if {
	is_unknown(attributes[name])
}

leaf(attributes, name, fallback, base) := {
	"path": array.concat(base, [name]),
	"state": "known",
	"value": fallback,
	"given": false,
} if {
	not is_given(attributes, name)
}

unknown_leaf(value, path) := {
	"path": path,
	"state": "unknown",
	"waits_for": waits_for(value),
	"parts": parts(value),
	"given": true,
}

# METADATA
# description: |
#   The nested blocks of a name, each with its path. Providers, synthesizers and people write a block as a list of
#   objects or as one object.
blocks(attributes, name, base) := [block |
	some index, content in attributes[name]
	block := {"path": array.concat(base, [name, index]), "content": content}
] if {
	is_array(attributes[name])
} else := [{"path": array.concat(base, [name]), "content": attributes[name]}] if {
	is_object(attributes[name])
} else := []

nested(block, _) := [block] if is_unknown(block.content)

nested(block, name) := blocks(block.content, name, block.path) if not is_unknown(block.content)

inside(block, _, _) := [unknown_leaf(block.content, block.path)] if is_unknown(block.content)

inside(block, name, fallback) := [leaf(block.content, name, fallback, block.path)] if not is_unknown(block.content)

# METADATA
# description: |
#   A boolean or a number as itself, also where it was written as text: HCL converts between them, and so do we.
plain("true") := true

plain("false") := false

plain(value) := value if not value in {"true", "false"}

# METADATA
# description: A value as people read it.
text(null) := "not set"

text(value) := value if is_string(value)

text(value) := concat("", [literal_or_dots(part) | some part in parts(value)]) if is_unknown(value)

text(value) := json.marshal(value) if {
	value != null
	not is_string(value)
	not is_object(value)
	not _holds_objects(value)
}

text(value) := _object_text(value) if {
	is_object(value)
	not is_unknown(value)
}

text(value) := concat("", ["[", concat(",", [_item_text(item) | some item in value]), "]"]) if _holds_objects(value)

_holds_objects(value) if {
	is_array(value)
	some item in value
	is_object(item)
}

_item_text(item) := _object_text(item) if {
	is_object(item)
	not is_unknown(item)
} else := _member_text(item)

# json.marshal takes the keys of an object in an order of its own in wasm
_object_text(value) := concat("", ["{", concat(",", members), "}"]) if {
	members := [concat(":", [json.marshal(key), _member_text(value[key])]) | some key in sort(object.keys(value))]
}

_member_text(value) := "(not known yet)" if {
	is_unknown(value)
} else := "{…}" if {
	is_object(value)
} else := "[…]" if {
	_holds_objects(value)
} else := json.marshal(value)

literal_or_dots(part) := "(not known yet)" if part == null

literal_or_dots(part) := part if part != null
