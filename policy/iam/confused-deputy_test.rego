package rules.iam["confused-deputy_test"]

import data.lib.testing
import data.rules.iam["confused-deputy"] as rule

services := data.tables["iam-services"].services

trusting(service, changes) := object.union(
	{
		"kind": "trust",
		"type": "aws_iam_role",
		"actions": [testing.action("sts:AssumeRole", "none", ["Write"])],
		"resources": [],
		"principals": [{"type": "Service", "value": service}],
	},
	changes,
)

reached(kind, service, changes) := object.union(
	trusting(service, {
		"kind": kind,
		"type": "aws_sqs_queue_policy",
		"actions": [testing.action("sqs:SendMessage", "none", ["Write"])],
		"resources": [testing.target("arn:aws:sqs:us-east-1:123456789012:jobs-dev", "none")],
	}),
	changes,
)

when(operator, key, items) := {"conditions": [{"operator": operator, "key": key, "values": items}]}

general := "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"

missing := "neither aws:SourceArn nor aws:SourceAccount says for which"

finding(status, service, reason, page, waits_for) := {testing.found(
	status, "aws_iam_role_policy.example", ["policy", "Statement", 0],
	{"service": service, "reason": reason, "page": page}, waits_for,
)}

fails(changes, service, reason, page) if {
	wanted := finding("fail", service, reason, page, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

waits(changes, service, reason, page, waits_for) if {
	wanted := finding("undetermined", service, reason, page, waits_for)
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

test_every_service_that_requires_it_fails_without_a_condition if {
	required := [[service, kind] | some service, kinds in services; some kind, row in kinds; row.state == "required"]
	count(required) > 8
	every pair in required {
		[service, kind] := pair
		fails(reached(kind, service, {}), service, missing, services[service][kind].page)
	}
}

test_every_service_that_may_or_cannot_send_it_passes if {
	others := [[service, kind] | some service, kinds in services; some kind, row in kinds; row.state != "required"]
	count(others) > 8
	every pair in others {
		[service, kind] := pair
		passes(reached(kind, service, {}))
	}
}

in_state(state) := {concat(" ", [service, kind]) |
	some service, kinds in services
	some kind, row in kinds
	row.state == state
}

test_what_each_service_sends_is_what_aws_says if {
	required := {
		"amplify.amazonaws.com trust", "cloudtrail.amazonaws.com resource", "events.amazonaws.com resource",
		"logs.amazonaws.com trust", "monitoring.rds.amazonaws.com trust", "personalize.amazonaws.com trust",
		"rds.amazonaws.com trust", "s3.amazonaws.com resource", "scheduler.amazonaws.com trust",
		"states.amazonaws.com trust", "vpc-flow-logs.amazonaws.com trust",
	}
	optional := {
		"apigateway.amazonaws.com trust", "backup.amazonaws.com key", "backup.amazonaws.com resource",
		"backup.amazonaws.com trust", "cloudwatch.amazonaws.com resource", "firehose.amazonaws.com trust",
		"lambda.amazonaws.com trust", "s3.amazonaws.com trust",
	}
	not_sent := {
		"cloudtrail.amazonaws.com trust", "ec2.amazonaws.com trust", "elastictranscoder.amazonaws.com trust",
		"events.amazonaws.com key",
	}
	testing.same(required, in_state("required"))
	testing.same(optional, in_state("optional"))
	testing.same(not_sent, in_state("not-sent"))
}

test_every_row_has_a_state_and_a_page_of_aws if {
	every kinds in services {
		every kind, row in kinds {
			kind in {"trust", "resource", "key"}
			row.state in {"required", "optional", "not-sent"}
			startswith(row.page, "https://docs.aws.amazon.com/")
		}
	}
}

test_a_service_the_table_lacks_passes if {
	passes(trusting("teleport.amazonaws.com", {}))
	passes(reached("key", "events.amazonaws.com", {}))
	passes(reached("key", "logs.us-east-1.amazonaws.com", {}))
}

states_page := services["states.amazonaws.com"].trust.page

test_the_name_of_a_service_in_a_region_is_its_name if {
	fails(trusting("states.us-east-1.amazonaws.com", {}), "states.us-east-1.amazonaws.com", missing, states_page)
	fails(trusting("states.us-gov-west-1.amazonaws.com", {}), "states.us-gov-west-1.amazonaws.com", missing, states_page)
}

test_a_condition_on_the_source_passes if {
	passes(trusting("states.amazonaws.com", when("StringEquals", "aws:SourceAccount", ["123456789012"])))
	every key in ["aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner"] {
		passes(trusting("states.amazonaws.com", when("StringEquals", key, ["o-a1b2c3d4e5"])))
	}
	arn := "arn:aws:states:us-east-1:123456789012:stateMachine:*"
	passes(trusting("states.amazonaws.com", when("ArnLike", "AWS:SourceArn", [arn])))
	reference := testing.unknown([null], ["aws_sfn_state_machine.capture.arn"])
	passes(trusting("states.amazonaws.com", when("ArnEquals", "aws:SourceArn", [reference])))
}

test_another_condition_fails if {
	conditions := [
		when("StringEquals", "aws:RequestedRegion", ["us-east-1"]),
		when("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]),
		when("StringEqualsIfExists", "aws:SourceAccount", ["123456789012"]),
		when("StringLike", "aws:SourceAccount", ["*"]),
		when("ArnLike", "aws:SourceArn", ["arn:aws:states:*:*:*"]),
	]
	every condition in conditions {
		fails(trusting("states.amazonaws.com", condition), "states.amazonaws.com", missing, states_page)
	}
}

test_a_bucket_does_not_say_whose_it_is if {
	page := services["s3.amazonaws.com"].resource.page
	reason := "the ARN of a bucket does not say whose it is, and aws:SourceAccount is missing"
	bucket := when("ArnLike", "aws:SourceArn", ["arn:aws:s3:::exports-dev"])
	fails(reached("resource", "s3.amazonaws.com", bucket), "s3.amazonaws.com", reason, page)
	fails(reached("resource", "s3.amazonaws.com", {}), "s3.amazonaws.com", missing, page)
	passes(reached("resource", "s3.amazonaws.com", when("StringEquals", "aws:SourceAccount", ["123456789012"])))
}

test_other_principals_and_deny_pass if {
	passes(trusting("", {"principals": [{"type": "AWS", "value": "states.amazonaws.com"}]}))
	passes(trusting("states.amazonaws.com", {"effect": "Deny"}))
}

test_each_service_of_a_statement_is_judged if {
	changes := trusting("", {"principals": [
		{"type": "Service", "value": "lambda.amazonaws.com"},
		{"type": "Service", "value": "states.amazonaws.com"},
	]})
	fails(changes, "states.amazonaws.com", missing, states_page)
}

test_a_deny_for_other_accounts_passes if {
	denial := object.union(
		reached("resource", "events.amazonaws.com", when("StringNotEquals", "aws:SourceAccount", ["123456789012"])),
		{"effect": "Deny"},
	)
	allowed := reached("resource", "events.amazonaws.com", {})
	testing.empty(rule.findings) with input as testing.input_of_statements([allowed, denial])
	everybody := object.union(denial, {"principals": [{"type": "*", "value": "*"}]})
	testing.empty(rule.findings) with input as testing.input_of_statements([allowed, everybody])
	other := object.union(denial, {"principals": [{"type": "Service", "value": "sns.amazonaws.com"}]})
	page := services["events.amazonaws.com"].resource.page
	found := rule.findings with input as testing.input_of_statements([allowed, other])
	testing.same(finding("fail", "events.amazonaws.com", missing, page, []), found)
}

test_a_deny_in_a_trust_policy_passes if {
	denial := trusting("states.amazonaws.com", when("StringNotEquals", "aws:SourceAccount", ["123456789012"]))
	refused := object.union(denial, {"effect": "Deny"})
	testing.empty(rule.findings) with input as testing.input_of_statements([trusting("states.amazonaws.com", {}), refused])
}

open_condition := "whether a condition says for which is not known yet"

test_a_condition_nobody_knows_yet_is_undetermined if {
	open := when("StringLike", "aws:SourceAccount", [testing.unknown([null], ["var.account"])])
	waits(trusting("states.amazonaws.com", open), "states.amazonaws.com", open_condition, states_page, ["var.account"])
}

test_a_service_nobody_knows_yet_is_undetermined if {
	service := testing.unknown([null, ".amazonaws.com"], ["var.service"])
	reason := "which service that is is not known yet"
	waits(trusting(service, {}), "(not known yet).amazonaws.com", reason, general, ["var.service"])
	passes(trusting(service, when("StringEquals", "aws:SourceAccount", ["123456789012"])))
	passes(trusting(testing.unknown(["lambda.", null], ["var.domain"]), {}))
}

test_an_unknown_effect_is_undetermined if {
	changes := trusting("states.amazonaws.com", {"effect": testing.unknown([null], ["var.effect"])})
	waits(changes, "states.amazonaws.com", missing, states_page, ["var.effect"])
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"address": "aws_iam_role.example", "stack": "payments", "kind": "trust", "path": ["assume_role_policy"], "waits_for": ["a.b.c"]}
	params := {
		"service": "what is not known yet",
		"reason": "the policy document cannot be read before it is known",
		"page": general,
	}
	wanted := {testing.found("undetermined", "aws_iam_role.example", ["assume_role_policy"], params, ["a.b.c"])}
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
	identity := object.union(document, {"kind": "identity"})
	testing.empty(rule.findings) with input as {"iam": {"statements": [], "undetermined": [identity]}}
}

test_a_document_of_every_kind_that_has_principals_is_undetermined if {
	every kind in ["trust", "resource", "key"] {
		document := {"address": "a", "stack": "payments", "kind": kind, "path": ["policy"], "waits_for": ["a.b.c"]}
		count(rule.findings) == 1 with input as {"iam": {"statements": [], "undetermined": [document]}}
	}
}

test_a_service_and_a_condition_nobody_knows_yet_are_one_finding if {
	open := when("StringLike", "aws:SourceAccount", [testing.unknown([null], ["var.account"])])
	service := testing.unknown([null, ".amazonaws.com"], ["var.service"])
	page := services["amplify.amazonaws.com"].trust.page
	waits(trusting(service, open), "(not known yet).amazonaws.com", open_condition, page, ["var.account", "var.service"])
}

test_a_deny_for_everybody_that_may_leave_more_is_undetermined if {
	later := [testing.unknown([null], ["var.account"])]
	denial := object.union(
		reached("resource", "events.amazonaws.com", when("StringNotLike", "aws:SourceAccount", later)),
		{"effect": "Deny", "principals": [{"type": "*", "value": "*"}]},
	)
	page := services["events.amazonaws.com"].resource.page
	wanted := finding("undetermined", "events.amazonaws.com", open_condition, page, ["var.account"])
	found := rule.findings with input as testing.input_of_statements([reached("resource", "events.amazonaws.com", {}), denial])
	testing.same(wanted, found)
}

test_only_a_region_between_the_names_is_left_out if {
	fails(trusting("states.us-east-1.amazonaws.com", {}), "states.us-east-1.amazonaws.com", missing, states_page)
	passes(trusting("states.some-thing.amazonaws.com", {}))
	passes(trusting("states.cn-north-1.amazonaws.com.cn", {}))
}
