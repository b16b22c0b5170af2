import { eventSource, eventTypes } from '../../../lambda/contract/events';
import type { JsonObject } from '../../../scripts/model/json';
import { all, readFrom, statements, type PolicyStatement, type TerraformJson } from '../../support/platforms';
import { functionIds } from './functions';
import type { Requirement } from './requirement';
import { granted, grantedAlso, statementChanged } from './role-mutations';

const account = '123456789012';
/** What a role is granted beyond what every function is. */
function own(service: TerraformJson, id: string): Record<string, PolicyStatement> {
  const common = ['WriteLogs', 'WriteTraces', 'ManageNetworkInterfaces', 'DescribeNetwork'];
  return Object.fromEntries(
    granted(service, id)
      .filter(({ Sid }) => !common.includes(Sid))
      .map((statement) => [statement.Sid, statement]),
  );
}

const parameter = (path: string) => `arn:aws:ssm:us-east-1:${account}:parameter/payments/dev/${path}`;
const databaseParameters = [parameter('database/writer-endpoint'), parameter('database/port')];

/** What the brief asks of the roles of functions. */
export const permissionRequirements: readonly Requirement[] = [
  {
    name: 'lets each function into the database as a user of its own, and the migrator alone to the master secret',
    check: (service) => {
      for (const [id, name] of Object.entries(functionIds)) {
        const { EnterDatabase: enter, ReadMasterSecret: secret } = own(service, id);
        if (name === 'migrator') {
          expect(enter).toBeUndefined();
          expect(secret).toMatchObject({
            Action: ['secretsmanager:GetSecretValue'],
            Resource: [expect.stringContaining('master_user_secret')],
          });
          continue;
        }
        expect(secret).toBeUndefined();
        expect(enter?.Action).toEqual(['rds-db:connect']);
        expect(enter?.Resource).toEqual([
          expect.stringMatching(
            new RegExp(
              `^arn:aws:rds-db:us-east-1:${account}:dbuser:\\$\\{data\\.terraform_remote_state\\.[^}]+cluster_resource_id\\}/payments_${name}$`,
            ),
          ),
        ]);
      }
      const readers = Object.keys(functionIds).filter((id) =>
        granted(service, id).some(({ Action }) => Action.includes('secretsmanager:GetSecretValue')),
      );
      expect(readers).toEqual(['Migrator']);
    },
    broken: [
      statementChanged(
        'Relay',
        'EnterDatabase',
        (statement) => {
          statement['Resource'] = [`arn:aws:rds-db:us-east-1:${account}:dbuser:*/payments_relay`];
        },
        'it may enter every database',
      ),
      statementChanged(
        'Relay',
        'EnterDatabase',
        (statement) => {
          statement['Resource'] = (statement['Resource'] as string[]).map((arn) =>
            arn.replace('payments_relay', 'payments_api'),
          );
        },
        'it enters as another function',
      ),
      grantedAlso(
        'Api',
        ['secretsmanager:GetSecretValue'],
        ['arn:secret'],
        'the API may read the master secret',
      ),
    ],
  },
  {
    name: 'lets each function read the parameters it needs and decrypt the secrets among them',
    check: (service) => {
      const read = Object.fromEntries(
        Object.entries(functionIds).map(([id, name]) => [name, own(service, id)['ReadParameters']]),
      );
      expect(read).toEqual(
        Object.fromEntries(
          Object.entries({
            api: [...databaseParameters, parameter('sessions/table-name'), parameter('psp/webhook-secret')],
            consumer: databaseParameters,
            migrator: [...databaseParameters, parameter('database/master-secret-arn')],
            reconciler: databaseParameters,
            relay: databaseParameters,
          }).map(([name, Resource]) => [
            name,
            { Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'], Resource },
          ]),
        ),
      );
      const decrypting = Object.keys(functionIds).filter((id) => own(service, id)['DecryptThroughSsm']);
      expect(decrypting).toEqual(['Api']);
      expect(own(service, 'Api')['DecryptThroughSsm']).toMatchObject({
        Action: ['kms:Decrypt'],
        Resource: [readFrom('data')],
        Condition: {
          StringEquals: {
            'kms:ViaService': 'ssm.us-east-1.amazonaws.com',
            'kms:EncryptionContext:PARAMETER_ARN': [parameter('psp/webhook-secret')],
          },
        },
      });
    },
    broken: [
      statementChanged(
        'Relay',
        'ReadParameters',
        (statement) => {
          statement['Resource'] = [parameter('*')];
        },
        'a function may read all parameters',
      ),
      statementChanged(
        'Relay',
        'ReadParameters',
        (statement) => {
          (statement['Action'] as string[]).push('ssm:PutParameter');
        },
        'a function may change parameters',
      ),
      statementChanged(
        'Api',
        'DecryptThroughSsm',
        (statement) => {
          delete (statement['Condition'] as { StringEquals: JsonObject }).StringEquals[
            'kms:EncryptionContext:PARAMETER_ARN'
          ];
        },
        'a function may decrypt every secret',
      ),
    ],
  },
  {
    name: 'uses a key through one service for each purpose, and never by itself',
    check: (service) => {
      for (const policy of all(service, 'aws_iam_role_policy')) {
        for (const { Action, Condition, Resource } of statements(policy)) {
          if (!Action.some((action) => action.startsWith('kms:'))) continue;
          expect(Resource).toEqual([readFrom('data')]);
          expect(Condition ?? {}).toMatchObject({
            StringEquals: {
              'kms:ViaService': expect.stringMatching(/^\w+\.us-east-1\.amazonaws\.com$/) as string,
            },
          });
        }
      }
    },
    broken: [
      statementChanged(
        'Consumer',
        'DecryptThroughSqs',
        (statement) => {
          delete statement['Condition'];
        },
        'a function may decrypt whatever it gets hold of',
      ),
      statementChanged(
        'Consumer',
        'DecryptThroughSqs',
        (statement) => {
          statement['Resource'] = ['arn:aws:kms:us-east-1:123456789012:key/*'];
        },
        'a function may decrypt with any key',
      ),
    ],
  },
  {
    name: 'lets the relay alone put events, ours alone, on our bus alone',
    check: (service) => {
      const senders = Object.entries(service.resource['aws_iam_role_policy'] ?? {}).filter(([, policy]) =>
        statements(policy).some(({ Action }) => Action.includes('events:PutEvents')),
      );
      expect(senders.map(([local]) => local.split('_')[0])).toEqual(['Relay']);
      expect(own(service, 'Relay')['PutEvents']).toMatchObject({
        Action: ['events:PutEvents'],
        Resource: [expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.Events_Bus_\w+\.arn\}$/)],
        Condition: {
          'ForAllValues:StringEquals': {
            'events:source': eventSource,
            'events:detail-type': Object.values(eventTypes),
          },
          Null: { 'events:source': 'false', 'events:detail-type': 'false' },
        },
      });
    },
    broken: [
      statementChanged(
        'Relay',
        'PutEvents',
        (statement) => {
          statement['Resource'] = [`arn:aws:events:us-east-1:${account}:event-bus/default`];
        },
        'events go to the default bus',
      ),
      statementChanged(
        'Relay',
        'PutEvents',
        (statement) => {
          delete statement['Condition'];
        },
        'any event may be put',
      ),
      grantedAlso('Consumer', ['events:PutEvents'], ['arn:bus'], 'the consumer puts events too'),
    ],
  },
  {
    name: 'lets the API keep sessions one at a time and start sagas, and the consumer receive from its queue',
    check: (service) => {
      const api = own(service, 'Api');
      expect(api['KeepSessions']).toMatchObject({
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        Resource: [readFrom('data')],
      });
      expect(api['StartSagas']).toMatchObject({
        Action: ['states:StartExecution'],
        Resource: ['Capture', 'Refund'].map((saga): unknown =>
          expect.stringContaining(`aws_sfn_state_machine.${saga}_Machine`),
        ),
      });
      expect(own(service, 'Consumer')['ReceiveMessages']).toMatchObject({
        Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        Resource: [expect.stringMatching(/^\$\{aws_sqs_queue\.Events_Queue_[0-9A-F]{8}\.arn\}$/)],
      });
      const counts = Object.keys(functionIds).map((id) => [id, Object.keys(own(service, id)).length]);
      expect(Object.fromEntries(counts)).toEqual({
        Api: 6,
        Consumer: 4,
        Migrator: 3,
        Reconciler: 4,
        Relay: 5,
      });
    },
    broken: [
      statementChanged(
        'Api',
        'KeepSessions',
        (statement) => {
          (statement['Action'] as string[]).push('dynamodb:Scan');
        },
        'the API may read all sessions at once',
      ),
      statementChanged(
        'Api',
        'StartSagas',
        (statement) => {
          statement['Resource'] = [`arn:aws:states:us-east-1:${account}:stateMachine:*`];
        },
        'the API may start every machine',
      ),
      statementChanged(
        'Consumer',
        'ReceiveMessages',
        (statement) => {
          (statement['Action'] as string[]).pop();
        },
        'the consumer cannot receive',
      ),
      grantedAlso(
        'Relay',
        ['sqs:ReceiveMessage'],
        ['arn:queue'],
        'a function is granted what it does not need',
      ),
    ],
  },
];
