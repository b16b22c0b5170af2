package rules.logging["flow-log_test"]

import data.lib.testing
import data.rules.logging["flow-log"] as rule

vpc := ["aws_vpc", "main", {}]

link := ["aws_flow_log.all", "vpc_id", "aws_vpc.main"]

finding(status, problem, waits_for) := {testing.found(status, "aws_vpc.main", [], {"problem": problem}, waits_for)}

nobody := "no flow log writes down who talked to whom in it"

test_a_network_with_a_log_of_everything_passes if {
	logged := testing.input_of_system([vpc, ["aws_flow_log", "all", {"traffic_type": "ALL"}]], [link])
	testing.empty(rule.findings) with input as logged
}

test_a_network_without_a_log_fails if {
	testing.same(finding("fail", nobody, []), rule.findings) with input as testing.input_of_system([vpc], [])
}

test_the_log_of_another_network_does_not_count if {
	other := testing.input_of_system([vpc, ["aws_flow_log", "all", {"traffic_type": "ALL", "vpc_id": "vpc-2"}]], [])
	testing.same(finding("fail", nobody, []), rule.findings) with input as other
}

test_a_log_of_what_was_rejected_only_fails if {
	some_of_it := testing.input_of_system([vpc, ["aws_flow_log", "all", {"traffic_type": "REJECT"}]], [link])
	problem := "its flow log writes down REJECT only, and must write down ALL"
	testing.same(finding("fail", problem, []), rule.findings) with input as some_of_it
}

test_a_log_of_a_network_nobody_knows_is_waited_for if {
	log := ["aws_flow_log", "all", {"traffic_type": "ALL", "vpc_id": testing.unknown([null], ["var.vpc"])}]
	testing.same(finding("undetermined", nobody, ["var.vpc"]), rule.findings) with input as testing.input_of_system([vpc, log], [])
}

test_a_log_of_traffic_nobody_knows_is_waited_for if {
	log := ["aws_flow_log", "all", {"traffic_type": testing.unknown([null], ["var.traffic"])}]
	testing.same(finding("undetermined", nobody, ["var.traffic"]), rule.findings) with input as testing.input_of_system([vpc, log], [link])
}

test_a_log_that_does_not_say_of_what_fails if {
	silent := testing.input_of_system([vpc, ["aws_flow_log", "all", {}]], [link])
	problem := "its flow log writes down not set only, and must write down ALL"
	testing.same(finding("fail", problem, []), rule.findings) with input as silent
}

test_what_goes_away_neither_counts_nor_is_judged if {
	logged := testing.input_of_system([vpc, ["aws_flow_log", "all", {"traffic_type": "ALL"}]], [link])
	testing.same(finding("fail", nobody, []), rule.findings) with input as testing.leaving(logged, "aws_flow_log")
	testing.empty(rule.findings) with input as testing.leaving(testing.input_of_system([vpc], []), "aws_vpc")
}
