import type { ResourcePattern } from '../../../../scripts/gate/iam/principals/permission';
import { Interest, isEveryAction } from '../../../../scripts/gate/iam/principals/interest';
import {
  afterLast,
  blocksOf,
  follow,
  listed,
  memberOf,
  textKey,
} from '../../../../scripts/gate/iam/principals/links';
import { managedName } from '../../../../scripts/gate/iam/principals/managed-policies';
import { readPermission } from '../../../../scripts/gate/iam/principals/permission';
import type { IamFacts, IamPrincipalFact, TrustFact } from '../../../../scripts/gate/input/policy-input';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import { isTemplate, type Hole, type Template, type Value } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { partsOf } from './principal-parts';
import { documentOf, granting, iamOf, named, policies, role } from './systems';

const read = (text: string): Value => parseTemplate(text, null);
const text = (written: string): string | Template => parseTemplate(written, null);
const shown = (value: Value | undefined): unknown =>
  isTemplate(value) ? value.parts.map((part) => (typeof part === 'string' ? part : null)) : value;

describe('a value that names something', () => {
  const { resolver } = partsOf(
    { aws_iam_role: { r: role('r') }, aws_iam_user: { u: { name: 'u' } } },
    {
      locals: { role: '${aws_iam_role.r.arn}', name: 'jobs', names: ['a', null, 'b'], n: 7 },
      variable: { x: {} },
    },
  );
  const followed = (value: Value | undefined): unknown => {
    const link = follow(value, resolver);
    if (link === null) return null;
    return link.subject === null ? shown(link.text) : `${link.subject.resource.address} ${link.attribute}`;
  };

  it.each<[JsonValue, unknown]>([
    ['${aws_iam_role.r.arn}', 'aws_iam_role.r arn'],
    ['${aws_iam_role.r}', 'aws_iam_role.r id'],
    ['${local.role}', 'aws_iam_role.r arn'],
    ['${local.name}', 'jobs'],
    ['jobs', 'jobs'],
    ['${var.x}', [null]],
    ['${aws_iam_role.r.arn}/x', [null, '/x']],
    ['${upper(aws_iam_role.r.arn)}', [null]],
    ['${aws_iam_role.gone.arn}', [null]],
    ['${local.n}', null],
    [null, null],
    [7, null],
    [['a'], null],
  ])('%j leads to %j', (value, leadsTo) => {
    expect(followed(typeof value === 'string' ? read(value) : (value as Value))).toEqual(leadsTo);
  });

  it('leads to nothing where there is none, and through a mention only where that names one thing', () => {
    expect(followed(undefined)).toBeNull();
    const hole = (parts: Partial<Hole>): Value => {
      const template = read('${aws_iam_role.r.arn}') as Template;
      const [first] = template.parts;
      return { ...template, parts: [{ ...(first as Hole), ...parts }] };
    };
    expect(followed(hole({ kind: 'mention' }))).toBe('aws_iam_role.r arn');
    const two = ['aws_iam_role.r.arn', 'aws_iam_user.u.arn'];
    expect(followed(hole({ kind: 'mention', references: two }))).toEqual([null]);
    expect(followed(hole({ kind: 'computed' }))).toEqual([null]);
  });

  it('is listed item by item, be it a list, alone or a reference to either', () => {
    expect(listed(['a', null, 'b'], resolver)).toEqual(['a', 'b']);
    expect(listed('a', resolver)).toEqual(['a']);
    expect(listed(null, resolver)).toEqual([]);
    expect(listed(undefined, resolver)).toEqual([]);
    expect(listed(read('${local.names}'), resolver)).toEqual(['a', 'b']);
    expect(listed(read('${local.name}'), resolver).map(shown)).toEqual([[null]]);
  });

  it('has blocks where it is some, and members where it is an object', () => {
    expect(blocksOf([1, 2])).toEqual([1, 2]);
    expect(blocksOf({ a: 1 })).toEqual([{ a: 1 }]);
    expect(blocksOf(null)).toEqual([]);
    expect(blocksOf(undefined)).toEqual([]);
    expect(memberOf({ a: 1 }, 'a')).toBe(1);
    expect(memberOf({ a: 1 }, 'b')).toBeUndefined();
    expect(memberOf({}, 'constructor')).toBeUndefined();
    expect(memberOf('a', 'length')).toBeUndefined();
    expect(memberOf(undefined, 'a')).toBeUndefined();
  });
});

