package lib.conditions_test

import data.lib.conditions
import data.lib.testing

keys := {"aws:sourceaccount": true, "aws:sourcearn": true, "aws:sourceip": true}

later(reference) := testing.unknown([null], [reference])

under(operator, value) := testing.condition(operator, "aws:SourceArn", [value])

stated(operator, values) := conditions.state(testing.condition(operator, "aws:SourceArn", values), keys)

test_one_condition_that_limits_is_enough if {
	anything := under("StringLike", "*")
	account := testing.condition("StringEquals", "aws:SourceAccount", ["111111111111"])
	open := under("StringLike", later("var.arn"))
	conditions.limit({"conditions": []}, keys) == "no"
	conditions.limit({"conditions": [anything]}, keys) == "no"
	conditions.limit({"conditions": [anything, open]}, keys) == "undetermined"
	conditions.limit({"conditions": [open, account]}, keys) == "yes"
}

test_the_state_of_a_condition_is_that_of_its_operator_and_key if {
	stated("StringEquals", ["*"]) == "yes"
	stated("stringEqualsIgnoreCase", [later("var.arn")]) == "yes"
	stated("ForAnyValue:StringEquals", ["a"]) == "yes"
	every operator in ["StringEqualsIfExists", "ForAllValues:StringEquals", "StringNotEquals", "Null"] {
		stated(operator, ["a"]) == "no"
	}
	conditions.state(testing.condition("StringEquals", "aws:PrincipalTag/team", ["a"]), keys) == "no"
	conditions.state(testing.condition("", "aws:SourceArn", [later("var.a")]), keys) == "undetermined"
	conditions.state(testing.condition("StringEquals", "", [later("var.a")]), keys) == "undetermined"
}

test_what_a_deny_leaves_is_limited_by_the_opposite if {
	every operator in ["StringNotEquals", "StringNotEqualsIfExists", "StringNotEqualsIgnoreCase"] {
		conditions.state_of_deny(under(operator, "*"), keys) == "yes"
	}
	every operator in ["StringNotLike", "ArnNotLike", "ArnNotEquals"] {
		conditions.state_of_deny(under(operator, "*"), keys) == "no"
		conditions.state_of_deny(under(operator, later("var.arn")), keys) == "undetermined"
		conditions.state_of_deny(under(operator, "arn:aws:iam::111111111111:role/ci"), keys) == "yes"
	}
	conditions.state_of_deny(under("NotIpAddress", "0.0.0.0/0"), keys) == "no"
	conditions.state_of_deny(under("StringEquals", "a"), keys) == "no"
	conditions.state_of_deny(testing.condition("StringNotEquals", "aws:PrincipalTag/team", ["a"]), keys) == "no"
	conditions.state_of_deny(testing.condition("StringNotEquals", "", [later("var.a")]), keys) == "undetermined"
	conditions.state_of_deny(testing.condition("", "aws:SourceArn", [later("var.a")]), keys) == "undetermined"
}

test_a_pattern_limits_by_the_account_of_its_arn if {
	every pattern in [
		"arn:aws:iam::111111111111:*",
		"arn:aws:sqs:*:111111111111:*",
		"arn:aws:s3:::payments-exports-dev",
		"arn:aws:s3:::p*",
		"o-abcdef/*",
		"AROAEXAMPLE:*",
		"arn:aws:sqs::x:*",
	] {
		every operator in ["StringLike", "ArnLike", "ArnEquals"] {
			stated(operator, [pattern]) == "yes"
		}
	}
	every pattern in [
		"*",
		"arn:aws:iam::*:role/ci",
		"arn:aws:iam::11*:role/ci",
		"arn:aws:iam::1111111111?1:role/ci",
		"arn:aws:s3:::*",
		"arn:aws:s3:::?x",
		"arn:aws:s3:::",
		"arn:aws:sqs:us-east-1::*",
		"arn:aws:*",
		"o-*/r-root",
		"*:x:x:x:1:x",
		"*:x:x:x::x",
	] {
		every operator in ["StringLike", "ArnLike", "ArnEquals"] {
			stated(operator, [pattern]) == "no"
		}
	}
	stated("StringLike", ["arn:aws:iam::111111111111:*", "*"]) == "no"
	stated("StringLike", [later("var.arn"), "*"]) == "no"
}

