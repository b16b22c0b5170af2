package rules.destroyability["removed-block_test"]

import data.lib.testing
import data.rules.destroyability["removed-block"] as rule

removed(lifecycle) := testing.input_of_configuration({"removed": [testing.block(
	"aws_s3_bucket.exports",
	"removed",
	{"lifecycle": lifecycle},
)]})

finding(status, address, effect, waits_for) := {{
	"status": status,
	"address": address,
	"stack": "payments",
	"path": ["lifecycle", "destroy"],
	"params": {"effect": effect},
	"waits_for": waits_for,
}}

test_a_block_that_destroys_passes if {
	testing.empty(rule.findings) with input as removed({"destroy": true})
	testing.empty(rule.findings) with input as removed([{"destroy": "true"}])
	testing.empty(rule.findings) with input as removed({})
	testing.empty(rule.findings) with input as testing.input_of_configuration({"removed": [testing.block("a.b", "removed", {})]})
}

test_a_block_that_forgets_fails if {
	wanted := finding("fail", "aws_s3_bucket.exports", "removed with destroy = false", [])
	testing.same(wanted, rule.findings) with input as removed({"destroy": false})
	testing.same(wanted, rule.findings) with input as removed([{"destroy": "false"}])
}

test_a_block_of_which_nobody_knows_is_undetermined if {
	wanted := finding("undetermined", "aws_s3_bucket.exports", "perhaps only forgotten", ["var.x"])
	testing.same(wanted, rule.findings) with input as removed({"destroy": testing.unknown([null], ["var.x"])})
}

planned(action) := testing.input_with(
	"aws_s3_bucket",
	object.union(testing.resource("aws_s3_bucket", {}), {"action": action, "before": {}}),
)

test_a_plan_that_forgets_fails if {
	wanted := finding("fail", "aws_s3_bucket.example", "forgotten by the plan", [])
	testing.same(wanted, rule.findings) with input as planned("forget")
	testing.empty(rule.findings) with input as planned("delete")
}
