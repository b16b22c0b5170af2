import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { liveAlias, taskTag } from '../../lambda/contract/functions';
import type { FunctionArtifact } from '../artifacts';
import type { Environment } from '../config';
import { auditLogRetentionInDays, deleteTimeoutBehindFunctions } from '../lib/limits';
import type { Naming } from '../lib/naming';
import type { Statement } from '../lib/policy-document';
import { isWithin, requireThat } from '../lib/validation';
import { FunctionRole } from './function-role';

export interface VpcFunctionProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What the function serves; its name is made of it. */
  readonly noun: string;
  readonly description: string;
  readonly artifact: FunctionArtifact;
  readonly vpcId: string;
  /** At least two, so that the function outlives the loss of a zone. */
  readonly subnetIds: readonly string[];
  /** What the network interfaces are left with when the function is destroyed: a group without rules. */
  readonly emptySecurityGroupId: string;
  /** Encrypts the log group; its policy must let CloudWatch Logs use it for the group's name. */
  readonly logKeyArn: string;
  /** Encrypts the variables. */
  readonly variableKeyArn: string;
  /** What the code may do beyond writing logs and traces. */
  readonly statements: readonly Statement[];
  /** The variables the code reads; names come from `lambda/contract`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Seconds, 1 to 900. @default 29, the longest API Gateway waits */
  readonly timeoutInSeconds?: number;
  /** MB, 128 to 10240. @default 1024 */
  readonly memorySizeInMb?: number;
  /** What the pipeline does with the function, see `taskTag`. @default nothing */
  readonly task?: typeof taskTag.migrations;
}

/**
 * A Lambda function in private subnets, with a role, a log group and a security group of its own.
 *
 * Each change of its code is published as a version. Callers use the alias, which terraform makes and then leaves alone: the
 * pipeline moves it once the migrations of a version have run.
 */
export class VpcFunction extends Construct {
  readonly functionName: string;
  /** What callers invoke, such as `arn:…:function:payments-api-dev:live`. */
  readonly aliasArn: string;
  /** What API Gateway invokes. */
  readonly aliasInvokeArn: string;
  /** For what can only be set once the alias is there. */
  readonly alias: LambdaAlias;
  readonly timeoutInSeconds: number;
  /** What the code may do, as it was given. */
  readonly statements: readonly Statement[];
  /** Lets nothing in and, until a rule is added, nothing out. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: VpcFunctionProps) {
    super(scope, id);
    const timeout = props.timeoutInSeconds ?? 29;
    const memorySize = props.memorySizeInMb ?? 1024;
    requireThat(this, [
      {
        holds: isWithin(timeout, 1, 900),
        otherwise: `timeoutInSeconds is ${timeout} where 1 to 900 are allowed`,
      },
      {
        holds: isWithin(memorySize, 128, 10_240),
        otherwise: `memorySizeInMb is ${memorySize} where 128 to 10240 are allowed`,
      },
      {
        holds: props.subnetIds.length >= 2,
        otherwise: `subnetIds has ${props.subnetIds.length} entries where at least 2 are needed`,
      },
    ]);
    const functionName = props.naming.name(props.noun);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: functionName,
      description: `What ${functionName} can reach`,
      vpcId: props.vpcId,
      timeouts: { delete: deleteTimeoutBehindFunctions },
    });
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name: props.naming.functionLogGroup(functionName),
      kmsKeyId: props.logKeyArn,
      retentionInDays: auditLogRetentionInDays,
    });
    const role = new FunctionRole(this, 'Execution', {
      environment: props.environment,
      functionName,
      logGroupArn: logGroup.arn,
      subnetIds: props.subnetIds,
      securityGroupId: securityGroup.id,
      statements: props.statements,
    });
    const code = new TerraformAsset(this, 'Code', {
      path: props.artifact.file,
      type: AssetType.FILE,
      assetHash: Buffer.from(props.artifact.sha256Base64, 'base64').toString('hex'),
    });
    const lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.description,
      role: role.roleArn,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: props.artifact.sha256Base64,
      timeout,
      memorySize,
      publish: true,
      ...(props.task === undefined ? {} : { tags: { [taskTag.key]: props.task } }),
      environment: { variables: { ...props.variables } },
      kmsKeyArn: props.variableKeyArn,
      vpcConfig: { subnetIds: [...props.subnetIds], securityGroupIds: [securityGroup.id] },
      // frees our security group at once on destroy, instead of when Lambda lets its interfaces go
      replaceSecurityGroupsOnDestroy: true,
      replacementSecurityGroupIds: [props.emptySecurityGroupId],
      tracingConfig: { mode: 'Active' },
      loggingConfig: {
        logFormat: 'JSON',
        logGroup: logGroup.name,
        applicationLogLevel: 'INFO',
        systemLogLevel: 'WARN',
      },
      dependsOn: [role.policy],
    });
    const alias = new LambdaAlias(this, 'Live', {
      name: liveAlias,
      description: 'The version that callers get',
      functionName: lambda.functionName,
      functionVersion: lambda.version,
      lifecycle: { ignoreChanges: ['function_version'] },
    });
    this.functionName = lambda.functionName;
    this.alias = alias;
    this.aliasArn = alias.arn;
    this.aliasInvokeArn = alias.invokeArn;
    this.timeoutInSeconds = timeout;
    this.statements = props.statements;
    this.securityGroupId = securityGroup.id;
  }
}
