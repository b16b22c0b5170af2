package lib.role_names_test

import data.lib.role_names
import data.lib.testing

partial(pattern) := testing.target(pattern, "partial")

test_a_pattern_of_every_name_is_every_role if {
	every pattern in ["*", "arn:aws:iam::123456789012:*", "arn:aws:iam::*:*/*", "arn:*", "arn:aws:i*", "*:*"] {
		role_names.is_every(testing.target(pattern, "all"))
	}
	every pattern in [
		"arn:aws:iam::123456789012:role/*",
		"arn:aws:iam::*:role/?*",
		"arn:aws:iam::*:role/*/*",
		"arn:*:iam::*:role/*",
		"arn:aws:*:*:*:role/*",
		"arn:aws:iam::123456789012:role*",
		"arn:aws:iam::123456789012:r*",
		"arn:aws:iam::123456789012:*role/*",
		"*role/*",
		testing.unknown([null, ":role/*"], ["local.account"]),
		testing.unknown(["arn:aws:iam:", null, ":role/*"], ["local.account"]),
		testing.unknown(["arn:aws:iam::", null, ":role/*"], ["var.account"]),
	] {
		role_names.is_every(partial(pattern))
	}
}

test_a_pattern_of_some_names_is_not_every_role if {
	every pattern in [
		"arn:aws:iam::123456789012:role/jobs-*",
		"arn:aws:iam::123456789012:role/*-dev",
		"arn:aws:iam::*:role/jobs-dev",
		"arn:aws:iam::*:role/",
		"arn:aws:iam::*:role/~*",
		"arn:aws:iam::*:role/aws-service-role/*",
		"arn:aws:iam::*:user/*",
		"arn:aws:iam::*:role/*~",
		"arn:aws:s3:::role/*",
		"arn:aws:iam::*:role/*:*",
		"arn:aws:s3:::*",
		"arn:aws:s3:::r*",
		"*",
		"role*",
		"jobs-*",
		testing.unknown([null, ":*"], ["aws_cloudwatch_log_group.jobs.arn"]),
		testing.unknown(["arn:aws:iam::*:role/", null], ["var.role"]),
		testing.unknown([null, "*"], ["aws_iam_role.jobs.arn"]),
	] {
		not role_names.is_every(partial(pattern))
	}
	not role_names.is_every(testing.target("arn:aws:iam::123456789012:role/jobs-dev", "none"))
}

test_everything_of_another_service_is_no_role if {
	every pattern in ["arn:aws:s3:::*", "arn:aws:sqs:*:*:*", "arn:aws:s3*", "arn:aws:iam~:::*"] {
		not role_names.is_every(testing.target(pattern, "all"))
		not role_names.may_be_role(testing.target(pattern, "all"))
	}
	every pattern in ["*", "arn:aws:iam::123456789012:role/jobs-dev", "arn:aws:i?m::1:role/jobs", "arn:aws:*:::x", testing.unknown([null], ["var.role"])] {
		role_names.may_be_role(testing.target(pattern, "partial"))
	}
}

passing(wildcard) := {"steps": ["iam:PassRole"], "actions": [testing.action("iam:PassRole", "none", []), testing.action("x", wildcard, [])]}

test_an_action_is_named_where_no_action_stands_for_a_whole_service if {
	role_names.names(passing("none"), "iam:PassRole")
	role_names.names(passing("partial"), "iam:PassRole")
	not role_names.names(passing("service"), "iam:PassRole")
	not role_names.names(passing("all"), "iam:PassRole")
	not role_names.names(passing("none"), "sts:AssumeRole")
}

held(operator, key, items) if {
	role_names.held_by({"conditions": [testing.condition(operator, key, items)]}, {"iam:passedtoservice", "aws:resourcetag/"})
}

test_a_condition_on_one_of_the_keys_holds if {
	held("StringEquals", "iam:PassedToService", ["lambda.amazonaws.com"])
	held("StringLike", "aws:ResourceTag/Team", ["pay*"])
}

test_another_condition_does_not_hold if {
	not held("StringNotEquals", "iam:PassedToService", ["lambda.amazonaws.com"])
	not held("StringLike", "iam:PassedToService", ["*"])
	not held("StringEquals", "iam:PassedToServices", ["lambda.amazonaws.com"])
	not held("StringEquals", "aws:RequestedRegion", ["us-east-1"])
	not role_names.held_by({"conditions": []}, {"iam:passedtoservice"})
}
