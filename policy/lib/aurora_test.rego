package lib.aurora_test

import data.lib.aurora
import data.lib.testing

cluster(attributes) := testing.resource("aws_rds_cluster", object.union({"engine": "aurora-mysql"}, attributes))

test_clusters_of_aurora_mysql_that_stay_are_found if {
	one := cluster({})
	other := cluster({"engine": "aurora-postgresql"})
	gone := [object.union(one, {"action": action}) | some action in ["delete", "forget"]]
	testing.same({one}, aurora.clusters) with input as {"resources": {"aws_rds_cluster": array.concat([one, other], gone)}}
}

grouped(attributes, parameters) := testing.input_of_system(
	[
		["aws_rds_cluster", "ledger", attributes],
		["aws_rds_cluster_parameter_group", "ledger", {"parameter": parameters}],
		["aws_rds_cluster_parameter_group", "other", {"parameter": [{"name": "tls", "value": "other"}]}],
	],
	[["aws_rds_cluster.ledger", "db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group.ledger"]],
)

says(wanted, parameters) if {
	system := grouped({"db_cluster_parameter_group_name": "ledger-dev"}, parameters)
	found := aurora.parameter(system.resources.aws_rds_cluster[0], "tls") with input as system
	testing.same(wanted, found)
}

later := testing.unknown([null], ["var.later"])

test_a_parameter_is_what_the_group_of_the_cluster_says if {
	says({"state": "known", "value": "ON"}, [{"name": "audit", "value": "1"}, {"name": "tls", "value": "ON"}])
	says({"state": "known", "value": null}, [{"name": "audit", "value": "1"}])
	says({"state": "known", "value": null}, [])
}

test_a_parameter_that_is_not_known_is_waited_for if {
	says({"state": "unknown", "waits_for": ["var.later"]}, [{"name": "tls", "value": later}])
	says({"state": "unknown", "waits_for": ["var.later"]}, [{"name": "audit", "value": "1"}, later])
	says({"state": "known", "value": "ON"}, [later, {"name": "tls", "value": "ON"}])
	says({"state": "unknown", "waits_for": ["var.later"]}, later)
}

test_a_cluster_without_a_group_has_the_defaults if {
	testing.same({"state": "known", "value": null}, aurora.parameter(cluster({}), "tls")) with input as {"resources": {}}
}

test_a_group_that_is_not_in_the_system_is_waited_for if {
	named := cluster({"db_cluster_parameter_group_name": "ledger-dev"})
	testing.same({"state": "unknown", "waits_for": ["ledger-dev"]}, aurora.parameter(named, "tls")) with input as {"resources": {}}
	open := cluster({"db_cluster_parameter_group_name": later})
	testing.same({"state": "unknown", "waits_for": ["var.later"]}, aurora.parameter(open, "tls")) with input as {"resources": {}}
	gone := object.union(named, {"names": [{"path": "db_cluster_parameter_group_name", "key": "aws_rds_cluster_parameter_group.x"}]})
	testing.same({"state": "unknown", "waits_for": ["ledger-dev"]}, aurora.parameter(gone, "tls")) with input as {"resources": {}}
}
