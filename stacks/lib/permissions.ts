import { databaseUsers } from '../../lambda/contract/database';
import { eventSource, eventTypes } from '../../lambda/contract/events';
import type { FunctionName } from '../../lambda/contract/functions';
import { functionParameters, secretParameters } from '../../lambda/contract/parameters';
import type { Environment } from '../config';
import type { DataOutputs } from '../outputs';
import type { Naming } from './naming';
import type { Statement } from './policy-document';
import { inRegion } from './policy-document';

/** Sends trace segments to X-Ray, whose actions take no resource. */
export function writeTraces({ region }: Environment): Statement {
  return {
    sid: 'WriteTraces',
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    resources: ['*'],
    conditions: inRegion(region),
  };
}

/** Decrypts with a customer managed key, through one service and, where it tells, for certain of its resources only. */
export function decryptThrough(
  { region }: Environment,
  service: string,
  keyArn: string,
  context: Readonly<Record<string, readonly string[]>> = {},
): Statement {
  return {
    sid: `DecryptThrough${service.charAt(0).toUpperCase()}${service.slice(1)}`,
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: {
      StringEquals: {
        'kms:ViaService': `${service}.${region}.amazonaws.com`,
        ...Object.fromEntries(
          Object.entries(context).map(([key, values]) => [`kms:EncryptionContext:${key}`, values]),
        ),
      },
    },
  };
}

/** Reads the parameters `lambda/contract` lists for the function, and decrypts the secrets among them. */
export function readParameters(
  environment: Environment,
  naming: Naming,
  name: FunctionName,
  keyArn: string,
): Statement[] {
  const arnOf = (path: string): string =>
    `arn:aws:ssm:${environment.region}:${environment.account}:parameter${naming.parameter(path)}`;
  const paths = functionParameters[name];
  const secrets = paths.filter((path) => (Object.values(secretParameters) as string[]).includes(path));
  const read: Statement = {
    sid: 'ReadParameters',
    actions: ['ssm:GetParameters'],
    resources: paths.map(arnOf),
  };
  if (secrets.length === 0) return [read];
  return [read, decryptThrough(environment, 'ssm', keyArn, { PARAMETER_ARN: secrets.map(arnOf) })];
}

/** Logs in to the database as the function's own user; the migrator, who makes these users, as the master. */
export function enterDatabase(
  environment: Environment,
  name: FunctionName,
  { database, keyArns }: DataOutputs,
): Statement[] {
  if (name === 'migrator') {
    return [
      {
        sid: 'ReadMasterSecret',
        actions: ['secretsmanager:GetSecretValue'],
        resources: [database.masterSecretArn],
      },
      decryptThrough(environment, 'secretsmanager', keyArns.data, { SecretARN: [database.masterSecretArn] }),
    ];
  }
  const { account, region } = environment;
  return [
    {
      sid: 'EnterDatabase',
      actions: ['rds-db:connect'],
      resources: [`arn:aws:rds-db:${region}:${account}:dbuser:${database.resourceId}/${databaseUsers[name]}`],
    },
  ];
}

/** Reads and writes sessions, one item at a time. */
export function keepSessions(environment: Environment, { sessionTable, keyArns }: DataOutputs): Statement[] {
  return [
    {
      sid: 'KeepSessions',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [sessionTable.arn],
    },
    decryptThrough(environment, 'dynamodb', keyArns.data),
  ];
}

/** What Lambda needs of the function's role to poll a queue for it. */
export function receiveMessages(environment: Environment, queueArn: string, keyArn: string): Statement[] {
  return [
    {
      sid: 'ReceiveMessages',
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      resources: [queueArn],
    },
    decryptThrough(environment, 'sqs', keyArn),
  ];
}

/** Sends to a queue, which encrypts with the key. */
export function sendMessages({ region }: Environment, queueArn: string, keyArn: string): Statement[] {
  return [
    { sid: 'SendMessages', actions: ['sqs:SendMessage'], resources: [queueArn] },
    {
      sid: 'EncryptMessages',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
    },
  ];
}

/**
 * Puts our own events, and no others, on the bus. Both keys can have several values; `Null` keeps an entry without one from
 * passing.
 */
export function putEvents(busArn: string): Statement {
  return {
    sid: 'PutEvents',
    actions: ['events:PutEvents'],
    resources: [busArn],
    conditions: {
      'ForAllValues:StringEquals': {
        'events:source': eventSource,
        'events:detail-type': Object.values(eventTypes),
      },
      Null: { 'events:source': 'false', 'events:detail-type': 'false' },
    },
  };
}

/** Begins executions of these state machines. */
export function startSagas(stateMachineArns: readonly string[]): Statement {
  return { sid: 'StartSagas', actions: ['states:StartExecution'], resources: stateMachineArns };
}
