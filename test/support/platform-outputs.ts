import { functionNames, liveAlias, type FunctionName } from '../../lambda/contract/functions';
import type { DataOutputs, NetworkOutputs, ServiceOutputs, WatchedFunction } from '../../stacks/outputs';

/** What a small platform hands to the stack that watches it, as plain text. */

export const networkOutputs: NetworkOutputs = {
  vpcId: 'vpc-1',
  appSubnetIds: ['subnet-a1', 'subnet-a2', 'subnet-a3'],
  databaseSubnetIds: ['subnet-d1', 'subnet-d2', 'subnet-d3'],
  zoneNames: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  emptySecurityGroupId: 'sg-1',
  prefixListIds: { dynamodb: 'pl-1', s3: 'pl-2' },
  endpointSecurityGroupId: null,
  natGatewayIds: ['nat-1', 'nat-2', 'nat-3'],
};

export const dataOutputs: DataOutputs = {
  keyArns: {
    data: 'arn:aws:kms:us-east-1:123456789012:key/data',
    logs: 'arn:aws:kms:us-east-1:123456789012:key/logs',
  },
  sessionTable: {
    name: 'payments-sessions-dev',
    arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/payments-sessions-dev',
  },
  database: {
    clusterId: 'payments-ledger-dev',
    clusterArn: 'arn:aws:rds:us-east-1:123456789012:cluster:payments-ledger-dev',
    resourceId: 'cluster-1',
    port: 3306,
    securityGroupId: 'sg-2',
    masterSecretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:master',
    instanceIds: ['payments-ledger-1-dev', 'payments-ledger-2-dev', 'payments-ledger-3-dev'],
  },
  backupVaultName: 'payments-backups-dev',
};

const functions = Object.fromEntries(
  functionNames.map((name) => [
    name,
    { name: `payments-${name}-dev`, alias: liveAlias, timeoutInSeconds: 29 },
  ]),
) as Record<FunctionName, WatchedFunction>;

export const serviceOutputs: ServiceOutputs = {
  functions,
  api: { name: 'payments-api-dev', stage: 'live' },
  queues: { paymentEvents: { name: 'payments-events-dev', deadLetterName: 'payments-events-dead-dev' } },
  bus: {
    name: 'payments-dev',
    deadLetterName: 'payments-bus-dead-dev',
    ruleNames: ['payments-captured-dev', 'payments-refunded-dev'],
  },
  schedules: { groupName: 'payments-schedules-dev', deadLetterName: 'payments-schedules-dead-dev' },
  stateMachineArns: ['arn:aws:states:us-east-1:123456789012:stateMachine:payments-saga-dev'],
};
