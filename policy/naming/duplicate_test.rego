package rules.naming.duplicate_test

import data.lib.testing
import data.rules.naming.duplicate as rule

at(address, attributes) := object.union(testing.resource("x", attributes), {"address": address})

system(type, resources) := object.union(testing.input_of(type, {}), {"resources": {type: resources}})

finding(status, address, attribute, value, others, waits_for) := {
	"status": status,
	"address": address,
	"stack": "payments",
	"path": [attribute],
	"params": {"attribute": attribute, "value": value, "how": how[status], "others": others},
	"waits_for": waits_for,
}

how := {"fail": "is", "undetermined": "may turn out to be"}

queues(one, other) := system("aws_sqs_queue", [at("aws_sqs_queue.a", one), at("aws_sqs_queue.b", other)])

passes(one, other) if testing.empty(rule.findings) with input as queues(one, other)

test_names_of_their_own_pass if passes({"name": "a-dev"}, {"name": "b-dev"})

test_the_same_name_twice_fails_at_both if {
	wanted := {
		finding("fail", "aws_sqs_queue.a", "name", "jobs-dev", ["aws_sqs_queue.b"], []),
		finding("fail", "aws_sqs_queue.b", "name", "jobs-dev", ["aws_sqs_queue.a"], []),
	}
	testing.same(wanted, rule.findings) with input as queues({"name": "jobs-dev"}, {"name": "jobs-dev"})
}

test_the_same_address_in_another_stack_is_another_resource if {
	other := object.union(at("aws_sqs_queue.a", {"name": "jobs-dev"}), {"stack": "reports"})
	two := system("aws_sqs_queue", [at("aws_sqs_queue.a", {"name": "jobs-dev"}), other])
	count(rule.findings) == 2 with input as two
}

test_another_region_is_another_place if {
	passes({"name": "jobs-dev"}, {"name": "jobs-dev", "provider": "aws.global"})
}

policies(role) := system("aws_iam_role_policy", [
	at("aws_iam_role_policy.a", {"name": "inline", "role": "api-dev"}),
	at("aws_iam_role_policy.b", {"name": "inline", "role": role}),
])

test_a_name_within_a_parent_is_judged_within_it if {
	testing.empty(rule.findings) with input as policies("jobs-dev")
	count(rule.findings) == 2 with input as policies("api-dev")
}

test_what_will_be_gone_does_not_count if {
	gone := object.union(at("aws_sqs_queue.b", {"name": "jobs-dev"}), {"action": "delete"})
	testing.empty(rule.findings) with input as system("aws_sqs_queue", [at("aws_sqs_queue.a", {"name": "jobs-dev"}), gone])
}

test_types_that_take_a_name_twice_pass if {
	type := "aws_backup_plan"
	same := {"name": "daily-dev"}
	testing.empty(rule.findings) with input as system(type, [at("aws_backup_plan.a", same), at("aws_backup_plan.b", same)])
}

test_fixed_names_pass if {
	type := "aws_cloudwatch_event_bus"
	same := {"name": "default"}
	testing.empty(rule.findings) with input as system(type, [at("x.a", same), at("x.b", same)])
}

test_a_name_that_may_turn_out_the_same_is_undetermined if {
	later := {"name": testing.unknown(["jobs-", null], ["var.x"])}
	wanted := {finding("undetermined", "aws_sqs_queue.b", "name", "jobs-(not known yet)", ["aws_sqs_queue.a"], ["var.x"])}
	testing.same(wanted, rule.findings) with input as queues({"name": "jobs-dev"}, later)
	passes({"name": "mail-dev"}, later)
	passes({"name": "jobs"}, later)
}

test_two_names_of_the_same_template_are_undetermined if {
	later := {"name": testing.unknown([null, "-dev"], ["var.x"])}
	count(rule.findings) == 2 with input as queues(later, later)
	passes(later, {"name": testing.unknown(["b-", null, "-prod"], ["var.y"])})
}

