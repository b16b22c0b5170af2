package rules.region["single-region_test"]

import data.lib.testing
import data.rules.region["single-region"] as rule

finding(status, address, path, attribute, value, waits_for) := {{
	"status": status,
	"address": address,
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "region": "us-east-1"},
	"waits_for": waits_for,
}}

provider(type, attributes) := testing.block(concat("", ["provider.", type]), type, attributes)

configured(providers) := testing.input_of_configuration({"providers": providers})

test_a_provider_of_the_region_passes if {
	testing.empty(rule.findings) with input as configured([provider("aws", {"region": "us-east-1"})])
	testing.empty(rule.findings) with input as configured([provider("google", {"region": "europe-west1"})])
}

test_a_provider_of_another_region_fails if {
	wanted := finding("fail", "provider.aws", ["region"], "region", "eu-west-1", [])
	testing.same(wanted, rule.findings) with input as configured([provider("aws", {"region": "eu-west-1"})])
	absent := finding("fail", "provider.aws", ["region"], "region", "not set", [])
	testing.same(absent, rule.findings) with input as configured([provider("aws", {})])
}

test_a_provider_of_a_module_has_the_region_of_its_caller if {
	testing.empty(rule.findings) with input as configured([provider("module.a:aws", {})])
	count(rule.findings) == 1 with input as configured([provider("module.a:aws", {"region": "eu-west-1"})])
}

test_a_region_that_is_not_known_yet_is_undetermined if {
	later := testing.unknown([null], ["var.region"])
	wanted := finding("undetermined", "provider.aws", ["region"], "region", "(not known yet)", ["var.region"])
	testing.same(wanted, rule.findings) with input as configured([provider("aws", {"region": later})])
}

backend(attributes) := testing.input_of_configuration({"backends": [testing.block("terraform.backend.s3", "s3", attributes)]})

test_the_state_is_in_the_region if {
	testing.empty(rule.findings) with input as backend({"region": "us-east-1"})
	wanted := finding("fail", "terraform.backend.s3", ["region"], "region", "eu-west-1", [])
	testing.same(wanted, rule.findings) with input as backend({"region": "eu-west-1"})
}

global(region) := configured([provider("aws", {"region": "us-east-1"}), provider("aws.other", {"region": region})])

made(type, region, attributes) := object.union(global(region), {"resources": {type: [object.union(
	testing.resource(type, {"provider": "aws.other"}),
	{"values": attributes},
)]}})

elsewhere(region, waits_for, status) := finding(status, "aws_sqs_queue.example", ["provider"], "the region of its provider", region, waits_for)

test_an_alias_that_nothing_uses_passes if testing.empty(rule.findings) with input as global("eu-west-1")

test_what_is_made_in_another_region_fails if {
	testing.same(elsewhere("eu-west-1", [], "fail"), rule.findings) with input as made("aws_sqs_queue", "eu-west-1", {})
	testing.empty(rule.findings) with input as made("aws_sqs_queue", "us-east-1", {})
	later := testing.unknown([null], ["var.region"])
	wanted := elsewhere("(not known yet)", ["var.region"], "undetermined")
	testing.same(wanted, rule.findings) with input as made("aws_sqs_queue", later, {})
}

test_the_provider_may_be_a_reference if {
	reference := {"provider": testing.unknown([null], ["aws.other"])}
	testing.same(elsewhere("eu-west-1", [], "fail"), rule.findings) with input as made("aws_sqs_queue", "eu-west-1", reference)
}

european(one) := object.union(one, {"environment": {"region": "eu-west-1"}})

# in an environment of eu-west-1 the default provider has that region too
made_for_cloudfront(type, attributes) := object.union(
	european(testing.input_of_configuration({"providers": [
		provider("aws", {"region": "eu-west-1"}),
		provider("aws.other", {"region": "us-east-1"}),
	]})),
	{"resources": {type: [object.union(testing.resource(type, attributes), {"values": {"provider": "aws.other"}})]}},
)

test_what_cloudfront_needs_is_made_in_its_region if {
	testing.empty(rule.findings) with input as made_for_cloudfront("aws_acm_certificate", {})
	testing.empty(rule.findings) with input as made_for_cloudfront("aws_wafv2_web_acl", {"scope": "CLOUDFRONT"})
	testing.empty(rule.findings) with input as made_for_cloudfront("aws_cloudwatch_log_group", {"name": "/aws/route53/zone"})
	count(rule.findings) == 1 with input as made_for_cloudfront("aws_wafv2_web_acl", {"scope": "REGIONAL"})
	count(rule.findings) == 1 with input as made_for_cloudfront("aws_cloudwatch_log_group", {"name": "/aws/lambda/x"})
	count(rule.findings) == 1 with input as made_for_cloudfront("aws_sqs_queue", {})
}

