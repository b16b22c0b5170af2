import { actionWildcard, resourceWildcard } from '../../../../scripts/gate/iam/wildcards';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { iamFactsOf } from './facts-of';
import { actionTable, creation, planOf } from '../support';

const configuration = (terraform: JsonObject): Evidence => ({
  kind: 'configuration',
  origin: 'a.tf.json',
  stack: null,
  terraform,
});

function facts(type: string, values: JsonObject, rest: JsonObject = {}): IamFacts {
  return iamFactsOf([configuration({ resource: { [type]: { r: values } }, ...rest })]);
}

/** The facts of a role policy with one statement. */
function statement(parts: JsonObject | JsonValue): IamFacts {
  return facts('aws_iam_role_policy', { policy: JSON.stringify({ Statement: parts }) });
}

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' };

describe('a statement', () => {
  it('is a fact with paths, access levels and the actions that take a resource', () => {
    const { statements, undetermined } = statement([
      {
        ...allow,
        Sid: 'A',
        Action: ['S3:get*', 's3:ListAllMyBuckets'],
        Resource: ['*'],
        Condition: { StringLike: { 'aws:x': ['a'], 'aws:y': 'b' } },
      },
    ]);
    expect(undetermined).toEqual([]);
    expect(statements).toEqual([
      {
        address: 'aws_iam_role_policy.r',
        stack: null,
        type: 'aws_iam_role_policy',
        path: ['policy', 'Statement', 0],
        kind: 'identity',
        sid: 'A',
        effect: 'Allow',
        actions: [
          {
            path: ['policy', 'Statement', 0, 'Action', 0],
            pattern: 'S3:get*',
            wildcard: 'partial',
            grants: expect.arrayContaining(['Read']) as unknown,
            known: 'yes',
            reach: 'yes',
            about: [],
          },
          {
            path: ['policy', 'Statement', 0, 'Action', 1],
            pattern: 's3:ListAllMyBuckets',
            wildcard: 'none',
            grants: ['List'],
            known: 'yes',
            reach: 'yes',
            about: [],
          },
        ],
        not_actions: [],
        resources: [{ path: ['policy', 'Statement', 0, 'Resource', 0], pattern: '*', wildcard: 'all' }],
        not_resources: [],
        scopable: expect.arrayContaining([expect.stringMatching(/^s3:Get/)]) as unknown,
        scopable_count: expect.any(Number) as unknown,
        optionally_scopable: [],
        steps: [],
        unknown_actions: false,
        conditions: [
          { operator: 'StringLike', key: 'aws:x', values: ['a'] },
          { operator: 'StringLike', key: 'aws:y', values: ['b'] },
        ],
        vain_conditions: [
          {
            path: ['policy', 'Statement', 0, 'Condition', 'StringLike', 'aws:x'],
            key: 'aws:x',
            problem: 'unknown',
          },
          {
            path: ['policy', 'Statement', 0, 'Condition', 'StringLike', 'aws:y'],
            key: 'aws:y',
            problem: 'unknown',
          },
        ],
        principals: [],
        not_principals: [],
      },
    ]);
  });

  it.each([
    ['S3:getobject', 'yes'],
    ['s3:*', 'yes'],
    ['*', 'yes'],
    ['s3:GetObjects', 'no'],
    ['s3:Teleport*', 'no'],
    ['teleport:*', 'no'],
    ['s3', 'no'],
    ['s3:Get${var.what}', 'undetermined'],
    ['${var.service}:GetObject', 'undetermined'],
    ['teleport:${var.what}', 'no'],
  ])('has the action %s, of which it says whether AWS has it: %s', (Action, known) => {
    const { statements } = statement({ ...allow, Action, NotAction: Action });
    expect(statements).toMatchObject([{ actions: [{ known }], not_actions: [{ known }] }]);
  });

  it('may stand alone, and its elements are found in any case', () => {
    const { statements } = statement({ effect: 'Deny', NOTACTION: '*', notResource: '*' });
    expect(statements).toMatchObject([
      {
        path: ['policy', 'Statement', 0],
        effect: 'Deny',
        not_actions: [{ path: ['policy', 'Statement', 0, 'NOTACTION'], wildcard: 'all' }],
        not_resources: [{ wildcard: 'all' }],
      },
    ]);
  });

  it.each([
    [{ ...allow, Effect: undefined }, 'has no Effect of Allow or Deny'],
    [{ ...allow, Effect: 'allow' }, 'has no Effect of Allow or Deny'],
    [{ ...allow, Action: undefined }, 'has neither Action nor NotAction'],
    [{ ...allow, Action: [] }, 'has neither Action nor NotAction'],
    [{ ...allow, Action: [7] }, 'has something else than texts as Action'],
    [{ ...allow, Resource: {} }, 'has something else than texts as Resource'],
    [{ ...allow, Resource: undefined }, 'has neither Resource nor NotResource'],
    ['*', 'is no statement'],
  ])('that AWS would refuse is undetermined: %j', (parts, reason) => {
    expect(statement([parts as JsonValue, allow])).toMatchObject({
      statements: [{ path: ['policy', 'Statement', 1] }],
      undetermined: [{ path: ['policy', 'Statement', 0], waits_for: [], reason }],
    });
  });

  it('keeps what is open beside what is known', () => {
    const { statements } = facts('aws_iam_role_policy', {
      policy: JSON.stringify({
        Statement: {
          Effect: '${var.effect}',
          Action: ['s3:*', '${local.actions}'],
          Resource: ['${aws_s3_bucket.b.arn}', '${aws_s3_bucket.b.arn}/*'],
          Principal: { AWS: '${aws_iam_role.x.arn}' },
          Condition: { Bool: '${var.c}' },
        },
      }),
    });
    const arn = { $unknown: { waits_for: ['aws_s3_bucket.b.arn'], parts: [null] } };
    expect(statements).toMatchObject([
      {
        effect: { $unknown: { waits_for: ['var.effect'] } },
        unknown_actions: true,
        actions: [
          { wildcard: 'service' },
          { wildcard: 'none', grants: [], pattern: { $unknown: { waits_for: ['local.actions'] } } },
        ],
        resources: [
          { wildcard: 'none', pattern: arn },
          { wildcard: 'partial', pattern: { $unknown: { parts: [null, '/*'] } } },
        ],
        principals: [{ type: 'AWS', value: { $unknown: { waits_for: ['aws_iam_role.x.arn'] } } }],
        conditions: [{ operator: 'Bool', key: '', values: [{ $unknown: { waits_for: ['var.c'] } }] }],
      },
    ]);
  });

  it('knows everybody from somebody', () => {
    const principals = (Principal: JsonValue): unknown =>
      facts('aws_s3_bucket_policy', { policy: JSON.stringify({ Statement: { ...allow, Principal } }) })
        .statements[0]?.principals;
    expect(principals('*')).toEqual([{ type: '*', value: '*' }]);
    expect(principals({ AWS: ['*', 7], Service: 's' })).toEqual([
      { type: 'AWS', value: '*' },
      { type: 'AWS', value: '7' },
      { type: 'Service', value: 's' },
    ]);
  });

  it('is not broken by a text that looks like the mark of a hole', () => {
    const policy = JSON.stringify({
      Statement: { ...allow, Sid: '\ue0000\ue000', Resource: '\\ue000${aws_s3_bucket.b.arn}' },
    });
    expect(facts('aws_iam_role_policy', { policy }).statements).toMatchObject([
      { sid: '\ue0000\ue000', resources: [{ pattern: { $unknown: { parts: ['\\ue000', null] } } }] },
    ]);
  });
});

