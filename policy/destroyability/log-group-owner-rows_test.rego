package rules.destroyability["log-group-owner-rows_test"]

import data.lib.testing
import data.rules.destroyability["log-group-owner"] as rule

exporting(type, attributes, group) := {"resources": {
	type: [testing.resource(type, attributes)],
	"aws_cloudwatch_log_group": [testing.resource("aws_cloudwatch_log_group", {"name": group})],
}}

# the groups AWS writes exported logs to, with the attributes that lead to them
exporters := [
	["aws_db_instance", {"identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": ["postgresql"]}, "/aws/rds/instance/ledger-dev/postgresql"],
	["aws_docdb_cluster", {"cluster_identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": ["audit"]}, "/aws/docdb/ledger-dev/audit"],
	["aws_eks_cluster", {"name": "ledger-dev", "enabled_cluster_log_types": ["api"]}, "/aws/eks/ledger-dev/cluster"],
	["aws_neptune_cluster", {"cluster_identifier": "ledger-dev", "enable_cloudwatch_logs_exports": ["audit"]}, "/aws/neptune/ledger-dev/audit"],
	["aws_rds_cluster", {"cluster_identifier": "ledger-dev", "enabled_cloudwatch_logs_exports": ["audit"]}, "/aws/rds/cluster/ledger-dev/audit"],
]

test_what_exports_logs_must_own_the_group_aws_writes_them_to if {
	every row in exporters {
		[type, attributes, group] := row
		testing.empty(rule.findings) with input as exporting(type, attributes, group)
		testing.same({group}, {finding.params.group | some finding in rule.findings}) with input as exporting(type, attributes, "/other")
	}
}

holding(name) := {
	"resources": {
		"aws_lambda_function": [testing.resource("aws_lambda_function", {"function_name": "api-dev"})],
		"aws_cloudwatch_log_group": [testing.resource("aws_cloudwatch_log_group", {"name": "/aws/lambda/api-dev"})],
	},
	"iam": {
		"statements": [],
		"undetermined": [],
		"runs": {"aws_lambda_function.example": [{"as": "aws_iam_role.api", "policies": [], "managed": [name], "waits_for": []}]},
	},
}

# the policies of AWS that allow logs:CreateLogGroup for whatever group
makers := {
	"AWSLambdaBasicExecutionRole", "AWSLambdaDynamoDBExecutionRole", "AWSLambdaKinesisExecutionRole",
	"AWSLambdaMSKExecutionRole", "AWSLambdaSQSQueueExecutionRole", "AWSLambdaVPCAccessExecutionRole",
	"AdministratorAccess", "AmazonAPIGatewayPushToCloudWatchLogs", "CloudWatchAgentAdminPolicy",
	"CloudWatchAgentServerPolicy", "CloudWatchFullAccess", "CloudWatchFullAccessV2",
	"CloudWatchLambdaInsightsExecutionRolePolicy", "CloudWatchLogsFullAccess", "PowerUserAccess",
}

test_no_function_holds_a_policy_of_aws_that_makes_log_groups if {
	every name in makers {
		problems := {finding.params.problem | some finding in rule.findings} with input as holding(name)
		wanted := concat("", ["can be made again by the function itself, as ", name, " allows logs:CreateLogGroup"])
		testing.same({wanted}, problems)
	}
	every name in {"AWSLambdaRole", "CloudWatchLogsReadOnlyAccess", "AWSXRayDaemonWriteAccess"} {
		testing.empty(rule.findings) with input as holding(name)
	}
}
