package rules.naming["global-name_test"]

import data.lib.testing
import data.rules.naming["global-name"] as rule

table := data.tables["global-names"].types

found(status, type, value, waits) := {testing.found(status, concat(".", [type, "example"]), [row.attribute], params, waits)} if {
	row := table[type]
	params := {"attribute": row.attribute, "value": value, "among": row.among, "page": row.page}
}

of(type, value) := testing.input_of(type, {table[type].attribute: value})

bucket(value) := of("aws_s3_bucket", value)

passes(value) if testing.empty(rule.findings) with input as bucket(value)

fails(value) if {
	testing.same(found("fail", "aws_s3_bucket", value, []), rule.findings) with input as bucket(value)
}

test_a_name_that_anybody_may_have_fails if {
	every type, _ in table {
		testing.same(found("fail", type, "exports-dev", []), rule.findings) with input as of(type, "exports-dev")
	}
}

test_an_account_sets_a_name_apart if {
	passes("exports-123456789012-dev")
	passes(testing.unknown(["exports-", null, "-dev"], ["data.aws_caller_identity.own.account_id"]))
	own := object.union(bucket("exports123456789012"), {"environment": {"account": "123456789012"}})
	testing.empty(rule.findings) with input as own
	fails("exports123456789012")
}

test_a_hash_or_a_random_part_sets_a_name_apart if {
	passes("exports-3f9a1c2e-dev")
	passes(testing.unknown(["exports-", null], ["random_id.exports.hex"]))
	fails("exports-12345678901-dev")
	fails("exports-1234567890123-dev")
	fails("exports-12345678901~-dev")
}

test_a_domain_sets_a_name_apart if passes("assets.example.com")

test_the_id_of_a_bucket_sets_nothing_apart if {
	wanted := found("fail", "aws_s3_bucket", "exports-dev", [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_s3_bucket", {"bucket": "exports-dev", "id": "exports-dev"})
}

test_a_name_that_aws_ends_passes if {
	testing.empty(rule.findings) with input as testing.input_of("aws_s3_bucket", {"bucket_prefix": "exports-"})
	testing.empty(rule.findings) with input as testing.input_of("aws_s3_bucket", {})
}

test_a_name_that_is_not_known_yet_is_undetermined if {
	value := testing.unknown(["exports-", null, "-dev"], ["var.owner"])
	wanted := found("undetermined", "aws_s3_bucket", "exports-(not known yet)-dev", ["var.owner"])
	testing.same(wanted, rule.findings) with input as bucket(value)
}

test_what_goes_away_frees_its_name if {
	testing.empty(rule.findings) with input as testing.leaving(bucket("exports-dev"), "aws_s3_bucket")
}

test_each_type_has_its_attribute if {
	every type, attribute in {
		"aws_cognito_user_pool_domain": "domain",
		"aws_elastic_beanstalk_environment": "cname_prefix",
		"aws_lightsail_bucket": "name",
		"aws_s3_bucket": "bucket",
	} {
		count(rule.findings) == 1 with input as testing.input_of(type, {attribute: "exports-dev"})
	}
	ended := {"bucket_prefix": "exports-", "bucket": "exports-2026"}
	testing.empty(rule.findings) with input as testing.input_of("aws_s3_bucket", ended)
}
