# METADATA
# title: Every resource carries the suffix of its environment in its name
# description: |
#   Two environments share an account, so a name without a suffix collides with that of another environment, or is taken
#   for it. The name must end in the suffix, as far as AWS allows: an underscore where a hyphen is illegal, a path segment
#   in a parameter or log group, a label in a DNS name, before a tail such as .fifo. A name that is left out counts as one
#   without the suffix, since AWS or Terraform then invents one. A resource that has no name carries the suffix in its Name
#   tag. A resource type this policy does not know is a finding as well: nobody has decided where it carries the suffix.
#   Stacks of the account itself, which exist once, are exempt.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and {expected}"
#   remediation: |
#     Take the name from the one function that makes names, and the Name tag from the tags aspect. If the type is not
#     known, add it to the naming table with npm run policy:tables after an upgrade of the provider.
#   example: |
#     new SqsQueue(this, 'settlements', { name: `settlements-${environment.suffix}` });
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#     - PCI DSS 4.0.1 12.5.1
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
#   needs: [suffix]
package rules.naming.suffix

import data.lib.result
import data.lib.suffix
import data.lib.text
import data.lib.values

findings contains finding if {
	not _account_wide
	_suffix
	some type, resources in input.resources
	startswith(type, "aws_")
	some resource in resources
	not resource.action in {"delete", "forget"}
	some finding in _judge(type, resource)
}

_account_wide if input.environment.scope == "account"

# without a suffix to look for there is no name this rule can accept
findings contains result.undetermined(resource, split(params.attribute, "."), params, ["environment.suffix"]) if {
	not _account_wide
	not _suffix
	some type, resources in input.resources
	data.tables.naming.types[type].by in {"name", "tag"}
	some resource in resources
	params := {
		"attribute": data.tables.naming.types[type].attribute,
		"value": "given",
		"expected": "must carry the suffix of the environment, which is not known",
	}
}

_account_wide if input.environment.scope == "account"

_suffix := input.environment.suffix if is_string(input.environment.suffix)

_judge(type, resource) := {result.fail(resource, [], params)} if {
	not data.tables.naming.types[type]
	params := {
		"attribute": "type",
		"value": type,
		"expected": "is in no table of names, so nobody has decided where it carries the suffix",
	}
}

_judge(type, _) := set() if data.tables.naming.types[type].by == "none"

_judge(type, resource) := _judge_tag(resource.values, resource) if data.tables.naming.types[type].by == "tag"

_judge(type, resource) := _judge_name(data.tables.naming.types[type], resource) if {
	data.tables.naming.types[type].by == "name"
}

# the prefix of an invented name, else the name itself, else nothing at all
_judge_name(row, resource) := _verdict(_prefix_row(row), resource, [row.prefix], resource.values[row.prefix]) if {
	_invented(row, resource.values)
} else := _verdict(row, resource, [row.attribute], resource.values[row.attribute]) if {
	values.is_given(resource.values, row.attribute)
} else := {result.fail(resource, [row.attribute], _params(row, [row.attribute], "not set"))}

# a plan shows an invented name as unknown beside its prefix, a state shows both, and an empty prefix where there is none
_invented(row, attributes) if {
	values.is_given(attributes, row.prefix)
	not values.is_given(attributes, row.attribute)
}

_invented(row, attributes) if {
	_literal_prefix(row, attributes)
	values.is_unknown(attributes[row.attribute])
}

_invented(row, attributes) if startswith(attributes[row.attribute], _literal_prefix(row, attributes))

_literal_prefix(row, attributes) := attributes[row.prefix] if {
	is_string(attributes[row.prefix])
	attributes[row.prefix] != ""
}

# what is invented comes after a prefix, so it may end in a separator and has no tail
_prefix_row(row) := {"style": row.style, "prefixed": true}

# the tags of the resource, else those that include the default tags of the provider
_judge_tag(attributes, resource) := _verdict(_tag_row, resource, ["tags", "Name"], attributes.tags.Name) if {
	values.is_given(attributes.tags, "Name")
} else := _verdict(_tag_row, resource, ["tags_all", "Name"], attributes.tags_all.Name) if {
	values.is_given(attributes.tags_all, "Name")
} else := {result.undetermined(resource, ["tags", "Name"], params, waits_for)} if {
	unknown := [attributes[tags] | some tags in ["tags", "tags_all"]; values.is_unknown(attributes[tags])]
	waits_for := values.waits_for(unknown[0])
	params := _params(_tag_row, ["tags", "Name"], "not known yet")
} else := {result.fail(resource, ["tags", "Name"], _params(_tag_row, ["tags", "Name"], "not set"))}

_tag_row := {"style": "tag"}

_verdict(row, resource, _, value) := set() if _answer(row, resource, value) == "yes"

_verdict(row, resource, path, value) := {result.fail(resource, path, _params(row, path, values.text(value)))} if {
	_answer(row, resource, value) == "no"
}

_verdict(row, resource, path, value) := {result.undetermined(resource, path, params, waits_for)} if {
	_answer(row, resource, value) == "undetermined"
	params := _params(row, path, values.text(value))
	waits_for := array.concat(values.waits_for(value), values.waits_for(object.get(resource.values, _parent(row), null)))
}

_answer(row, resource, value) := "yes" if {
	value in row.fixed
} else := "yes" if {
	_own_answer(row, value) == "yes"
} else := _parent_answer(row, resource.values[row.parent]) if {
	values.is_given(resource.values, row.parent)
} else := _own_answer(row, value)

_own_answer(row, value) := suffix.carried(row, _trimmed(row, text.of(value)), _suffix)

_trimmed(row, text) := trim_right(text, "-_/") if row.prefixed

_trimmed(row, text) := text if not row.prefixed

# one reference is one resource, whose name is judged where it stands
_parent_answer(row, value) := "yes" if {
	values.parts(value) == [null]
} else := suffix.carried({"style": row.style}, text.of(value), _suffix)

_parent(row) := object.get(row, "parent", "")

_params(row, path, value) := {
	"attribute": concat(".", path),
	"value": value,
	"expected": suffix.expectation(row, _suffix),
}