in_account(reference) := testing.unknown(["arn:aws:iam::", null, ":role/ci"], [reference])

test_a_part_of_a_pattern_that_is_not_known_may_be_a_wildcard if {
	stated("StringLike", [in_account("var.account")]) == "undetermined"
	stated("StringLike", [in_account("data.aws_caller_identity.me.account_id")]) == "yes"
	stated("StringLike", [later("aws_iam_role.ci.arn"), later("var.arn")]) == "undetermined"
	stated("StringLike", [later("aws_iam_role.ci.arn")]) == "yes"
	stated("StringLike", [testing.unknown(["arn:aws:iam::*:role/", null], ["aws_iam_role.ci.name"])]) == "no"
}

test_there_is_one_of_what_a_resource_is_called_or_aws_says_of_it if {
	every reference in [
		"aws_iam_role.ci.arn",
		"data.aws_caller_identity.me.account_id",
		"data.aws_s3_bucket.exports.arn",
		"data.aws_cloudfront_origin_access_identity.web.iam_arn",
		"data.aws_s3_bucket.exports.id",
		"payments data.aws_s3_bucket.exports.id",
	] {
		conditions.one_thing(reference)
	}
	every reference in [
		"var.id",
		"local.aws_role.arn",
		"data.external.account.id",
		"data.aws_ssm_parameter.pattern.value",
	] {
		not conditions.one_thing(reference)
	}
}

test_a_network_limits_where_it_is_not_broad if {
	every network in ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "2001:db8::1"] {
		stated("IpAddress", [network]) == "yes"
	}
	every network in ["10.0.0.0/7", "0.0.0.0/0", "2001:db8::/31", "::/0"] {
		stated("IpAddress", [network]) == "no"
		stated("IpAddress", ["192.0.2.7", network]) == "no"
	}
	stated("IpAddress", ["192.0.2.7", later("var.office")]) == "undetermined"
}

test_only_what_may_limit_is_waited_for if {
	statement := {"conditions": [
		testing.condition("StringLike", "aws:SourceArn", ["arn:aws:iam::111111111111:*", later("var.b")]),
		testing.condition("IpAddress", "aws:SourceIp", [later("var.a")]),
		testing.condition("StringLike", "aws:PrincipalTag/team", [later("var.no_key")]),
		testing.condition("StringEquals", "aws:SourceAccount", [later("var.limits_anyhow")]),
		testing.condition("StringLike", "aws:SourceArn", ["*", later("var.spoilt")]),
	]}
	conditions.waits_for(statement, keys) == ["var.a", "var.b"]
}

# the statements of one policy, the first of which is asked about
policy(changes) := object.union(testing.input_of_statements(changes), {"resources": {}})

everybody := [{"value": "*"}]

deny(changes) := object.union(
	{
		"effect": "Deny",
		"sid": "D",
		"kind": "trust",
		"conditions": [testing.condition("StringNotEquals", "aws:SourceAccount", ["111111111111"])],
		"principals": everybody,
	},
	changes,
)

sids(system) := [denial.sid |
	statement := system.iam.statements[0]
	some denial in conditions.denials_of(statement, statement.actions) with input as system
]

actions(patterns) := [testing.action(pattern, "none", []) | some pattern in patterns]

targets(patterns) := [testing.target(pattern, "none") | some pattern in patterns]

test_a_deny_is_about_the_statements_of_its_policy if {
	system := policy([
		{"kind": "trust"},
		deny({"sid": "same"}),
		deny({"sid": "other policy", "address": "aws_iam_role.other"}),
		deny({"sid": "other stack", "stack": "network"}),
		deny({"sid": "other attribute", "path": ["inline_policy", 0, "policy", "Statement", 0]}),
		deny({"sid": "no Deny", "effect": "Allow"}),
		deny({"sid": "other action", "actions": actions(["s3:PutObject"])}),
	])
	testing.same(["same"], sids(system))
}

