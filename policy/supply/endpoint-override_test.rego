package rules.supply["endpoint-override_test"]

import data.lib.testing
import data.rules.supply["endpoint-override"] as rule

of_provider(type, attributes) := testing.input_of_configuration({"providers": [testing.block("provider.aws", type, attributes)]})

of_backend(type, attributes) := testing.input_of_configuration({"backends": [testing.block("terraform.backend", type, attributes)]})

finding(address, attribute, value, effect) := {{
	"status": "fail",
	"address": address,
	"stack": "payments",
	"path": [attribute],
	"params": {"attribute": attribute, "value": value, "effect": effect},
	"waits_for": [],
}}

elsewhere := "what is meant for AWS, signatures included, goes to another host"

test_a_plain_provider_passes if {
	attributes := {"region": "us-east-1", "allowed_account_ids": ["123456789012"]}
	testing.empty(rule.findings) with input as of_provider("aws", attributes)
}

test_endpoints_fail_as_a_list_and_as_an_object if {
	block := {"sts": "https://sts.example"}
	in_list := finding("provider.aws", "endpoints", "[{\"sts\":\"https://sts.example\"}]", elsewhere)
	testing.same(in_list, rule.findings) with input as of_provider("aws", {"endpoints": [block]})
	in_object := finding("provider.aws", "endpoints", "{\"sts\":\"https://sts.example\"}", elsewhere)
	testing.same(in_object, rule.findings) with input as of_provider("aws", {"endpoints": block})
}

test_endpoints_are_told_in_the_order_of_their_names if {
	later := testing.unknown([null], ["var.x"])
	block := {"sts": "x", "ec2": ["y"], "iam": later, "sqs": {"z": 1}, "sns": [{"z": 1}]}
	text := "{\"ec2\":[\"y\"],\"iam\":(not known yet),\"sns\":[…],\"sqs\":{…},\"sts\":\"x\"}"
	in_object := finding("provider.aws", "endpoints", text, elsewhere)
	testing.same(in_object, rule.findings) with input as of_provider("aws", {"endpoints": block})
	in_list := finding("provider.aws", "endpoints", concat("", ["[", text, ",(not known yet)]"]), elsewhere)
	testing.same(in_list, rule.findings) with input as of_provider("aws", {"endpoints": [block, later]})
}

test_endpoints_of_which_nothing_is_set_pass if {
	testing.empty(rule.findings) with input as of_provider("aws", {"endpoints": []})
	testing.empty(rule.findings) with input as of_provider("aws", {"endpoints": [{}]})
	testing.empty(rule.findings) with input as of_provider("aws", {"endpoints": [{"sts": ""}], "insecure": false})
	every nothing in ["", null, false, "false", [], {}] {
		testing.empty(rule.findings) with input as of_provider("aws", {"endpoints": {"sts": nothing}, "insecure": nothing})
	}
}

test_an_override_that_is_not_known_yet_is_one if {
	later := testing.unknown([null], ["var.x"])
	wanted := finding("provider.aws", "endpoints", "(not known yet)", elsewhere)
	testing.same(wanted, rule.findings) with input as of_provider("aws", {"endpoints": later})
	count(rule.findings) == 1 with input as of_provider("aws", {"endpoints": [{"sts": later}]})
	count(rule.findings) == 1 with input as of_provider("aws", {"endpoints": [later]})
}

test_a_provider_in_a_module_or_with_an_alias_counts if {
	effect := "whoever is on the way may pass for AWS"
	wanted := finding("provider.aws", "insecure", "true", effect)
	testing.same(wanted, rule.findings) with input as of_provider("module.a:aws.eu", {"insecure": true})
}

test_other_providers_have_other_arguments if {
	testing.empty(rule.findings) with input as of_provider("google", {"endpoints": [{"sts": "x"}]})
}

test_every_argument_that_leads_elsewhere_is_told if {
	of_both := [
		"custom_ca_bundle", "ec2_metadata_service_endpoint", "endpoints", "http_proxy", "https_proxy", "insecure",
		"shared_config_files", "shared_credentials_files", "sts_region",
	]
	of_backends := ["dynamodb_endpoint", "endpoint", "iam_endpoint", "shared_credentials_file", "sts_endpoint"]
	every attribute in of_both {
		count(rule.findings) == 1 with input as of_provider("aws", {attribute: "x"})
	}
	every attribute in array.concat(of_both, of_backends) {
		count(rule.findings) == 1 with input as of_backend("s3", {attribute: "x"})
	}
}

test_a_backend_elsewhere_fails if {
	wanted := finding("terraform.backend", "endpoint", "https://s3.example", "the state goes to another host")
	testing.same(wanted, rule.findings) with input as of_backend("s3", {"endpoint": "https://s3.example"})
	testing.empty(rule.findings) with input as of_backend("s3", {"bucket": "state"})
	testing.empty(rule.findings) with input as of_backend("http", {"endpoint": "https://s3.example"})
}

test_what_is_no_block_of_endpoints_is_an_override if {
	every value in [[""], [[""]], {"sts": {"a": ""}}] {
		count(rule.findings) == 1 with input as of_provider("aws", {"endpoints": value})
	}
}
