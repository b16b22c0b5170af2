package rules.secrets["literal-secret_test"]

import data.lib.testing
import data.rules.secrets["literal-secret"] as rule

finding(status, address, path, attribute, waits_for) := {testing.found(status, address, path, {"attribute": attribute}, waits_for)}

cluster(value) := testing.input_of("aws_rds_cluster", {"master_password": value})

function(variables) := testing.input_of("aws_lambda_function", {"environment": [{"variables": variables}]})

in_variable(name) := finding("fail", "aws_lambda_function.example", ["environment", 0, "variables", name], concat(".", ["environment.variables", name]), [])

# made of parts, so that no scanner takes it for a key
issued := concat("", ["AKIA", "EXAMPLEEXAMPLE00"])

test_a_password_in_clear_fails if {
	wanted := finding("fail", "aws_rds_cluster.example", ["master_password"], "master_password", [])
	testing.same(wanted, rule.findings) with input as cluster("not a good one")
}

test_a_password_that_aws_manages_passes if {
	testing.empty(rule.findings) with input as testing.input_of("aws_rds_cluster", {"manage_master_user_password": true})
}

test_a_password_that_is_made_elsewhere_passes if {
	testing.empty(rule.findings) with input as cluster(testing.unknown([null], ["ephemeral.aws_secretsmanager_random_password.p.random_password"]))
}

test_a_password_that_somebody_will_give_is_undetermined if {
	wanted := finding("undetermined", "aws_rds_cluster.example", ["master_password"], "master_password", ["var.password"])
	testing.same(wanted, rule.findings) with input as cluster(testing.unknown([null], ["var.password"]))
}

test_a_plain_parameter_passes_and_a_secure_one_in_clear_fails if {
	testing.empty(rule.findings) with input as testing.input_of("aws_ssm_parameter", {"type": "String", "value": "eu"})
	wanted := finding("fail", "aws_ssm_parameter.example", ["value"], "value", [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_ssm_parameter", {"type": "SecureString", "value": "eu"})
}

test_a_key_in_a_plain_parameter_fails if {
	wanted := finding("fail", "aws_ssm_parameter.example", ["value"], "value", [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_ssm_parameter", {"type": "String", "value": issued})
}

test_a_variable_that_is_called_a_secret_fails if {
	testing.same(in_variable("Provider_Api_Key"), rule.findings) with input as function({"Provider_Api_Key": "x"})
}

test_a_variable_that_holds_a_key_fails if testing.same(in_variable("CONFIG"), rule.findings) with input as function({"CONFIG": issued})

test_a_variable_that_says_where_a_secret_is_passes if {
	testing.empty(rule.findings) with input as function({"API_KEY_PARAMETER": "/payments/dev/psp/api-key", "TABLE": "sessions-dev"})
}

test_what_goes_away_is_not_judged if {
	testing.empty(rule.findings) with input as testing.leaving(cluster("not a good one"), "aws_rds_cluster")
	testing.empty(rule.findings) with input as testing.leaving(function({"API_KEY": "x"}), "aws_lambda_function")
	parameter := testing.input_of("aws_ssm_parameter", {"type": "String", "value": issued})
	testing.empty(rule.findings) with input as testing.leaving(parameter, "aws_ssm_parameter")
}

test_an_empty_password_is_none if testing.empty(rule.findings) with input as cluster("")

test_a_key_in_a_part_of_a_password_fails if {
	wanted := finding("fail", "aws_rds_cluster.example", ["master_password"], "master_password", [])
	testing.same(wanted, rule.findings) with input as cluster(testing.unknown([issued, null], ["var.rest"]))
}

user(passwords) := testing.input_of("aws_elasticache_user", {"passwords": passwords})

test_one_of_several_passwords_in_clear_fails if {
	later := testing.unknown([null], ["aws_secretsmanager_random_password.p.random_password"])
	wanted := finding("fail", "aws_elasticache_user.example", ["passwords"], "passwords", [])
	testing.same(wanted, rule.findings) with input as user([later, "not a good one"])
	testing.empty(rule.findings) with input as user([later])
}

test_a_variable_that_is_not_known_yet_passes_whatever_it_is_called if {
	testing.empty(rule.findings) with input as function({"DB_PASSWORD": testing.unknown([null], ["var.password"]), "API_KEY": ""})
}

test_what_only_begins_like_a_key_passes if testing.empty(rule.findings) with input as function({"CONFIG": "AKIA"})

# a value at a path of blocks
at([name], value) := {name: value}

at([outer, name], value) := {outer: {name: value}}

at([outer, inner, name], value) := {outer: {inner: {name: value}}}

test_every_attribute_that_holds_a_secret_is_judged if {
	every attribute in [
		["aws_acm_certificate", ["private_key"]],
		["aws_cloudwatch_event_connection", ["auth_parameters", "api_key", "value"]],
		["aws_cloudwatch_event_connection", ["auth_parameters", "basic", "password"]],
		["aws_connect_user", ["password"]],
		["aws_db_instance", ["password"]],
		["aws_directory_service_directory", ["password"]],
		["aws_dms_endpoint", ["password"]],
		["aws_docdb_cluster", ["master_password"]],
		["aws_elasticache_replication_group", ["auth_token"]],
		["aws_fsx_windows_file_system", ["self_managed_active_directory", "password"]],
		["aws_iam_server_certificate", ["private_key"]],
		["aws_mq_broker", ["user", "password"]],
		["aws_opensearch_domain", ["advanced_security_options", "master_user_options", "master_user_password"]],
		["aws_redshift_cluster", ["master_password"]],
		["aws_redshiftserverless_namespace", ["admin_user_password"]],
		["aws_secretsmanager_secret_version", ["secret_string"]],
		["aws_secretsmanager_secret_version", ["secret_binary"]],
	] {
		[type, path] := attribute
		wanted := finding("fail", concat(".", [type, "example"]), path, concat(".", path), [])
		testing.same(wanted, rule.findings) with input as testing.input_of(type, at(path, "not a good one"))
	}
}

test_a_variable_is_called_a_secret_in_many_ways if {
	every name in [
		"DB_PASSWORD", "DB_PASSWD", "PSP_SECRET", "PSP_SECRET_KEY", "PSP_API_KEY", "PSP_APIKEY", "PSP_ACCESS_KEY",
		"PSP_PRIVATE_KEY", "PSP_AUTH_TOKEN", "PSP_ACCESS_TOKEN",
	] {
		testing.same(in_variable(name), rule.findings) with input as function({name: "x"})
	}
}

# made of parts as well
long(start, length) := concat("", [start, substring("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 0, length - count(start))])

test_a_value_is_issued_where_it_begins_so_and_is_long_enough if {
	every key in [
		["AKIA", 20], ["ASIA", 20], ["sk_live_", 20], ["rk_live_", 20], ["whsec_", 20], ["ghp_", 36], ["github_pat_", 40],
		["xoxb-", 30], ["-----BEGIN", 30],
	] {
		[start, length] := key
		testing.same(in_variable("CONFIG"), rule.findings) with input as function({"CONFIG": long(start, length)})
		testing.empty(rule.findings) with input as function({"CONFIG": long(start, length - 1)})
	}
}
