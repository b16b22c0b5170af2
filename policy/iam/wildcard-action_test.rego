package rules.iam["wildcard-action_test"]

import data.lib.testing
import data.rules.iam["wildcard-action"] as rule

finding(status, path, action, reason, waits_for) := {{
	"status": status,
	"address": "aws_iam_role_policy.example",
	"stack": "payments",
	"path": path,
	"params": {"action": action, "reason": reason},
	"waits_for": waits_for,
}}

action_path := ["policy", "Statement", 0, "Action", 0]

fails(changes, action, reason) if {
	wanted := finding("fail", action_path, action, reason, [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

waits(changes, action, reason, waits_for) if {
	wanted := finding("undetermined", action_path, action, reason, waits_for)
	testing.same(wanted, rule.findings) with input as testing.input_of_statement(changes)
}

passes(changes) if testing.empty(rule.findings) with input as testing.input_of_statement(changes)

everything := [testing.action("*", "all", ["List", "Permissions management", "Read", "Tagging", "Write"])]

all_of_kms := [testing.action("kms:*", "service", ["List", "Permissions management", "Read", "Tagging", "Write"])]

test_named_actions_pass if passes({})

test_named_actions_that_write_pass if passes({"actions": [testing.action("s3:PutObject", "none", ["Write"])]})

test_every_action_fails if fails({"actions": everything}, "*", "it grants every action of every service")

test_every_action_of_a_service_fails if {
	actions := [testing.action("s3:*", "service", ["List", "Read", "Write"])]
	fails({"actions": actions}, "s3:*", "it grants every action of the service")
}

test_every_action_of_a_service_that_only_reads_fails if {
	actions := [testing.action("ce:*", "service", ["List", "Read"])]
	fails({"actions": actions}, "ce:*", "it grants every action of the service")
}

test_a_pattern_that_only_reads_and_lists_passes if {
	passes({"actions": [testing.action("s3:Get*", "partial", ["List", "Read"])]})
}

test_a_pattern_that_writes_fails if {
	actions := [testing.action("s3:*Object", "partial", ["Read", "Tagging", "Write"])]
	fails({"actions": actions}, "s3:*Object", "it expands to actions of the access level Tagging and Write")
}

test_a_pattern_of_permissions_management_fails if {
	actions := [testing.action("s3:PutBucketPol*", "partial", ["Permissions management"])]
	reason := "it expands to actions of the access level Permissions management"
	fails({"actions": actions}, "s3:PutBucketPol*", reason)
}

test_a_pattern_that_is_one_permission_passes if {
	passes({"actions": [testing.action("kms:GenerateDataKey*", "partial", ["Write"])]})
	every pattern in ["kms:reencrypt*", "kms:Decrypt*", "kms:Encrypt*"] {
		passes({"actions": [testing.action(pattern, "partial", ["Write"])]})
	}
	reason := "it expands to actions of the access level Write"
	fails({"actions": [testing.action("kms:*crypt*", "partial", ["Write"])]}, "kms:*crypt*", reason)
}

test_a_pattern_that_matches_no_known_action_is_undetermined if {
	actions := [testing.action("teleport:Get*", "partial", [])]
	waits({"actions": actions}, "teleport:Get*", "the pattern matches no action the action table knows", [])
}

test_an_unknown_action_is_undetermined if {
	actions := [testing.action(testing.unknown(["s3:", null], ["var.verb"]), "none", [])]
	reason := "which actions these are is not known yet"
	waits({"actions": actions}, "s3:(not known yet)", reason, ["var.verb"])
}

test_each_action_is_judged if {
	read := testing.action("s3:GetObject", "none", ["Read"])
	all := object.union(
		testing.action("sqs:*", "service", ["Write"]),
		{"path": ["policy", "Statement", 0, "Action", 1]},
	)
	path := ["policy", "Statement", 0, "Action", 1]
	wanted := finding("fail", path, "sqs:*", "it grants every action of the service", [])
	testing.same(wanted, rule.findings) with input as testing.input_of_statement({"actions": [read, all]})
}

test_everything_but_a_list_is_told_by_not_elements if {
	passes({"actions": [], "not_actions": [testing.action("iam:*", "service", ["Write"])]})
}

test_a_deny_passes if passes({"effect": "Deny", "actions": everything})

test_an_unknown_effect_is_undetermined if {
	changes := {"effect": testing.unknown([null], ["var.effect"]), "actions": everything}
	waits(changes, "*", "it grants every action of every service", ["var.effect"])
}

test_an_unknown_effect_of_named_actions_passes if passes({"effect": testing.unknown([null], ["var.effect"])})

test_a_key_policy_may_give_the_account_every_action if {
	root := {"type": "AWS", "value": "arn:aws:iam::111122223333:root"}
	passes({"kind": "key", "actions": all_of_kms, "principals": [root]})
	passes({"kind": "key", "actions": all_of_kms, "principals": [{"type": "AWS", "value": "111122223333"}]})
	template := testing.unknown(["arn:aws:iam::", null, ":root"], ["data.aws_caller_identity.current.account_id"])
	passes({"kind": "key", "actions": all_of_kms, "principals": [{"type": "AWS", "value": template}]})
}

test_a_key_policy_may_not_give_a_role_every_action if {
	role := {"type": "AWS", "value": "arn:aws:iam::111122223333:role/api-dev"}
	root := {"type": "AWS", "value": "arn:aws:iam::111122223333:root"}
	reason := "it grants every action of the service"
	fails({"kind": "key", "actions": all_of_kms, "principals": [role]}, "kms:*", reason)
	fails({"kind": "key", "actions": all_of_kms, "principals": [root, role]}, "kms:*", reason)
	fails({"kind": "key", "actions": all_of_kms, "principals": [{"type": "*", "value": "*"}]}, "kms:*", reason)
	fails({"kind": "key", "actions": all_of_kms, "principals": []}, "kms:*", reason)
}

test_a_key_policy_for_an_unknown_principal_is_undetermined if {
	principal := {"type": "AWS", "value": testing.unknown([null], ["var.admin"])}
	reason := "only the account itself may have every action on a key"
	waits({"kind": "key", "actions": all_of_kms, "principals": [principal]}, "kms:*", reason, ["var.admin"])
}

test_kms_actions_outside_a_key_policy_fail if {
	root := {"type": "AWS", "value": "arn:aws:iam::111122223333:root"}
	reason := "it grants every action of the service"
	fails({"kind": "resource", "actions": all_of_kms, "principals": [root]}, "kms:*", reason)
}

test_a_trust_policy_is_judged_like_any_other if {
	fails({"kind": "trust", "actions": everything}, "*", "it grants every action of every service")
	passes({"kind": "trust", "actions": [testing.action("sts:AssumeRole", "none", ["Write"])]})
}

test_a_document_nobody_can_read_is_undetermined if {
	document := {
		"address": "aws_iam_role_policy.example",
		"stack": "payments",
		"path": ["policy"],
		"waits_for": ["aws_sqs_queue.settlements.arn"],
	}
	reason := "the policy document cannot be read before it is known"
	wanted := finding("undetermined", ["policy"], "not known yet", reason, ["aws_sqs_queue.settlements.arn"])
	testing.same(wanted, rule.findings) with input as {"iam": {"statements": [], "undetermined": [document]}}
}

test_a_key_policy_of_an_unknown_principal_may_use_a_pattern_nobody_knows if {
	principal := {"type": "AWS", "value": testing.unknown([null], ["var.admin"])}
	actions := [testing.action("kms:Teleport*", "partial", [])]
	reason := "only the account itself may have every action on a key"
	waits({"kind": "key", "actions": actions, "principals": [principal]}, "kms:Teleport*", reason, ["var.admin"])
}

test_a_key_policy_may_not_give_the_account_every_action_of_another_service if {
	root := {"type": "AWS", "value": "arn:aws:iam::111122223333:root"}
	actions := [testing.action("s3:*", "service", ["Write"])]
	fails({"kind": "key", "actions": actions, "principals": [root]}, "s3:*", "it grants every action of the service")
}

test_a_named_action_for_an_unknown_principal_of_a_key_passes if {
	principal := {"type": "AWS", "value": testing.unknown([null], ["var.admin"])}
	actions := [testing.action("kms:Decrypt", "none", ["Write"])]
	passes({"kind": "key", "actions": actions, "principals": [principal]})
}

test_an_id_that_is_no_account_is_not_the_account if {
	reason := "it grants every action of the service"
	fails({"kind": "key", "actions": all_of_kms, "principals": [{"type": "AWS", "value": "AIDAEXAMPLE1"}]}, "kms:*", reason)
	fails({"kind": "key", "actions": all_of_kms, "principals": [{"type": "AWS", "value": "1111"}]}, "kms:*", reason)
}

test_a_named_action_no_table_knows_is_no_wildcard if {
	passes({"actions": [testing.action("teleport:Beam", "none", [])]})
}

test_a_pattern_that_is_not_known_yet_is_undetermined_whatever_it_may_grant if {
	later := testing.unknown(["s3:", null], ["var.action"])
	every wildcard in ["service", "partial"] {
		actions := [testing.action(later, wildcard, [])]
		waits({"actions": actions}, "s3:(not known yet)", "which actions these are is not known yet", ["var.action"])
	}
}
