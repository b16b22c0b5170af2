package lib.naming_test

import data.lib.naming
import data.lib.testing

prefixed := {"by": "name", "attribute": "name", "prefix": "name_prefix"}

plain := {"by": "name", "attribute": "name"}

# what terraform calls a resource nobody named
generated := "terraform-20261125093015123400000001"

later := testing.unknown([null], ["var.name"])

chosen(row, attributes, name) if testing.same(name, naming.given(row, {"values": attributes}))

nameless(row, attributes) if not naming.given(row, {"values": attributes})

test_a_name_somebody_chose_is_given if {
	chosen(prefixed, {"name": "jobs-dev"}, "jobs-dev")
	chosen(prefixed, {"name": later}, later)
	chosen(plain, {"name": "jobs-dev"}, "jobs-dev")
	chosen(prefixed, {"name": "jobs-dev", "name_prefix": ""}, "jobs-dev")
	chosen(prefixed, {"name": "jobs-dev", "name_prefix": "mail-"}, "jobs-dev")
}

test_no_name_is_none if {
	every attributes in [{}, {"name": null}, {"name": ""}, {"name_prefix": "jobs-"}, {"name": null, "name_prefix": "jobs-"}] {
		nameless(prefixed, attributes)
	}
}

test_a_name_made_from_a_prefix_is_none if {
	nameless(prefixed, {"name": "jobs-20261125", "name_prefix": "jobs-"})
	nameless(prefixed, {"name": later, "name_prefix": "jobs-"})
	chosen(prefixed, {"name": later, "name_prefix": ""}, later)
}

test_a_name_made_from_nothing_is_none if {
	nameless(prefixed, {"name": generated})
	nameless(prefixed, {"name": generated, "name_prefix": ""})
}

test_what_only_looks_like_a_name_made_from_nothing_is_given if {
	chosen(plain, {"name": generated}, generated)
	every name in [
		"terraform-state",
		"202611250930151234000000010000000001",
		"terraform-2026112509301512340000000",
		"terraform-202611250930151234000000012",
		"terraform-2026112509301512340000000~",
		"terraform-state-of-the-ledger-system",
		"xerraform-20261125093015123400000001",
		"terraform-20261125093015123400000zzz",
		"202611250930151234000000010terraform-",
	] {
		chosen(prefixed, {"name": name}, name)
		chosen(prefixed, {"name": name, "name_prefix": ""}, name)
	}
}

test_only_what_has_its_name_in_an_attribute_is_named if {
	row := data.tables.naming.types.aws_sqs_queue
	queue := testing.resource("aws_sqs_queue", {"name": "jobs-dev"})
	system := {"resources": {"aws_sqs_queue": [queue], "aws_acm_certificate": [testing.resource("aws_acm_certificate", {})]}}
	testing.same({"aws_sqs_queue": row}, naming.rows) with input as system
	wanted := [{"type": "aws_sqs_queue", "row": row, "resource": queue, "value": "jobs-dev"}]
	testing.same(wanted, naming.named) with input as system
}

test_what_goes_away_is_not_named if {
	queue := testing.resource("aws_sqs_queue", {"name": "jobs-dev"})
	every action in ["delete", "forget"] {
		gone := object.union(queue, {"action": action})
		testing.same({"aws_sqs_queue": [queue]}, naming.lasting) with input as {"resources": {"aws_sqs_queue": [gone, queue]}}
	}
}

test_a_suffix_is_a_text if {
	testing.same("dev", naming.own_suffix) with input as {"environment": {"suffix": "dev"}}
	not naming.own_suffix with input as {"environment": {"suffix": null}}
}

test_only_an_account_is_account_wide if {
	naming.account_wide with input as {"environment": {"scope": "account"}}
	not naming.account_wide with input as {"environment": {"scope": "environment"}}
}

test_what_aws_has_fixed_is_told_by_its_row if {
	naming.fixed({"fixed": ["default"]}, "default")
	not naming.fixed({"fixed": ["default"]}, "jobs-dev")
	not naming.fixed({}, "default")
}
