import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { principalsOf } from './facts-of';
import { actionsOf, documentOf, granting, iamOf, named, policies, role } from './systems';

describe('what is attached', () => {
  const attachments = (resource: JsonObject, data: JsonObject = {}): IamFacts['attachments'] =>
    iamOf({ ...policies, ...resource }, { data }).attachments;
  const of = (policy_arn: JsonValue, data: JsonObject = {}): unknown =>
    attachments({ aws_iam_role_policy_attachment: { a: { role: 'r', policy_arn } } }, data);
  const fact = (policy: unknown, managed: string | null = null): unknown => [
    {
      address: 'aws_iam_role_policy_attachment.a',
      stack: null,
      path: ['policy_arn'],
      judged: true,
      type: 'aws_iam_role_policy_attachment',
      kinds: ['role'],
      policy,
      managed,
    },
  ];
  const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';

  it.each<[JsonValue, JsonObject | undefined, unknown, (string | null)?]>([
    ['${aws_iam_policy.p.arn}', undefined, 'aws_iam_policy.p'],
    ['arn:aws:iam::111122223333:policy/a/p', undefined, 'aws_iam_policy.p'],
    ['arn:${var.partition}:iam::111122223333:policy/p', undefined, 'aws_iam_policy.p'],
    ['arn:aws:iam::${var.account}:policy/a/p', undefined, 'aws_iam_policy.p'],
    [
      'arn:aws:iam::aws:policy/${var.x}/p',
      undefined,
      { $unknown: { waits_for: ['var.x'], parts: ['arn:aws:iam::aws:policy/', null, '/p'] } },
    ],
    [administrator, undefined, administrator, 'AdministratorAccess'],
    ['arn:aws-cn:iam::aws:policy/AdministratorAccess', undefined, administrator, 'AdministratorAccess'],
    ['p', undefined, 'p'],
    ['arn:x', undefined, 'arn:x'],
    [7, undefined, '7'],
    ['x${var.x}/p', undefined, { $unknown: { waits_for: ['var.x'], parts: ['x', null, '/p'] } }],
    ['${aws_iam_role.r.arn}', undefined, { $unknown: { waits_for: ['aws_iam_role.r.arn'], parts: [null] } }],
    ['${data.aws_iam_policy.d.arn}', { name: 'AdministratorAccess' }, administrator, 'AdministratorAccess'],
    [
      '${data.aws_iam_policy.d.arn}',
      { name: 'AWSLambdaBasicExecutionRole' },
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      'service-role/AWSLambdaBasicExecutionRole',
    ],
    ['${data.aws_iam_policy.d.arn}', { name: 'p' }, 'aws_iam_policy.p'],
    ['${data.aws_iam_policy.d.arn}', { name: 'elsewhere', arn: '' }, 'arn:aws:iam::*:policy/elsewhere'],
    ['${data.aws_iam_policy.d.arn}', { arn: 'arn:aws:iam::1:policy/p' }, 'aws_iam_policy.p'],
    [
      '${data.aws_iam_policy.d.arn}',
      { name: '${var.x}' },
      { $unknown: { waits_for: ['data.aws_iam_policy.d.arn'], parts: [null] } },
    ],
    [
      '${data.aws_iam_policy.d.arn}',
      {},
      { $unknown: { waits_for: ['data.aws_iam_policy.d.arn'], parts: [null] } },
    ],
  ])('%j with the data source %j is %j', (arn, d, policy, managed = null) => {
    expect(of(arn, d === undefined ? {} : { aws_iam_policy: { d } })).toEqual(fact(policy, managed));
  });

  it('in a list has the place in the list', () => {
    const found = attachments({
      aws_iam_role_policy_attachments_exclusive: {
        a: { role_name: 'r', policy_arns: ['${aws_iam_policy.p.arn}', administrator] },
      },
      aws_ssoadmin_customer_managed_policy_attachment: {
        b: {
          permission_set_arn: '${aws_ssoadmin_permission_set.s.arn}',
          customer_managed_policy_reference: [{ name: 'p' }],
        },
      },
    });
    expect(found.map(({ path, kinds, policy }) => [path, kinds, policy])).toEqual(
      expect.arrayContaining([
        [['policy_arns', 0], ['role'], 'aws_iam_policy.p'],
        [['policy_arns', 1], ['role'], administrator],
        [['customer_managed_policy_reference', 0, 'name'], ['permission-set'], 'aws_iam_policy.p'],
      ]),
    );
    expect(found).toHaveLength(3);
  });

  it('has the place in the list where the list is referred to', () => {
    const a = { role_name: 'r', policy_arns: '${local.arns}' };
    const { attachments: found } = iamOf(
      { ...policies, aws_iam_role_policy_attachments_exclusive: { a } },
      { locals: { arns: [administrator] } },
    );
    expect(found.map(({ path, policy }) => [path, policy])).toEqual([[['policy_arns', 0], administrator]]);
  });

  it('is not what only has the name of a policy: a data source of a role', () => {
    const d = { name: 'AdministratorAccess', arn: administrator };
    const found = attachments(
      { aws_iam_role_policy_attachment: { a: { role: 'r', policy_arn: '${data.aws_iam_role.d.arn}' } } },
      { aws_iam_role: { d } },
    );
    expect(found).toEqual(fact({ $unknown: { waits_for: ['data.aws_iam_role.d.arn'], parts: [null] } }));
  });

  it('is the policy of its own stack, where several have its name', () => {
    const of = (stack: string, action: string): Evidence => ({
      kind: 'configuration',
      origin: 'a.tf.json',
      stack,
      terraform: {
        resource: {
          aws_iam_role: { r: role(`r-${stack}`) },
          aws_iam_policy: { p: { name: 'p', policy: documentOf(action) } },
          aws_iam_role_policy_attachment: {
            a: { role: `r-${stack}`, policy_arn: 'arn:aws:iam::111122223333:policy/p' },
          },
        },
      },
    });
    const facts = principalsOf([of('one', granting), of('two', 'iam:PassRole')]);
    expect(facts.attachments.map(({ stack, policy }) => [stack, policy])).toEqual([
      ['one', 'one: aws_iam_policy.p'],
      ['two', 'two: aws_iam_policy.p'],
    ]);
    expect(actionsOf(facts, 'one: aws_iam_role.r')).toEqual([granting]);
    expect(actionsOf(facts, 'two: aws_iam_role.r')).toEqual(['iam:PassRole']);
  });

  it('counts each for itself: policies of the system, and those nobody knows', () => {
    const facts = iamOf({
      ...policies,
      aws_iam_policy: {
        p: { name: 'p', policy: documentOf(granting) },
        q: { name: 'q', policy: documentOf('iam:PassRole') },
      },
      aws_iam_role_policy_attachments_exclusive: {
        a: { role_name: 'r', policy_arns: ['${aws_iam_policy.p.arn}', '${aws_iam_policy.q.arn}', 'x', 'y'] },
      },
    });
    expect(actionsOf(facts, 'aws_iam_role.r')).toEqual(['iam:PassRole', granting]);
    expect(named(facts, 'aws_iam_role.r').unread.map(({ path, reason }) => [path, reason])).toEqual([
      [['policy_arns', 2], 'the policy is not part of the system'],
      [['policy_arns', 3], 'the policy is not part of the system'],
    ]);
  });

  it('to a role by the role itself is an attachment too', () => {
    const found = attachments({ aws_iam_role: { r: role('r', { managed_policy_arns: [administrator] }) } });
    expect(found).toMatchObject([
      {
        address: 'aws_iam_role.r',
        path: ['managed_policy_arns', 0],
        kinds: ['role'],
        managed: 'AdministratorAccess',
      },
    ]);
  });
});

