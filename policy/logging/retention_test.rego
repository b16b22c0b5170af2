package rules.logging.retention_test

import data.lib.testing
import data.rules.logging.retention as rule

finding(status, value, required, waits_for) := {testing.found(status, "aws_cloudwatch_log_group.example", ["retention_in_days"], params, waits_for)} if {
	params := {"value": value, "required": required}
}

group(attributes) := testing.input_of("aws_cloudwatch_log_group", attributes)

ephemeral(attributes) := object.union(group(attributes), {"environment": {"ephemeral": true}})

test_more_than_a_year_passes if {
	testing.empty(rule.findings) with input as group({"retention_in_days": 365})
	testing.empty(rule.findings) with input as group({"retention_in_days": "400"})
}

test_for_ever_fails if {
	testing.same(finding("fail", "never", "365 days or more", []), rule.findings) with input as group({})
	testing.same(finding("fail", "never", "365 days or more", []), rule.findings) with input as group({"retention_in_days": 0})
}

test_less_than_a_year_fails if {
	testing.same(finding("fail", "364 days", "365 days or more", []), rule.findings) with input as group({"retention_in_days": 364})
}

test_an_environment_that_goes_may_keep_less_and_not_for_ever if {
	testing.empty(rule.findings) with input as ephemeral({"retention_in_days": 1})
	testing.same(finding("fail", "never", "1 day or more", []), rule.findings) with input as ephemeral({})
}

test_an_unknown_retention_is_undetermined if {
	attributes := {"retention_in_days": testing.unknown([null], ["var.days"])}
	testing.same(finding("undetermined", "not known yet", "365 days or more", ["var.days"]), rule.findings) with input as group(attributes)
}

test_a_group_that_goes_away_is_not_judged if {
	testing.empty(rule.findings) with input as testing.leaving(group({}), "aws_cloudwatch_log_group")
}
