package rules.destroyability["log-group-owner_test"]

import data.lib.testing
import data.rules.destroyability["log-group-owner"] as rule

at(address, attributes) := object.union(
	testing.resource("x", attributes),
	{"address": address},
)

own_policy := {"address": "aws_iam_role_policy.api", "stack": "payments"}

function := at("aws_lambda_function.api", {
	"function_name": "api-dev",
	"role": testing.unknown([null], ["aws_iam_role.api.arn"]),
})

group := at("aws_cloudwatch_log_group.api", {"name": "/aws/lambda/api-dev"})

running(policies, managed) := {function.key: [{"as": "aws_iam_role.api", "policies": policies, "managed": managed, "waits_for": []}]}

system(changes, statements) := system_of(changes, {"statements": statements})

system_of(changes, iam) := {
	"environment": {"suffix": "dev", "scope": "environment"},
	"resources": object.union({"aws_lambda_function": [function], "aws_cloudwatch_log_group": [group]}, changes),
	"iam": object.union(
		{
			"statements": [],
			"undetermined": [],
			"runs": running([own_policy], []),
		},
		iam,
	),
}

grant(changes) := object.union(
	{
		"address": "aws_iam_role_policy.api",
		"stack": "payments",
		"kind": "identity",
		"effect": "Allow",
		"actions": [testing.action("logs:PutLogEvents", "none", ["Write"])],
		"not_actions": [],
		"resources": [testing.target("arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/api-dev:*", "partial")],
		"conditions": [],
	},
	changes,
)

doing(pattern) := grant({"actions": [testing.action(pattern, "none", ["Write"])]})

finding(status, path, name, problem, waits_for) := {{
	"status": status,
	"address": "aws_lambda_function.api",
	"stack": "payments",
	"path": path,
	"params": {"group": name, "problem": problem},
	"waits_for": waits_for,
}}

nobodys := "is owned by no resource, so it stays, with what was logged, after everything else is destroyed"

again(by) := concat("", ["can be made again by the function itself, as ", by, " allows logs:CreateLogGroup"])

perhaps(by) := concat("", ["can be made again by the function itself, as ", by, " may allow logs:CreateLogGroup"])

passes(changes, statements) if testing.empty(rule.findings) with input as system(changes, statements)

found(wanted, changes, statements) if testing.same(wanted, rule.findings) with input as system(changes, statements)

test_a_function_beside_its_group_passes if passes({}, [grant({})])

test_a_function_without_a_group_fails if {
	wanted := finding("fail", ["function_name"], "/aws/lambda/api-dev", nobodys, [])
	found(wanted, {"aws_cloudwatch_log_group": []}, [])
	found(wanted, {"aws_cloudwatch_log_group": [at("aws_cloudwatch_log_group.x", {"name": "/aws/lambda/api"})]}, [])
	leaving := object.union(group, {"action": "delete"})
	found(wanted, {"aws_cloudwatch_log_group": [leaving]}, [])
}

test_a_function_that_goes_needs_none if {
	passes({"aws_cloudwatch_log_group": [], "aws_lambda_function": [object.union(function, {"action": "delete"})]}, [])
}

writing(config) := {"aws_lambda_function": [at("aws_lambda_function.api", {"function_name": "x", "logging_config": config})]}

test_a_group_of_another_name_is_owned_where_the_function_writes_to_it if {
	own := testing.unknown([null], ["aws_cloudwatch_log_group.api.name"])
	passes(writing([{"log_group": own}]), [])
	passes(writing({"log_group": "/aws/lambda/api-dev"}), [])
	wanted := finding("fail", ["logging_config", "log_group"], "/other", nobodys, [])
	found(wanted, writing({"log_group": "/other"}), [])
	found(finding("fail", ["function_name"], "/aws/lambda/x", nobodys, []), writing({"log_format": "JSON"}), [])
}

named(parts) := testing.unknown(parts, ["var.name"])

test_names_made_of_the_same_parts_are_the_same if {
	passes(
		{
			"aws_lambda_function": [at("aws_lambda_function.api", {"function_name": named([null, "-dev"])})],
			"aws_cloudwatch_log_group": [at("aws_cloudwatch_log_group.api", {"name": named(["/aws/lambda/", null, "-dev"])})],
		},
		[],
	)
}

