# METADATA
# title: Suffixes of names
# description: |
#   Whether a name carries the suffix of its environment, in the ways the types of AWS allow.
package lib.suffix

import data.lib.text as texts

# METADATA
# description: |
#   "yes", "no" or "undetermined": whether text (with holes, see lib.text) carries the suffix in the style of a row of the naming table.
carried(row, text, suffix) := at_end(without_tail(row, text), separated(row.style, suffix)) if {
	row.style in {"hyphen", "underscore", "either", "joined", "tag"}
}

carried(row, text, suffix) := any_part(split(text, "/"), suffix) if row.style == "path"

carried(row, text, suffix) := any_part(split(text, "."), suffix) if row.style == "dns"

carried(row, text, suffix) := alias(text, suffix) if row.style == "alias"

# METADATA
# description: What a name of a style must do, as people read it.
expectation(row, suffix) := concat("", ["must have ", suffix, " or a name ending in -", suffix, " as a part of its path"]) if {
	row.style == "path"
}

expectation(row, suffix) := concat("", ["must have ", suffix, " or a name ending in -", suffix, " as a label"]) if {
	row.style == "dns"
}

expectation(row, suffix) := concat("", ["must begin with alias/ and end in -", suffix]) if row.style == "alias"

expectation(row, suffix) := concat("", ["must end in ", endings, before_tail(row)]) if {
	row.style in {"hyphen", "underscore", "either", "joined", "tag"}
	endings := concat(" or ", separated(row.style, suffix))
}

before_tail(row) := concat("", [" (before ", row.tail, ")"])

before_tail(row) := "" if not row.tail

separated(style, suffix) := [concat("", [separator, suffix]) | some separator in separators[style]]

separators := {
	"hyphen": ["-"],
	"tag": ["-"],
	"underscore": ["_"],
	"either": ["-", "_"],
	"joined": [""],
}

# "name--azid--x-s3": AWS fixes everything from the first pair of hyphens on
without_tail(row, text) := split(text, "--")[0] if row.tail == "--x-s3"

without_tail(row, text) := trim_suffix(text, row.tail) if row.tail != "--x-s3"

without_tail(row, text) := trim_suffix(text, "/*") if not row.tail

at_end(text, endings) := "yes" if {
	some ending in endings
	endswith(text, ending)
} else := "undetermined" if {
	some ending in endings
	open_ended(text, ending)
} else := "no"

# after the last hole stands nothing, or the end of the ending: the hole may bring the rest of it
open_ended(text, ending) if {
	contains(text, texts.hole)
	pieces := split(text, texts.hole)
	endswith(ending, pieces[count(pieces) - 1])
}

any_part(parts, suffix) := "yes" if {
	some part in parts
	part_carries(part, suffix) == "yes"
} else := "undetermined" if {
	some part in parts
	contains(part, texts.hole)
} else := "no"

part_carries(part, suffix) := "yes" if {
	part == suffix
} else := at_end(part, [concat("", ["-", suffix])])

alias(text, suffix) := "no" if {
	not startswith(text, "alias/")
	not startswith(text, texts.hole)
} else := at_end(text, [concat("", ["-", suffix])])
