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

test_a_hash_sets_a_name_apart if {
	passes("exports-3f9a1c2e-dev")
	passes("3f9a1c2e")
	passes("exports-00000000")
	fails("exports-3f9a1c2-dev")
	fails("exports-deadbeef-dev")
	fails("exports-3f9a1c2g-dev")
	fails("exports-3f9a1c2~-dev")
	fails("exports-gffffff1f-dev")
}

test_a_domain_sets_a_name_apart if passes("assets.example.com")

test_a_random_part_sets_a_name_apart if {
	passes(testing.unknown(["exports-", null], ["random_id.exports.hex"]))
	passes(testing.unknown(["exports-", null], ["shared: random_pet.exports.id"]))
	every type in ["random_id", "random_integer", "random_pet", "random_string", "random_uuid"] {
		every attribute in ["hex", "dec", "id", "result"] {
			made := {"resources": {type: [testing.resource(type, {attribute: "wise"})]}}
			testing.empty(rule.findings) with input as object.union(bucket("exports-wise"), made)
			testing.same(found("fail", "aws_s3_bucket", "exports-wis", []), rule.findings) with input as object.union(bucket("exports-wis"), made)
		}
	}
}

beside_a_pet(given) := object.union(bucket("exports-dev"), {"resources": {"random_pet": [testing.resource("random_pet", given)]}})

test_a_random_number_sets_a_name_apart if {
	made := {"resources": {"random_integer": [testing.resource("random_integer", {"result": 4711})]}}
	testing.empty(rule.findings) with input as object.union(bucket("exports-4711-dev"), made)
}

test_the_id_of_a_bucket_sets_nothing_apart if {
	wanted := found("fail", "aws_s3_bucket", "exports-dev", [])
	testing.same(wanted, rule.findings) with input as testing.input_of("aws_s3_bucket", {"bucket": "exports-dev", "id": "exports-dev"})
}

test_what_a_random_part_is_made_with_sets_nothing_apart if {
	wanted := found("fail", "aws_s3_bucket", "exports-dev", [])
	testing.same(wanted, rule.findings) with input as beside_a_pet({"prefix": "exports"})
	testing.same(wanted, rule.findings) with input as beside_a_pet({"id": "dev"})
	testing.same(wanted, rule.findings) with input as beside_a_pet({"id": testing.unknown([null], ["random_pet.example.id"])})
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
