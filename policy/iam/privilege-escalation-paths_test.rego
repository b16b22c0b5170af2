package rules.iam["privilege-escalation-paths_test"]

import data.lib.testing
import data.rules.iam["privilege-escalation"] as rule

# by passing a role to one of some services, which runs code or has an API that does: what else it takes
passing := [
	["apprunner-001", ["tasks.apprunner.amazonaws.com"], ["apprunner:CreateService"]],
	["bedrock-001", ["bedrock-agentcore.amazonaws.com"], ["bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"]],
	["cloudformation-001", ["cloudformation.amazonaws.com"], ["cloudformation:CreateStack"]],
	["cloudformation-003", ["cloudformation.amazonaws.com"], ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"]],
	["cloudformation-004", ["cloudformation.amazonaws.com"], ["cloudformation:UpdateStackSet"]],
	["codebuild-001", ["codebuild.amazonaws.com"], ["codebuild:CreateProject", "codebuild:StartBuild"]],
	["codebuild-004", ["codebuild.amazonaws.com"], ["codebuild:CreateProject", "codebuild:StartBuildBatch"]],
	["datapipeline-001", ["datapipeline.amazonaws.com", "elasticmapreduce.amazonaws.com", "ec2.amazonaws.com"], ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"]],
	["ec2-001", ["ec2.amazonaws.com"], ["ec2:RunInstances"]],
	["ec2-003", ["ec2.amazonaws.com"], ["ec2:RequestSpotInstances"]],
	["ecs-001", ["ecs-tasks.amazonaws.com"], ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"]],
	["ecs-002", ["ecs-tasks.amazonaws.com"], ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"]],
	["ecs-003", ["ecs-tasks.amazonaws.com"], ["ecs:RegisterTaskDefinition", "ecs:CreateService"]],
	["ecs-004", ["ecs-tasks.amazonaws.com"], ["ecs:RegisterTaskDefinition", "ecs:RunTask"]],
	["ecs-005", ["ecs-tasks.amazonaws.com"], ["ecs:RegisterTaskDefinition", "ecs:StartTask"]],
	["glue-001", ["glue.amazonaws.com"], ["glue:CreateDevEndpoint"]],
	["glue-003", ["glue.amazonaws.com"], ["glue:CreateJob", "glue:StartJobRun"]],
	["glue-004", ["glue.amazonaws.com"], ["glue:CreateJob", "glue:CreateTrigger"]],
	["glue-005", ["glue.amazonaws.com"], ["glue:UpdateJob", "glue:StartJobRun"]],
	["glue-006", ["glue.amazonaws.com"], ["glue:UpdateJob", "glue:CreateTrigger"]],
	["lambda-001", ["lambda.amazonaws.com"], ["lambda:CreateFunction", "lambda:InvokeFunction"]],
	["lambda-002", ["lambda.amazonaws.com"], ["lambda:CreateFunction", "lambda:CreateEventSourceMapping"]],
	["lambda-006", ["lambda.amazonaws.com"], ["lambda:CreateFunction", "lambda:AddPermission"]],
	["sagemaker-001", ["sagemaker.amazonaws.com"], ["sagemaker:CreateNotebookInstance"]],
	["sagemaker-002", ["sagemaker.amazonaws.com"], ["sagemaker:CreateTrainingJob"]],
	["sagemaker-003", ["sagemaker.amazonaws.com"], ["sagemaker:CreateProcessingJob"]],
	["amplify-001", ["amplify.amazonaws.com"], ["amplify:CreateApp", "amplify:CreateBranch", "amplify:StartJob"]],
	["batch-001", ["ecs-tasks.amazonaws.com"], ["batch:RegisterJobDefinition", "batch:SubmitJob"]],
	["batch-003", ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"], ["batch:CreateComputeEnvironment", "batch:CreateJobQueue", "batch:RegisterJobDefinition", "batch:SubmitJob"]],
	["bedrock-003", ["bedrock-agentcore.amazonaws.com"], ["bedrock-agentcore:CreateAgentRuntime"]],
	["bedrock-005", ["bedrock-agentcore.amazonaws.com"], ["bedrock-agentcore:CreateHarness"]],
	["bedrock-006", ["bedrock-agentcore.amazonaws.com"], ["bedrock-agentcore:CreateBrowser"]],
	["braket-001", ["braket.amazonaws.com"], ["braket:CreateJob"]],
	["ec2-associate-instance-profile", ["ec2.amazonaws.com"], ["ec2:AssociateIamInstanceProfile"]],
	["ec2-replace-instance-profile", ["ec2.amazonaws.com"], ["ec2:ReplaceIamInstanceProfileAssociation"]],
	["ec2-spot-fleet", ["ec2.amazonaws.com", "spotfleet.amazonaws.com"], ["ec2:RequestSpotFleet"]],
	["ec2-create-fleet", ["ec2.amazonaws.com"], ["ec2:CreateLaunchTemplate", "ec2:CreateFleet"]],
	["autoscaling-launch-configuration", ["ec2.amazonaws.com"], ["autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"]],
	["autoscaling-launch-template", ["ec2.amazonaws.com"], ["ec2:CreateLaunchTemplate", "autoscaling:CreateAutoScalingGroup"]],
	["ecs-007", ["ecs-tasks.amazonaws.com"], ["ecs:RegisterContainerInstance", "ecs:RegisterTaskDefinition", "ecs:StartTask"]],
	["ecs-008", ["ecs-tasks.amazonaws.com"], ["ecs:RunTask"]],
	["ecs-009", ["ecs-tasks.amazonaws.com"], ["ecs:StartTask"]],
	["ecs-update-service", ["ecs-tasks.amazonaws.com"], ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]],
	["glue-007", ["glue.amazonaws.com"], ["glue:CreateSession", "glue:RunStatement"]],
	["mwaa-001", ["airflow.amazonaws.com", "airflow-env.amazonaws.com"], ["airflow:CreateEnvironment"]],
	["codebuild-update-project", ["codebuild.amazonaws.com"], ["codebuild:UpdateProject", "codebuild:StartBuild"]],
	["codepipeline", ["codepipeline.amazonaws.com"], ["codepipeline:CreatePipeline"]],
	["cloudformation-change-set", ["cloudformation.amazonaws.com"], ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"]],
	["cloudformation-update-stack", ["cloudformation.amazonaws.com"], ["cloudformation:UpdateStack"]],
	["lambda-function-url", ["lambda.amazonaws.com"], ["lambda:CreateFunction", "lambda:CreateFunctionUrlConfig"]],
	["lambda-existing-function", ["lambda.amazonaws.com"], ["lambda:UpdateFunctionConfiguration"]],
	["sagemaker-studio-space", ["sagemaker.amazonaws.com"], ["sagemaker:CreateUserProfile", "sagemaker:CreatePresignedDomainUrl"]],
	["sagemaker-pipeline", ["sagemaker.amazonaws.com"], ["sagemaker:CreatePipeline", "sagemaker:StartPipelineExecution"]],
	["sagemaker-model", ["sagemaker.amazonaws.com"], ["sagemaker:CreateModel", "sagemaker:CreateEndpoint"]],
	["states-create", ["states.amazonaws.com"], ["states:CreateStateMachine", "states:StartExecution"]],
	["states-update", ["states.amazonaws.com"], ["states:UpdateStateMachine", "states:StartExecution"]],
	["states-test-state", ["states.amazonaws.com"], ["states:TestState"]],
	["scheduler-create", ["scheduler.amazonaws.com"], ["scheduler:CreateSchedule"]],
	["scheduler-update", ["scheduler.amazonaws.com"], ["scheduler:UpdateSchedule"]],
	["ssm-automation", ["ssm.amazonaws.com"], ["ssm:StartAutomationExecution"]],
	["ssm-maintenance-window", ["ssm.amazonaws.com"], ["ssm:CreateMaintenanceWindow", "ssm:RegisterTaskWithMaintenanceWindow"]],
	["ssm-hybrid-activation", ["ssm.amazonaws.com"], ["ssm:CreateActivation"]],
	["apigateway-post", ["apigateway.amazonaws.com"], ["apigateway:POST"]],
	["apigateway-put", ["apigateway.amazonaws.com"], ["apigateway:PUT"]],
	["rds-custom", ["ec2.amazonaws.com"], ["rds:CreateCustomDBEngineVersion", "rds:CreateDBInstance"]],
	["iot-role-alias", ["credentials.iot.amazonaws.com"], ["iot:CreateRoleAlias"]],
	["imagebuilder", ["ec2.amazonaws.com"], ["imagebuilder:CreateInfrastructureConfiguration", "imagebuilder:CreateImage"]],
	["emr-cluster", ["elasticmapreduce.amazonaws.com", "ec2.amazonaws.com"], ["elasticmapreduce:RunJobFlow"]],
	["emr-serverless", ["emr-serverless.amazonaws.com"], ["emr-serverless:StartJobRun"]],
	["elasticbeanstalk", ["ec2.amazonaws.com", "elasticbeanstalk.amazonaws.com"], ["elasticbeanstalk:CreateEnvironment"]],
	["kinesisanalytics", ["kinesisanalytics.amazonaws.com"], ["kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"]],
	["gamelift-fleet", ["gamelift.amazonaws.com"], ["gamelift:CreateFleet"]],
	["synthetics-canary", ["lambda.amazonaws.com"], ["synthetics:CreateCanary", "synthetics:StartCanary"]],
	["cognito-identity-roles", ["cognito-identity.amazonaws.com"], ["cognito-identity:SetIdentityPoolRoles"]],
	["eks-pod-identity", ["pods.eks.amazonaws.com"], ["eks:CreatePodIdentityAssociation"]],
	["eks-node-group", ["ec2.amazonaws.com"], ["eks:CreateNodegroup"]],
	["eks-fargate-profile", ["eks-fargate-pods.amazonaws.com"], ["eks:CreateFargateProfile"]],
	["rolesanywhere-profile", ["rolesanywhere.amazonaws.com"], ["rolesanywhere:CreateTrustAnchor", "rolesanywhere:CreateProfile"]],
]

# by passing a role to a service that does what it is told with it, and runs nobody's code
passing_weighed := [
	["events-rule", ["events.amazonaws.com"], ["events:PutTargets", "events:PutRule"]],
	["pipes-create", ["pipes.amazonaws.com"], ["pipes:CreatePipe"]],
	["pipes-update", ["pipes.amazonaws.com"], ["pipes:UpdatePipe"]],
	["firehose-create", ["firehose.amazonaws.com"], ["firehose:CreateDeliveryStream"]],
	["backup-restore", ["backup.amazonaws.com"], ["backup:StartRestoreJob"]],
	["rds-cluster-role", ["rds.amazonaws.com"], ["rds:AddRoleToDBCluster"]],
	["rds-instance-role", ["rds.amazonaws.com"], ["rds:AddRoleToDBInstance"]],
	["dms-endpoint", ["dms.amazonaws.com"], ["dms:CreateEndpoint", "dms:CreateReplicationTask", "dms:StartReplicationTask"]],
	["iot-topic-rule", ["iot.amazonaws.com"], ["iot:CreateTopicRule"]],
	["transfer-user", ["transfer.amazonaws.com"], ["transfer:CreateUser"]],
	["greengrass-role", ["greengrass.amazonaws.com"], ["greengrass:AssociateRoleToGroup"]],
]

# by acting as somebody: the first action is the one that names whom
acting := [
	["apprunner-002", ["apprunner:UpdateService"]],
	["bedrock-002", ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"]],
	["cloudformation-002", ["cloudformation:UpdateStack"]],
	["cloudformation-005", ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"]],
	["codebuild-002", ["codebuild:StartBuild"]],
	["codebuild-003", ["codebuild:StartBuildBatch"]],
	["ec2instanceconnect-003", ["ec2-instance-connect:SendSSHPublicKey", "ec2:DescribeInstances"]],
	["ec2-002", ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"]],
	["ec2-004", ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"]],
	["glue-002", ["glue:UpdateDevEndpoint"]],
	["iam-002", ["iam:CreateAccessKey"]],
	["iam-003", ["iam:CreateAccessKey", "iam:DeleteAccessKey"]],
	["iam-004", ["iam:CreateLoginProfile"]],
	["iam-006", ["iam:UpdateLoginProfile"]],
	["iam-012", ["iam:UpdateAssumeRolePolicy"]],
	["iam-013", ["iam:AddUserToGroup"]],
	["lambda-003", ["lambda:UpdateFunctionCode"]],
	["lambda-004", ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"]],
	["lambda-005", ["lambda:UpdateFunctionCode", "lambda:AddPermission"]],
	["sagemaker-004", ["sagemaker:CreatePresignedNotebookInstanceUrl"]],
	["sagemaker-005", ["sagemaker:UpdateNotebookInstance", "sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance", "sagemaker:StartNotebookInstance"]],
	["ssm-001", ["ssm:StartSession"]],
	["ssm-002", ["ssm:SendCommand"]],
	["batch-002", ["batch:SubmitJob"]],
	["bedrock-004", ["bedrock-agentcore:InvokeAgentRuntimeCommand"]],
	["bedrock-007", ["bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"]],
	["ec2-serial-console", ["ec2-instance-connect:SendSerialConsoleSSHPublicKey"]],
	["ecs-006", ["ecs:ExecuteCommand", "ecs:DescribeTasks"]],
	["glue-existing-job", ["glue:UpdateJob", "glue:StartJobRun"]],
	["mwaa-002", ["airflow:UpdateEnvironment"]],
	["codebuild-existing-project", ["codebuild:UpdateProject", "codebuild:StartBuild"]],
	["codedeploy-deployment", ["codedeploy:CreateDeployment"]],
	["lambda-layer", ["lambda:UpdateFunctionConfiguration", "lambda:PublishLayerVersion"]],
	["states-existing", ["states:UpdateStateMachine", "states:StartExecution"]],
	["ssm-association", ["ssm:CreateAssociation"]],
	["iam-service-specific-credential", ["iam:CreateServiceSpecificCredential"]],
	["iam-reset-service-specific-credential", ["iam:ResetServiceSpecificCredential"]],
]

# by changing what somebody runs, which only matters where it is known what
code := [
	["lambda-code-bucket", ["s3:PutObject"]],
	["ecr-image", ["ecr:PutImage"]],
]

# by changing what somebody may do
permissions := [
	["iam-001", ["iam:CreatePolicyVersion"]],
	["iam-005", ["iam:PutRolePolicy"]],
	["iam-007", ["iam:PutUserPolicy"]],
	["iam-008", ["iam:AttachUserPolicy"]],
	["iam-009", ["iam:AttachRolePolicy"]],
	["iam-010", ["iam:AttachGroupPolicy"]],
	["iam-011", ["iam:PutGroupPolicy"]],
	["iam-set-default-policy-version", ["iam:SetDefaultPolicyVersion"]],
]

# by changing what somebody may do at most
boundaries := [
	["iam-delete-role-boundary", ["iam:DeleteRolePermissionsBoundary"]],
	["iam-put-role-boundary", ["iam:PutRolePermissionsBoundary"]],
	["iam-delete-user-boundary", ["iam:DeleteUserPermissionsBoundary"]],
	["iam-put-user-boundary", ["iam:PutUserPermissionsBoundary"]],
]

# by changing what somebody may do and acting as them
both := [
	["iam-014", ["iam:AttachRolePolicy", "sts:AssumeRole"]],
	["iam-015", ["iam:AttachUserPolicy", "iam:CreateAccessKey"]],
	["iam-016", ["iam:CreatePolicyVersion", "sts:AssumeRole"]],
	["iam-017", ["iam:PutRolePolicy", "sts:AssumeRole"]],
	["iam-018", ["iam:PutUserPolicy", "iam:CreateAccessKey"]],
	["iam-019", ["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"]],
	["iam-020", ["iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"]],
	["iam-021", ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]],
]

# by letting somebody else in
access := [
	["iam-saml-provider", ["iam:UpdateSAMLProvider"]],
	["iam-oidc-thumbprint", ["iam:UpdateOpenIDConnectProviderThumbprint"]],
	["iam-oidc-audience", ["iam:AddClientIDToOpenIDConnectProvider"]],
	["sso-permission-set-inline", ["sso:PutInlinePolicyToPermissionSet", "sso:ProvisionPermissionSet"]],
	["sso-permission-set-managed", ["sso:AttachManagedPolicyToPermissionSet", "sso:ProvisionPermissionSet"]],
	["sso-account-assignment", ["sso:CreateAccountAssignment"]],
	["eks-access-entry", ["eks:AssociateAccessPolicy"]],
	["kms-key-policy", ["kms:PutKeyPolicy"]],
	["kms-grant", ["kms:CreateGrant"]],
	["s3-bucket-policy", ["s3:PutBucketPolicy"]],
	["secrets-policy", ["secretsmanager:PutResourcePolicy"]],
	["sqs-add-permission", ["sqs:AddPermission"]],
	["sqs-attributes", ["sqs:SetQueueAttributes"]],
	["sns-add-permission", ["sns:AddPermission"]],
	["sns-attributes", ["sns:SetTopicAttributes"]],
	["lambda-add-permission", ["lambda:AddPermission"]],
	["ecr-repository-policy", ["ecr:SetRepositoryPolicy"]],
	["events-bus-policy", ["events:PutPermission"]],
	["backup-vault-policy", ["backup:PutBackupVaultAccessPolicy"]],
	["dynamodb-resource-policy", ["dynamodb:PutResourcePolicy"]],
	["kinesis-resource-policy", ["kinesis:PutResourcePolicy"]],
	["glue-resource-policy", ["glue:PutResourcePolicy"]],
	["efs-policy", ["elasticfilesystem:PutFileSystemPolicy"]],
	["s3-access-point-policy", ["s3:PutAccessPointPolicy"]],
]

# by making somebody new
fresh := [
	["iam-create-role-attach", ["iam:AttachRolePolicy", "iam:CreateRole"]],
	["iam-create-role-put", ["iam:PutRolePolicy", "iam:CreateRole"]],
	["iam-create-user-attach", ["iam:AttachUserPolicy", "iam:CreateUser", "iam:CreateAccessKey"]],
	["iam-create-user-put", ["iam:PutUserPolicy", "iam:CreateUser", "iam:CreateAccessKey"]],
]

# --- whoever may be found by a path, each principal by what is granted to it

# a grant of a policy that belongs to one principal
grant(name, index, actions, changes) := object.union(testing.grant(index, actions, changes), {"from": {"address": concat(".", ["aws_iam_role_policy", name])}})

somebody(name, grants) := testing.principal(name, {"grants": grants})

# all of the actions, and all but one of each, on whatever there is
wide(actions) := array.concat([somebody("whole", [grant("whole", 0, actions, {})])], [somebody(name, [grant(name, 0, left, {})]) |
	some action in actions
	name := concat(" ", ["without", action])
	left := [other | some other in actions; other != action]
])

named(resource, changes) := object.union({"scope": "named", "resources": [concat("", ["arn:aws:iam::111122223333:*/", resource])]}, changes)

after(actions, number) := array.slice(actions, number, count(actions))

# the first action reaches those of a key, all others are granted on whatever there is
reaching(name, actions, key) := somebody(name, [grant(name, 0, [actions[0]], named("one", {"reach": key})), grant(name, 1, after(actions, 1), {})])

# the first action reaches an administrator, the second somebody else
halved(actions) := somebody("halved", [
	grant("halved", 0, [actions[0]], named("one", {"reach": "admin"})),
	grant("halved", 1, array.slice(actions, 1, 2), named("other", {"reach": "other"})),
	grant("halved", 2, after(actions, 2), {}),
])

on_itself(actions) := somebody("itself", [grant("itself", 0, actions, named("one", {"self": true}))])

# the same with a boundary
bounded(actions) := object.union(somebody("bounded", [grant("bounded", 0, actions, named("one", {"self": true}))]), {"boundary": {"waits_for": []}})

for_anyone := object.union(testing.trust([]), {"account": true})

admin := testing.principal("admin", {"admin": "yes", "trust": for_anyone})

actors(actions) := array.concat(wide(actions), [
	reaching("one", actions, "admin"), halved(actions), on_itself(actions), bounded(actions),
	admin, testing.principal("other", {"trust": for_anyone}),
])

# roles that trust one service: administrators, and some that may read every secret
roles(services) := [role |
	some service in services
	some [name, changes] in [[service, {"admin": "yes"}], [reader(service), {"powers": ["secretsmanager:GetSecretValue"]}]]
	role := testing.principal(name, object.union({"trust": testing.trust([service])}, changes))
]

reader(service) := concat(" ", ["reader of", service])

passers(services, actions) := [passer |
	some service in services
	some name in [service, reader(service)]
	passer := reaching(concat(" ", ["to", name]), actions, name)
]

id_of(name) := concat(".", ["aws_iam_role", name])

conditions := data.tables["iam-escalation"].conditions

# the findings of one path alone; data.tables could only be added to by with
found(path, principals, reaches) := findings if {
	alone := {"paths": {path: data.tables["iam-escalation"].paths[path]}, "conditions": conditions, "strong_roles": {"names": [], "prefixes": []}}
	findings := rule.findings with input as testing.input_of_principals(principals, reaches)
		with data.lib.escalation._table as alone
}

# a path of some actions finds just these principals, and calls itself by its actions
finds(actions, names, findings) if {
	testing.same(names, {trim_prefix(finding.params.principal, "aws_iam_role.") | some finding in findings; finding.status == "fail"})
	told := {finding.params.path | some finding in findings}
	testing.same({{action | some action in actions}}, {{action | some action in split(name, " + ")} | some name in told})
}

judged(rows, names) if {
	every row in rows {
		[path, actions] := row
		findings := found(path, actors(actions), {"admin": ["aws_iam_role.admin"], "other": ["aws_iam_role.other"]})
		finds(actions, names, findings)
	}
}

test_acting_as_somebody_needs_somebody_stronger if judged(acting, {"whole", "one", "halved"})

test_code_must_be_known if judged(code, {"one", "halved"})

test_permissions_are_changed_on_everything_or_on_oneself if judged(permissions, {"whole", "itself", "bounded"})

test_a_boundary_is_changed_on_everything_or_where_there_is_one if judged(boundaries, {"whole", "bounded"})

test_changing_and_acting_are_about_the_same if judged(both, {"whole", "one"})

test_others_are_let_in_on_everything_only if judged(access, {"whole"})

test_what_is_made_must_be_what_is_filled if judged(fresh, {"whole", "one", "itself", "bounded"})

passed(rows, kinds) if {
	every row in rows {
		[path, services, others] := row
		actions := array.concat(["iam:PassRole"], others)
		all := array.concat(services, ["another.amazonaws.com"])
		reaches := {name: [id_of(name)] | some service in all; some name in [service, reader(service)]}
		principals := [one | some list in [wide(actions), passers(all, actions), roles(all)]; some one in list]
		wanted := {concat(" ", ["to", name]) | some service in services; some name in [service, reader(service)]; (name == service) in kinds}
		finds(actions, wanted | {"whole"}, found(path, principals, reaches))
	}
}

test_a_role_that_may_do_more_is_passed_where_it_runs_code if passed(passing, {true, false})

test_only_an_administrator_matters_where_nobodys_code_runs if passed(passing_weighed, {true})

test_roles_are_assumed_to_become_an_administrator if {
	assume := ["sts:AssumeRole"]
	assumers := array.concat(wide(assume), [reaching("one", assume, "target")])
	reaches := {"target": ["aws_iam_role.target"]}
	target := testing.principal("target", {"trust": for_anyone})
	strong := object.union(target, {"admin": "yes"})
	finds(assume, {"whole", "one"}, found("sts-001", array.concat(assumers, [strong]), reaches))
	more := object.union(target, {"powers": ["secretsmanager:GetSecretValue"]})
	testing.empty(found("sts-001", array.concat(assumers, [more]), reaches))
}