describe('a document of a principal', () => {
  const holding = (policy: JsonValue | undefined, rest: JsonObject = {}): IamFacts =>
    iamOf({
      aws_iam_role: { r: role('r', rest) },
      aws_iam_role_policy: { p: policy === undefined ? { role: 'r' } : { role: 'r', policy } },
      aws_s3_bucket: { b: { bucket: 'b' } },
    });
  const unread = (policy: JsonValue | undefined, rest: JsonObject = {}): unknown =>
    named(holding(policy, rest), 'aws_iam_role.r').unread;
  const unreadAt = (path: (string | number)[], reason: string, ...waits_for: string[]): unknown => ({
    address: 'aws_iam_role_policy.p',
    stack: null,
    path,
    judged: true,
    waits_for,
    reason,
  });

  it('cannot be read where there is none, or it is open', () => {
    expect(unread(undefined)).toEqual([unreadAt(['policy'], 'has no document')]);
    expect(unread('${timestamp()}')).toEqual([
      unreadAt(['policy'], 'the document is not known yet', 'aws_iam_role_policy.p.policy'),
    ]);
    const statement = { Effect: 'Deny', Action: ['${var.a}', granting], Resource: '*' };
    const at = ['policy', 'Statement', 0];
    expect(unread(JSON.stringify({ Statement: [{ ...statement, Effect: 'Allow' }] }))).toEqual([
      unreadAt(at, 'one of its actions is not known yet', 'var.a'),
    ]);
    // what a Deny may take away besides is nothing to wait for
    expect(unread(JSON.stringify({ Statement: [statement] }))).toEqual([]);
  });

  it('is none of its trust policy', () => {
    expect(unread(documentOf(granting), { assume_role_policy: '${var.trust}' })).toEqual([]);
  });

  it.each<[resource: string, scopes: string[]]>([
    ['${aws_iam_role.r.arn}', ['named']],
    ['${aws_s3_bucket.b.arn}', []],
    ['${upper(aws_s3_bucket.b.arn)}', ['named']],
    ['${aws_iam_role.gone.arn}', ['named']],
    ['${var.arn}', ['named']],
  ])('is about the resource it refers to: roles on %s are %j', (resource, scopes) => {
    const { grants } = named(holding(documentOf('iam:PassRole', resource)), 'aws_iam_role.r');
    expect(grants.map(({ scope }) => scope)).toEqual(scopes);
  });
});

