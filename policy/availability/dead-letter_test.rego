package rules.availability["dead-letter_test"]

import data.lib.testing
import data.rules.availability["dead-letter"] as rule

queue(attributes) := ["aws_sqs_queue", "q", attributes]

finding(status, address, path, attribute, value, waits_for) := {testing.found(status, address, path, params, waits_for)} if {
	params := {"attribute": attribute, "value": value, "required": "given", "effect": ""}
}

nowhere(status, waits_for) := finding(status, "aws_sqs_queue.q", ["redrive_policy"], "redrive_policy", "not set", waits_for)

alone(attributes) := testing.input_of_system([queue(attributes)], [])

test_a_queue_with_a_redrive_policy_passes if testing.empty(rule.findings) with input as alone({"redrive_policy": "{}"})

test_a_queue_without_one_fails if testing.same(nowhere("fail", []), rule.findings) with input as alone({})

test_a_queue_that_takes_dead_letters_passes if {
	testing.empty(rule.findings) with input as alone({"redrive_allow_policy": "{}"})
}

test_a_queue_that_another_names_as_its_own_passes if {
	other := ["aws_sqs_queue", "other", {"redrive_policy": testing.unknown(["{", null, "}"], ["aws_sqs_queue.q.arn"])}]
	named := testing.input_of_system([queue({}), other], [["aws_sqs_queue.other", "redrive_policy", "aws_sqs_queue.q"]])
	testing.empty(rule.findings) with input as named
}

test_a_policy_of_its_own_resource_counts if {
	policy := ["aws_sqs_queue_redrive_policy", "p", {}]
	named := testing.input_of_system([queue({}), policy], [["aws_sqs_queue_redrive_policy.p", "queue_url", "aws_sqs_queue.q"]])
	testing.empty(rule.findings) with input as named
}

test_the_policy_of_a_queue_nobody_knows_is_waited_for if {
	policy := ["aws_sqs_queue_redrive_policy", "p", {"queue_url": testing.unknown([null], ["var.queue"])}]
	open := testing.input_of_system([queue({}), policy], [])
	testing.same(nowhere("undetermined", ["var.queue"]), rule.findings) with input as open
}

test_a_target_that_drops_what_fails_is_found if {
	wanted := finding("fail", "aws_cloudwatch_event_target.example", ["dead_letter_config"], "dead_letter_config.arn", "not set", [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_cloudwatch_event_target", {})
	kept := {"dead_letter_config": [{"arn": testing.unknown([null], ["aws_sqs_queue.q.arn"])}]}
	testing.empty(rule.findings) with input as testing.input_of("aws_cloudwatch_event_target", kept)
}

test_a_subscription_by_mail_needs_none if {
	testing.empty(rule.findings) with input as testing.input_of("aws_sns_topic_subscription", {"protocol": "email"})
	wanted := finding("fail", "aws_sns_topic_subscription.example", ["redrive_policy"], "redrive_policy", "not set", [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_sns_topic_subscription", {"protocol": "sqs"})
}
