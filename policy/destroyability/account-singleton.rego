# METADATA
# title: What an account has once belongs to the account's own stacks
# description: |
#   An account has one password policy, one GuardDuty detector a region, one role for the logs of API Gateway. If the stack
#   of an environment owns it, destroying that environment takes it from all the others. Such resources live in stacks of
#   scope account. The default security group, network ACL and route table of a VPC of one's own are no singletons: they
#   come and go with the VPC.
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/organizing-your-aws-environment.html
# custom:
#   severity: high
#   message: "{type} exists once in an account and region, and this is {scope}"
#   remediation: |
#     Move the resource into a stack of scope account, and let the stacks of environments read what they need of it.
#   example: |
#     if (environment.scope === 'account') new ApiGatewayAccount(this, 'logging', { cloudwatchRoleArn: role.arn });
#   controls:
#     - PCI DSS 4.0.1 2.2.1
#     - PCI DSS 4.0.1 6.5.3
#   stages: [synth, plan, state]
#   attributes: ["*"]
#   needs: [suffix]
package rules.destroyability["account-singleton"]

import data.lib.result
import data.lib.values

findings contains finding if {
	input.environment.scope != "account"
	some type in _types
	some resource in _owned(type)
	finding := _verdict(type, resource)
}

_types contains type if {
	some types in data.tables.destroyability.account_singletons
	some type in types
}

_types contains type if {
	some type, _ in data.tables.destroyability.singletons_of_a_vpc
}

_owned(type) := [resource |
	some resource in input.resources[type]
	not resource.action in {"delete", "forget"}
	not _of_a_vpc(type, resource)
]

# whose it is says the reference to the VPC
_of_a_vpc(type, resource) if {
	values.is_given(resource.values, data.tables.destroyability.singletons_of_a_vpc[type])
}

_verdict(type, resource) := result.fail(resource, [], {"type": type, "scope": "an environment"}) if {
	input.environment.scope == "environment"
} else := result.undetermined(resource, [], params, ["environment.scope"]) if {
	params := {"type": type, "scope": "a system of which only the suffix is known"}
}
