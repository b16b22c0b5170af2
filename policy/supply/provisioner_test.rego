package rules.supply.provisioner_test

import data.lib.testing
import data.rules.supply.provisioner as rule

provisioner(type) := object.union(
	testing.block("null_resource.example", type, {"command": "curl"}),
	{"path": ["provisioner", type]},
)

test_every_kind_of_provisioner_fails if {
	every type in ["local-exec", "remote-exec", "file"] {
		wanted := {{
			"status": "fail",
			"address": "null_resource.example",
			"stack": "payments",
			"path": ["provisioner", type],
			"params": {"provisioner": type},
			"waits_for": [],
		}}
		testing.same(wanted, rule.findings) with input as testing.input_of_configuration({"provisioners": [provisioner(type)]})
	}
}

test_a_configuration_without_provisioners_passes if {
	testing.empty(rule.findings) with input as testing.input_of_configuration({})
}