describe('what cannot be joined', () => {
  it.each<[string, JsonObject, ...string[]]>([
    ['aws_iam_group_membership', { name: 'm' }, 'users', 'group'],
    ['aws_iam_group_membership', { name: 'm', users: ['u'] }, 'group'],
    ['aws_iam_user_group_membership', { groups: ['g'] }, 'user'],
    ['aws_iam_group_policies_exclusive', {}, 'group_name'],
    ['aws_iam_policy_attachment', { policy_arn: 'x', roles: [], users: [null] }, 'roles'],
  ])('%s %j is told with the attribute that names nobody', (type, values, ...attributes) => {
    const { unjoined } = iamOf({ [type]: { m: values } });
    expect(unjoined).toEqual(
      attributes.map((attribute) => ({
        address: `${type}.m`,
        stack: null,
        path: [attribute],
        judged: true,
        waits_for: [],
        reason: 'whom this is about is not known',
      })),
    );
  });

  it('has ids of its own for everybody from elsewhere', () => {
    const facts = iamOf({
      aws_iam_user: { u: { name: 'ops' } },
      aws_iam_role_policy: {
        a: { role: 'ops', policy: documentOf(granting) },
        b: { role: '${var.x}', policy: documentOf(granting) },
        c: { role: '${upper(var.x)}', policy: documentOf(granting) },
        c2: { role: '${upper(var.x)}', policy: documentOf(granting) },
        d: { role: '${data.aws_iam_role.d.name}', policy: documentOf(granting) },
        e: { role: 'arn:aws:iam::1:role/a/deep', policy: documentOf(granting) },
      },
      aws_iam_policy_attachment: {
        b: { roles: ['${var.y}', '${var.z}'], policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
    });
    const outside = facts.principals.filter(({ external }) => external);
    expect(outside.map(({ name }) => (typeof name === 'object' ? 'open' : name))).toEqual([
      'ops',
      ...['open', 'open', 'open', 'open'],
      'arn:aws:iam::1:role/a/deep',
      ...['open', 'open'],
    ]);
    expect(outside.map(({ trust }) => trust)).toEqual(outside.map(() => null));
    expect(new Set(outside.map(({ id }) => id)).size).toBe(outside.length);
    expect(outside.map(({ id }) => id)).toEqual([
      'role ops (elsewhere)',
      'role of aws_iam_role_policy.b (elsewhere)',
      'role of aws_iam_role_policy.c (elsewhere)',
      'role of aws_iam_role_policy.c2 (elsewhere)',
      'role of aws_iam_role_policy.d (elsewhere)',
      'role arn:aws:iam::1:role/a/deep (elsewhere)',
      'role of aws_iam_policy_attachment.b (elsewhere)',
      'role of aws_iam_policy_attachment.b (elsewhere, 7)',
    ]);
  });
});
