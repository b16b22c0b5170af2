package rules.supply.backend_test

import data.lib.testing
import data.rules.supply.backend as rule

right := {"bucket": "state-dev", "encrypt": true, "use_lockfile": true, "key": "dev/data.tfstate"}

kept(type, attributes) := testing.input_of_configuration({"backends": [testing.block("terraform.backend", type, attributes)]})

finding(address, path, attribute, value, required) := {{
	"status": "fail",
	"address": address,
	"stack": "payments",
	"path": path,
	"params": {"attribute": attribute, "value": value, "required": required},
	"waits_for": [],
}}

fails(changes, attribute, value, required) if {
	wanted := finding("terraform.backend", [attribute], attribute, value, required)
	testing.same(wanted, rule.findings) with input as kept("s3", object.union(right, changes))
}

test_our_bucket_passes if {
	testing.empty(rule.findings) with input as kept("s3", right)
	testing.empty(rule.findings) with input as kept("s3", object.union(right, {"encrypt": "true"}))
}

test_no_backend_fails if {
	wanted := finding("terraform", ["backend"], "the backend", "not set", "s3")
	testing.same(wanted, rule.findings) with input as testing.input_of_configuration({})
}

test_a_plan_alone_shows_no_backend if {
	testing.empty(rule.findings) with input as testing.input_of_configuration({"written": false})
}

test_another_kind_of_backend_fails if {
	wanted := finding("terraform.backend", [], "the backend", "local", "s3")
	testing.same(wanted, rule.findings) with input as kept("local", {})
}

test_another_bucket_fails if {
	fails({"bucket": "state-of-somebody"}, "bucket", "state-of-somebody", "state-dev")
	fails({"bucket": testing.unknown([null], ["var.bucket"])}, "bucket", "(not known yet)", "state-dev")
}

test_encryption_and_lock_are_off_by_default if {
	fails({"encrypt": null}, "encrypt", "not set", "true")
	fails({"encrypt": false}, "encrypt", "false", "true")
	fails({"use_lockfile": null}, "use_lockfile", "not set", "true")
	fails({"use_lockfile": "false"}, "use_lockfile", "false", "true")
}

test_any_bucket_passes_where_ours_is_not_known if {
	one := kept("s3", object.union(right, {"bucket": "any"}))
	testing.empty(rule.findings) with input as object.union(one, {"environment": {"state_bucket": null}})
}

remote(attributes) := object.union(kept("s3", right), {"data": {"terraform_remote_state": [{
	"address": "data.terraform_remote_state.network",
	"stack": "payments",
	"values": attributes,
}]}})

test_a_remote_state_is_read_from_our_bucket if {
	testing.empty(rule.findings) with input as remote({"backend": "s3", "config": {"bucket": "state-dev"}})
	testing.empty(rule.findings) with input as remote({"backend": "s3", "config": [{"bucket": "state-dev"}]})
	place := "data.terraform_remote_state.network"
	bucket := finding(place, ["config", "bucket"], "config.bucket", "other", "state-dev")
	testing.same(bucket, rule.findings) with input as remote({"backend": "s3", "config": {"bucket": "other"}})
	kind := finding(place, ["backend"], "backend", "http", "s3")
	testing.same(kind, rule.findings) with input as remote({"backend": "http", "config": {"address": "x"}})
	nothing := finding(place, ["config", "bucket"], "config.bucket", "not set", "state-dev")
	testing.same(nothing, rule.findings) with input as remote({"backend": "s3", "config": testing.unknown([null], ["var.c"])})
}

test_what_is_left_out_is_not_set if {
	wanted := finding("terraform.backend", ["encrypt"], "encrypt", "not set", "true")
	testing.same(wanted, rule.findings) with input as kept("s3", object.remove(right, ["encrypt"]))
}

test_a_remote_state_that_names_no_backend_fails if {
	wanted := finding("data.terraform_remote_state.network", ["backend"], "backend", "not set", "s3")
	testing.same(wanted, rule.findings) with input as remote({})
}

test_the_configuration_of_a_remote_state_may_be_a_list if {
	bucket := finding("data.terraform_remote_state.network", ["config", "bucket"], "config.bucket", "other", "state-dev")
	testing.same(bucket, rule.findings) with input as remote({"backend": "s3", "config": [{"bucket": "other"}]})
}
