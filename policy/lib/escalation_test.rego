package lib.escalation_test

import data.lib.escalation
import data.lib.testing

later(reference) := testing.unknown([null], [reference])

test_a_path_is_found_by_the_action_that_names_whom_it_is_about if {
	"lambda-001" in escalation.paths_of["iam:PassRole"]
	not escalation.paths_of["lambda:CreateFunction"]
	escalation.path("lambda-001").services == ["lambda.amazonaws.com"]
}

# --- conditions that hold a grant back

granted(operator, key, value) := testing.grant(0, ["x:Y"], {"conditions": [testing.condition(operator, key, [value])]})

denied(operator, key, value) := testing.grant(0, ["x:Y"], {"denied_when": [testing.condition(operator, key, [value])]})

test_a_condition_on_what_is_asked_for_holds_a_grant_back if {
	not escalation.held_back(testing.grant(0, ["x:Y"], {}))
	every operator in ["StringEquals", "ArnLike", "ForAnyValue:StringLike"] {
		escalation.held_back(granted(operator, "iam:PermissionsBoundary", "arn:aws:iam::aws:policy/X"))
		escalation.held_back(granted(operator, "iam:PermissionsBoundary", "false"))
		escalation.held_back(granted(operator, "iam:PermissionsBoundary", later("var.boundary")))
		not escalation.held_back(granted(operator, "iam:PermissionsBoundary", "*"))
		not escalation.held_back(granted(operator, "AWS:SourceIp", "x"))
		not escalation.held_back(granted(operator, "", later("var.conditions")))
	}
	every operator in ["StringEqualsIfExists", "ForAllValues:StringEquals", "StringNotEquals", "Null"] {
		not escalation.held_back(granted(operator, "iam:PermissionsBoundary", "arn:aws:iam::aws:policy/X"))
	}
	escalation.held_back(granted("Bool", "kms:GrantIsForAWSResource", "true"))
	every no in ["false", false] {
		not escalation.held_back(granted("Bool", "kms:GrantIsForAWSResource", no))
	}
}

test_a_deny_that_leaves_only_what_is_meant_holds_a_grant_back if {
	escalation.held_back(denied("StringNotEquals", "iam:PermissionsBoundary", "arn:aws:iam::aws:policy/X"))
	escalation.held_back(denied("StringNotLike", "ssm:resourceTag/open", "true"))
	not escalation.held_back(denied("StringNotEquals", "aws:PrincipalArn", "x"))
	not escalation.held_back(denied("StringNotEquals", "", later("var.conditions")))
	not escalation.held_back(denied("StringEquals", "iam:PermissionsBoundary", "arn:aws:iam::aws:policy/X"))
	every operator in ["Bool", "BoolIfExists"] {
		escalation.held_back(denied(operator, "kms:GrantIsForAWSResource", "false"))
		not escalation.held_back(denied(operator, "kms:GrantIsForAWSResource", "true"))
		not escalation.held_back(denied(operator, "kms:GrantIsForAWSResource", true))
	}
	escalation.held_back(denied("Null", "iam:PermissionsBoundary", "true"))
	every no in ["false", false] {
		not escalation.held_back(denied("Null", "iam:PermissionsBoundary", no))
	}
}

test_who_asks_from_where_and_when_is_idle if {
	every key in ["", "aws:SourceIp", "aws:sourcevpcarn", "iam:PassedToService", "aws:PrincipalTag/team"] {
		escalation.is_idle(key)
	}
	every key in ["iam:PermissionsBoundary", "ec2:VpcID", "aws:PrincipalTag", "x/aws:PrincipalTag/", "~"] {
		not escalation.is_idle(key)
	}
}

test_only_a_condition_of_which_not_even_the_key_is_known_is_open if {
	open := testing.grant(0, ["x:Y"], {"conditions": [
		testing.condition("StringEquals", "", [later("var.a"), later("var.b")]),
		testing.condition("StringEquals", "iam:PermissionsBoundary", [later("var.c")]),
	]})
	escalation.open_conditions(open) == ["var.a", "var.b"]
	escalation.open_conditions(testing.grant(0, ["x:Y"], {})) == []
}

