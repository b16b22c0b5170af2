package rules.destroyability["immutable-lock_test"]

import data.lib.testing
import data.rules.destroyability["immutable-lock"] as rule

finding(status, type, path, attribute, value, required, effect, waits_for) := {{
	"status": status,
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "required": required, "effect": effect},
	"waits_for": waits_for,
}}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

forever := "what is locked so can be deleted by nobody before its time, and neither can what holds it"

test_a_vault_lock_that_can_be_lifted_passes if {
	passes("aws_backup_vault_lock_configuration", {"min_retention_days": 7})
	passes("aws_backup_vault_lock_configuration", {"changeable_for_days": null})
}

test_a_vault_lock_in_compliance_mode_fails if {
	type := "aws_backup_vault_lock_configuration"
	effect := "after so many days nobody can remove the lock, and the vault not before its recovery points expire"
	wanted := finding("fail", type, ["changeable_for_days"], "changeable_for_days", "3", "not set or 0", effect, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, {"changeable_for_days": 3})
}

lock(mode) := {"rule": [{"default_retention": [{"mode": mode, "days": 1}]}]}

test_object_lock_in_governance_mode_passes if {
	passes("aws_s3_bucket_object_lock_configuration", lock("GOVERNANCE"))
	passes("aws_s3_bucket_object_lock_configuration", {"object_lock_enabled": "Enabled"})
	passes("aws_s3_bucket", {"object_lock_enabled": true})
}

test_object_lock_in_compliance_mode_fails if {
	type := "aws_s3_bucket_object_lock_configuration"
	path := ["rule", 0, "default_retention", 0, "mode"]
	wanted := finding("fail", type, path, "rule.default_retention.mode", "COMPLIANCE", "not set or GOVERNANCE", forever, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, lock("COMPLIANCE"))
}

test_the_old_form_of_object_lock_fails_as_well if {
	path := ["object_lock_configuration", 0, "rule", 0, "default_retention", 0, "mode"]
	name := "object_lock_configuration.rule.default_retention.mode"
	wanted := finding("fail", "aws_s3_bucket", path, name, "COMPLIANCE", "not set or GOVERNANCE", forever, [])
	attributes := {"object_lock_configuration": [lock("COMPLIANCE")]}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_s3_bucket", attributes)
}

test_a_mode_nobody_knows_yet_is_undetermined if {
	type := "aws_s3_bucket_object_lock_configuration"
	path := ["rule", 0, "default_retention", 0, "mode"]
	name := "rule.default_retention.mode"
	wanted := finding("undetermined", type, path, name, "not known yet", "not set or GOVERNANCE", forever, ["var.mode"])
	attributes := lock(testing.unknown([null], ["var.mode"]))
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}

test_a_key_policy_that_may_shut_everybody_out_fails if {
	type := "aws_kms_key"
	name := "bypass_policy_lockout_safety_check"
	effect := "a policy that shuts out whoever deploys is accepted, and then nobody but AWS can remove it"
	wanted := finding("fail", type, [name], name, "true", "false", effect, [])
	testing.same(wanted, rule.findings) with input as testing.input_of(type, {name: true})
	passes(type, {})
}

test_an_air_gapped_vault_always_fails if {
	count(rule.findings) == 1 with input as testing.input_of("aws_backup_logically_air_gapped_vault", {"min_retention_days": 7})
}
