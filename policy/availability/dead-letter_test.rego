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

schedule(target) := testing.input_of("aws_scheduler_schedule", {"target": [target]})

test_a_schedule_that_drops_what_fails_is_found if {
	wanted := finding("fail", "aws_scheduler_schedule.example", ["target"], "target.dead_letter_config.arn", "not set", [])
	testing.same(wanted, rule.findings) with input as schedule({"arn": "x"})
	testing.empty(rule.findings) with input as schedule({"arn": "x", "dead_letter_config": [{"arn": "arn:aws:sqs:us-east-1:123456789012:q-dev"}]})
}

test_every_subscription_that_can_fail_needs_one if {
	every protocol in ["lambda", "sqs", "http", "https", "firehose"] {
		count(rule.findings) == 1 with input as testing.input_of("aws_sns_topic_subscription", {"protocol": protocol})
	}
}

test_whatever_names_a_queue_for_its_failures_makes_it_one_for_dead_letters if {
	every path in [
		"dead_letter_config.arn", "dead_letter_config.target_arn", "destination_config.on_failure.destination",
		"destination_config.on_failure.destination_arn", "redrive_policy", "target.dead_letter_config.arn",
	] {
		named := testing.input_of_system([queue({})], [["aws_lambda_function.f", path, "aws_sqs_queue.q"]])
		testing.empty(rule.findings) with input as named
	}
	triggering := testing.input_of_system([queue({})], [["aws_lambda_event_source_mapping.m", "event_source_arn", "aws_sqs_queue.q"]])
	testing.same(nowhere("fail", []), rule.findings) with input as triggering
}

test_what_allows_a_queue_to_take_dead_letters_may_stand_apart if {
	named := testing.input_of_system([queue({})], [["aws_sqs_queue_redrive_allow_policy.p", "queue_url", "aws_sqs_queue.q"]])
	testing.empty(rule.findings) with input as named
}

test_a_queue_that_goes_away_is_not_judged if testing.empty(rule.findings) with input as testing.leaving(alone({}), "aws_sqs_queue")
