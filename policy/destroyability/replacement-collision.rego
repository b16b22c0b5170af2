# METADATA
# title: What is replaced does not meet its own name
# description: |
#   With create_before_destroy terraform makes the new resource while the old one is still there. If the name is fixed, AWS refuses
#   it, half-way through an apply that has changed other things already; or it takes it for the old one, which the destroy
#   that follows removes. The configuration says so (lifecycle), or the plan by the order of its actions. A name that
#   terraform ends by itself (name_prefix), or with a random part or a hash, is another each time, unless a plan shows that it is not.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/structure.html
#   - https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
# custom:
#   severity: high
#   message: "{attribute} is {value} before and after a replacement, and create_before_destroy wants both at once: {when}"
#   remediation: |
#     Leave create_before_destroy out where nothing needs it, or give the name a part that changes whenever the resource is replaced.
#   example: |
#     new LbTargetGroup(this, 'api', { namePrefix: 'api-', port: 443, protocol: 'HTTPS', vpcId, lifecycle: { createBeforeDestroy: true } });
#   controls:
#     - PCI DSS 4.0.1 6.5.1
#   stages: [synth, plan, state]
#   attributes: tables.naming.types
package rules.destroyability["replacement-collision"]

import data.lib.naming
import data.lib.random
import data.lib.result
import data.lib.values

findings contains finding if {
	some named in naming.named
	named.resource.values.lifecycle
	not named.row.repeatable
	some leaf in values.leaves(named.resource.values, ["lifecycle", "create_before_destroy"], false)
	finding := _judge(named, leaf)
}

# undefined where the old one goes first, or has another name
_judge(named, leaf) := result.fail(named.resource, [named.row.attribute], _params(named, "this plan does that")) if {
	_is_first(leaf)
	_stays(named)
} else := found if {
	not random.part_of(named.value)
	found := _of_fixed_name(named, leaf)
}

_of_fixed_name(named, leaf) := result.undetermined(named.resource, [named.row.attribute], params, waits_for) if {
	waits_for := array.concat(values.waits_for(named.value), object.get(leaf, "waits_for", []))
	_is_open(named, leaf)
	params := _params(named, "whether that is so is not known yet")
} else := result.fail(named.resource, [named.row.attribute], _params(named, "the first plan that replaces it fails")) if {
	_is_first(leaf)
}

_is_first(leaf) if values.plain(leaf.value) == true

_is_open(_, leaf) if leaf.state == "unknown"

_is_open(named, leaf) if {
	_is_first(leaf)
	values.is_unknown(named.value)
}

_stays(named) if {
	named.resource.action == "replace"
	named.resource.before[named.row.attribute] == named.value
}

_params(named, when) := {"attribute": named.row.attribute, "value": values.text(named.value), "when": when}