test_names_that_may_turn_out_the_same_are_undetermined if {
	wanted := finding("undetermined", ["function_name"], "/aws/lambda/api-dev", "may be owned by no resource", ["var.name"])
	groups := [at("aws_cloudwatch_log_group.api", {"name": named(["/aws/lambda/", null])})]
	found(wanted, {"aws_cloudwatch_log_group": groups}, [])
	nameless := finding("undetermined", ["function_name"], "/aws/lambda/(not known yet)", "may be owned by no resource", ["var.name"])
	found(nameless, {"aws_lambda_function": [at("aws_lambda_function.api", {"function_name": named([null])})]}, [])
}

half_known(parts) := {
	"aws_lambda_function": [at("aws_lambda_function.api", {"function_name": named(["api-", null, "-dev"])})],
	"aws_cloudwatch_log_group": [at("aws_cloudwatch_log_group.api", {"name": testing.unknown(parts, ["var.group"])})],
}

test_names_meet_by_what_is_known_of_both_their_ends if {
	shown := "/aws/lambda/api-(not known yet)-dev"
	open := finding("undetermined", ["function_name"], shown, "may be owned by no resource", ["var.name", "var.group"])
	found(open, half_known([null, "-blue-dev"]), [])
	found(open, half_known(["/aws/lambda/api-blue-", null]), [])
	found(finding("fail", ["function_name"], shown, nobodys, []), half_known(["/aws/lambda/api-", null, "-prod"]), [])
	found(finding("fail", ["function_name"], shown, nobodys, []), half_known(["/aws/lambda/mail-", null]), [])
}

test_a_role_that_may_make_log_groups_fails if {
	wanted := finding("fail", ["role"], "/aws/lambda/api-dev", again("aws_iam_role_policy.api"), [])
	every pattern in ["logs:CreateLogGroup", "logs:createloggroup", "logs:*", "logs:Create*", "*"] {
		found(wanted, {}, [doing(pattern)])
	}
	passes({}, [doing("logs:CreateLogStream"), doing("s3:*")])
	found(wanted, {}, [grant({"actions": [], "not_actions": [testing.action("iam:*", "service", [])]})])
	passes({}, [grant({"actions": [], "not_actions": [testing.action("logs:*", "service", [])]})])
}

test_a_grant_about_other_groups_passes if {
	other := [testing.target("arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/*", "partial")]
	passes({}, [object.union(doing("logs:*"), {"resources": other})])
	passes({}, [object.union(doing("*"), {"resources": [testing.target("arn:aws:s3:::exports-dev", "none")]})])
}

test_a_denial_passes if {
	deny := grant({
		"effect": "Deny",
		"actions": [testing.action("logs:CreateLogGroup", "none", [])],
		"resources": [testing.target("*", "all")],
	})
	passes({}, [doing("logs:*"), deny])
	count(rule.findings) == 1 with input as system({}, [doing("logs:*"), object.union(deny, {"conditions": [{"key": "x"}]})])
}

test_what_is_not_known_of_a_grant_is_undetermined if {
	wanted := finding("undetermined", ["role"], "/aws/lambda/api-dev", perhaps("aws_iam_role_policy.api"), ["var.x"])
	found(wanted, {}, [doing(testing.unknown(["logs:", null], ["var.x"]))])
	found(wanted, {}, [object.union(doing("logs:*"), {"effect": testing.unknown([null], ["var.x"])})])
	passes({}, [doing(testing.unknown(["s3:", null], ["var.x"]))])
	unread := system_of({}, {"undetermined": [object.union(own_policy, {
		"kind": "identity",
		"path": ["policy"],
		"waits_for": ["var.x"],
	})]})
	testing.same(wanted, rule.findings) with input as unread
}

test_only_policies_of_the_role_count if {
	other := system_of({}, {"statements": [doing("logs:*")], "runs": running([], [])})
	testing.empty(rule.findings) with input as other
	elsewhere := system_of({}, {"statements": [doing("logs:*")], "runs": {function.key: []}})
	testing.empty(rule.findings) with input as elsewhere
}

having(name) := system_of({}, {"runs": running([], [name])})

