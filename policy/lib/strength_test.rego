package lib.strength_test

import data.lib.escalation
import data.lib.strength
import data.lib.testing

later(reference) := testing.unknown([null], [reference])

# a grant of actions on one resource, the policy of which is not the principal's own
narrow(actions, changes) := testing.grant(0, actions, object.union({"scope": "some", "resources": ["x"]}, changes))

wide(actions) := testing.grant(0, actions, {})

holding(grants) := testing.principal("ci", {"grants": grants})

test_a_holder_may_do_something_and_not_everything if {
	holder := testing.principal("ci", {"grants": [wide(["s3:GetObject"])]})
	unsure := testing.principal("cd", {"grants": [wide(["s3:GetObject"])], "admin": "undetermined"})
	system := testing.input_of_principals(
		[holder, unsure, testing.principal("nothing", {}), testing.principal("admin", {"grants": [wide(["*"])], "admin": "yes"})],
		{},
	)
	testing.same({holder, unsure}, strength.holders) with input as system
}

test_every_step_of_a_path_is_needed if {
	path := {"actions": ["a:B", "c:D"]}
	strength.has_all(path, {"a:B": [1], "c:D": [1], "e:F": [1]})
	not strength.has_all(path, {"a:B": [1], "e:F": [1]})
}

# --- what is not sure

asks(reference) := [testing.condition("StringEquals", "", [later(reference)])]

doubts(principal, grants, main) := strength.doubts(principal, {"actions": ["a:B", "c:D", "e:F"]}, grants, main)

test_what_is_sure_is_in_no_doubt if {
	main := wide(["a:B", "c:D"])
	other := wide(["e:F"])
	testing.same(set(), doubts(holding([]), {"a:B": [main], "c:D": [main], "e:F": [other]}, main))
	bounded := testing.principal("ci", {"boundary": {"waits_for": []}})
	testing.same(set(), doubts(bounded, {"a:B": [main], "c:D": [main], "e:F": [other]}, main))
}

test_the_boundary_and_the_first_step_may_be_in_doubt if {
	main := testing.grant(0, ["a:B", "c:D", "e:F"], {"granted_when": ["var.effect"], "conditions": asks("var.condition")})
	bounded := testing.principal("ci", {"boundary": {"waits_for": ["var.boundary"]}})
	testing.same(
		{"var.effect", "var.condition", "var.boundary"},
		doubts(bounded, {"a:B": [main], "c:D": [main], "e:F": [main]}, main),
	)
	testing.same({"var.effect", "var.condition"}, doubts(holding([]), {"a:B": [main], "c:D": [main], "e:F": [main]}, main))
}

test_a_step_the_first_grant_has_too_is_in_no_other_doubt if {
	main := testing.grant(0, ["a:B", "c:D"], {"granted_when": ["var.main"]})
	other := testing.grant(1, ["a:B", "c:D", "e:F"], {"granted_when": ["var.other"]})
	testing.same({"var.main"}, doubts(holding([]), {"a:B": [other, main], "c:D": [other, main], "e:F": [wide(["e:F"])]}, main))
}

test_another_step_is_in_doubt_where_no_grant_of_it_is_sure if {
	main := wide(["a:B"])
	[first, second] := [testing.grant(1, [], {"granted_when": ["var.first"]}), testing.grant(2, [], {"conditions": asks("var.second")})]
	sure := wide(["e:F"])
	unasked := testing.grant(3, ["x:Y"], {"granted_when": ["var.unasked"]})
	testing.same(
		{"var.first", "var.second"},
		doubts(holding([]), {"a:B": [main, unasked], "c:D": [first, second], "e:F": [second], "x:Y": [unasked]}, main),
	)
	testing.same(set(), doubts(holding([]), {"a:B": [main], "c:D": [first, sure], "e:F": [sure, second]}, main))
}

# --- what grants are about

test_grants_have_resources_in_common if {
	main := narrow(["a:B"], {"resources": ["x", "y"]})
	strength.has_common(main, [narrow(["c:D"], {"resources": ["z"]}), narrow(["c:D"], {"resources": ["y"]})])
	strength.has_common(main, [narrow(["c:D"], {"scope": "except", "resources": ["z"]})])
	strength.has_common(narrow(["a:B"], {"scope": "any", "resources": ["*"]}), [narrow(["c:D"], {"resources": ["z"]})])
	not strength.has_common(main, [narrow(["c:D"], {"resources": ["z"]})])
	not strength.has_common(main, [])
}

