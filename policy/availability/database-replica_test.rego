package rules.availability["database-replica_test"]

import data.lib.testing
import data.rules.availability["database-replica"] as rule

cluster := ["aws_rds_cluster", "c", {}]

link(name) := [concat("", ["aws_rds_cluster_instance.", name]), "cluster_identifier", "aws_rds_cluster.c"]

of(names) := testing.input_of_system(
	array.concat([cluster], [["aws_rds_cluster_instance", name, {}] | some name in names]),
	[link(name) | some name in names],
)

finding(status, value, waits_for) := {testing.found(status, "aws_rds_cluster.c", [], params, waits_for)} if {
	params := {
		"attribute": "the number of instances",
		"value": value,
		"required": "2 or more",
		"effect": "there is nobody to fail over to",
	}
}

test_a_writer_and_a_reader_pass if testing.empty(rule.findings) with input as of(["a", "b"])

test_one_instance_fails if testing.same(finding("fail", "1", []), rule.findings) with input as of(["a"])

test_no_instance_fails if testing.same(finding("fail", "0", []), rule.findings) with input as of([])

test_the_instance_of_a_cluster_nobody_knows_is_waited_for if {
	other := ["aws_rds_cluster_instance", "b", {"cluster_identifier": testing.unknown([null], ["var.cluster"])}]
	open := testing.input_of_system([cluster, ["aws_rds_cluster_instance", "a", {}], other], [link("a")])
	testing.same(finding("undetermined", "1", ["var.cluster"]), rule.findings) with input as open
}

test_a_cluster_that_manages_its_instances_passes if {
	managed := testing.input_of_system([["aws_rds_cluster", "c", {"db_cluster_instance_class": "db.r5d.large"}]], [])
	testing.empty(rule.findings) with input as managed
}

test_a_database_without_a_standby_fails_and_a_replica_passes if {
	params := {
		"attribute": "multi_az",
		"value": "false by default",
		"required": "true",
		"effect": "the loss of one machine or zone takes it down",
	}
	wanted := {testing.found("fail", "aws_db_instance.example", ["multi_az"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_db_instance", {})
	testing.empty(rule.findings) with input as testing.input_of("aws_db_instance", {"replicate_source_db": "main"})
}

instances(type, names) := [[concat("", [type, "_instance.", name]), "cluster_identifier", concat(".", [type, "c"])] | some name in names]

test_every_kind_of_cluster_needs_two_instances if {
	every type in ["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"] {
		key := concat(".", [type, "c"])
		one := testing.input_of_system([[type, "c", {}]], instances(type, ["a"]))
		{[found.status, found.params.value] | some found in rule.findings; found.address == key} == {["fail", "1"]} with input as one
		two := testing.input_of_system([[type, "c", {}]], instances(type, ["a", "b"]))
		{found | some found in rule.findings; found.params.attribute == "the number of instances"} == set() with input as two
	}
}

test_a_cluster_without_servers_passes if {
	serverless := testing.input_of_system([["aws_rds_cluster", "c", {"engine_mode": "serverless"}]], [])
	testing.empty(rule.findings) with input as serverless
	provisioned := testing.input_of_system([["aws_rds_cluster", "c", {"engine_mode": "provisioned"}]], [])
	testing.same(finding("fail", "0", []), rule.findings) with input as provisioned
}

test_a_cluster_that_goes_away_is_not_judged if testing.empty(rule.findings) with input as testing.leaving(of([]), "aws_rds_cluster")
