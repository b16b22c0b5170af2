# METADATA
# title: Everything that takes tags says whose it is
# description: |
#   Costs, inventory and clean-up go by tags. Each resource that takes tags has all the keys the tags aspect sets, none of
#   them empty, and Environment names the environment that is judged. Tags the provider adds by default count; an
#   Auto Scaling group takes its tags in blocks and gets no default tags. The keys are data, and those of this team: without a
#   suffix or an environment, as on somebody else's Terraform, nothing is asked for.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   severity: medium
#   message: "the tag {key} is {value} and {expected}"
#   remediation: |
#     Derive the stack from PlatformStack, whose tags aspect sets every key. A resource that replaces its tags keeps them.
#   example: |
#     Aspects.of(stack).add(new Tags(environment, naming));
#   controls:
#     - PCI DSS 4.0.1 12.5.1
#     - PCI DSS 4.0.1 2.2.1
#   stages: [synth, plan, state]
#   attributes:
#     - "*"
#   needs: [suffix]
package rules.tagging["required-tags"]

import data.lib.naming
import data.lib.result
import data.lib.tags
import data.lib.values

findings contains finding if {
	some type, _ in input.resources
	data.tables.taggable.types[type]
	some resource in naming.lasting[type]
	not _plainly_complete(resource)
	some key, _ in data.tables.tagging.required
	some finding in _verdict(resource, key, tags.leaf(resource, key))
}

# what nearly every resource has; to look for each key by itself takes several times as long
_plainly_complete(resource) if {
	every key, _ in data.tables.tagging.required {
		_right(key, resource.values.tags[key])
	}
}

_verdict(resource, key, leaf) := {result.undetermined(resource, leaf.path, params, leaf.waits_for)} if {
	leaf.state == "unknown"
	params := _params(key, "not known yet")
} else := {result.fail(resource, leaf.path, _params(key, "not set"))} if {
	leaf.state == "absent"
} else := {result.undetermined(resource, leaf.path, params, values.waits_for(leaf.value))} if {
	values.is_unknown(leaf.value)
	_wanted(key)
	params := _params(key, values.text(leaf.value))
} else := {result.fail(resource, leaf.path, _params(key, values.text(leaf.value)))} if {
	not _right(key, leaf.value)
}

_right(key, value) if {
	value != ""
	not _wanted(key)
}

_right(key, value) if value == _wanted(key)

# the value a key must have, where that is known
_wanted(key) := input.environment.name if {
	key == data.tables.tagging.environment_key
	is_string(input.environment.name)
}

_params(key, value) := {"key": key, "value": value, "expected": _expected(key)}

_expected(key) := concat("", ["must be ", _wanted(key)])

_expected(key) := concat("", ["must say ", data.tables.tagging.required[key]]) if not _wanted(key)
