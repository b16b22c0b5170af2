import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { Construct } from 'constructs';
import { sessionParameters, sessionVariables } from '../lambda/contract/sessions';
import { artifactOf, type Artifacts } from './artifacts';
import type { PlatformConfig } from './config';
import { EncryptionKey } from './constructs/encryption-key';
import { SessionTable } from './constructs/session-table';
import { VpcFunction } from './constructs/vpc-function';
import { PlatformStack } from './lib/platform-stack';
import type { Statement } from './lib/policy-document';
import type { NetworkStack } from './network';

/** The sessions: where they are kept, who may read and write them, and where others find out. */
export class DataStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    config: PlatformConfig,
    network: NetworkStack,
    artifacts: Artifacts,
  ) {
    super(scope, id, config);
    const { environment } = config;
    const naming = this.naming;
    const functionName = naming.name('sessions');
    const key = new EncryptionKey(this, 'SessionKey', {
      environment,
      naming,
      noun: 'sessions',
      usedThrough: ['dynamodb', 'lambda'],
      grantedThrough: ['dynamodb', 'lambda'],
      logGroups: [naming.functionLogGroup(functionName)],
    });
    const table = new SessionTable(this, 'Sessions', { name: naming.name('sessions'), keyArn: key.keyArn });
    const sessions = new VpcFunction(this, 'SessionFunction', {
      environment,
      naming,
      noun: 'sessions',
      description: 'Reads and writes the sessions of paying customers',
      artifact: artifactOf(artifacts, 'sessions'),
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      emptySecurityGroupId: network.emptySecurityGroupId,
      logKeyArn: key.keyArn,
      variableKeyArn: key.keyArn,
      statements: this.sessionItems(table, key),
      variables: { [sessionVariables.tableName]: table.tableName },
    });
    new VpcSecurityGroupEgressRule(this, 'SessionFunctionToDynamodb', {
      securityGroupId: sessions.securityGroupId,
      description: 'DynamoDB through its gateway endpoint',
      prefixListId: network.dynamodbPrefixListId,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    this.parameter('TableName', sessionParameters.tableName, table.tableName);
    this.parameter('FunctionName', sessionParameters.functionName, sessions.functionName);
  }

  private sessionItems(table: SessionTable, key: EncryptionKey): Statement[] {
    return [
      {
        sid: 'SessionItems',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: [table.tableArn],
      },
      {
        sid: 'SessionKey',
        actions: ['kms:Decrypt'],
        resources: [key.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `dynamodb.${this.config.environment.region}.amazonaws.com` },
        },
      },
    ];
  }

  private parameter(id: string, path: string, value: string): void {
    new SsmParameter(this, id, { name: this.naming.parameter(path), type: 'String', value });
  }
}