test_a_policy_that_is_not_known_yet_may_make_log_groups if {
	open := [object.union(run, {"waits_for": ["var.policy"]}) | some run in running([], [])[function.key]]
	wanted := finding("undetermined", ["role"], "/aws/lambda/api-dev", perhaps("a policy that is not known yet"), ["var.policy"])
	testing.same(wanted, rule.findings) with input as system_of({}, {"runs": {function.key: open}})
}

test_policies_of_aws_count if {
	wanted := finding("fail", ["role"], "/aws/lambda/api-dev", again("AWSLambdaBasicExecutionRole"), [])
	testing.same(wanted, rule.findings) with input as having("service-role/AWSLambdaBasicExecutionRole")
	testing.empty(rule.findings) with input as having("AWSXRayDaemonWriteAccess")
}

cluster(attributes) := {"aws_lambda_function": [], "aws_rds_cluster": [at("aws_lambda_function.api", attributes)]}

test_exported_logs_are_owned if {
	audit := {"cluster_identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": ["audit"]}
	groups := {"aws_cloudwatch_log_group": [at("aws_cloudwatch_log_group.x", {"name": "/aws/rds/cluster/ledger-dev/audit"})]}
	passes(object.union(cluster(audit), groups), [])
	passes(cluster({"cluster_identifier": "ledger-dev"}), [])
	path := ["enabled_cloudwatch_logs_exports"]
	wanted := finding("fail", path, "/aws/rds/cluster/ledger-dev/error", nobodys, [])
	both := {"cluster_identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": ["audit", "error"]}
	found(wanted, object.union(cluster(both), groups), [])
	found(wanted, object.union(groups, cluster({"cluster_identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": ["error"]})), [])
}

test_the_logs_of_kubernetes_have_one_group if {
	eks := {"aws_lambda_function": [], "aws_eks_cluster": [at("aws_lambda_function.api", {"name": "k-dev", "enabled_cluster_log_types": ["api", "audit"]})]}
	found(finding("fail", ["enabled_cluster_log_types"], "/aws/eks/k-dev/cluster", nobodys, []), eks, [])
}

test_what_is_forgotten_needs_none_and_owns_none if {
	forgotten := object.union(function, {"action": "forget"})
	passes({"aws_cloudwatch_log_group": [], "aws_lambda_function": [forgotten]}, [])
	left := finding("fail", ["function_name"], "/aws/lambda/api-dev", nobodys, [])
	found(left, {"aws_cloudwatch_log_group": [object.union(group, {"action": "forget"})]}, [])
}

test_what_a_function_may_do_no_longer_matters_when_it_goes if {
	every action in ["delete", "forget"] {
		passes({"aws_lambda_function": [object.union(function, {"action": action})]}, [doing("logs:*")])
	}
}

test_an_empty_group_in_the_logging_configuration_is_none if {
	wanted := finding("fail", ["function_name"], "/aws/lambda/x", nobodys, [])
	every nothing in [null, ""] {
		found(wanted, writing([{"log_group": nothing}]), [])
	}
}

test_a_logging_configuration_that_is_not_known_yet_is_undetermined if {
	path := ["logging_config", "log_group"]
	wanted := finding("undetermined", path, "(not known yet)", "may be owned by no resource", ["var.logging"])
	later := testing.unknown([null], ["var.logging"])
	found(wanted, writing(later), [])
	found(wanted, writing([later]), [])
}

test_a_function_without_a_name_is_undetermined if {
	wanted := finding("undetermined", ["function_name"], "/aws/lambda/(not known yet)", "may be owned by no resource", [])
	found(wanted, {"aws_lambda_function": [at("aws_lambda_function.api", {})]}, [])
}

test_names_made_of_other_parts_are_undetermined if {
	other := testing.unknown(["/aws/lambda/", null, "-dev"], ["var.other"])
	groups := [at("aws_cloudwatch_log_group.api", {"name": other})]
	wanted := finding("undetermined", ["function_name"], "/aws/lambda/(not known yet)-dev", "may be owned by no resource", ["var.name", "var.other"])
	found(
		wanted,
		{
			"aws_lambda_function": [at("aws_lambda_function.api", {"function_name": named([null, "-dev"])})],
			"aws_cloudwatch_log_group": groups,
		},
		[],
	)
}

