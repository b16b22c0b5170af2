package rules.network["public-database_test"]

import data.lib.testing
import data.rules.network["public-database"] as rule

database := ["aws_rds_cluster", "c", {}]

group := ["aws_security_group", "db", {}]

ingress(changes) := ["aws_vpc_security_group_ingress_rule", "in", object.union({"ip_protocol": "tcp", "from_port": 3306, "to_port": 3306}, changes)]

links := [
	["aws_rds_cluster.c", "vpc_security_group_ids", "aws_security_group.db"],
	["aws_vpc_security_group_ingress_rule.in", "security_group_id", "aws_security_group.db"],
]

system(changes) := testing.input_of_system([database, group, ingress(changes)], links)

finding(status, value, waits_for) := {testing.found(status, "aws_vpc_security_group_ingress_rule.in", ["cidr_ipv4"], params, waits_for)} if {
	params := {
		"attribute": "cidr_ipv4",
		"value": value,
		"required": "left out",
		"effect": "a range of addresses may connect to a database on tcp 3306",
	}
}

test_a_group_that_may_connect_passes if {
	testing.empty(rule.findings) with input as system({"referenced_security_group_id": "sg-2"})
}

test_a_range_that_may_connect_fails if {
	testing.same(finding("fail", "10.20.0.0/16", []), rule.findings) with input as system({"cidr_ipv4": "10.20.0.0/16"})
}

test_the_range_of_the_network_fails_before_it_is_known if {
	range := testing.unknown([null], ["aws_vpc.main.cidr_block"])
	testing.same(finding("fail", "(not known yet)", []), rule.findings) with input as system({"cidr_ipv4": range})
}

test_a_range_that_may_be_none_is_undetermined if {
	range := testing.unknown([null], ["var.range"])
	testing.same(finding("undetermined", "(not known yet)", ["var.range"]), rule.findings) with input as system({"cidr_ipv4": range})
}

test_a_range_of_another_group_passes if {
	other := testing.input_of_system([database, group, ingress({"cidr_ipv4": "10.20.0.0/16"})], [links[0]])
	testing.empty(rule.findings) with input as other
}

test_a_rule_written_in_the_group_fails if {
	inline := ["aws_security_group", "db", {"ingress": [{"protocol": "tcp", "from_port": 3306, "to_port": 3306, "cidr_blocks": ["10.0.0.0/8"]}]}]
	params := {
		"attribute": "ingress.cidr_blocks",
		"value": "10.0.0.0/8",
		"required": "left out",
		"effect": "a range of addresses may connect to a database on tcp 3306",
	}
	wanted := {testing.found("fail", "aws_security_group.db", ["ingress", 0, "cidr_blocks", 0], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of_system([database, inline], [links[0]])
}

test_a_database_with_a_public_address_fails if {
	params := {
		"attribute": "publicly_accessible",
		"value": "true",
		"required": "false",
		"effect": "it can be reached from the internet, and only its password stands in between",
	}
	wanted := {testing.found("fail", "aws_db_instance.example", ["publicly_accessible"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_db_instance", {"publicly_accessible": true})
	testing.empty(rule.findings) with input as testing.input_of("aws_db_instance", {})
}

test_every_kind_of_database_is_guarded if {
	every type in ["aws_rds_cluster", "aws_db_instance", "aws_docdb_cluster", "aws_neptune_cluster", "aws_db_proxy"] {
		every path in ["vpc_security_group_ids", "security_group_names"] {
			guarded := testing.input_of_system(
				[[type, "c", {}], group, ingress({"cidr_ipv4": "10.20.0.0/16"})],
				[[concat(".", [type, "c"]), path, "aws_security_group.db"], links[1]],
			)
			some_range := {one | some one in rule.findings; one.address == "aws_vpc_security_group_ingress_rule.in"} with input as guarded
			testing.same(finding("fail", "10.20.0.0/16", []), some_range)
		}
	}
}

guarding(type, path, rule_path) := testing.input_of_system(
	[[type, "c", {}], group, ingress({"cidr_ipv4": "10.20.0.0/16"})],
	[
		[concat(".", [type, "c"]), path, "aws_security_group.db"],
		["aws_vpc_security_group_ingress_rule.in", rule_path, "aws_security_group.db"],
	],
)

test_groups_of_something_else_are_not_guarded if {
	testing.empty(rule.findings) with input as guarding("aws_lambda_function", "vpc_security_group_ids", "security_group_id")
	testing.empty(rule.findings) with input as guarding("aws_rds_cluster", "tags.group", "security_group_id")
	testing.empty(rule.findings) with input as guarding("aws_rds_cluster", "vpc_security_group_ids", "referenced_security_group_id")
}

test_ranges_of_another_group_are_not_judged_be_they_known_or_not if {
	every range in [testing.unknown([null], ["aws_vpc.main.cidr_block"]), testing.unknown([null], ["var.range"])] {
		other := testing.input_of_system([database, group, ingress({"cidr_ipv4": range})], [links[0]])
		testing.empty(rule.findings) with input as other
	}
}

test_what_a_database_may_reach_is_not_judged_here if {
	every range in ["10.0.0.0/8", testing.unknown([null], ["aws_vpc.main.cidr_block"]), testing.unknown([null], ["var.range"])] {
		outward := ["aws_security_group", "db", {"egress": [{"protocol": "tcp", "from_port": 1, "to_port": 2, "cidr_blocks": [range]}]}]
		testing.empty(rule.findings) with input as testing.input_of_system([database, outward], [links[0]])
	}
}

said(type, value) := testing.values_at(["publicly_accessible"], findings) if {
	findings := rule.findings with input as testing.input_of(type, {"publicly_accessible": value})
}

test_no_database_has_an_address_of_the_internet if {
	hidden := {
		"aws_db_instance", "aws_dms_replication_instance", "aws_mq_broker", "aws_neptune_cluster_instance",
		"aws_rds_cluster_instance", "aws_redshiftserverless_workgroup",
	}
	every type in hidden | {"aws_redshift_cluster"} {
		testing.same({"true"}, said(type, true))
		testing.empty(said(type, false))
	}
	every type in hidden {
		testing.empty(said(type, null))
	}
	testing.same({"true by default"}, said("aws_redshift_cluster", null))
}
