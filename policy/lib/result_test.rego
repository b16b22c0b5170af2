package lib.result_test

import data.lib.result
import data.lib.testing

resource := testing.resource("aws_vpc", {})

found(status, waits_for) := testing.found(status, "aws_vpc.example", ["id"], {"a": "b"}, waits_for)

test_each_finding_has_its_status if {
	testing.same(found("fail", []), result.fail(resource, ["id"], {"a": "b"}))
	testing.same(found("warn", []), result.warn(resource, ["id"], {"a": "b"}))
	testing.same(found("demand", []), result.demand(resource, ["id"], {"a": "b"}))
	testing.same(found("undetermined", ["var.x"]), result.undetermined(resource, ["id"], {"a": "b"}, ["var.x"]))
}

test_what_is_only_said_waits_for_nothing if {
	testing.same(found("warn", []), result.said(found("undetermined", ["var.x"])))
	testing.same(found("warn", []), result.said(found("fail", [])))
}

test_what_stands_in_no_stack_has_null if {
	testing.same(object.union(found("fail", []), {"stack": null}), result.fail(object.remove(resource, ["stack"]), ["id"], {"a": "b"}))
}
