package rules.iam["public-principal_test"]

import data.lib.testing
import data.rules.iam["public-principal"] as rule

everybody := [{"type": "*", "value": "*"}]

queue := {
	"kind": "resource",
	"type": "aws_sqs_queue_policy",
	"actions": [testing.action("sqs:SendMessage", "none", ["Write"])],
	"resources": [testing.target("arn:aws:sqs:us-east-1:123456789012:jobs-dev", "none")],
	"principals": everybody,
}

fact(changes) := object.union(queue, changes)

under(operator, key, items) := fact({"conditions": [{"operator": operator, "key": key, "values": items}]})

finding(status, principal, reason, waits_for) := {testing.found(
	status, "aws_iam_role_policy.example", ["policy", "Statement", 0],
	{"principal": principal, "actions": "sqs:SendMessage", "reason": reason}, waits_for,
)}

open := "no condition says who that may be"

fails(changes) if {
	testing.same(finding("fail", "everybody", open, []), rule.findings) with input as testing.input_of_statement(changes)
}

waits(changes, waits_for) if {
	wanted := finding("undetermined", "everybody", "whether a condition says who that may be is not known yet", waits_for)
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

test_everybody_fails_in_trust_resource_and_key_policies if {
	every kind in ["trust", "resource", "key"] {
		fails(fact({"kind": kind}))
		fails(fact({"kind": kind, "principals": [{"type": "AWS", "value": "*"}]}))
	}
}

test_everybody_beside_somebody_fails if {
	fails(fact({"principals": [{"type": "AWS", "value": "arn:aws:iam::123456789012:root"}, {"type": "AWS", "value": "*"}]}))
}

test_somebody_passes if {
	passes(fact({"principals": [{"type": "AWS", "value": "arn:aws:iam::123456789012:root"}]}))
	passes(fact({"principals": [{"type": "Service", "value": "events.amazonaws.com"}]}))
	passes(fact({"principals": [{"type": "Federated", "value": "cognito-identity.amazonaws.com"}]}))
}

test_a_statement_of_an_identity_passes if passes(fact({"kind": "identity"}))

test_a_deny_passes if passes(fact({"effect": "Deny"}))

test_everybody_but_a_few_is_told_by_not_elements if {
	passes(fact({"principals": [], "not_principals": [{"type": "AWS", "value": "arn:aws:iam::123456789012:user/eve"}]}))
}

test_everybody_but_some_actions_is_said if {
	changes := fact({"actions": [], "not_actions": [testing.action("sqs:PurgeQueue", "none", ["Write"])]})
	wanted := {testing.found(
		"fail", "aws_iam_role_policy.example", ["policy", "Statement", 0],
		{"principal": "everybody", "actions": "everything but sqs:PurgeQueue", "reason": open}, [],
	)}
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_a_condition_on_who_passes if {
	passes(under("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]))
	passes(under("StringEquals", "AWS:SourceAccount", ["123456789012"]))
	passes(under("stringequalsignorecase", "aws:SourceOwner", ["123456789012"]))
	passes(under("StringEquals", "kms:CallerAccount", ["123456789012"]))
	passes(under("StringLike", "aws:SourceVpce", ["vpce-1", "vpce-2"]))
	passes(under("ArnLike", "aws:SourceArn", ["arn:aws:sns:us-east-1:123456789012:*"]))
	passes(under("ArnEquals", "aws:SourceArn", ["arn:aws:s3:::exports-dev"]))
	passes(under("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/*"]))
	passes(under("IpAddress", "aws:SourceIp", ["192.0.2.0/24", "2001:db8::/32", "192.0.2.7"]))
	passes(under("IpAddress", "aws:VpcSourceIp", ["10.0.0.0/8"]))
}

test_a_condition_that_limits_nobody_fails if {
	fails(under("StringNotEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]))
	fails(under("StringEqualsIfExists", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]))
	fails(under("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/"]))
	fails(under("Bool", "aws:SecureTransport", ["true"]))
	fails(under("StringEquals", "sqs:QueueName", ["jobs-dev"]))
	fails(under("StringLike", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "*"]))
	fails(under("StringLike", "aws:PrincipalOrgID", ["o-?1b2c3d4e5"]))
	fails(under("StringLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/reader"]))
	fails(under("ArnLike", "aws:SourceArn", ["arn:aws:sns:us-east-1:*:jobs-dev"]))
	fails(under("ArnLike", "aws:SourceArn", ["arn:aws:s3:::*"]))
	fails(under("ArnLike", "aws:SourceArn", ["arn:aws:sns*"]))
	fails(under("StringLike", "aws:userid", ["*:session"]))
	fails(under("IpAddress", "aws:SourceIp", ["192.0.2.0/24", "0.0.0.0/0"]))
	fails(under("IpAddress", "aws:SourceIp", ["2001::/16"]))
}

test_a_reference_to_one_thing_is_one_thing if {
	passes(under("ArnLike", "aws:SourceArn", [testing.unknown([null], ["aws_sns_topic.jobs.arn"])]))
	account := testing.unknown(["arn:aws:sns:us-east-1:", null, ":*"], ["data.aws_caller_identity.current.account_id"])
	passes(under("ArnLike", "aws:SourceArn", [account]))
	passes(under("StringEquals", "aws:PrincipalOrgID", [testing.unknown([null], ["var.organisation"])]))
}

test_a_value_that_may_be_anything_is_undetermined if {
	waits(under("StringLike", "aws:PrincipalOrgID", [testing.unknown([null], ["var.organisation"])]), ["var.organisation"])
	waits(under("IpAddress", "aws:SourceIp", [testing.unknown([null], ["var.office"])]), ["var.office"])
	waits(under("", "", [testing.unknown([null], ["var.condition"])]), ["var.condition"])
	waits(under("StringEquals", "", [testing.unknown([null], ["var.keys"])]), ["var.keys"])
}

test_an_unknown_value_does_not_hide_a_wide_one if {
	fails(under("StringLike", "aws:PrincipalOrgID", ["*", testing.unknown([null], ["var.organisation"])]))
}

test_a_principal_that_may_be_everybody_is_undetermined if {
	changes := fact({"principals": [{"type": "AWS", "value": testing.unknown([null], ["var.reader"])}]})
	wanted := finding("undetermined", "a principal that is not known yet", "whether that is everybody is not known yet", ["var.reader"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
	passes(object.union(changes, {"conditions": [{
		"operator": "StringEquals",
		"key": "aws:PrincipalOrgID",
		"values": ["o-a1b2c3d4e5"],
	}]}))
}

test_a_principal_that_may_be_everybody_under_an_open_condition_waits_for_both if {
	changes := object.union(
		under("IpAddress", "aws:SourceIp", [testing.unknown([null], ["var.office"])]),
		{"principals": [{"type": "*", "value": testing.unknown([null], ["var.reader"])}]},
	)
	reason := "whether a condition says who that may be is not known yet"
	wanted := finding("undetermined", "a principal that is not known yet", reason, ["var.office", "var.reader"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

test_an_unknown_principal_that_is_one_passes if {
	passes(fact({"principals": [{"type": "AWS", "value": testing.unknown([null], ["aws_iam_role.reader.arn"])}]}))
	root := testing.unknown(["arn:aws:iam::", null, ":root"], ["var.account"])
	passes(fact({"principals": [{"type": "AWS", "value": root}]}))
	passes(fact({"principals": [{"type": "Service", "value": testing.unknown([null], ["var.service"])}]}))
}

test_an_unknown_effect_is_undetermined if {
	changes := fact({"effect": testing.unknown([null], ["var.effect"])})
	wanted := finding("undetermined", "everybody", open, ["var.effect"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

endpoint(changes) := object.union(
	fact({"type": "aws_vpc_endpoint", "resources": [testing.target("*", "all")]}),
	changes,
)

test_an_endpoint_may_say_whose_or_which_resources_instead if {
	fails(endpoint({}))
	passes(endpoint({"resources": [testing.target("arn:aws:sqs:us-east-1:123456789012:jobs-dev", "none")]}))
	owner := [{"operator": "StringEquals", "key": "aws:ResourceAccount", "values": ["123456789012"]}]
	passes(endpoint({"conditions": owner}))
	passes(endpoint({"type": "aws_vpc_endpoint_policy", "conditions": owner}))
	fails(fact({"conditions": owner}))
	mixed := [testing.target("arn:aws:sqs:us-east-1:123456789012:jobs-dev", "none"), testing.target("*", "all")]
	fails(endpoint({"resources": mixed}))
}

denial(changes) := object.union(
	fact({
		"effect": "Deny",
		"actions": [testing.action("sqs:*", "service", ["Write"])],
		"conditions": [{"operator": "StringNotEquals", "key": "aws:SourceVpce", "values": ["vpce-1"]}],
	}),
	changes,
)

beside_passes(changes) if {
	testing.empty(rule.findings) with input as testing.input_of_statements([fact({}), denial(changes)])
}

beside_fails(changes) if {
	found := rule.findings with input as testing.input_of_statements([fact({}), denial(changes)])
	testing.same(finding("fail", "everybody", open, []), found)
}

test_a_deny_that_leaves_only_somebody_passes if {
	beside_passes({})
	beside_passes({"actions": queue.actions})
	beside_passes({"actions": [testing.action("*", "all", ["Write"])], "resources": [testing.target("*", "all")]})
	beside_passes({"conditions": [{"operator": "StringNotEqualsIfExists", "key": "aws:SourceVpce", "values": ["vpce-1"]}]})
	beside_passes({"conditions": [{"operator": "NotIpAddress", "key": "aws:SourceIp", "values": ["192.0.2.0/24"]}]})
}

test_a_deny_that_leaves_more_fails if {
	beside_fails({"actions": [testing.action("sqs:DeleteMessage", "none", ["Write"])]})
	beside_fails({"actions": [testing.action("sqs:*ge", "partial", ["Write"])]})
	beside_fails({"actions": [testing.action("s*s:*", "partial", ["Write"])]})
	beside_fails({"actions": [testing.action("s?s:*", "partial", ["Write"])]})
	beside_fails({"resources": [testing.target("arn:aws:sqs:us-east-1:123456789012:other-dev", "none")]})
	beside_fails({"principals": [{"type": "AWS", "value": "arn:aws:iam::123456789012:root"}]})
	beside_fails({"address": "aws_sqs_queue_policy.other"})
	beside_fails({"stack": "audit"})
	beside_fails({"path": ["other", "Statement", 0]})
	beside_fails({"conditions": []})
	beside_fails({"conditions": [{"operator": "StringEquals", "key": "aws:SourceVpce", "values": ["vpce-1"]}]})
	beside_fails({"conditions": [{"operator": "StringNotEquals", "key": "aws:RequestedRegion", "values": ["us-east-1"]}]})
	beside_fails({"conditions": [{"operator": "StringNotLike", "key": "aws:SourceVpce", "values": ["*"]}]})
	beside_fails({"conditions": [
		{"operator": "StringNotEquals", "key": "aws:SourceVpce", "values": ["vpce-1"]},
		{"operator": "Bool", "key": "aws:SecureTransport", "values": ["false"]},
	]})
}

test_a_deny_that_may_leave_more_is_undetermined if {
	conditions := [{"operator": "StringNotLike", "key": "aws:SourceVpce", "values": [testing.unknown([null], ["var.endpoint"])]}]
	found := rule.findings with input as testing.input_of_statements([fact({}), denial({"conditions": conditions})])
	reason := "whether a condition says who that may be is not known yet"
	testing.same(finding("undetermined", "everybody", reason, ["var.endpoint"]), found)
	unnamed := [{"operator": "", "key": "", "values": [testing.unknown([null], ["var.condition"])]}]
	others := rule.findings with input as testing.input_of_statements([fact({}), denial({"conditions": unnamed})])
	testing.same(finding("undetermined", "everybody", reason, ["var.condition"]), others)
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {"address": "aws_sqs_queue_policy.example", "stack": "payments", "kind": "trust", "path": ["policy"], "waits_for": ["a.b.c"]}
	params := {
		"principal": "not known yet",
		"actions": "what is not known yet",
		"reason": "the policy document cannot be read before it is known",
	}
	wanted := {testing.found("undetermined", "aws_sqs_queue_policy.example", ["policy"], params, ["a.b.c"])}
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

told(changes) := {[finding.params.principal, finding.params.actions] |
	some finding in rule.findings with input as testing.input_of_statement(changes)
}

test_lists_are_told_with_commas if {
	one := testing.action("sqs:SendMessage", "none", ["Write"])
	other := testing.action("sqs:GetQueueUrl", "none", ["Read"])
	testing.same({["everybody", "sqs:SendMessage, sqs:GetQueueUrl"]}, told(fact({"actions": [one, other]})))
	nothing := fact({"actions": [], "not_actions": [one, other]})
	testing.same({["everybody", "everything but sqs:SendMessage, sqs:GetQueueUrl"]}, told(nothing))
}

test_a_star_that_is_no_principal_of_aws_passes if {
	passes(fact({"principals": [{"type": "Service", "value": "*"}]}))
	passes(fact({"principals": [{"type": "Service", "value": testing.unknown([null], ["var.service"])}]}))
}

test_an_empty_part_says_nothing_of_a_principal if {
	reader := {"type": "AWS", "value": testing.unknown(["", null], ["var.reader"])}
	wanted := finding("undetermined", "a principal that is not known yet", "whether that is everybody is not known yet", ["var.reader"])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(fact({"principals": [reader]}))
}

test_an_endpoint_without_named_resources_fails if {
	fails(endpoint({"resources": [], "not_resources": [testing.target("arn:aws:sqs:us-east-1:123456789012:jobs-dev", "none")]}))
}

test_every_key_that_says_who_asks_is_enough if {
	every key in [
		"aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceAccount",
		"aws:SourceArn", "aws:SourceIp", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner", "aws:SourceVpc",
		"aws:SourceVpce", "aws:userid", "aws:VpcSourceIp", "kms:CallerAccount", "s3:DataAccessPointAccount",
		"s3:DataAccessPointArn",
	] {
		passes(under("StringEquals", key, ["x"]))
	}
	every key in ["aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"] {
		fails(under("StringEquals", key, ["x"]))
		passes(endpoint({"conditions": [testing.condition("StringEquals", key, ["x"])]}))
	}
}
