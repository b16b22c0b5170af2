# METADATA
# title: What cannot be delivered is kept
# description: |
#   A message or an event that fails again and again is dropped in the end, unless there is a queue that takes it: a redrive policy on a queue, a dead-letter queue on
#   the target of a rule, on a schedule and on a subscription. A queue that others name as theirs needs none itself.
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
# custom:
#   severity: high
#   message: "{attribute} is {value}, so what fails is dropped after its last try"
#   remediation: |
#     Name a queue of its own for what cannot be delivered, and an alarm on its depth.
#   example: |
#     new SqsQueue(this, 'Payments', {
#       name: naming.name('payments'),
#       redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
#     });
#   controls:
#     - PCI DSS 4.0.1 10.2.1
#     - PCI DSS 4.0.1 12.10.1
#   stages: [synth, plan, state]
#   attributes:
#     - aws_sqs_queue.redrive_policy
#     - aws_sqs_queue.redrive_allow_policy
#     - aws_sqs_queue_redrive_policy.queue_url
#     - aws_sqs_queue_redrive_policy.redrive_policy
#     - aws_cloudwatch_event_target.dead_letter_config
#     - aws_scheduler_schedule.target
#     - aws_sns_topic_subscription.redrive_policy
#     - aws_lambda_function.dead_letter_config
#     - aws_lambda_function_event_invoke_config.destination_config
package rules.availability["dead-letter"]

import data.lib.attributes
import data.lib.references
import data.lib.result
import data.lib.values

findings contains finding if {
	some queue in input.resources.aws_sqs_queue
	attributes.remains(queue)
	not values.is_given(queue.values, "redrive_policy")
	not _is_dead_letter_queue(queue)
	count(references.from(queue, "aws_sqs_queue_redrive_policy", "queue_url")) == 0
	some finding in _judge(queue, _open)
}

_open := references.open("aws_sqs_queue_redrive_policy", "queue_url")

findings contains finding if {
	some finding in attributes.findings({
		"aws_cloudwatch_event_target": [{
			"path": ["dead_letter_config", "arn"],
			"must": {"be_given": true},
			"effect": "",
		}],
		"aws_scheduler_schedule": [{
			"path": ["target", "dead_letter_config", "arn"],
			"must": {"be_given": true},
			"effect": "",
		}],
		"aws_sns_topic_subscription": [{
			"path": ["redrive_policy"],
			"must": {"be_given": true},
			"when": {"path": ["protocol"], "be": ["lambda", "sqs", "http", "https", "firehose"]},
			"effect": "",
		}],
	})
}

_judge(queue, open) := {result.fail(queue, ["redrive_policy"], _params)} if count(open) == 0

_judge(queue, open) := {result.undetermined(queue, ["redrive_policy"], _params, open)} if count(open) > 0

_params := {"attribute": "redrive_policy", "value": "not set", "required": "given", "effect": ""}

# a queue that says from whom it takes dead letters is one
_is_dead_letter_queue(queue) if values.is_given(queue.values, "redrive_allow_policy")

# and so is one that others name as theirs
_is_dead_letter_queue(queue) if {
	some link in input.links[queue.key]
	link.path in {
		"dead_letter_config.arn",
		"dead_letter_config.target_arn",
		"destination_config.on_failure.destination",
		"destination_config.on_failure.destination_arn",
		"redrive_policy",
		"target.dead_letter_config.arn",
	}
}

_is_dead_letter_queue(queue) if {
	count(references.from(queue, "aws_sqs_queue_redrive_allow_policy", "queue_url")) > 0
}
