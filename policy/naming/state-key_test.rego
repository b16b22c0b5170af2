package rules.naming["state-key_test"]

import data.lib.testing
import data.rules.naming["state-key"] as rule

kept(type, attributes) := testing.input_of_configuration({"backends": [testing.block("terraform.backend", type, attributes)]})

finding(status, value, waits_for) := {{
	"status": status,
	"address": "terraform.backend",
	"stack": "payments",
	"path": ["key"],
	"params": {"value": value, "expected": "must have dev or a name ending in -dev as a part of its path"},
	"waits_for": waits_for,
}}

test_a_key_with_the_suffix_passes if {
	testing.empty(rule.findings) with input as kept("s3", {"key": "dev/data.tfstate"})
	testing.empty(rule.findings) with input as kept("s3", {"key": "payments/data-dev.tfstate"})
}

test_a_key_without_it_fails if {
	testing.same(finding("fail", "data.tfstate", []), rule.findings) with input as kept("s3", {"key": "data.tfstate"})
	testing.same(finding("fail", "prod/data.tfstate", []), rule.findings) with input as kept("s3", {"key": "prod/data.tfstate"})
	testing.same(finding("fail", "not set", []), rule.findings) with input as kept("s3", {})
}

test_a_key_that_is_not_known_yet_is_undetermined if {
	wanted := finding("undetermined", "(not known yet)/data.tfstate", ["var.env"])
	key := testing.unknown([null, "/data.tfstate"], ["var.env"])
	testing.same(wanted, rule.findings) with input as kept("s3", {"key": key})
}

test_other_backends_are_not_judged if testing.empty(rule.findings) with input as kept("local", {})