test_a_provider_that_is_named_or_left_out_is_the_same if {
	count(rule.findings) == 2 with input as queues({"name": "jobs-dev"}, {"name": "jobs-dev", "provider": "aws"})
}

test_a_parent_that_is_null_or_left_out_is_the_same if {
	two := system("aws_iam_role_policy", [
		at("aws_iam_role_policy.a", {"name": "inline"}),
		at("aws_iam_role_policy.b", {"name": "inline", "role": null}),
	])
	count(rule.findings) == 2 with input as two
}

test_names_meet_by_what_is_known_of_both_their_ends if {
	template := {"name": testing.unknown(["jobs-", null, "-dev"], ["var.x"])}
	count(rule.findings) == 2 with input as queues(template, {"name": testing.unknown([null, "-blue-dev"], ["var.y"])})
	count(rule.findings) == 2 with input as queues(template, {"name": testing.unknown(["jobs-a-", null], ["var.y"])})
	count(rule.findings) == 1 with input as queues(template, {"name": "jobs-a-dev"})
	passes(template, {"name": testing.unknown(["mail-", null], ["var.y"])})
	passes(template, {"name": testing.unknown(["jobs-", null, "-prod"], ["var.y"])})
	passes(template, {"name": "jobs-dev"})
}

crowd(names) := system("aws_sqs_queue", [at(concat("", ["aws_sqs_queue.q", format_int(index, 10)]), {"name": name}) | some index, name in names])

others_of(indices) := [concat("", ["aws_sqs_queue.q", format_int(index, 10)]) | some index in indices]

told(name, system) := others if {
	[others] := [found.params.others | some found in rule.findings with input as system; found.address == name]
}

test_five_others_are_told_and_no_more_where_there_are_no_more if {
	six := crowd([name | some _ in numbers.range(0, 5); name := "jobs-dev"])
	told("aws_sqs_queue.q0", six) == others_of([1, 2, 3, 4, 5])
	told("aws_sqs_queue.q5", six) == others_of([0, 1, 2, 3, 4])
}

test_of_more_than_five_others_the_first_five_are_told_and_that_there_are_more if {
	seven := crowd([name | some _ in numbers.range(0, 6); name := "jobs-dev"])
	told("aws_sqs_queue.q0", seven) == array.concat(others_of([1, 2, 3, 4, 5]), ["and more"])
	told("aws_sqs_queue.q6", seven) == array.concat(others_of([0, 1, 2, 3, 4]), ["and more"])
	eight := crowd([name | some _ in numbers.range(0, 7); name := "jobs-dev"])
	told("aws_sqs_queue.q7", eight) == array.concat(others_of([0, 1, 2, 3, 4]), ["and more"])
	count(rule.findings) == 8 with input as eight
}

later := testing.unknown(["jobs-", null, "-dev"], ["var.x"])

test_of_many_names_one_may_turn_out_to_be_five_are_told if {
	six := crowd(array.concat([concat("", ["jobs-", letter, "-dev"]) | some letter in ["a", "b", "c", "d", "e"]], [later]))
	told("aws_sqs_queue.q5", six) == others_of([0, 1, 2, 3, 4])
	seven := crowd(array.concat([concat("", ["jobs-", letter, "-dev"]) | some letter in ["a", "b", "c", "d", "e", "f"]], [later]))
	told("aws_sqs_queue.q6", seven) == array.concat(others_of([0, 1, 2, 3, 4]), ["and more"])
}

# ten letters before the hole and ten after it need twenty, and shorter names of one letter begin and end as well with ten
test_a_name_with_room_is_found_behind_many_that_are_too_short if {
	short := [substring("aaaaaaaaaaaaaaaaaaaa", 0, length) | some length in numbers.range(10, 18)]
	ten := "aaaaaaaaaa"
	named := crowd(array.concat(short, [concat("", [ten, ten, "a"]), testing.unknown([ten, null, ten], ["var.x"])]))
	told("aws_sqs_queue.q10", named) == ["aws_sqs_queue.q9"]
}
