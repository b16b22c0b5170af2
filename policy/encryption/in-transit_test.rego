package rules.encryption["in-transit_test"]

import data.lib.testing
import data.rules.encryption["in-transit"] as rule

cluster := ["aws_rds_cluster", "c", {"engine": "aurora-mysql", "db_cluster_parameter_group_name": testing.unknown([null], ["aws_rds_cluster_parameter_group.g.name"])}]

link := ["aws_rds_cluster.c", "db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group.g"]

group(parameters) := ["aws_rds_cluster_parameter_group", "g", {"parameter": parameters}]

system(parameters) := testing.input_of_system([cluster, group(parameters)], [link])

finding(status, value, waits_for) := {testing.found(status, "aws_rds_cluster.c", ["db_cluster_parameter_group_name"], params, waits_for)} if {
	params := {
		"attribute": "require_secure_transport",
		"value": value,
		"required": "ON",
		"effect": "a client may connect and send its password in clear",
	}
}

test_a_cluster_that_takes_tls_only_passes if {
	testing.empty(rule.findings) with input as system([{"name": "require_secure_transport", "value": "ON"}])
}

test_a_cluster_whose_group_turns_it_off_fails if {
	testing.same(finding("fail", "OFF", []), rule.findings) with input as system([{"name": "require_secure_transport", "value": "OFF"}])
}

test_a_cluster_whose_group_says_nothing_fails if {
	testing.same(finding("fail", "OFF by default", []), rule.findings) with input as system([{"name": "tls_version", "value": "TLSv1.2"}])
}

test_a_cluster_without_a_group_fails if {
	bare := testing.input_of_system([["aws_rds_cluster", "c", {"engine": "aurora-mysql"}]], [])
	testing.same(finding("fail", "OFF by default", []), rule.findings) with input as bare
}

test_an_unknown_parameter_is_undetermined if {
	parameters := [{"name": "require_secure_transport", "value": testing.unknown([null], ["var.tls"])}]
	testing.same(finding("undetermined", "not known yet", ["var.tls"]), rule.findings) with input as system(parameters)
}

test_a_group_that_is_elsewhere_is_undetermined if {
	named := testing.input_of_system([["aws_rds_cluster", "c", {"engine": "aurora-mysql", "db_cluster_parameter_group_name": "shared"}]], [])
	testing.same(finding("undetermined", "not known yet", ["shared"]), rule.findings) with input as named
}

test_a_cluster_of_another_engine_is_not_judged if {
	other := testing.input_of_system([["aws_rds_cluster", "c", {"engine": "aurora-postgresql"}]], [])
	testing.empty(rule.findings) with input as other
}

test_a_listener_in_clear_fails_unless_it_redirects if {
	params := {
		"attribute": "protocol",
		"value": "HTTP",
		"required": "HTTPS, TLS or a redirect to HTTPS",
		"effect": "what is sent can be read on the way",
	}
	wanted := {testing.found("fail", "aws_lb_listener.example", ["protocol"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_lb_listener", {"protocol": "HTTP"})
	redirect := {"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTPS"}]}]}
	testing.empty(rule.findings) with input as testing.input_of("aws_lb_listener", redirect)
}

test_a_cache_that_speaks_in_clear_fails if {
	params := {
		"attribute": "transit_encryption_enabled",
		"value": "false by default",
		"required": "true",
		"effect": "what is sent can be read on the way",
	}
	wanted := {testing.found("fail", "aws_elasticache_replication_group.example", ["transit_encryption_enabled"], params, [])}
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_elasticache_replication_group", {})
}

test_every_way_to_write_that_it_is_on_passes if {
	every value in ["ON", "on", "1", 1, true] {
		testing.empty(rule.findings) with input as system([{"name": "require_secure_transport", "value": value}])
	}
}

clear(type, protocol) := {testing.found("fail", concat(".", [type, "example"]), ["protocol"], params, [])} if {
	params := {
		"attribute": "protocol",
		"value": protocol,
		"required": "HTTPS, TLS or a redirect to HTTPS",
		"effect": "what is sent can be read on the way",
	}
}

test_the_older_name_of_a_listener_counts if {
	testing.same(clear("aws_alb_listener", "HTTP"), rule.findings) with input as testing.input_of("aws_alb_listener", {"protocol": "HTTP"})
}

test_tcp_is_in_clear_on_the_port_of_http_only if {
	every port in [80, "80"] {
		testing.same(clear("aws_lb_listener", "TCP"), rule.findings) with input as testing.input_of("aws_lb_listener", {"protocol": "TCP", "port": port})
	}
	testing.empty(rule.findings) with input as testing.input_of("aws_lb_listener", {"protocol": "TCP", "port": 443})
	testing.same(clear("aws_lb_listener", "HTTP"), rule.findings) with input as testing.input_of("aws_lb_listener", {"protocol": "HTTP", "port": 8080})
	testing.empty(rule.findings) with input as testing.input_of("aws_lb_listener", {"protocol": "TLS", "port": 80})
}

test_a_redirect_that_stays_in_clear_fails if {
	redirect := {"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTP", "port": "81"}]}]}
	testing.same(clear("aws_lb_listener", "HTTP"), rule.findings) with input as testing.input_of("aws_lb_listener", redirect)
}

test_a_listener_that_goes_away_is_not_judged if {
	testing.empty(rule.findings) with input as testing.leaving(testing.input_of("aws_lb_listener", {"protocol": "HTTP"}), "aws_lb_listener")
}
