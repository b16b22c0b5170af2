# METADATA
# title: The state lies in our bucket, encrypted and locked
# description: |
#   The state holds every value of the estate, secrets included. It belongs in the S3 bucket of its environment, encrypted,
#   with a lock file so that two runs cannot write it at once. A configuration without a backend keeps its state on the
#   machine that runs; remote states are read from nowhere else either. Judged only where the environment is known: what
#   backend other people's Terraform should have is not for this policy to say.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/backend.html
# custom:
#   severity: critical
#   message: "{attribute} is {value} and must be {required}"
#   remediation: |
#     Derive the stack from PlatformStack, which sets the one backend, and read other stacks by plain references.
#   example: |
#     export class LedgerStack extends PlatformStack {}
#   controls:
#     - PCI DSS 4.0.1 6.5.1
#     - PCI DSS 4.0.1 7.2.1
#   stages: [synth]
#   attributes: [terraform.backend, data.terraform_remote_state.backend]
#   needs: [environment]
#   waivable: false
package rules.supply.backend

import data.lib.result
import data.lib.values

findings contains result.fail(configuration, ["backend"], _params("the backend", null, "s3")) if {
	some configuration in input.configurations
	configuration.written
	count(configuration.backends) == 0
}

findings contains result.fail(backend, [], _params("the backend", backend.type, "s3")) if {
	some configuration in input.configurations
	some backend in configuration.backends
	backend.type != "s3"
}

findings contains result.fail(backend, [attribute], _params(attribute, value, required)) if {
	some configuration in input.configurations
	some backend in configuration.backends
	backend.type == "s3"
	some attribute, required in _required
	value := object.get(backend.values, attribute, null)
	values.plain(value) != required
}

findings contains result.fail(source, ["backend"], _params("backend", value, "s3")) if {
	some source in input.data.terraform_remote_state
	value := object.get(source.values, "backend", null)
	value != "s3"
}

findings contains result.fail(source, ["config", "bucket"], _params("config.bucket", value, _bucket)) if {
	some source in input.data.terraform_remote_state
	source.values.backend == "s3"
	value := object.get(_config(source), "bucket", null)
	value != _bucket
}

_required["encrypt"] := true

_required["use_lockfile"] := true

_required["bucket"] := _bucket

_bucket := input.environment.state_bucket if is_string(input.environment.state_bucket)

# an object, or a block in a list of one
_config(source) := source.values.config if not is_array(source.values.config)

_config(source) := source.values.config[0] if is_array(source.values.config)

_params(attribute, value, required) := {
	"attribute": attribute,
	"value": values.text(value),
	"required": values.text(required),
}
