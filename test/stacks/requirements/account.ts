import { all, only, referenceTo, statements } from '../../support/platforms';
import { policyChanged, removed, set, without, type Requirement } from './requirement';

const account = '123456789012';
const role = 'aws_iam_role';
const delivery = 'aws_cloudwatch_log_resource_policy';

/** What an account has once. */
export const accountRequirements: readonly Requirement[] = [
  {
    name: 'lets API Gateway write the logs of every API of the account, and stops when it goes',
    check: (stack) => {
      expect(only(stack, 'aws_api_gateway_account')).toMatchObject({
        cloudwatch_role_arn: referenceTo(role),
        reset_on_delete: true,
      });
      expect(only(stack, 'aws_api_gateway_account')['depends_on']).toEqual([
        expect.stringMatching(/^aws_iam_role_policy\./),
        expect.stringMatching(/^aws_cloudwatch_log_group\.ApiGatewayWelcome/),
      ]);
      expect(statements(only(stack, role), 'assume_role_policy')).toEqual([
        {
          Sid: 'Service',
          Effect: 'Allow',
          Principal: { Service: 'apigateway.amazonaws.com' },
          Action: ['sts:AssumeRole'],
        },
      ]);
      const granted = statements(only(stack, 'aws_iam_role_policy'));
      expect(granted.map(({ Resource }) => Resource)).toEqual([
        [`arn:aws:logs:us-east-1:${account}:log-group:*`],
      ]);
      expect(
        granted.flatMap(({ Action }) => Action).filter((action) => !/^logs:[A-Za-z]+$/.test(action)),
      ).toEqual([]);
    },
    broken: [
      removed('aws_api_gateway_account'),
      without('aws_api_gateway_account', 'reset_on_delete'),
      without('aws_api_gateway_account', 'depends_on'),
      policyChanged('it may do all with logs', 'aws_iam_role_policy', ([write]) => {
        write!['Action'] = ['logs:*'];
      }),
      policyChanged('it may write anywhere', 'aws_iam_role_policy', ([write]) => {
        write!['Resource'] = ['*'];
      }),
      policyChanged(
        'the role waits for a source that API Gateway does not send',
        role,
        ([trust]) => {
          trust!['Condition'] = { StringEquals: { 'aws:SourceAccount': account } };
        },
        'assume_role_policy',
      ),
    ],
  },
  {
    name: "makes the log groups that services would make in nobody's name, encrypted and kept for a year",
    check: (stack) => {
      expect(all(stack, 'aws_cloudwatch_log_group')).toEqual(
        ['/aws/apigateway/welcome', 'RDSOSMetrics'].map((name) => ({
          name,
          kms_key_id: referenceTo('aws_kms_key'),
          retention_in_days: 400,
          tags: expect.anything() as unknown,
        })),
      );
      expect(statements(only(stack, 'aws_kms_key'))[1]).toMatchObject({
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': [
              `arn:aws:logs:us-east-1:${account}:log-group:/aws/apigateway/welcome`,
              `arn:aws:logs:us-east-1:${account}:log-group:RDSOSMetrics`,
            ],
          },
        },
      });
    },
    broken: [
      removed(['aws_cloudwatch_log_group', 'EnhancedMonitoring']),
      without(['aws_cloudwatch_log_group', 'EnhancedMonitoring'], 'kms_key_id'),
      without(['aws_cloudwatch_log_group', 'ApiGatewayWelcome'], 'retention_in_days'),
    ],
  },
  {
    name: 'lets services deliver logs to vended log groups, for this account only',
    check: (stack) => {
      expect(statements(only(stack, delivery), 'policy_document')).toMatchObject([
        {
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: [
            `arn:aws:logs:us-east-1:${account}:log-group:/aws/vendedlogs/*:log-stream:*`,
            `arn:aws:logs:us-east-1:${account}:log-group:aws-waf-logs-payments-*:log-stream:*`,
          ],
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${account}:*` },
          },
        },
      ]);
    },
    broken: [
      removed(delivery),
      set(delivery, 'policy_document', '{"Statement":[]}'),
      policyChanged(
        'another account may deliver',
        delivery,
        ([statement]) => {
          delete statement!['Condition'];
        },
        'policy_document',
      ),
    ],
  },
];
