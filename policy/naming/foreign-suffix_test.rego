package rules.naming["foreign-suffix_test"]

import data.lib.testing
import data.rules.naming["foreign-suffix"] as rule

mentioned(suffix, waits_for) := object.union(testing.input_of("aws_sqs_queue", {}), {"mentions": [{
	"address": "aws_iam_policy.example",
	"stack": "payments",
	"path": ["policy"],
	"text": "sessions-prod",
	"suffix": suffix,
	"waits_for": waits_for,
}]})

finding(status, suffix, waits_for) := {{
	"status": status,
	"address": "aws_iam_policy.example",
	"stack": "payments",
	"path": ["policy"],
	"params": {"text": "sessions-prod", "suffix": suffix, "own": "dev"},
	"waits_for": waits_for,
}}

test_a_mention_fails if testing.same(finding("fail", "prod", []), rule.findings) with input as mentioned("prod", [])

test_a_mention_that_may_be_one_is_undetermined if {
	wanted := finding("undetermined", "not known yet", ["var.env"])
	testing.same(wanted, rule.findings) with input as mentioned(null, ["var.env"])
}

test_without_mentions_it_passes if {
	testing.empty(rule.findings) with input as object.union(testing.input_of("aws_sqs_queue", {}), {"mentions": []})
}

test_the_account_may_name_every_environment if {
	account := object.union(mentioned("prod", []), {"environment": {"scope": "account"}})
	testing.empty(rule.findings) with input as account
	open := object.union(mentioned(null, ["var.env"]), {"environment": {"scope": "account"}})
	testing.empty(rule.findings) with input as open
}
