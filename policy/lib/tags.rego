# METADATA
# title: Tags of resources
# description: |
#   The tags a resource will have in the end: its own, and those its provider adds by default. A plan and a state show the
#   outcome as tags_all; a configuration shows both parts.
package lib.tags

import data.lib.values

# METADATA
# description: |
#   One tag of a resource: {"path", "state": "given", "value"}, or with the state "absent", or "unknown" with "waits_for"
#   where not even the keys are known. A value that is given may itself be not known yet.
leaf(resource, key) := _of_blocks(resource, key) if {
	values.is_given(resource.values, "tag")
} else := _given(["tags", key], resource.values.tags[key]) if {
	_has(resource.values, "tags", key)
} else := _given(["tags_all", key], resource.values.tags_all[key]) if {
	_has(resource.values, "tags_all", key)
} else := _given(["tags", key], value) if {
	value := _defaults(resource)[key]
	value != null
} else := {"path": ["tags", key], "state": "unknown", "waits_for": waits_for} if {
	waits_for := values.waits_for(_open(resource))
} else := {"path": ["tags", key], "state": "absent"}

_given(path, value) := {"path": path, "state": "given", "value": value}

_has(attributes, tags, key) if values.is_given(attributes[tags], key)

# the first of what may still bring the key
_open(resource) := resource.values.tags if {
	values.is_unknown(resource.values.tags)
} else := resource.values.tags_all if {
	values.is_unknown(resource.values.tags_all)
} else := defaults if {
	defaults := _defaults(resource)
	values.is_unknown(defaults)
}

_of_blocks(resource, key) := _given(array.concat(block.path, ["value"]), object.get(block.content, "value", null)) if {
	some block in values.blocks(resource.values, "tag", [])
	block.content.key == key
} else := {"path": ["tag", key], "state": "unknown", "waits_for": waits_for} if {
	waits_for := [reference |
		some block in values.blocks(resource.values, "tag", [])
		some reference in values.waits_for(object.get(block.content, "key", block.content))
	]
	count(waits_for) > 0
} else := {"path": ["tag", key], "state": "absent"}

# the default tags of the provider the resource belongs to, in a block that is a list or one object
_defaults(resource) := tags if {
	some tags in _of_provider[_provider_of(resource)]
}

_provider_of(resource) := concat("\n", [values.text(resource.stack), object.get(resource.values, "provider", "aws")])

_provider_of(resource) := concat("\n", [values.text(resource.stack), reference]) if {
	some reference in values.waits_for(resource.values.provider)
}

_of_provider[concat("\n", [values.text(provider.stack), provider.type])] contains _default_tags(block.content) if {
	some configuration in input.configurations
	some provider in configuration.providers
	some block in values.blocks(provider.values, "default_tags", [])
}

_default_tags(content) := content if values.is_unknown(content)

_default_tags(content) := object.get(content, "tags", {}) if not values.is_unknown(content)
