package lib["escalation-rows_test"]

import data.lib.escalation
import data.lib.testing

granted(operator) := testing.grant(0, ["x:Y"], {"conditions": [testing.condition(operator, "iam:PermissionsBoundary", ["true"])]})

denied(operator) := testing.grant(0, ["x:Y"], {"denied_when": [testing.condition(operator, "x:y", [text])]}) if {
	text := {"null": "true", "bool": "false", "boolifexists": "false"}[operator]
} else := testing.grant(0, ["x:Y"], {"denied_when": [testing.condition(operator, "x:y", ["z"])]})

test_these_operators_hold_what_is_asked_for if {
	every operator in [
		"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "bool",
		"foranyvalue:stringequals", "foranyvalue:stringlike", "foranyvalue:arnequals", "foranyvalue:arnlike",
	] {
		escalation.held_back(granted(operator))
	}
}

test_a_deny_by_these_operators_lets_only_what_is_asked_for_through if {
	every operator in [
		"stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals", "arnnotlike",
		"stringnotequalsifexists", "stringnotlikeifexists", "arnnotequalsifexists", "arnnotlikeifexists", "null",
		"bool", "boolifexists",
	] {
		escalation.held_back(denied(operator))
	}
}

test_these_keys_are_about_who_asks_from_where_or_when if {
	every key in [
		"aws:multifactorauthpresent", "aws:multifactorauthage", "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc",
		"aws:sourcevpce", "aws:sourcevpcarn", "aws:requestedregion", "aws:securetransport", "aws:currenttime",
		"aws:epochtime", "aws:tokenissuetime", "aws:useragent", "aws:referer", "aws:username", "aws:userid",
		"aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths",
		"aws:principaltype", "aws:principaltag/", "aws:principalisawsservice", "aws:federatedprovider",
		"aws:sourceidentity", "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "aws:requesttag/",
		"aws:tagkeys", "aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4", "iam:passedtoservice",
		"sts:rolesessionname", "sts:sourceidentity", "sts:transitivetagkeys", "lambda:vpcids", "lambda:subnetids",
		"lambda:securitygroupids", "lambda:functionurlauthtype", "ec2:instancetype", "ec2:region", "ec2:vpc",
		"ec2:tenancy", "ec2:ebsoptimized", "ec2:metadatahttptokens", "ec2:createaction", "ecs:cluster",
		"ecs:fargate-compute", "ecs:enable-execute-command", "rds:databaseengine", "sagemaker:instancetypes",
		"sagemaker:vpcsubnets", "sagemaker:vpcsecuritygroupids", "glue:vpcids", "glue:subnetids",
		"glue:securitygroupids", "s3:resourceaccount", "s3:tlsversion", "s3:authtype", "s3:signatureversion",
		"s3:x-amz-server-side-encryption",
	] {
		escalation.is_idle(key)
	}
	every key in [
		"aws:principaltag/", "aws:requesttag/",
	] {
		escalation.is_idle(concat("", [key, "team"]))
	}
}

test_roles_from_elsewhere_that_are_strong_by_these_names if {
	every name in [
		"OrganizationAccountAccessRole", "AWSControlTowerExecution", "AWSControlTowerAdmin", "AdministratorAccess",
		"Administrator", "Admin", "AWSReservedSSO_AdministratorAccess_x", "AWSReservedSSO_AWSAdministratorAccess_x",
		"cdk-hnb659fds-cfn-exec-role-x",
	] {
		arn := concat("", ["arn:aws:iam::111111111111:role/", name])
		escalation.strong_stranger({"strangers": [arn]}) == arn
	}
}
