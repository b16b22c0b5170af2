# METADATA
# title: Every name carries the suffix of its environment
# description: |
#   Two environments share an account, so a name without a suffix collides with that of another environment, or is taken
#   for it. The name must end in the suffix, as far as AWS allows: an underscore where a hyphen is illegal, a path segment in
#   a parameter or log group, a label in a DNS name, before a tail such as .fifo. A name that is unique within a parent, such
#   as the alias live of a function, is judged by the name of that parent. Stacks of the account itself, which exist once, are
#   exempt.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and {expected}"
#   remediation: |
#     Take the name from the one function that makes names.
#   example: |
#     new SqsQueue(this, 'settlements', { name: `settlements-${environment.suffix}` });
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
#   needs: [suffix]
package rules.naming.suffix

import data.lib.naming
import data.lib.result
import data.lib.suffix
import data.lib.text
import data.lib.values

findings contains finding if {
	not naming.account_wide
	some one in naming.named
	not naming.fixed(one.row, one.value)
	not _plainly_carried(one.row, one.value)
	finding := _verdict(one.row, one.resource, one.value, _answer(one.row, one.resource, one.value))
}

# what nearly every name does; all else takes several times as long to find out
_plainly_carried(row, value) if {
	row.style in {"hyphen", "path"}
	endswith(value, _ending)
}

_ending := concat("", ["-", naming.own_suffix])

_verdict(row, resource, value, answer) := result.fail(resource, [row.attribute], _params(row, value)) if answer == "no"

_verdict(row, resource, value, answer) := result.undetermined(resource, [row.attribute], _params(row, value), waits_for) if {
	answer == "undetermined"
	waits_for := array.concat(values.waits_for(value), _waits_for_parent(row, resource))
}

_waits_for_parent(row, resource) := [reference | some reference in values.waits_for(resource.values[row.parent])]

_answer(row, resource, value) := _parent_answer(resource, resource.values[row.parent]) if {
	_own_answer(row, value) != "yes"
} else := _own_answer(row, value)

_own_answer(row, value) := suffix.carried(row, text.of(value), naming.own_suffix)

# undefined where the parent leaves it to the name. One reference to another resource is that resource, whose name is
# judged where it stands
_parent_answer(resource, value) := "yes" if {
	values.parts(value) == [null]
	some reference in values.waits_for(value)
	_of_a_resource(reference)
	not startswith(reference, concat("", [resource.address, "."]))
} else := "yes" if {
	"yes" in _parent_answers(text.of(value))
} else := "undetermined" if {
	"undetermined" in _parent_answers(text.of(value))
}

# a parent may be named by a path or an ARN, and in another style than the child
_parent_answers(name) := {suffix.carried({"style": style}, name, naming.own_suffix) | some style in ["path", "either"]}

_of_a_resource(reference) if {
	contains(reference, "aws_")
	not contains(reference, "data.aws_")
}

_params(row, value) := {
	"attribute": row.attribute,
	"value": values.text(value),
	"expected": suffix.expectation(row, naming.own_suffix),
}
