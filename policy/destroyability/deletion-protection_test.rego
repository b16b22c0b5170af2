package rules.destroyability["deletion-protection_test"]

import data.lib.testing
import data.rules.destroyability["deletion-protection"] as rule

refuses := "AWS refuses to delete it"

finding(type, path, attribute, value, required) := {
	"status": "fail",
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "required": required, "effect": refuses},
	"waits_for": [],
}

passes(type, attributes) if testing.empty(rule.findings) with input as testing.input_of(type, attributes)

found(wanted, type, attributes) if {
	testing.same(wanted, rule.findings) with input as testing.input_of(type, attributes)
}

test_no_protection_passes if {
	passes("aws_dynamodb_table", {"deletion_protection_enabled": false})
	passes("aws_lb", {"enable_deletion_protection": "false"})
	passes("aws_rds_cluster", {})
}

test_protection_fails if {
	type := "aws_dynamodb_table"
	wanted := {finding(type, ["deletion_protection_enabled"], "deletion_protection_enabled", "true", "false")}
	found(wanted, type, {"deletion_protection_enabled": true})
	found(wanted, type, {"deletion_protection_enabled": "true"})
}

test_protection_that_is_on_by_default_fails_where_it_is_left_out if {
	type := "aws_qldb_ledger"
	found({finding(type, ["deletion_protection"], "deletion_protection", "true by default", "false")}, type, {})
	passes(type, {"deletion_protection": false})
}

test_protection_written_as_a_word_fails if {
	type := "aws_cognito_user_pool"
	wanted := {finding(type, ["deletion_protection"], "deletion_protection", "ACTIVE", "INACTIVE")}
	found(wanted, type, {"deletion_protection": "ACTIVE"})
	passes(type, {"deletion_protection": "INACTIVE"})
	passes(type, {})
}

test_unknown_protection_is_undetermined if {
	type := "aws_cognito_user_pool"
	wanted := {object.union(
		finding(type, ["deletion_protection"], "deletion_protection", "not known yet", "INACTIVE"),
		{"status": "undetermined", "waits_for": ["var.protect"]},
	)}
	found(wanted, type, {"deletion_protection": testing.unknown([null], ["var.protect"])})
}

nested_finding(path) := object.union(
	finding(
		"aws_ecs_capacity_provider",
		path,
		"auto_scaling_group_provider.managed_termination_protection",
		"ENABLED",
		"DISABLED",
	),
	{"params": {"effect": "the instances of the group cannot be terminated"}},
)

test_protection_in_a_block_fails_as_a_list_and_as_an_object if {
	type := "aws_ecs_capacity_provider"
	block := {"managed_termination_protection": "ENABLED"}
	in_list := nested_finding(["auto_scaling_group_provider", 0, "managed_termination_protection"])
	in_object := nested_finding(["auto_scaling_group_provider", "managed_termination_protection"])
	found({in_list}, type, {"auto_scaling_group_provider": [block]})
	found({in_object}, type, {"auto_scaling_group_provider": block})
	passes(type, {"auto_scaling_group_provider": [{}]})
	passes(type, {})
}

test_an_unknown_block_is_undetermined if {
	type := "aws_ecs_capacity_provider"
	attributes := {"auto_scaling_group_provider": testing.unknown([null], ["var.provider"])}
	wanted := object.union(nested_finding(["auto_scaling_group_provider"]), {
		"status": "undetermined",
		"params": {"attribute": "auto_scaling_group_provider", "value": "not known yet"},
		"waits_for": ["var.provider"],
	})
	found({wanted}, type, attributes)
}

test_turning_the_protection_off_while_deleting_comes_too_late if {
	type := "aws_dynamodb_table"
	resource := object.union(testing.resource(type, {"deletion_protection_enabled": false}), {
		"action": "replace",
		"before": {"deletion_protection_enabled": true},
	})
	wanted := {finding(type, ["deletion_protection_enabled"], "deletion_protection_enabled", "true", "false")}
	testing.same(wanted, rule.findings) with input as testing.input_with(type, resource)
}
