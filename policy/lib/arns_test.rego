package lib.arns_test

import data.lib.arns
import data.lib.testing

are(wanted, patterns) if {
	every pattern in patterns {
		testing.same(wanted, arns.one(testing.target(pattern, "partial")))
	}
}

test_what_has_a_name_is_one if {
	are("yes", [
		"arn:aws:sqs:us-east-1:123456789012:jobs-dev",
		"arn:aws:lambda:*:*:function:jobs-dev",
		"arn:aws:lambda:us-east-1:123456789012:function:jobs-dev:*",
		"arn:aws:s3:::exports-dev",
		"arn:aws:s3:::exports-dev/*",
		"arn:aws:ecr:us-east-1:123456789012:repository/jobs-dev/*",
	])
}

test_what_has_a_wildcard_in_its_name_is_not_one if {
	are("no", [
		"*",
		"arn:aws:sqs:us-east-1:123456789012:jobs-*",
		"arn:aws:sqs:us-east-1:123456789012:jobs-?",
		"arn:aws:kms:us-east-1:123456789012:key/*",
		"arn:aws:lambda:us-east-1:123456789012:function:*",
		"arn:aws:s3:::*/jobs",
		"arn:aws:s3:::/*",
	])
}

test_an_arn_that_ends_early_names_nothing if {
	are("no", ["arn:aws:sqs:*", "arn:aws:sqs:us-east-1:123456789012", "arn:aws"])
}

own(tail) := testing.unknown([null, tail], ["aws_sqs_queue.jobs.arn"])

test_a_reference_to_an_arn_is_one if {
	are("yes", [own(""), own("/*"), own(":*"), own("-a")])
	are("no", [own("-*"), own("*"), own("/jobs-?")])
}

test_a_name_that_is_known_in_part_is_one if {
	are("yes", [testing.unknown(["arn:aws:s3:::", null], ["var.bucket"])])
}

test_what_may_be_anything_is_undetermined if {
	are("undetermined", [testing.unknown([null], ["var.bucket"]), testing.unknown([null, null], ["aws_sqs_queue.jobs.arn", "var.bucket"])])
}