test_a_role_is_passed_to_the_services_of_a_path if {
	to_lambda := testing.grant(0, ["iam:PassRole"], {"conditions": [testing.condition("StringEquals", "iam:PassedToService", ["lambda.amazonaws.com"])]})
	strength.passing({"services": ["lambda.amazonaws.com"]}, to_lambda) == "yes"
	strength.passing({"services": ["ec2.amazonaws.com"]}, to_lambda) == "no"
	strength.passing({}, to_lambda) == "yes"
}

# --- who is stronger

lambda := ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]

test_a_principal_is_stronger_by_what_it_may_do if {
	holder := testing.principal("ci", {"powers": ["read secrets"], "grants": [wide(["s3:GetObject"])]})
	admin := testing.principal("admin", {"admin": "yes"})
	getter := testing.principal("getter", {"grants": [wide(lambda)]})
	reader := testing.principal("reader", {"powers": ["delete data", "read secrets", "write data"]})
	system := testing.input_of_principals([holder, admin, getter, reader], {})
	strength.stronger(admin, holder, {"weigh": "administrators"}) == "may do everything" with input as system
	strength.stronger(admin, getter, {}) == "may do everything" with input as system
	strength.stronger(getter, holder, {"weigh": "administrators"}) == "can give itself every permission" with input as system
	not strength.stronger(getter, getter, {}) with input as system
	not strength.stronger(holder, getter, {"weigh": "administrators"}) with input as system
	strength.stronger(reader, holder, {}) == "may delete data, write data on everything" with input as system
	not strength.stronger(reader, holder, {"weigh": "administrators"}) with input as system
	not strength.stronger(holder, reader, {}) with input as system
}

unbounded(grants) if "aws_iam_role.ci" in strength.unbounded with input as testing.input_of_principals([holding(grants)], {})

test_whoever_changes_permissions_of_all_or_of_itself_is_unbounded if {
	every action in ["iam:PutRolePolicy", "iam:CreatePolicyVersion", "iam:AttachUserPolicy"] {
		unbounded([wide([action])])
		unbounded([narrow([action], {"self": true})])
		not unbounded([narrow([action], {})])
	}
	not unbounded([testing.grant(0, ["iam:PutRolePolicy"], {"granted_when": ["var.effect"]})])
	unbounded([testing.grant(0, ["iam:PutRolePolicy"], {"granted_when": ["var.effect"]}), wide(["iam:PutRolePolicy"])])
	not unbounded([testing.grant(0, ["iam:PutRolePolicy"], {"conditions": [testing.condition("StringEquals", "iam:PermissionsBoundary", ["x"])]})])
}

test_whoever_makes_somebody_new_is_unbounded if {
	every actions in [
		["iam:AttachRolePolicy", "iam:CreateRole"],
		["iam:PutUserPolicy", "iam:CreateUser", "iam:CreateAccessKey"],
	] {
		unbounded([narrow([action], {}) | some action in actions])
		not unbounded([narrow([action], {"resources": [action]}) | some action in actions])
		not unbounded([narrow([action], {}) | some action in array.slice(actions, 0, count(actions) - 1)])
	}
	apart := [narrow(["iam:PutUserPolicy", "iam:CreateUser"], {}), narrow(["iam:CreateAccessKey"], {"resources": ["y"]})]
	not unbounded(apart)
}

test_whoever_passes_every_role_to_code_of_its_own_is_unbounded if {
	unbounded([wide(lambda)])
	unbounded([wide(["iam:PassRole"]), narrow(["lambda:CreateFunction", "lambda:InvokeFunction"], {"resources": ["y"]})])
	not unbounded([wide(["iam:PassRole", "lambda:InvokeFunction"])])
	not unbounded([narrow(lambda, {})])
	not unbounded([narrow(lambda, {"self": true})])
	every service in ["ec2.amazonaws.com", later("var.service")] {
		not unbounded([testing.grant(0, lambda, {"conditions": [testing.condition("StringEquals", "iam:PassedToService", [service])]})])
	}
	escalation.path("pipes-create").weigh == "administrators"
	not unbounded([wide(["iam:PassRole", "pipes:CreatePipe"])])
}

test_whoever_needs_somebody_there_is_bounded if {
	not unbounded([wide(["lambda:UpdateFunctionCode", "lambda:InvokeFunction"])])
	not unbounded([wide(["sts:AssumeRole"])])
	not unbounded([wide(["kms:PutKeyPolicy"])])
	not unbounded([wide(["iam:DeleteRolePermissionsBoundary"])])
	not unbounded([])
}

test_whoever_may_do_everything_needs_no_way if {
	admin := testing.principal("admin", {"grants": [wide(lambda)], "admin": "yes"})
	testing.same(set(), strength.unbounded) with input as testing.input_of_principals([admin], {})
}
