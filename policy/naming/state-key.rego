# METADATA
# title: The key of the state carries the suffix
# description: |
#   All environments of an account keep their state in one bucket. The key tells them apart: without the suffix two
#   environments write the same state, and each apply destroys what the other made. A plan and a state do not show the key, so
#   this is judged on the configuration.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/backend.html
# custom:
#   severity: critical
#   message: "the key of the state is {value} and {expected}"
#   remediation: |
#     Derive the stack from PlatformStack, whose backend has the key suffix/stack.tfstate.
#   example: |
#     export class LedgerStack extends PlatformStack {}
#   controls:
#     - PCI DSS 4.0.1 6.5.3
#     - PCI DSS 4.0.1 6.5.1
#   stages: [synth]
#   attributes:
#     - terraform.backend.s3.key
#   needs: [suffix]
package rules.naming["state-key"]

import data.lib.naming
import data.lib.result
import data.lib.suffix
import data.lib.text
import data.lib.values

findings contains finding if {
	some configuration in input.configurations
	some backend in configuration.backends
	backend.type == "s3"
	key := object.get(backend.values, "key", null)
	some finding in _verdict(backend, key, suffix.carried(_row, trim_suffix(text.of(key), ".tfstate"), naming.own_suffix))
}

_verdict(backend, key, answer) := {result.fail(backend, ["key"], _params(key))} if answer == "no"

_verdict(backend, key, answer) := {result.undetermined(backend, ["key"], _params(key), values.waits_for(key))} if {
	answer == "undetermined"
}

_row := {"style": "path"}

_params(key) := {"value": values.text(key), "expected": suffix.expectation(_row, naming.own_suffix)}
