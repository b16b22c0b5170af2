import { all, only, statements } from '../../support/platforms';
import { functionIds } from './functions';
import { added, changed, policyChanged, removed, set, type Requirement } from './requirement';
import { granted, grantedAlso, policyOf, statementChanged } from './role-mutations';

const account = '123456789012';
const roleOf = (id: string) => ['aws_iam_role', `${id}_Execution`] as const;

/** Actions for which AWS knows no resource, https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const withoutResource = [
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** What the brief asks of roles: of functions, of the scheduler and of sagas. */
export const roleRequirements: readonly Requirement[] = [
  {
    name: 'gives each function a role of its own, which Lambda takes for this account alone',
    check: (service) => {
      const roles = all(service, 'aws_lambda_function').map(({ role }) => role);
      expect(new Set(roles).size).toBe(5);
      for (const id of Object.keys(functionIds)) {
        expect(only(service, 'aws_lambda_function', `${id}_Function`)['role']).toEqual(
          expect.stringContaining(`aws_iam_role.${id}_Execution`),
        );
        expect(statements(only(service, ...roleOf(id)), 'assume_role_policy')).toMatchObject([
          {
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: ['sts:AssumeRole'],
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          },
        ]);
      }
    },
    broken: [
      changed('two functions share a role', (service) => {
        const { role } = only(service, 'aws_lambda_function', 'Api_Function');
        only(service, 'aws_lambda_function', 'Relay_Function')['role'] = role!;
      }),
      policyChanged(
        'any account may make Lambda take the role',
        roleOf('Relay'),
        ([statement]) => {
          delete statement!['Condition'];
        },
        'assume_role_policy',
      ),
      policyChanged(
        'anybody may take the role',
        roleOf('Relay'),
        ([statement]) => {
          statement!['Principal'] = '*';
        },
        'assume_role_policy',
      ),
    ],
  },
  {
    name: 'has no role that nothing uses, and no policy from elsewhere',
    check: (service) => {
      const used = JSON.stringify(
        ['aws_lambda_function', 'aws_sfn_state_machine', 'aws_scheduler_schedule'].map((type) =>
          all(service, type),
        ),
      );
      for (const local of Object.keys(service.resource['aws_iam_role'] ?? {})) {
        expect({ local, isUsed: used.includes(`\${aws_iam_role.${local}.arn}`) }).toEqual({
          local,
          isUsed: true,
        });
      }
      for (const type of ['aws_iam_role_policy_attachment', 'aws_iam_policy', 'aws_iam_user']) {
        expect(all(service, type)).toEqual([]);
      }
      for (const role of all(service, 'aws_iam_role')) {
        expect(role).not.toHaveProperty('managed_policy_arns');
      }
    },
    broken: [
      added('aws_iam_role', { name: 'payments-db-access-dev' }, 'a role is there that nothing uses'),
      added(
        'aws_iam_role_policy_attachment',
        { policy_arn: 'arn:aws:iam::aws:policy/AmazonRDSFullAccess' },
        'a role has full access to RDS',
      ),
      set(roleOf('Relay'), 'managed_policy_arns', ['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess']),
    ],
  },
  {
    name: 'grants by a wildcard nothing but what takes no resource, and that in one region',
    check: (service) => {
      for (const policy of all(service, 'aws_iam_role_policy')) {
        for (const { Action, Condition, Effect, Resource = [] } of statements(policy)) {
          if (Effect === 'Deny') continue;
          expect(Action.filter((action) => action.includes('*'))).toEqual([]);
          if (!Resource.includes('*')) continue;
          expect(withoutResource).toEqual(expect.arrayContaining([...Action]));
          expect(Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } });
        }
      }
    },
    broken: [
      grantedAlso('Api', ['dynamodb:Scan'], ['*'], 'a function may read every table'),
      grantedAlso('Api', ['rds:Describe*'], ['*'], 'a function may look at every database'),
      statementChanged(
        'Api',
        'WriteTraces',
        (statement) => {
          delete statement['Condition'];
        },
        'what takes no resource is held to nothing',
      ),
      policyChanged('a saga may call every function', policyOf('Capture'), ([call]) => {
        call!['Resource'] = ['*'];
      }),
    ],
  },
  {
    name: 'lets the code of no function touch network interfaces, which Lambda makes for it',
    check: (service) => {
      for (const [id, name] of Object.entries(functionIds)) {
        const list = statements(only(service, ...policyOf(id)));
        const ec2 = list
          .filter(({ Effect }) => Effect === 'Allow')
          .flatMap(({ Action }) => Action.filter((action) => action.startsWith('ec2:')));
        const denied = list.find(({ Effect }) => Effect === 'Deny');
        expect([...(denied?.Action ?? [])].sort()).toEqual(ec2.sort());
        expect(denied?.Resource).toEqual(['*']);
        expect(denied?.Condition).toEqual({
          ArnEquals: {
            'lambda:SourceFunctionArn': `arn:aws:lambda:us-east-1:${account}:function:payments-${name}-dev`,
          },
        });
      }
    },
    broken: [
      policyChanged('nothing is denied', policyOf('Relay'), (list) => {
        list.pop();
      }),
      statementChanged(
        'Relay',
        'NotFromCode',
        (statement) => {
          (statement['Action'] as string[]).pop();
        },
        'one call is not denied',
      ),
      statementChanged(
        'Relay',
        'NotFromCode',
        (statement) => {
          statement['Condition'] = {
            ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:::function:x' },
          };
        },
        'it is denied to another function',
      ),
    ],
  },
  {
    name: 'has a role for the scheduler and for each saga, held to what they work for',
    check: (service) => {
      const trust = (part: string) => statements(only(service, 'aws_iam_role', part), 'assume_role_policy');
      const held = (principal: string, arn: string): unknown[] => [
        expect.objectContaining({
          Principal: { Service: principal },
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnEquals: { 'aws:SourceArn': arn },
          },
        }),
      ];
      expect(trust('Schedules')).toEqual(
        held(
          'scheduler.amazonaws.com',
          `arn:aws:scheduler:us-east-1:${account}:schedule-group/payments-schedules-dev`,
        ),
      );
      for (const saga of ['capture', 'refund']) {
        const id = saga === 'capture' ? 'Capture' : 'Refund';
        expect(trust(id)).toEqual(
          held(
            'states.amazonaws.com',
            `arn:aws:states:us-east-1:${account}:stateMachine:payments-${saga}-dev`,
          ),
        );
        expect(granted(service, id)[0]).toMatchObject({
          Action: ['lambda:InvokeFunction'],
          Resource: [expect.stringContaining('aws_lambda_alias.Consumer')],
        });
      }
    },
    broken: ['Schedules', 'Capture'].flatMap((part) => [
      policyChanged(
        `${part} may be taken for anybody`,
        ['aws_iam_role', part],
        ([statement]) => {
          delete statement!['Condition'];
        },
        'assume_role_policy',
      ),
      removed(['aws_iam_role', part]),
    ]),
  },
];
