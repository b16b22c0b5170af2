package rules.naming["name-tag_test"]

import data.lib.testing
import data.rules.naming["name-tag"] as rule

finding(status, path, value, waits_for) := {{
	"status": status,
	"address": "aws_vpc.example",
	"stack": "payments",
	"path": path,
	"params": {"value": value, "expected": "must end in -dev"},
	"waits_for": waits_for,
}}

vpc(attributes) := testing.input_of("aws_vpc", attributes)

passes(attributes) if testing.empty(rule.findings) with input as vpc(attributes)

found(status, path, value, waits_for, attributes) if {
	testing.same(finding(status, path, value, waits_for), rule.findings) with input as vpc(attributes)
}

name := ["tags", "Name"]

test_what_has_no_name_carries_the_suffix_in_its_name_tag if {
	passes({"tags": {"Name": "payments-dev"}})
	passes({"tags": {"Team": "payments"}, "tags_all": {"Name": "payments-dev"}})
	found("fail", name, "payments", [], {"tags": {"Name": "payments"}})
	found("fail", ["tags_all", "Name"], "payments", [], {"tags_all": {"Name": "payments"}})
}

test_a_missing_name_tag_fails if {
	found("fail", name, "not set", [], {})
	found("fail", name, "not set", [], {"tags": {"Team": "payments"}})
}

test_a_tag_that_is_not_known_yet_is_undetermined if {
	found("undetermined", name, "not known yet", ["var.tags"], {"tags": testing.unknown([null], ["var.tags"])})
	found("undetermined", name, "vpc-(not known yet)", ["var.x"], {"tags": {"Name": testing.unknown(["vpc-", null], ["var.x"])}})
	both := {"tags": testing.unknown([null], ["var.tags"]), "tags_all": testing.unknown([null], ["var.all"])}
	found("undetermined", name, "not known yet", ["var.tags"], both)
}

test_default_tags_count if {
	provider := testing.block("provider.aws", "aws", {"default_tags": [{"tags": {"Name": "all-dev"}}]})
	configured := testing.input_of_configuration({"providers": [provider]})
	testing.empty(rule.findings) with input as object.union(vpc({}), {"configurations": configured.configurations})
}

test_what_has_a_name_or_takes_no_tags_is_not_judged if {
	testing.empty(rule.findings) with input as testing.input_of("aws_sqs_queue", {})
	testing.empty(rule.findings) with input as testing.input_of("aws_route", {})
}

test_the_stacks_of_the_account_are_exempt if {
	testing.empty(rule.findings) with input as object.union(vpc({}), {"environment": {"scope": "account"}})
}
