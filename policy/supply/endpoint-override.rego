# METADATA
# title: AWS is asked at its own addresses
# description: |
#   Endpoints, proxies, certificate bundles and credential files in a provider or a backend lead signed requests, the state
#   and credentials past AWS to whoever is named there. The emulator needs none of them: it is reached by variables of the
#   environment. An override that is not known yet is one all the same, else an expression would hide it.
# related_resources:
#   - https://docs.aws.amazon.com/general/latest/gr/rande.html
# custom:
#   severity: critical
#   message: "{attribute} is {value}: {effect}"
#   remediation: |
#     Remove the argument. To work against an emulator set AWS_ENDPOINT_URL in the environment of the command.
#   example: |
#     new AwsProvider(this, 'Aws', { region: environment.region, allowedAccountIds: [environment.account] });
#   controls:
#     - PCI DSS 4.0.1 4.2.1
#     - PCI DSS 4.0.1 6.5.1
#   stages: [synth, plan]
#   attributes: [provider.aws.endpoints, terraform.backend.s3.endpoints]
#   waivable: false
package rules.supply["endpoint-override"]

import data.lib.result
import data.lib.values

findings contains finding if {
	some configuration in input.configurations
	some provider in configuration.providers
	some finding in _overrides(provider, data.tables.supply.provider_overrides[_name(provider.type)])
}

findings contains finding if {
	some configuration in input.configurations
	some backend in configuration.backends
	some finding in _overrides(backend, data.tables.supply.backend_overrides[backend.type])
}

# "module.a:aws.eu" is a configuration of aws
_name(type) := split(parts[count(parts) - 1], ".")[0] if parts := split(type, ":")

_overrides(block, effects) := {result.fail(block, [attribute], params) |
	some attribute, effect in effects
	value := block.values[attribute]
	not _harmless(value)
	params := {"attribute": attribute, "value": values.text(value), "effect": effect}
}

_harmless(value) if _nothing(value)

# blocks of which nothing is set, as a list or as one object
_harmless(value) if {
	is_object(value)
	every member in value {
		_nothing(member)
	}
}

_harmless(value) if {
	is_array(value)
	every block in value {
		is_object(block)
		every member in block {
			_nothing(member)
		}
	}
}

_nothing(value) if value in data.tables.supply.harmless_overrides
