# METADATA
# title: No secret stands in the configuration
# description: |
#   A password or a key that is written into the configuration, or is the default of a variable, is in the repository, in every plan and in the state. It is managed by AWS, taken
#   from an ephemeral resource through a write-only argument, or put in by hand afterwards. Keys that AWS or a provider could have issued are found in environment
#   variables and parameters too.
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
# custom:
#   severity: critical
#   message: "{attribute} holds a secret in clear"
#   remediation: |
#     Let AWS manage the password, or use the write-only argument of the attribute with an ephemeral resource.
#   example: |
#     new RdsCluster(this, 'Ledger', { manageMasterUserPassword: true, masterUserSecretKmsKeyId: key.keyArn });
#   controls:
#     - PCI DSS 4.0.1 3.6.1
#     - PCI DSS 4.0.1 8.3.2
#     - PCI DSS 4.0.1 8.6.2
#   stages: [synth]
#   attributes: tables.secrets.attributes
package rules.secrets["literal-secret"]

import data.lib.attributes
import data.lib.result
import data.lib.values

# a plan and a state have the value whatever it was made from, so only what was written can be judged
findings contains finding if {
	some type, rows in data.tables.secrets.attributes
	some resource in input.resources[type]
	attributes.remains(resource)
	some row in rows
	attributes.applies(row, resource.values) != "no"
	some leaf in values.leaves(resource.values, row.path, null)
	some finding in _judge(resource, leaf)
}

# a variable of a function whose name says that it is a secret, or whose value looks like one
findings contains result.fail(resource, block.path, _params(block.path)) if {
	some resource in input.resources.aws_lambda_function
	attributes.remains(resource)
	some environment in values.blocks(resource.values, "environment", [])
	some name, value in environment.content.variables
	_is_literal(value)
	_telling(name, value)
	block := {"path": array.concat(environment.path, ["variables", name])}
}

findings contains result.fail(resource, ["value"], _params(["value"])) if {
	some resource in input.resources.aws_ssm_parameter
	attributes.remains(resource)
	_issued(resource.values.value)
}

_judge(resource, leaf) := {result.fail(resource, leaf.path, _params(leaf.path))} if {
	_is_literal(leaf.value)
} else := {result.fail(resource, leaf.path, _params(leaf.path))} if {
	some part in leaf.parts
	_issued(part)
} else := {result.undetermined(resource, leaf.path, _params(leaf.path), leaf.waits_for)} if {
	some reference in leaf.waits_for
	startswith(reference, "var.")
}

_is_literal(value) if {
	is_string(value)
	value != ""
}

# a user of a cache may have two passwords
_is_literal(value) if {
	is_array(value)
	some item in value
	is_string(item)
}

_telling(_, value) if _issued(value)

_telling(name, _) if {
	upper_name := upper(name)
	some word in data.tables.secrets.names
	endswith(upper_name, word)
}

_issued(value) if {
	some start in data.tables.secrets.beginnings
	startswith(value, start.text)
	count(value) >= start.length
}

_params(path) := {"attribute": concat(".", [step | some step in path; is_string(step)])}