describe('a text', () => {
  it('is the key of texts that are made of the same parts', () => {
    expect(textKey('a')).toBe('a');
    expect(textKey(text('a-${var.x}'))).toBe(textKey(text('a-${var.x}')));
    const keys = ['a-${var.x}', 'a-${var.y}', 'b-${var.x}', '${var.x}'].map((one) => textKey(text(one)));
    expect(new Set(keys).size).toBe(4);
    expect(keys).not.toContain(undefined);
    expect(textKey(parseTemplate('a-${var.x}', 'other') as Template)).not.toBe(keys[0]);
    expect(textKey(text('a-${upper(var.x)}'))).toBeUndefined();
  });

  it.each<[string, string, unknown]>([
    ['a/b/c', '/', 'c'],
    ['a/b/c', 'b/', 'c'],
    ['a', '/', undefined],
    ['/', '/', ''],
    ['a/${var.x}', '/', [null]],
    ['a/b-${var.x}', '/', ['b-', null]],
    ['${var.x}/b', '/', 'b'],
    ['a/${var.x}b/${var.y}', '/', [null]],
    ['a/${var.x}b', '/', [null, 'b']],
    ['/a${var.x}', '/', ['a', null]],
    ['${var.x}', '/', undefined],
  ])('%s after the last %s is %j', (given, mark, rest) => {
    expect(shown(afterLast(text(given), mark))).toEqual(rest);
  });

  it.each<[string, string | undefined]>([
    ['arn:aws:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
    ['arn:${data.aws_partition.p.id}:iam::aws:policy/job-function/X', 'job-function/X'],
    ['arn:aws:iam::aws:policy/${var.x}', undefined],
    ['arn:aws:iam::111122223333:policy/X', undefined],
  ])('%s names the policy of AWS %s', (arn, name) => {
    expect(managedName(text(arn))).toBe(name);
  });
});

const interest = (): Interest =>
  new Interest({
    steps: { 'iam:PassRole': [['iam', 'role/*', true]], 'sts:AssumeRole': [['iam', 'role/*', true]] },
    powers: { 'iam:PassRole': [], 's3:GetObject': [], 'kms:Decrypt': [['kms', 'key/*', false]] },
  });

describe('the actions that matter', () => {
  it('are those of both tables, each once', () => {
    expect(interest().all()).toEqual([
      {
        name: 'iam:PassRole',
        isStep: true,
        isPower: true,
        targets: [{ service: 'iam', tail: 'role/*', isRequired: true }],
        targetKey: '[["iam","role/*",true]]',
      },
      {
        name: 'sts:AssumeRole',
        isStep: true,
        isPower: false,
        targets: [{ service: 'iam', tail: 'role/*', isRequired: true }],
        targetKey: '[["iam","role/*",true]]',
      },
      { name: 's3:GetObject', isStep: false, isPower: true, targets: [], targetKey: '[]' },
      {
        name: 'kms:Decrypt',
        isStep: false,
        isPower: true,
        targets: [{ service: 'kms', tail: 'key/*', isRequired: false }],
        targetKey: '[["kms","key/*",false]]',
      },
    ]);
  });

  it.each([
    ['*', ['iam:PassRole', 'sts:AssumeRole', 's3:GetObject', 'kms:Decrypt']],
    ['IAM:pass*', ['iam:PassRole']],
    ['s3:${var.x}', []],
    ['s3:*${var.x}', []],
    ['iam:Pass${var.x}*', []],
    ['${var.x}', []],
    ['s3:ListBucket', []],
  ])('are matched by %s: %j', (pattern, names) => {
    const among = interest();
    const matching = (): string[] => among.matching(text(pattern)).map(({ name }) => name);
    expect(matching()).toEqual(names);
    expect(matching()).toEqual(names);
  });

  it.each([
    ['*', true],
    ['*:*', true],
    ['**', true],
    ['iam:*', false],
    ['${var.x}', false],
  ])('are all there are for %s: %s', (pattern, isEvery) => {
    expect(isEveryAction(text(pattern))).toBe(isEvery);
  });
});

describe('a statement of a policy that somebody has', () => {
  const permission = (statement: JsonObject): ReturnType<typeof readPermission> =>
    readPermission(liftTemplateObject(statement, null), ['policy', 0], null, interest(), (hole) =>
      hole.references[0] === 'aws_iam_role.r.arn' ? 'aws_iam_role' : null,
    );
  const allow = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
  const names = (found: readonly { readonly name: string }[] | undefined): unknown =>
    found?.map(({ name }) => name);
  const texts = (found: readonly ResourcePattern[] | null | undefined): unknown =>
    found?.map((one) => [shown(one.text), one.owner]);

  it('has what matters to the strength of a principal', () => {
    const { actions, resources, names: known, ...rest } = permission({ ...allow, Sid: 'A' })!;
    expect([names(actions), [...known], texts(resources)]).toEqual([
      ['iam:PassRole'],
      ['iam:PassRole'],
      [['*', null]],
    ]);
    expect(rest).toEqual({
      path: ['policy', 0],
      sid: 'A',
      effect: 'Allow',
      waitsFor: [],
      openActions: [],
      isAll: false,
      isAllBut: false,
      except: null,
      conditions: [],
    });
  });

  it('may be the opposite of each', () => {
    const found = permission({
      Sid: 7,
      Effect: 'Deny',
      NotAction: ['iam:*', 'kms:Decrypt', '${var.action}'],
      NotResource: ['${aws_iam_role.r.arn}', '${var.arn}/x', 'a'],
      Condition: { Bool: { 'aws:x': 'true' } },
    });
    expect(names(found?.actions)).toEqual(['sts:AssumeRole', 's3:GetObject']);
    expect(texts(found?.except)).toEqual([
      [[null], 'aws_iam_role'],
      [[null, '/x'], null],
      ['a', null],
    ]);
    expect(found).toMatchObject({
      sid: null,
      effect: 'Deny',
      waitsFor: ['var.action'],
      openActions: [],
      isAll: false,
      isAllBut: true,
      resources: [],
      conditions: [{ operator: 'Bool', key: 'aws:x', values: ['true'] }],
    });
  });

  it('says what is open in it', () => {
    const found = permission({ ...allow, Effect: '${var.effect}', Action: ['${var.a}', '*', '${var.a}'] });
    expect(found).toMatchObject({
      effect: 'Allow',
      isAll: true,
      waitsFor: ['var.effect'],
      openActions: ['var.a'],
    });
    expect(permission({ ...allow, Action: '${timestamp()}' })?.openActions).toEqual(['an expression']);
    expect(names(permission({ ...allow, Action: ['iam:*', 'iam:PassRole'] })?.actions)).toEqual([
      'iam:PassRole',
    ]);
  });

  it.each<[JsonObject]>([
    [{ ...allow, Effect: 'allow' }],
    [{ Action: '*', Resource: '*' }],
    [{ Effect: 'Allow', Resource: '*' }],
    [{ Effect: 'Allow', Action: '*' }],
    [{ ...allow, Action: [] }],
    [{ ...allow, Action: ['*', 7] }],
    [{ ...allow, Resource: {} }],
  ])('that AWS would refuse is none: %j', (statement) => {
    expect(permission(statement)).toBeUndefined();
  });
});

describe('who may assume a role', () => {
  const others = {
    aws_iam_user: { u: { name: 'u' }, v: { name: 'v-${var.x}' } },
    aws_iam_role: { other: role('other') },
  };
  const trusting = (Statement: JsonValue): TrustFact | null =>
    named(
      iamOf({
        ...others,
        aws_iam_role: {
          ...others.aws_iam_role,
          r: { name: 'r', assume_role_policy: JSON.stringify({ Statement }) },
        },
      }),
      'aws_iam_role.r',
    ).trust;
  const allowing = (Principal: JsonValue): TrustFact | null =>
    trusting([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }]);
  const nobody: TrustFact = { services: [], principals: [], account: false, anyone: false, waits_for: [] };

  it.each<[JsonValue, Partial<TrustFact>]>([
    ['*', { anyone: true }],
    [{ AWS: '*' }, { anyone: true }],
    [
      { AWS: ['${aws_iam_user.u.arn}', 'arn:aws:iam::111122223333:root'] },
      { account: true, principals: ['aws_iam_user.u'] },
    ],
    [{ AWS: '111122223333' }, { account: true }],
    [{ AWS: '1111222233334' }, {}],
    [{ AWS: 'x111122223333' }, {}],
    [{ AWS: 'arn:aws:iam::${data.aws_caller_identity.c.account_id}:root' }, { account: true }],
    [
      { AWS: ['arn:aws:iam::111122223333:user/u', 'arn:aws:iam::111122223333:role/other'] },
      { principals: ['aws_iam_role.other', 'aws_iam_user.u'] },
    ],
    [{ AWS: 'arn:aws:iam::111122223333:role/gone' }, {}],
    [{ AWS: '${var.arn}' }, { waits_for: ['var.arn'] }],
    [{ AWS: 'arn:aws:iam::111122223333:user/v-${var.x}' }, { principals: ['aws_iam_user.v'] }],
    [
      { Service: ['Lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      { services: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
    ],
    [{ Service: '${var.service}' }, { waits_for: ['var.service'] }],
    [{ Service: 7 }, { waits_for: ['the trust policy'] }],
    [{ Federated: 'arn:aws:iam::111122223333:saml-provider/x' }, {}],
    [{ Federated: '*' }, {}],
    ['${var.principal}', { waits_for: ['var.principal'] }],
    [7, { waits_for: ['the trust policy'] }],
  ])('%j: %j', (principal, expected) => {
    expect(allowing(principal)).toEqual({ ...nobody, ...expected });
  });

  it('is nobody by a Deny, and open where a statement or the document is', () => {
    expect(trusting([{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }])).toEqual(nobody);
    expect(trusting([{ Effect: 'Allow', Action: 'sts:AssumeRole' }])).toEqual(nobody);
    expect(trusting(['${var.z}', '${var.a}'])).toEqual({ ...nobody, waits_for: ['var.a', 'var.z'] });
    expect(trusting('${var.all}')).toEqual({ ...nobody, waits_for: ['var.all'] });
    expect(trusting([7])).toEqual({ ...nobody, waits_for: ['the trust policy'] });
    expect(trusting([])).toEqual({ ...nobody, waits_for: ['the trust policy'] });
  });
});

describe('the facts about a principal', () => {
  const passing = { Effect: 'Allow', Action: ['iam:PassRole', granting], Resource: '*' };

  it('are all that is told of it', () => {
    const facts = iamOf({
      aws_iam_role: {
        r: role('r', { inline_policy: [{ name: 'a', policy: JSON.stringify({ Statement: [passing] }) }] }),
      },
    });
    const from = {
      address: 'aws_iam_role.r',
      stack: null,
      path: ['inline_policy', 0, 'policy', 'Statement', 0],
      judged: true,
    };
    const grant = {
      scope: 'any',
      resources: ['*'],
      without: [],
      reach: null,
      self: true,
      strangers: [],
      conditions: [],
      denied_when: [],
      sid: null,
      via: 'aws_iam_role',
      from,
      granted_when: [],
      waits_for: [],
    };
    expect(facts.principals).toEqual([
      {
        id: 'aws_iam_role.r',
        kind: 'role',
        address: 'aws_iam_role.r',
        stack: null,
        construct: null,
        judged: true,
        external: false,
        name: 'r',
        admin: 'no',
        powers: expect.any(Array) as unknown,
        grants: expect.arrayContaining([
          { ...grant, actions: ['iam:PassRole'] },
          { ...grant, actions: [granting] },
        ]) as unknown,
        boundary: null,
        trust: {
          services: ['lambda.amazonaws.com'],
          principals: [],
          account: false,
          anyone: false,
          waits_for: [],
        },
        members: [],
        unread: [],
      },
    ]);
    expect(facts.principals[0]?.grants).toHaveLength(2);
    expect(facts.reaches).toEqual({});
  });

  it('share the lists of whom they reach', () => {
    const policy = (Resource: JsonValue): string => documentOf('iam:PassRole', Resource);
    const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
    const facts = iamOf({
      aws_iam_role: { a: role('a'), b: role('b') },
      aws_iam_user: { u: { name: 'u' } },
      aws_iam_role_policy: {
        one: { role: 'a', policy: policy(arn('*a')) },
        two: { role: 'b', policy: policy(arn('?')) },
        three: { role: 'b', policy: policy(arn('a')) },
        four: { role: 'b', policy: policy(arn('gone')) },
      },
    });
    const told = ({ grants }: IamPrincipalFact): unknown =>
      grants.map(({ scope, reach, self, strangers }) => [scope, reach, self, strangers]);
    expect(told(named(facts, 'aws_iam_role.a'))).toEqual([['pattern', 'r0', true, []]]);
    expect(told(named(facts, 'aws_iam_role.b'))).toEqual([
      ['pattern', 'r1', true, []],
      ['named', 'r0', false, []],
      ['named', null, false, [arn('gone')]],
    ]);
    expect(facts.reaches).toEqual({ r0: ['aws_iam_role.a'], r1: ['aws_iam_role.a', 'aws_iam_role.b'] });
  });

  it('have a group as the user itself, and no user as the group itself', () => {
    const facts = iamOf({
      aws_iam_user: { u: { name: 'u' } },
      aws_iam_group: { g: { name: 'g' } },
      aws_iam_user_group_membership: { m: { user: 'u', groups: ['g'] } },
      aws_iam_user_policy: {
        p: { user: 'u', policy: documentOf('iam:PutGroupPolicy', 'arn:aws:iam::1:group/g') },
      },
      aws_iam_group_policy: {
        p: { group: 'g', policy: documentOf('iam:PutUserPolicy', 'arn:aws:iam::1:user/u') },
      },
    });
    const selves = (id: string): unknown =>
      named(facts, id).grants.map(({ actions, self }) => [...actions, self]);
    expect(selves('aws_iam_user.u')).toEqual([
      ['iam:PutGroupPolicy', true],
      ['iam:PutUserPolicy', true],
    ]);
    expect(selves('aws_iam_group.g')).toEqual([['iam:PutUserPolicy', false]]);
  });

  it('say nothing of the steps of whoever may do everything, but within a boundary', () => {
    const admin = { ...policies, aws_iam_role_policy: { p: { role: 'r', policy: documentOf('*') } } };
    expect(named(iamOf(admin), 'aws_iam_role.r')).toMatchObject({ admin: 'yes', grants: [], boundary: null });
    const bounded = named(
      iamOf({ ...admin, aws_iam_role: { r: role('r', { permissions_boundary: '${var.b}' }) } }),
      'aws_iam_role.r',
    );
    expect(bounded.grants.length).toBeGreaterThan(0);
    expect(
      named(
        iamOf({ ...policies, aws_iam_role: { r: role('r', { permissions_boundary: '' }) } }),
        'aws_iam_role.r',
      ).boundary,
    ).toBeNull();
  });

  it.each<[string, JsonObject, string, JsonValue]>([
    ['aws_iam_access_key', { user: 'u' }, 'user', 'u'],
    ['aws_iam_signing_certificate', { user_name: 'u' }, 'user_name', 'u'],
    ['aws_iam_user_ssh_key', { username: 'u' }, 'username', 'u'],
    ['aws_iam_user_login_profile', {}, 'user', null],
    ['aws_iam_service_specific_credential', { user_name: null }, 'user_name', null],
    [
      'aws_iam_access_key',
      { user: '${var.user}' },
      'user',
      { $unknown: { waits_for: ['var.user'], parts: [null] } },
    ],
    ['aws_iam_access_key', { user: 7 }, 'user', '7'],
  ])('stand beside the credentials of users: %s %j', (type, values, attribute, user) => {
    expect(iamOf({ [type]: { k: values } }).credentials).toEqual([
      { address: `${type}.k`, stack: null, path: [attribute], judged: true, type, user },
    ]);
  });
});

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
        d: { role: '${data.aws_iam_role.d.name}', policy: documentOf(granting) },
        e: { role: 'arn:aws:iam::1:role/a/deep', policy: documentOf(granting) },
      },
      aws_iam_policy_attachment: {
        b: { roles: ['${var.y}', '${var.z}'], policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
    });
    const outside = facts.principals.filter(({ external }) => external);
    expect(outside.map(({ id, name, trust }) => [id, typeof name === 'object' ? null : name, trust])).toEqual(
      expect.arrayContaining([['role ops (elsewhere)', 'ops', null]]),
    );
    expect(new Set(outside.map(({ id }) => id)).size).toBe(outside.length);
    expect(outside.map(({ id }) => id)).toEqual([
      'role ops (elsewhere)',
      'role of aws_iam_role_policy.b (elsewhere)',
      'role of aws_iam_role_policy.c (elsewhere)',
      'role of aws_iam_role_policy.d (elsewhere)',
      'role arn:aws:iam::1:role/a/deep (elsewhere)',
      'role of aws_iam_policy_attachment.b (elsewhere)',
      'role of aws_iam_policy_attachment.b (elsewhere, 6)',
    ]);
  });
});