test_only_groups_that_may_be_meant_are_waited_for if {
	unrelated := at("aws_cloudwatch_log_group.x", {"name": testing.unknown(["/aws/rds/", null], ["var.other"])})
	meant := at("aws_cloudwatch_log_group.api", {"name": named(["/aws/lambda/", null])})
	wanted := finding("undetermined", ["function_name"], "/aws/lambda/api-dev", "may be owned by no resource", ["var.name"])
	found(wanted, {"aws_cloudwatch_log_group": [unrelated, meant]}, [])
}

test_a_name_too_short_for_what_is_known_of_a_group_is_not_its_name if {
	longer := at("aws_cloudwatch_log_group.x", {"name": testing.unknown(["/aws/lambda/api-", null, "-dev"], ["var.other"])})
	found(finding("fail", ["function_name"], "/aws/lambda/api-dev", nobodys, []), {"aws_cloudwatch_log_group": [longer]}, [])
	meant := at("aws_cloudwatch_log_group.api", {"name": named(["/aws/lambda/", null])})
	wanted := finding("undetermined", ["function_name"], "/aws/lambda/api-dev", "may be owned by no resource", ["var.name"])
	found(wanted, {"aws_cloudwatch_log_group": [longer, meant]}, [])
}

test_a_group_of_another_stack_is_owned_too if {
	own := testing.unknown([null], ["logs aws_cloudwatch_log_group.api.name"])
	passes(writing([{"log_group": own}]), [])
}

test_only_a_denial_of_that_action_everywhere_counts if {
	all := [testing.target("*", "all")]
	wanted := finding("fail", ["role"], "/aws/lambda/api-dev", again("aws_iam_role_policy.api"), [])
	found(wanted, {}, [object.union(doing("logs:*"), {"resources": all})])
	found(wanted, {}, [doing("logs:*"), object.union(doing("s3:*"), {"effect": "Deny", "resources": all})])
	found(wanted, {}, [doing("logs:*"), object.union(doing("logs:*"), {"effect": "Deny"})])
	passes({}, [object.union(doing("logs:*"), {"effect": "Deny"})])
}

test_what_a_grant_is_about_is_read_from_its_resources if {
	wanted := finding("fail", ["role"], "/aws/lambda/api-dev", again("aws_iam_role_policy.api"), [])
	found(wanted, {}, [object.union(doing("logs:*"), {"resources": []})])
	every pattern in ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lam*", "arn:aws:*:us-east-1:123456789012:*", "*"] {
		found(wanted, {}, [object.union(doing("logs:*"), {"resources": [testing.target(pattern, "partial")]})])
	}
}

test_a_pattern_with_a_star_and_a_hole_is_undetermined if {
	wanted := finding("undetermined", ["role"], "/aws/lambda/api-dev", perhaps("aws_iam_role_policy.api"), ["var.x"])
	found(wanted, {}, [doing(testing.unknown(["logs:*", null], ["var.x"]))])
}

test_exported_logs_that_are_not_known_yet_are_undetermined if {
	path := ["enabled_cloudwatch_logs_exports"]
	later := {"cluster_identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": testing.unknown([null], ["var.logs"])}
	wanted := finding("undetermined", path, "/aws/rds/cluster/(not known yet)", "may be owned by no resource", ["var.logs"])
	found(wanted, object.union(cluster(later), {"aws_cloudwatch_log_group": []}), [])
	passes(cluster({"cluster_identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": null}), [])
}

test_the_exported_logs_of_a_cluster_whose_name_is_not_known_yet_are_undetermined if {
	path := ["enabled_cloudwatch_logs_exports"]
	nameless := {"cluster_identifier": named(["ledger-", null]), "enabled_cloudwatch_logs_exports": ["audit"]}
	groups := {"aws_cloudwatch_log_group": [at("aws_cloudwatch_log_group.x", {"name": "/aws/rds/cluster/ledger-dev/audit"})]}
	wanted := finding("undetermined", path, "/aws/rds/cluster/ledger-(not known yet)/audit", "may be owned by no resource", ["var.name"])
	found(wanted, object.union(cluster(nameless), groups), [])
}

test_a_group_of_that_name_is_owned_wherever_it_stands if {
	elsewhere := object.union(group, {"stack": "logs"})
	passes({"aws_cloudwatch_log_group": [elsewhere]}, [])
}