describe('a document of the data source', () => {
  const consumer = { policy: '${data.aws_iam_policy_document.d.json}' };
  const document = (d: JsonObject, rest: JsonObject = {}): IamFacts =>
    facts('aws_iam_role_policy', consumer, { data: { aws_iam_policy_document: { d, ...rest } } });

  it('is the document of the policy that refers to it, as it will be rendered', () => {
    const { statements, undetermined } = document({
      statement: [
        {
          actions: ['s3:GetObject', 's3:PutObject'],
          resources: ['${aws_s3_bucket.b.arn}'],
          condition: [{ test: 'Bool', variable: 'aws:x', values: ['true'] }],
          principals: { type: 'AWS', identifiers: ['*'] },
        },
        { effect: 'Deny', not_actions: ['*'], not_resources: ['*'] },
      ],
    });
    expect(undetermined).toEqual([]);
    expect(statements).toMatchObject([
      {
        address: 'aws_iam_role_policy.r',
        path: ['policy', 'Statement', 0],
        effect: 'Allow',
        actions: [
          { path: ['policy', 'Statement', 0, 'Action', 0], pattern: 's3:PutObject' },
          { path: ['policy', 'Statement', 0, 'Action', 1], pattern: 's3:GetObject' },
        ],
        resources: [{ path: ['policy', 'Statement', 0, 'Resource'], pattern: { $unknown: {} } }],
        conditions: [{ operator: 'Bool', key: 'aws:x', values: ['true'] }],
        principals: [{ type: 'AWS', value: '*' }],
      },
      { effect: 'Deny', not_actions: [{ wildcard: 'all' }] },
    ]);
  });

  it('includes others, and the last statement of a sid stands', () => {
    const part = (sid: string, action: string): JsonObject => ({ sid, actions: [action], resources: ['*'] });
    const { statements } = document(
      {
        source_policy_documents: ['${data.aws_iam_policy_document.base.json}'],
        override_policy_documents: [
          JSON.stringify({ Statement: [{ ...allow, Sid: 'B', Action: 'b:Override' }] }),
        ],
        statement: [part('A', 'a:Own'), part('B', 'b:Own')],
      },
      { base: { statement: [part('A', 'a:Base'), part('C', 'c:Base')] } },
    );
    expect(statements.map(({ sid, actions }) => [sid, actions[0]?.pattern])).toEqual([
      ['C', 'c:Base'],
      ['A', 'a:Own'],
      ['B', 'b:Override'],
    ]);
  });

  it.each([
    [{ source_policy_documents: ['${data.aws_iam_policy_document.d.json}'] }],
    [{ source_policy_documents: ['${file("x")}'], statement: [] }],
    [{ statement: '${local.x}' }],
    [{}],
  ])('that cannot be read is undetermined: %j', (d) => {
    const { statements, undetermined } = document(d);
    expect(statements).toEqual([]);
    expect(undetermined.length).toBeGreaterThan(0);
  });

  it('that a function changes is another document', () => {
    const changed = facts(
      'aws_iam_role_policy',
      { policy: '${replace(data.aws_iam_policy_document.d.json, "a", "*")}' },
      { data: { aws_iam_policy_document: { d: { statement: [] } } } },
    );
    expect(changed).toMatchObject({
      statements: [],
      undetermined: [{ waits_for: ['data.aws_iam_policy_document.d.json'] }],
    });
  });
});

