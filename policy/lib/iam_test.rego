package lib.iam_test

import data.lib.iam
import data.lib.testing

of(type, value) := iam.account_root({"principals": [{"type": type, "value": value}]})

test_only_an_account_of_aws_is_an_account if {
	testing.same("yes", of("AWS", "arn:aws:iam::123456789012:root"))
	testing.same("yes", of("AWS", "123456789012"))
	testing.same("undetermined", of("AWS", testing.unknown([null], ["var.account"])))
	testing.same("no", of("Federated", testing.unknown([null], ["var.provider"])))
	testing.same("no", of("CanonicalUser", "123456789012"))
	testing.same("no", of("AWS", "arn:aws:iam::123456789012:role/jobs-dev"))
	testing.same("no", iam.account_root({"principals": []}))
}