test_the_usable_grants_of_a_principal_are_found_by_action if {
	held := object.union(granted("StringEquals", "iam:PermissionsBoundary", "x"), {"sid": "held"})
	both := testing.grant(1, ["a:B", "c:D"], {})
	one := testing.grant(2, ["c:D"], {})
	escalation.by_action({"grants": [held, both, one]}) == {"a:B": [both], "c:D": [both, one]}
}

# --- to whom a role may be passed

lambda := "lambda.amazonaws.com"

ec2 := "ec2.amazonaws.com"

passes(grant, services) := escalation.passes_to(grant, services)

service := "iam:PassedToService"

test_a_role_may_be_passed_to_the_services_a_condition_names if {
	passes(testing.grant(0, ["iam:PassRole"], {}), [lambda]) == "yes"
	every operator in ["StringEquals", "StringLike", "ForAnyValue:StringEquals"] {
		passes(granted(operator, service, "Lambda.amazonaws.com"), [lambda]) == "yes"
		passes(granted(operator, service, lambda), [ec2, lambda]) == "yes"
		passes(granted(operator, service, ec2), [lambda]) == "no"
		passes(granted(operator, service, later("var.service")), [lambda]) == "undetermined"
	}
	passes(granted("StringEquals", "IAM:passedtoservice", ec2), [lambda]) == "no"
	every operator in ["StringEqualsIfExists", "StringNotEquals"] {
		passes(granted(operator, service, ec2), [lambda]) == "yes"
		passes(granted(operator, service, later("var.service")), [lambda]) == "yes"
	}
	every value in [ec2, later("var.resource")] {
		passes(granted("StringEquals", "iam:AssociatedResourceArn", value), [lambda]) == "yes"
	}
}

test_a_deny_keeps_a_role_from_services if {
	every operator in ["StringNotEquals", "StringNotLike", "StringNotEqualsIfExists"] {
		passes(denied(operator, service, ec2), [lambda]) == "no"
		passes(denied(operator, service, lambda), [lambda]) == "yes"
		passes(denied(operator, "iam:AssociatedResourceArn", ec2), [lambda]) == "yes"
	}
	every operator in ["StringEquals", "StringLike"] {
		passes(denied(operator, service, lambda), [lambda]) == "no"
		passes(denied(operator, service, lambda), [lambda, ec2]) == "yes"
		passes(denied(operator, service, ec2), [lambda]) == "yes"
		passes(denied(operator, "iam:AssociatedResourceArn", lambda), [lambda]) == "yes"
	}
	every operator in ["StringNotEquals", "StringNotLike", "StringEquals", "StringLike"] {
		passes(denied(operator, service, later("var.service")), [lambda, ec2]) == "undetermined"
		passes(denied(operator, "iam:AssociatedResourceArn", later("var.service")), [lambda]) == "yes"
	}
	every operator in ["StringEqualsIfExists", "Null"] {
		passes(denied(operator, service, later("var.service")), [lambda]) == "yes"
	}
	passes(denied("StringEqualsIfExists", service, lambda), [lambda]) == "yes"
	passes(denied("Null", service, ec2), [lambda]) == "yes"
}

test_a_service_may_be_named_by_a_pattern if {
	every pattern in [
		"*", "lambda*", "lambda.*", "*.amazonaws.com", "lambda.*com", "lambda.a*mazonaws.com", "*lambda*", "*mbda*",
		"l*amazon*com",
	] {
		passes(granted("StringLike", service, pattern), [lambda]) == "yes"
	}
	every pattern in [
		"lambda", "amazonaws.com", "mbda*", "ec2*com", "lambda.*org", "lambda.*com*x", "lambda.*ec2*com", "*ec2*", "*lambda",
		"lambda.amazonaws.*azonaws.com", "lambda.a*ambda.amazonaws.com", "**lambda.amazonaws.com~*", "",
	] {
		passes(granted("StringLike", service, pattern), [lambda]) == "no"
	}
	passes(granted("StringLike", service, "x"), ["x.x"]) == "no"
}

# --- whom a role trusts

trusting(changes) := {"trust": object.union(testing.trust([]), changes)}