describe('a policy that AWS fills in', () => {
  it('is undetermined in a plan that says nothing of it, and none where the plan says nobody wrote it', () => {
    const change = creation('aws_sqs_queue.q', {}, { policy: true });
    expect(iamFactsOf([planOf([change])]).undetermined).toMatchObject([
      { path: ['policy'], waits_for: ['aws_sqs_queue.q.policy'] },
    ]);
    const configured = {
      configuration: { root_module: { resources: [{ address: 'aws_sqs_queue.q', expressions: {} }] } },
    };
    expect(iamFactsOf([planOf([change], configured)]).undetermined).toEqual([]);
  });
});

describe('the width of a pattern', () => {
  it.each([
    ['*', 'all'],
    ['**', 'all'],
    ['*:*', 'all'],
    ['s3:*', 'service'],
    ['s3:**', 'service'],
    ['s3:Get*', 'partial'],
    ['*:Get', 'partial'],
    ['s3:?etObject', 'partial'],
    ['s3:GetObject', 'none'],
    ['${x}', 'none'],
    ['${x}:*', 'service'],
  ])('action %s: %s', (pattern, width) => {
    expect(actionWildcard(parseTemplate(pattern, null))).toBe(width);
  });

  it.each([
    ['*', 'all'],
    ['?*', 'all'],
    ['*:*', 'all'],
    ['arn:*', 'all'],
    ['arn:aws:s3:::*', 'all'],
    ['arn:*:*:*', 'all'],
    ['arn:*:*:*:*:*', 'all'],
    ['arn:aws:s3:::*/*', 'all'],
    ['arn:aws:dynamodb:eu-west-1:123456789012:*', 'all'],
    ['arn:${local.partition}:sqs:${local.region}:${local.account}:*', 'all'],
    ['arn:aws:dynamodb:*:*:table/*', 'partial'],
    ['arn:aws:s3:::logs-*', 'partial'],
    ['${aws_s3_bucket.b.arn}', 'none'],
    ['${aws_s3_bucket.b.arn}/*', 'partial'],
    ['${aws_cloudwatch_log_group.l.arn}:*', 'partial'],
    ['${x}*', 'partial'],
    ['arn:aws:s3:::logs', 'none'],
  ])('resource %s: %s', (pattern, width) => {
    expect(resourceWildcard(parseTemplate(pattern, null))).toBe(width);
  });
});

describe('the action table', () => {
  const names = (pattern: string): string[] => actionTable.expand(pattern).map(({ name }) => name);

  it('expands wildcards without regard to case', () => {
    expect(names('S3:gEt*')).toEqual(['s3:GetObject', 's3:GetObjectTagging']);
    expect(names('s3:?utObject')).toEqual(['s3:PutObject']);
    expect(names('*:Pass*')).toEqual(['iam:PassRole']);
    expect(names('*')).toHaveLength(10);
    expect(names('s3:Get.bject')).not.toContain('s3:GetObject');
  });

  it('takes an action it does not know for one that writes and takes a resource, and a pattern of none for nothing', () => {
    expect(actionTable.expand('new:Action')).toEqual([
      { name: 'new:Action', level: 'Write', takesResource: 'always' },
    ]);
    expect(names('new:*')).toEqual([]);
  });
});