mention(type, path, region, waits_for) := {
	"address": concat(".", [type, "example"]),
	"stack": "payments",
	"type": type,
	"path": path,
	"text": "eu-west-1a",
	"region": region,
	"waits_for": waits_for,
}

mentioned(one, found) := object.union(one, {"region_mentions": [found]})

test_a_mention_of_another_region_fails if {
	wanted := finding("fail", "aws_subnet.example", ["availability_zone"], "availability_zone", "eu-west-1a", [])
	found := mention("aws_subnet", ["availability_zone"], "eu-west-1", [])
	testing.same(wanted, rule.findings) with input as mentioned(testing.input_of_configuration({}), found)
}

test_a_mention_that_is_not_known_yet_is_undetermined if {
	wanted := finding("undetermined", "aws_subnet.example", ["zones", 0], "zones", "eu-west-1a", ["var.region"])
	found := mention("aws_subnet", ["zones", 0], null, ["var.region"])
	testing.same(wanted, rule.findings) with input as mentioned(testing.input_of_configuration({}), found)
}

test_what_cloudfront_needs_is_named_in_its_region if {
	certificate := mention("aws_cloudfront_distribution", ["viewer_certificate", 0, "acm_certificate_arn"], "us-east-1", [])
	testing.empty(rule.findings) with input as mentioned(european(testing.input_of_configuration({})), certificate)
	logs := mention("aws_wafv2_web_acl_logging_configuration", ["resource_arn"], "us-east-1", [])
	testing.empty(rule.findings) with input as mentioned(made_for_cloudfront("aws_wafv2_web_acl_logging_configuration", {}), logs)
}

test_at_state_a_resource_says_itself_where_it_is if {
	certificate := {"resources": {"aws_acm_certificate": [testing.resource("aws_acm_certificate", {})]}}
	system := european(object.union(testing.input_of_configuration({}), certificate))
	testing.empty(rule.findings) with input as mentioned(system, mention("aws_acm_certificate", ["arn"], "us-east-1", []))
	count(rule.findings) == 1 with input as mentioned(system, mention("aws_acm_certificate", ["arn"], "eu-central-1", []))
}

test_a_global_type_may_not_name_what_is_elsewhere if {
	policy := {"resources": {"aws_iam_policy": [testing.resource("aws_iam_policy", {})]}}
	system := european(object.union(testing.input_of_configuration({}), policy))
	count(rule.findings) == 1 with input as mentioned(system, mention("aws_iam_policy", ["policy"], "us-east-1", []))
}

test_only_a_backend_of_aws_has_a_region if {
	local := testing.input_of_configuration({"backends": [testing.block("terraform.backend.local", "local", {})]})
	testing.empty(rule.findings) with input as local
	absent := finding("fail", "terraform.backend.s3", ["region"], "region", "not set", [])
	testing.same(absent, rule.findings) with input as backend({})
}

used(providers, type, name) := object.union(configured(providers), {"resources": {type: [testing.resource(type, {"provider": name})]}})

test_the_default_provider_is_told_once_and_not_at_what_uses_it if {
	wanted := finding("fail", "provider.aws", ["region"], "region", "eu-west-1", [])
	testing.same(wanted, rule.findings) with input as used([provider("aws", {"region": "eu-west-1"})], "aws_sqs_queue", "aws")
}

test_what_another_provider_makes_is_not_judged if {
	testing.empty(rule.findings) with input as used([provider("google.other", {"region": "europe-west1"})], "google_bucket", "google.other")
}

test_an_alias_of_a_module_counts if {
	others := [provider("module.a:aws.other", {"region": "eu-west-1"})]
	testing.same(elsewhere("eu-west-1", [], "fail"), rule.findings) with input as used(others, "aws_sqs_queue", "module.a:aws.other")
}

test_an_alias_that_says_no_region_has_that_of_whoever_runs_it if {
	testing.empty(rule.findings) with input as made("aws_sqs_queue", null, {"provider": "aws.other"})
}

test_what_is_not_for_cloudfront_may_not_name_its_region_either if {
	regional := made_for_cloudfront("aws_wafv2_web_acl", {"scope": "REGIONAL"})
	named := mention("aws_wafv2_web_acl", ["description"], "us-east-1", [])
	paths := {one.path | some one in rule.findings} with input as mentioned(regional, named)
	testing.same({["provider"], ["description"]}, paths)
}

test_at_state_its_id_says_where_a_resource_is_too if {
	certificate := {"resources": {"aws_acm_certificate": [testing.resource("aws_acm_certificate", {})]}}
	system := european(object.union(testing.input_of_configuration({}), certificate))
	testing.empty(rule.findings) with input as mentioned(system, mention("aws_acm_certificate", ["id"], "us-east-1", []))
}