test_a_deny_to_all_is_about_an_action_of_one_statement if {
	denials := [{"stack": "payments", "address": "a.b", "path": ["policy", "Statement", 0], "action": "s3:GetObject", "conditions": []}]
	asked := testing.action("s3:GetObject", "none", [])
	statement := {"stack": "payments", "address": "a.b", "path": ["policy", "Statement", 0]}
	system := {"iam": {"denials": denials}}
	testing.same(denials, conditions.denials_to_all(statement, asked)) with input as system
	every changes in [{"stack": null}, {"address": "a.c"}, {"path": ["policy", "Statement", 1]}] {
		testing.same([], conditions.denials_to_all(object.union(statement, changes), asked)) with input as system
	}
	testing.same([], conditions.denials_to_all(statement, testing.action("s3:PutObject", "none", []))) with input as system
}

test_a_deny_counts_by_the_one_condition_it_has if {
	one := testing.condition("StringNotEquals", "aws:SourceAccount", ["1"])
	other := testing.condition("Bool", "aws:SecureTransport", ["true"])
	conditions.only({"conditions": [one]}) == one
	not conditions.only({"conditions": [one, other]})
	not conditions.only({"conditions": []})
}

covered(wide, narrow) if count(sids(policy([{"kind": "trust", "actions": narrow}, deny({"actions": wide})]))) == 1

test_a_deny_covers_all_actions_or_is_none if {
	both := actions(["s3:GetObject", "s3:GetObjectAcl"])
	open := [testing.action(later("var.action"), "none", [])]
	covered(actions(["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject"]), both)
	covered(actions(["s3:Get*"]), both)
	covered(actions(["*"]), both)
	covered(actions(["*"]), open)
	covered(open, open)
	covered(actions(["s3:Get*"]), actions(["s3:Get*Acl"]))
	not covered(actions(["s3:GetObject"]), both)
	not covered(actions(["ec2:*"]), both)
	not covered(actions(["s3:GetObjec"]), both)
	not covered(actions(["s3:Get*Acl"]), both)
	not covered(actions(["s3:Get*"]), open)
	not covered(open, both)
	not covered(actions(["*"]), [])
}

about(resources, denied) := sids(policy([{"resources": resources}, deny({"kind": "resource", "resources": denied})]))

test_a_deny_is_about_all_resources_unless_a_trust_policy_has_none if {
	wide := targets(["arn:aws:s3:::payments-exports-dev/*"])
	about(targets(["arn:aws:s3:::payments-exports-dev/a"]), wide) == ["D"]
	about(targets(["arn:aws:s3:::payments-exports-dev/a", "arn:aws:s3:::other"]), wide) == []
	about([], wide) == []
	sids(policy([{"kind": "trust", "resources": []}, deny({"resources": []})])) == ["D"]
}

test_a_deny_counts_for_whom_it_names if {
	for_ci := [testing.condition("StringNotLike", "aws:SourceArn", [later("var.arn")])]
	no_key := [testing.condition("StringNotLike", "aws:PrincipalTag/team", [later("var.team")])]
	for_all := [testing.condition("StringNotEquals", "aws:SourceAccount", ["111111111111"])]
	system := policy([
		{"kind": "trust"},
		deny({"conditions": for_all}),
		deny({"conditions": for_ci, "principals": [{"value": "ci"}, {"value": "cd"}]}),
		deny({"conditions": no_key, "principals": [{"value": "cd"}]}),
		deny({"conditions": for_ci, "principals": []}),
	])
	statement := system.iam.statements[0]
	testing.same(for_all, conditions.denials(statement, {"*"})) with input as system
	testing.same(array.concat(for_all, for_ci), conditions.denials(statement, {"*", "ci"})) with input as system
	testing.same([], conditions.denials(statement, {"other"})) with input as system
	testing.same(["var.arn"], conditions.denials_wait_for(statement, {"*", "cd"}, keys)) with input as system
	testing.same([], conditions.denials_wait_for(statement, {"*"}, keys)) with input as system
}
