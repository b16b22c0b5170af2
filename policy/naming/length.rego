# METADATA
# title: Every name fits, whatever the suffix
# description: |
#   AWS limits how long a name is and what it is made of, and a name that fits with the suffix dev may not fit with the
#   longest one there can be: the preview of a pull request would fail to deploy. So a name that carries the suffix must leave
#   room for the longest. The characters, and the first one, are checked as well; a type whose limits are not in the table is
#   not judged.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
# custom:
#   severity: medium
#   message: "{attribute} is {value} and {problem}"
#   remediation: |
#     Use a shorter noun for the name, or characters that the service takes.
#   example: |
#     new Lb(this, 'public', { name: `public-${environment.suffix}` });
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
package rules.naming.length

import data.lib.naming
import data.lib.result
import data.lib.text
import data.lib.values

findings contains finding if {
	some one in naming.named
	one.row.limit
	some finding in _verdict(one.row, one.resource, one.value)
}

_verdict(row, resource, value) := {result.fail(resource, [row.attribute], _params(row, value, problem))} if {
	problem := _problem(row.limit, text.of(value))
} else := {result.undetermined(resource, [row.attribute], _params(row, value, problem), values.waits_for(value))} if {
	values.is_unknown(value)
	problem := concat("", ["must come to at most ", format_int(row.limit.max, 10), " characters"])
}

_problem(limit, name) := problem if {
	needed := count(_literal(name)) + _room(name)
	needed > limit.max
	problem := concat("", [
		"comes to ",
		format_int(needed, 10),
		_with_longest(name),
		" characters where ",
		format_int(limit.max, 10),
		" are allowed",
	])
} else := problem if {
	not contains(name, text.hole)
	count(name) < limit.min
	problem := concat("", ["is shorter than ", format_int(limit.min, 10), " characters"])
} else := problem if {
	foreign := trim_left(_literal(name), data.tables.naming.characters[limit.characters])
	foreign != ""
	problem := concat("", ["has ", json.marshal(substring(foreign, 0, 1)), " in it, and may be made of ", limit.characters, " only"])
} else := problem if {
	first := substring(name, 0, 1)
	first != text.hole
	trim_left(first, data.tables.naming.characters[limit.first]) != ""
	problem := concat("", ["begins with ", json.marshal(first), ", and may begin with ", limit.first, " only"])
}

_literal(name) := replace(name, text.hole, "")

# how much longer the name is with the longest suffix
_room(name) := data.tables.naming.longest_suffix - count(naming.own_suffix) if {
	not naming.account_wide
	contains(name, naming.own_suffix)
} else := 0

_with_longest(name) := concat("", [" with a suffix of ", format_int(data.tables.naming.longest_suffix, 10)]) if _room(name) > 0

_with_longest(name) := "" if _room(name) == 0

_params(row, value, problem) := {"attribute": row.attribute, "value": values.text(value), "problem": problem}
