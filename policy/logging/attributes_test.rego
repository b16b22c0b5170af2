package rules.logging.attributes_test

import data.lib.testing
import data.rules.logging["access-log"] as access_log
import data.rules.logging["audit-log"] as audit_log

found("access", row, value) := testing.values_at(row[1], findings) if findings := access_log.findings with input as testing.input_at(row, value)

found("audit", row, value) := testing.values_at(row[1], findings) if findings := audit_log.findings with input as testing.input_at(row, value)

kept(rule, promises) if {
	every promise in promises {
		[row, value, said] := promise
		testing.same(said, found(rule, row, value))
	}
}

test_every_attribute_that_logs_who_called_is_judged if {
	kept("access", testing.promises([
		["aws_alb", ["access_logs", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_alb", ["access_logs", "enabled"], [true], [[false, "false"]], {"load_balancer_type": "application"}],
		["aws_alb", ["access_logs", "enabled"], [true], [[false, "false"]], {"load_balancer_type": "network"}],
		["aws_api_gateway_stage", ["access_log_settings", "destination_arn"], ["arn"], [[null, "not set"]]],
		["aws_apigatewayv2_stage", ["access_log_settings", "destination_arn"], ["arn"], [[null, "not set"]]],
		["aws_cloudfront_distribution", ["logging_config", "bucket"], ["logs"], [[null, "not set"]]],
		["aws_elb", ["access_logs", "enabled"], [true, null], [[false, "false"]]],
		["aws_lb", ["access_logs", "enabled"], [true], [[false, "false"], [null, "false by default"]]],
		["aws_lb", ["access_logs", "enabled"], [true], [[false, "false"]], {"load_balancer_type": "application"}],
		["aws_lb", ["access_logs", "enabled"], [true], [[false, "false"]], {"load_balancer_type": "network"}],
		["aws_sfn_state_machine", ["logging_configuration", "level"], ["ALL", "ERROR", "FATAL"], [["OFF", "OFF"], [null, "OFF by default"]]],
	]))
	gateway := {"load_balancer_type": "gateway"}
	kept("access", testing.exceptions([
		["aws_alb", ["access_logs", "enabled"], false, [gateway]],
		["aws_lb", ["access_logs", "enabled"], false, [gateway]],
	]))
}

test_a_classic_load_balancer_logs_where_it_has_a_block_that_says_where if {
	testing.same({"false by default"}, testing.values_at(["access_logs", "enabled"], access_log.findings)) with input as testing.input_of("aws_elb", {})
	testing.empty(access_log.findings) with input as testing.input_of("aws_elb", {"access_logs": {"bucket": "logs"}})
}

# a database that exports the log of its engine, and one that exports another
audited(type, path, log, others) := [type, path, [[log], ["error", log]], [[["error"], "[\"error\"]"], [null, "not set"]], others]

test_every_attribute_that_logs_who_did_what_is_judged if {
	kept("audit", testing.promises([
		["aws_cloudtrail", ["enable_logging"], [true, null], [[false, "false"]]],
		["aws_cloudtrail", ["enable_log_file_validation"], [true], [[false, "false"], [null, "false by default"]]],
		audited("aws_db_instance", ["enabled_cloudwatch_logs_exports"], "audit", {"engine": "mysql"}),
		audited("aws_db_instance", ["enabled_cloudwatch_logs_exports"], "audit", {"engine": "mariadb"}),
		audited("aws_db_instance", ["enabled_cloudwatch_logs_exports"], "postgresql", {"engine": "postgres"}),
		audited("aws_docdb_cluster", ["enabled_cloudwatch_logs_exports"], "audit", {}),
		audited("aws_eks_cluster", ["enabled_cluster_log_types"], "audit", {}),
		["aws_mq_broker", ["logs", "audit"], [true], [[false, "false"], [null, "false by default"]], {"engine_type": "ActiveMQ"}],
		audited("aws_neptune_cluster", ["enable_cloudwatch_logs_exports"], "audit", {}),
		audited("aws_rds_cluster", ["enabled_cloudwatch_logs_exports"], "audit", {"engine": "aurora-mysql"}),
		audited("aws_rds_cluster", ["enabled_cloudwatch_logs_exports"], "postgresql", {"engine": "aurora-postgresql"}),
	]))
	kept("audit", testing.exceptions([
		["aws_db_instance", ["enabled_cloudwatch_logs_exports"], ["error"], [
			{"engine": "oracle-ee"},
			{"engine": "mysql", "replicate_source_db": "main"},
			{"engine": "postgres", "replicate_source_db": "main"},
		]],
		["aws_mq_broker", ["logs", "audit"], false, [{"engine_type": "RabbitMQ"}]],
		["aws_rds_cluster", ["enabled_cloudwatch_logs_exports"], ["error"], [{"engine": "mysql"}]],
	]))
}
