package lib.random_test

import data.lib.random
import data.lib.testing

test_a_hash_is_a_part_of_letters_and_digits if {
	every name in ["exports-3f9a1c2e-dev", "3f9a1c2e", "exports-0a000000"] {
		random.part_of(name) with input as {}
	}
	every name in [
		"exports-3f9a1c2-dev",
		"exports-deadbeef-dev",
		"exports-3f9a1c2g-dev",
		"exports-3f9a1c2~-dev",
		"exports-123456789012-dev",
		"exports.3f9a1c2e",
	] {
		not random.part_of(name) with input as {}
	}
}

test_a_random_part_is_a_reference_until_it_is_made if {
	random.part_of(testing.unknown(["exports-", null], ["random_id.exports.hex"])) with input as {}
	random.part_of(testing.unknown(["exports-", null], ["shared: random_pet.exports.id"])) with input as {}
	random.part_of(testing.unknown(["exports-", null], ["var.x", "module.names.random_string.exports.result"])) with input as {}
	every reference in ["var.random_id", "local.random_id", "shared: local.random_id", "aws_s3_bucket.exports.id"] {
		not random.part_of(testing.unknown(["exports-", null], [reference])) with input as {}
	}
}

made(type, given) := {"resources": {type: [testing.resource(type, given)]}}

test_a_random_part_that_is_made_is_known_by_its_text if {
	every type in ["random_id", "random_integer", "random_pet", "random_string", "random_uuid"] {
		every attribute in ["hex", "dec", "id", "result"] {
			random.part_of("exports-wise") with input as made(type, {attribute: "wise"})
			not random.part_of("exports-wis") with input as made(type, {attribute: "wise"})
		}
	}
	random.part_of("exports-4711-dev") with input as made("random_integer", {"result": 4711})
}

test_what_a_random_part_is_made_with_is_none if {
	not random.part_of("exports-dev") with input as made("random_pet", {"prefix": "exports"})
	not random.part_of("exports-dev") with input as made("random_pet", {"id": "dev"})
	not random.part_of("exports-dev") with input as made("random_pet", {"id": testing.unknown([null], ["random_pet.example.id"])})
	not random.part_of("exports-dev") with input as made("aws_s3_bucket", {"id": "exports-dev"})
}
