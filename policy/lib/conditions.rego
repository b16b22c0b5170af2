# METADATA
# title: Conditions of IAM statements
# description: |
#   Whether the conditions of a statement hold it to somebody or something. Every condition of a statement has to be met, so
#   one that limits is enough, and any value of a condition meets it, so one that is anything spoils it. Operators that are
#   met where the key is absent (…IfExists, ForAllValues) limit nobody who leaves it out.
package lib.conditions

import data.lib.references
import data.lib.text
import data.lib.values

# METADATA
# description: |
#   Whether a statement is limited by one of some keys, which are an object by key in lower case: "yes", "no" or
#   "undetermined".
limit(statement, keys) := "yes" if {
	some condition in statement.conditions
	state(condition, keys) == "yes"
} else := "undetermined" if {
	some condition in statement.conditions
	state(condition, keys) == "undetermined"
} else := "no"

# METADATA
# description: What must be known before it is sure whether the conditions limit.
waits_for(statement, keys) := sort({reference |
	some condition in statement.conditions
	state(condition, keys) == "undetermined"
	some value in condition.values
	some reference in values.waits_for(value)
})

# METADATA
# description: What one condition does about some keys; one whose operator or key nobody knows yet may limit.
state(condition, keys) := "undetermined" if {
	"" in {condition.operator, condition.key}
} else := _under(trim_prefix(lower(condition.operator), "foranyvalue:"), condition.values) if {
	keys[lower(condition.key)]
} else := "no"

# METADATA
# description: |
#   What a Deny under one condition leaves is limited as by the opposite condition: Deny with StringNotEquals leaves whom
#   StringEquals lets in. It also denies where the key is absent, so …IfExists is as good.
state_of_deny(condition, keys) := "undetermined" if {
	"" in {condition.operator, condition.key}
} else := _under(_table.opposites[trim_suffix(lower(condition.operator), "ifexists")], condition.values) if {
	keys[lower(condition.key)]
} else := "no"

# METADATA
# description: |
#   The one condition of each Deny of the same policy that is for everybody, or for one of the principals named, and about
#   all that a statement allows.
denials(statement, names) := [condition |
	some denial in denials_of(statement, statement.actions)
	_names_one_of(denial, names)
	condition := only(denial)
]

# METADATA
# description: The condition of a Deny that has one; more than one leave more than any of them says.
only(denial) := denial.conditions[0] if count(denial.conditions) == 1

# METADATA
# description: Each Deny of the same policy that is about some actions and all resources of a statement.
denials_of(statement, actions) := [denial |
	some denial in _denials_in[_policy_of(statement)]
	_covers(denial.actions, actions)
	_covers_resources(denial, statement)
]

# METADATA
# description: |
#   Each Deny of an action of an identity statement that all have who have that statement, be it in a policy of theirs or in
#   their boundary.
denials_to_all(statement, action) := [denial |
	some index in _denials_at[_place_of(statement)]
	denial := input.iam.denials[index]
	denial.action == action.pattern
]

_denials_at[_place_of(denial)] contains index if some index, denial in input.iam.denials

_place_of(statement) := json.marshal([statement.stack, statement.address, statement.path])

_denials_in[policy] := [input.iam.statements[index] | some index in indices] if some policy, indices in _denial_indices

_denial_indices[_policy_of(statement)] contains index if {
	some index, statement in input.iam.statements
	statement.effect == "Deny"
}

_policy_of(statement) := json.marshal([statement.stack, statement.address, statement.path[0]])

# METADATA
# description: What must be known before it is sure whom the Denials of the same policy leave.
denials_wait_for(statement, names, keys) := [reference |
	some condition in denials(statement, names)
	state_of_deny(condition, keys) == "undetermined"
	some value in condition.values
	some reference in values.waits_for(value)
]

_names_one_of(denial, names) if {
	some principal in denial.principals
	principal.value in names
}

# a trust policy names no resources
_covers_resources(_, statement) if statement.kind == "trust"

_covers_resources(denial, statement) if _covers(denial.resources, statement.resources)

_covers(wide, narrow) if {
	count(narrow) > 0
	count([one | some one in narrow; not _covered(wide, one)]) == 0
}

_covered(wide, one) if {
	some other in wide
	other.pattern == one.pattern
}

_covered(wide, _) if {
	some other in wide
	other.pattern == "*"
}

# s3:* is about every action of S3, arn:aws:s3:::exports/* about everything in it
_covered(wide, one) if {
	some other in wide
	endswith(other.pattern, "*")
	startswith(one.pattern, trim_suffix(other.pattern, "*"))
}

_table := data.tables["iam-conditions"]

_under(operator, items) := "yes" if {
	operator in _table.exact_operators
} else := _worst({found | some value in items; found := _pattern(value)}) if {
	operator in _table.pattern_operators
} else := _worst({found | some value in items; found := _network(value)}) if {
	operator in _table.address_operators
}

# one value that is anything spoils the condition
_worst(found) := "no" if {
	"no" in found
} else := "undetermined" if {
	"undetermined" in found
} else := "yes"

# undefined where a value limits
_pattern(value) := "no" if {
	not _bounded(text.of(value))
} else := "undetermined" if {
	some reference in values.waits_for(value)
	not one_thing(reference)
}

# METADATA
# description: |
#   Whether a reference is to something there is one of, such as an ARN or an account, and never a wildcard: an attribute of
#   a resource, or what a data source of AWS says of one.
one_thing(reference) if references.names_resource(reference)

one_thing(reference) if {
	steps := references.steps_of(reference)
	steps[0] == "data"
	startswith(steps[1], "aws_")
	steps[count(steps) - 1] in {"account_id", "arn", "iam_arn", "id"}
}

# an ARN says whose it is by its account, and one without an account by its name, which is one of a kind in S3
_bounded(pattern) if {
	startswith(pattern, "arn:")
	fields := split(pattern, ":")
	fields[4] != ""
	not _wild(fields[4])
}

_bounded(pattern) if {
	startswith(pattern, "arn:")
	fields := split(pattern, ":")
	fields[4] == ""
	fields[5] != ""
	not _wild(substring(fields[5], 0, 1))
}

# what comes first is the widest: o-organisation/r-root, AROAROLE:session
_bounded(pattern) if {
	not startswith(pattern, "arn:")
	first := split(split(pattern, "/")[0], ":")[0]
	not _wild(first)
}

_wild(pattern) if contains(pattern, "*")

_wild(pattern) if contains(pattern, "?")

# what Amazon S3 calls broad: less than 8 bits of an IPv4 network, less than 32 of an IPv6 network; undefined where a value
# limits
_network(value) := "undetermined" if {
	values.is_unknown(value)
} else := "no" if {
	bits := to_number(split(value, "/")[1])
	bits < _least_bits(value)
}

_least_bits(address) := 32 if {
	contains(address, ":")
} else := 8
