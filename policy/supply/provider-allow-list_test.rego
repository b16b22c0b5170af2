package rules.supply["provider-allow-list_test"]

import data.lib.testing
import data.rules.supply["provider-allow-list"] as rule

source(name) := testing.block(concat("", ["provider[\"", name, "\"]"]), name, {"source": name, "used_by": "required_providers.x"})

judged(name) := testing.input_of_configuration({"sources": [source(name)]})

test_a_provider_somebody_has_looked_at_passes if {
	every name in [
		"hashicorp/aws", "registry.opentofu.org/hashicorp/aws", "terraform.io/builtin/terraform", "hashicorp/archive",
		"hashicorp/cloudinit", "hashicorp/null", "hashicorp/random", "hashicorp/time",
	] {
		testing.empty(rule.findings) with input as judged(name)
	}
}

test_a_provider_nobody_has_looked_at_fails if {
	wanted := {{
		"status": "fail",
		"address": "provider[\"evil/aws\"]",
		"stack": "payments",
		"path": ["source"],
		"params": {
			"provider": "evil/aws",
			"used_by": "required_providers.x",
		},
		"waits_for": [],
	}}
	testing.same(wanted, rule.findings) with input as judged("evil/aws")
}

test_the_same_name_on_another_host_fails if {
	count(rule.findings) == 1 with input as judged("registry.example/hashicorp/aws")
}

test_a_configuration_without_providers_passes if {
	testing.empty(rule.findings) with input as testing.input_of_configuration({})
}
