package rules.logging["audit-log_test"]

import data.lib.testing
import data.rules.logging["audit-log"] as rule

right := [
	{"name": "server_audit_logging", "value": "1"},
	{"name": "server_audit_events", "value": "CONNECT,QUERY_DDL"},
]

cluster(exports) := ["aws_rds_cluster", "c", {
	"engine": "aurora-mysql",
	"enabled_cloudwatch_logs_exports": exports,
	"db_cluster_parameter_group_name": "group",
}]

link := ["aws_rds_cluster.c", "db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group.g"]

system(exports, parameters) := testing.input_of_system([cluster(exports), ["aws_rds_cluster_parameter_group", "g", {"parameter": parameters}]], [link])

finding(status, path, attribute, value, required, effect, waits_for) := testing.found(status, "aws_rds_cluster.c", path, params, waits_for) if {
	params := {"attribute": attribute, "value": value, "required": required, "effect": effect}
}

empty_log(status, attribute, value, waits_for) := finding(status, ["db_cluster_parameter_group_name"], attribute, value, rule._required[attribute], "the audit log that is exported stays empty", waits_for)

test_a_cluster_that_exports_a_log_with_events_passes if {
	testing.empty(rule.findings) with input as system(["audit", "error"], right)
}

test_a_cluster_that_exports_no_audit_log_fails if {
	effect := "nobody can say afterwards who did what in it"
	wanted := {finding("fail", ["enabled_cloudwatch_logs_exports"], "enabled_cloudwatch_logs_exports", "[\"error\"]", "a list with audit", effect, [])}
	testing.same(wanted, rule.findings) with input as system(["error"], right)
}

test_a_log_that_is_exported_and_not_written_fails if {
	wanted := {
		empty_log("fail", "server_audit_logging", "0", []),
		empty_log("fail", "server_audit_events", "not set", []),
	}
	testing.same(wanted, rule.findings) with input as system(["audit"], [{"name": "server_audit_logging", "value": "0"}])
}

test_no_events_are_no_log if {
	parameters := [right[0], {"name": "server_audit_events", "value": ""}]
	testing.same({empty_log("fail", "server_audit_events", "", [])}, rule.findings) with input as system(["audit"], parameters)
}

test_unknown_events_are_undetermined if {
	parameters := [right[0], {"name": "server_audit_events", "value": testing.unknown([null], ["var.events"])}]
	wanted := {empty_log("undetermined", "server_audit_events", "not known yet", ["var.events"])}
	testing.same(wanted, rule.findings) with input as system(["audit"], parameters)
}

test_an_unknown_item_of_a_list_may_be_the_one if {
	effect := "nobody can say afterwards who did what in it"
	exports := ["error", testing.unknown([null], ["var.log"])]
	wanted := {finding("undetermined", ["enabled_cloudwatch_logs_exports"], "enabled_cloudwatch_logs_exports", "not known yet", "a list with audit", effect, ["var.log"])}
	testing.same(wanted, rule.findings) with input as system(exports, right)
}

test_a_trail_that_can_be_forged_fails if {
	params := {
		"attribute": "enable_log_file_validation",
		"value": "false by default",
		"required": "true",
		"effect": "a changed log file looks like a true one",
	}
	wanted := {testing.found("fail", "aws_cloudtrail.example", ["enable_log_file_validation"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_cloudtrail", {})
}

test_every_way_to_write_that_it_is_on_passes if {
	every value in ["1", 1, "ON", "on", true] {
		testing.empty(rule.findings) with input as system(["audit"], [{"name": "server_audit_logging", "value": value}, right[1]])
	}
}

test_what_is_asked_for_is_said if {
	required := {one.params.required | some one in rule.findings} with input as system(["audit"], [])
	testing.same({"1", "a list such as CONNECT,QUERY_DDL,QUERY_DCL"}, required)
}
