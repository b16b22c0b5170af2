package rules.iam["wildcard-resource_test"]

import data.lib.testing
import data.rules.iam["wildcard-resource"] as rule

finding(status, path, resource, reason, waits_for) := {{
	"status": status,
	"address": "aws_iam_role_policy.example",
	"stack": "payments",
	"path": path,
	"params": {"resource": resource, "reason": reason},
	"waits_for": waits_for,
}}

fails(changes, resource, reason) if {
	wanted := finding("fail", ["policy", "Statement", 0, "Resource"], resource, reason, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

waits(changes, resource, reason, waits_for) if {
	wanted := finding("undetermined", ["policy", "Statement", 0, "Resource"], resource, reason, waits_for)
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

star := [testing.target("*", "all")]

list_queues := {
	"resources": star,
	"actions": [testing.action("sqs:ListQueues", "none", ["List"])],
	"scopable": [],
	"scopable_count": 0,
}

metrics := {
	"resources": star,
	"actions": [testing.action("cloudwatch:PutMetricData", "none", ["Write"])],
	"scopable": ["cloudwatch:PutMetricData"],
	"scopable_count": 1,
}

held_to(operator, key, items) := object.union(metrics, {"conditions": [{
	"operator": operator,
	"key": key,
	"values": items,
}]})

test_a_named_resource_passes if passes({"resources": [testing.target("arn:aws:s3:::payments-exports-dev", "none")]})

test_a_pattern_within_a_named_resource_passes if passes({})

test_every_resource_fails if fails({"resources": star}, "*", "s3:GetObject can be held to a resource")

test_what_amounts_to_every_resource_fails if {
	fails({"resources": [testing.target("arn:aws:s3:::*", "all")]}, "arn:aws:s3:::*", "s3:GetObject can be held to a resource")
}

test_actions_that_take_no_resource_pass if passes(list_queues)

test_one_action_that_takes_a_resource_fails if {
	mixed := object.union(list_queues, {"scopable": ["sqs:SendMessage"], "scopable_count": 1})
	fails(mixed, "*", "sqs:SendMessage can be held to a resource")
}

test_more_actions_than_are_listed_are_counted if {
	many := {"resources": star, "scopable": ["s3:GetObject", "s3:PutObject"], "scopable_count": 40}
	fails(many, "*", "s3:GetObject, s3:PutObject and 38 more actions can be held to a resource")
}

test_a_scoping_condition_passes if {
	every operator in ["StringEquals", "StringEqualsIgnoreCase", "ForAnyValue:StringEquals", "ForAnyValue:StringLike"] {
		passes(held_to(operator, "cloudwatch:namespace", ["Payments/dev"]))
	}
	passes(held_to("stringlike", "CloudWatch:Namespace", ["Payments/*"]))
	passes(held_to("StringEquals", "cloudwatch:namespace", [testing.unknown([null], ["var.namespace"])]))
}

test_a_condition_that_scopes_nothing_fails if {
	reason := "cloudwatch:PutMetricData can be held to a resource"
	fails(metrics, "*", reason)
	fails(held_to("StringNotEquals", "cloudwatch:namespace", ["AWS/EC2"]), "*", reason)
	fails(held_to("StringLike", "cloudwatch:namespace", ["*"]), "*", reason)
	fails(held_to("StringEqualsIfExists", "cloudwatch:namespace", ["Payments"]), "*", reason)
	fails(held_to("ForAllValues:StringEquals", "cloudwatch:namespace", ["Payments"]), "*", reason)
	fails(held_to("StringEquals", "aws:RequestedRegion", ["us-east-1"]), "*", reason)
}

test_a_scoping_condition_of_one_action_does_not_help_another if {
	changes := object.union(
		held_to("StringEquals", "cloudwatch:namespace", ["Payments"]),
		{"scopable": ["cloudwatch:PutMetricData", "sqs:SendMessage"], "scopable_count": 2},
	)
	fails(changes, "*", "sqs:SendMessage can be held to a resource")
}

test_scoped_actions_do_not_hide_those_that_are_not_listed if {
	changes := object.union(
		held_to("StringEquals", "cloudwatch:namespace", ["Payments"]),
		{"scopable_count": 12},
	)
	fails(changes, "*", "11 of its actions can be held to a resource")
}

test_actions_that_take_a_resource_in_the_books_only_pass if {
	every name in ["cloudwatch:ListMetrics", "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"] {
		passes({
			"resources": star,
			"actions": [testing.action(name, "none", ["List"])],
			"scopable": [name],
			"scopable_count": 1,
		})
	}
}

test_an_unknown_action_on_every_resource_is_undetermined if {
	changes := object.union(list_queues, {
		"actions": [testing.action(testing.unknown(["sqs:", null], ["var.verb"]), "none", [])],
		"unknown_actions": true,
	})
	waits(changes, "*", "whether sqs:(not known yet) takes a resource is not known", ["var.verb"])
}

test_an_action_no_table_knows_on_every_resource_is_undetermined if {
	changes := object.union(list_queues, {"actions": [testing.action("teleport:Beam", "none", [])]})
	waits(changes, "*", "whether teleport:Beam takes a resource is not known", [])
}

test_an_unknown_action_beside_a_scopable_one_fails if {
	changes := {
		"resources": star,
		"actions": [testing.action("s3:GetObject", "none", ["Read"]), testing.action("teleport:Beam", "none", [])],
	}
	fails(changes, "*", "s3:GetObject can be held to a resource")
}

test_an_unknown_resource_is_one_resource if {
	passes({"resources": [testing.target(testing.unknown([null], ["aws_s3_bucket.exports.arn"]), "none")]})
	passes({"resources": [testing.target(testing.unknown([null, "/*"], ["aws_s3_bucket.exports.arn"]), "partial")]})
}

test_everything_but_a_list_is_told_by_not_elements if {
	passes({"resources": [], "not_resources": [testing.target("arn:aws:s3:::audit", "none")]})
	passes(object.union(list_queues, {"actions": [], "not_actions": [testing.action("iam:*", "service", ["Write"])]}))
}

test_a_deny_passes if passes({"effect": "Deny", "resources": star})

test_an_unknown_effect_is_undetermined if {
	changes := {"effect": testing.unknown([null], ["var.effect"]), "resources": star}
	waits(changes, "*", "s3:GetObject can be held to a resource", ["var.effect"])
}

test_a_policy_of_the_resource_itself_passes if {
	passes({"kind": "key", "resources": star})
	passes({"kind": "resource", "resources": star})
	passes({"kind": "trust", "resources": star})
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"address": "aws_iam_role_policy.example", "stack": "payments", "path": ["policy"], "waits_for": ["a.b.c"]}
	reason := "the policy document cannot be read before it is known"
	wanted := finding("undetermined", ["policy"], "not known yet", reason, ["a.b.c"])
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
}

told(changes) := {[finding.params.resource, finding.params.reason] |
	some finding in rule.findings with input as testing.input_of_statement(changes)
}

test_all_actions_that_are_not_clear_are_told if {
	unclear := [testing.action("s3:Foo", "none", []), testing.action("s3:Bar", "none", [])]
	reason := "whether s3:Foo, s3:Bar takes a resource is not known"
	testing.same({["*", reason]}, told({"resources": star, "actions": unclear, "scopable": [], "scopable_count": 0}))
}

test_a_single_action_more_is_told_too if {
	one := "s3:GetObject and 1 more actions can be held to a resource"
	testing.same({["*", one]}, told({"resources": star, "scopable_count": 2}))
	testing.same({["*", "1 of its actions can be held to a resource"]}, told({"resources": star, "scopable": [], "scopable_count": 1}))
}
