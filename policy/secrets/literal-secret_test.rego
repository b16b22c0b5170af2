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
