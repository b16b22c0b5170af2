package rules.availability.backup_test

import data.lib.testing
import data.rules.availability.backup as rule

cluster := ["aws_rds_cluster", "c", {}]

selection(attributes) := ["aws_backup_selection", "s", attributes]

finding(status, waits_for) := {testing.found(status, "aws_rds_cluster.c", [], {}, waits_for)}

test_a_cluster_that_is_named_passes if {
	named := testing.input_of_system([cluster, selection({})], [["aws_backup_selection.s", "resources", "aws_rds_cluster.c"]])
	testing.empty(rule.findings) with input as named
}

test_a_selection_of_everything_passes if {
	testing.empty(rule.findings) with input as testing.input_of_system([cluster, selection({"resources": ["*"]})], [])
}

test_a_cluster_nobody_names_fails if {
	testing.same(finding("fail", []), rule.findings) with input as testing.input_of_system([cluster], [])
	other := testing.input_of_system([cluster, selection({"resources": ["arn:aws:rds:us-east-1:123456789012:cluster:other"]})], [])
	testing.same(finding("fail", []), rule.findings) with input as other
}

test_a_selection_by_tags_is_undetermined if {
	tagged := testing.input_of_system([cluster, selection({"selection_tag": [{"key": "backup", "value": "daily"}]})], [])
	testing.same(finding("undetermined", ["aws_backup_selection.s.selection_tag"]), rule.findings) with input as tagged
}

test_a_selection_of_something_unknown_is_undetermined if {
	open := testing.input_of_system([cluster, selection({"resources": [testing.unknown([null], ["var.arn"])]})], [])
	testing.same(finding("undetermined", ["var.arn"]), rule.findings) with input as open
}

test_a_selection_by_conditions_is_undetermined if {
	open := testing.input_of_system([cluster, selection({"condition": [{"string_equals": []}]})], [])
	testing.same(finding("undetermined", ["aws_backup_selection.s.condition"]), rule.findings) with input as open
}

test_what_goes_away_neither_counts_nor_is_judged if {
	testing.empty(rule.findings) with input as testing.leaving(testing.input_of_system([cluster], []), "aws_rds_cluster")
	every attributes in [{"resources": ["*"]}, {"selection_tag": [{"key": "backup", "value": "daily"}]}] {
		system := testing.input_of_system([cluster, selection(attributes)], [])
		testing.same(finding("fail", []), rule.findings) with input as testing.leaving(system, "aws_backup_selection")
	}
}