test_a_role_trusts_services if {
	escalation.trusts(trusting({"services": [ec2, lambda]}), ["states.amazonaws.com", lambda])
	escalation.trusts(trusting({"services": ["states.eu-west-1.amazonaws.com"]}), ["states.amazonaws.com"])
	not escalation.trusts(trusting({"services": [ec2]}), [lambda])
	not escalation.trusts(trusting({"services": ["states.eu-west-1.amazonaws.com"]}), [lambda])
	not escalation.trusts(trusting({"services": ["states.eu-west-1.amazonaws.com.cn"]}), ["states.amazonaws.com"])
	not escalation.trusts(trusting({"principals": ["aws_iam_role.ci"], "account": true}), [lambda])
}

test_a_role_that_trusts_anyone_or_nobody_knows_whom_trusts_services_too if {
	escalation.trusts(trusting({"anyone": true}), [lambda])
	escalation.trusts(trusting({"waits_for": ["var.trusted"]}), [lambda])
	escalation.trusts({"trust": null}, [lambda])
}

test_a_role_lets_those_it_trusts_assume_it if {
	ci := testing.principal("ci", {})
	escalation.lets_assume(trusting({"principals": ["aws_iam_role.cd", "aws_iam_role.ci"]}), ci)
	escalation.lets_assume(trusting({"account": true}), ci)
	escalation.lets_assume(trusting({"anyone": true}), ci)
	not escalation.lets_assume(trusting({"principals": ["aws_iam_role.cd"], "services": [lambda]}), ci)
}

# --- whom a grant reaches

test_a_grant_of_every_resource_is_wide if {
	escalation.is_wide({"scope": "any"})
	escalation.is_wide({"scope": "except"})
	not escalation.is_wide({"scope": "some"})
}

test_others_than_the_principal_are_reached if {
	[ci, cd] := [testing.principal("ci", {}), testing.principal("cd", {})]
	system := testing.input_of_principals([ci, cd], {"r": ["aws_iam_role.ci", "aws_iam_role.cd", "aws_iam_role.gone"]})
	escalation.principals == {"aws_iam_role.ci": ci, "aws_iam_role.cd": cd} with input as system
	escalation.reached({"reach": "r"}, ci) == [cd] with input as system
	escalation.reached({"reach": "r"}, cd) == [ci] with input as system
	escalation.reached({"reach": "other"}, ci) == [] with input as system
	escalation.reached({"reach": null}, ci) == [] with input as system
}

test_powers_are_more_where_the_other_lacks_them if {
	escalation.more_powers({"powers": ["read secrets", "write data", "x"]}, {"powers": ["x"]}) == "read secrets, write data"
	not escalation.more_powers({"powers": ["x"]}, {"powers": ["x", "y"]})
}

test_a_stranger_is_strong_by_its_name if {
	organisation := "arn:aws:iam::111111111111:role/OrganizationAccountAccessRole"
	reserved := "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef"
	deploying := "arn:aws:iam::111111111111:role/cdk-hnb659fds-cfn-exec-role-111111111111-us-east-1"
	weak := "arn:aws:iam::111111111111:role/x-cdk-hnb659fds-cfn-exec-role-"
	every strong in [organisation, reserved, deploying] {
		escalation.strong_stranger({"strangers": [weak, strong]}) == strong
	}
	not escalation.strong_stranger({"strangers": [weak, "arn:aws:iam::111111111111:role/OrganizationAccountAccessRole/x"]})
}

test_what_is_not_read_is_waited_for if {
	principal := {"unread": [{"waits_for": ["var.a", "var.b"]}, {"waits_for": ["var.c"]}]}
	escalation.unread_references(principal) == ["var.a", "var.b", "var.c"]
}

test_paths_are_told_as_people_write_them if {
	escalation.path_text(["policy", "Statement", 0]) == "policy.Statement[0]"
	escalation.path_text([0, "a", "b"]) == "[0].a.b"
	escalation.place_text({"address": "aws_iam_role.ci", "path": ["inline_policy", 1]}) == "aws_iam_role.ci inline_policy[1]"
}
