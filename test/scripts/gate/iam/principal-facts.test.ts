import { principalFacts } from '../../../../scripts/gate/iam/principals/principal-facts';
import { documentsOf } from '../../../../scripts/gate/iam/resource-documents';
import type { IamPrincipalFact } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { tables } from './facts-of';
import { partsOf } from './principal-parts';
import { documentOf, granting, iamOf, named, policies, role } from './systems';

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

  it('name steps only, in order, and what is strong beside them', () => {
    const statement = (rest: JsonObject): string =>
      JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*', ...rest }] });
    const { grants, powers } = named(
      iamOf({
        aws_iam_user: { u: { name: 'u' } },
        aws_iam_user_policy: {
          a: {
            user: 'u',
            policy: documentOf(['s3:GetObject', 'iam:PutRolePolicy', 'iam:AttachRolePolicy']),
          },
          b: { user: 'u', policy: documentOf(['s3:GetObject', 'kms:Decrypt']) },
          c: {
            user: 'u',
            policy: statement({ Effect: '${var.z}', NotAction: ['*', '${var.a}'] }),
          },
          d: {
            user: 'u',
            policy: statement({
              Effect: '${var.z}',
              NotAction: ['${var.a}', 'iam:*', 'lambda:*', 's*', 'a*', 'b*', 'c*', 'd*', 'e*', 'g*'],
              Resource: null,
              NotResource: 'arn:aws:iam::1:role/x',
            }),
          },
        },
      }),
      'aws_iam_user.u',
    );
    expect(powers).toEqual(['kms:Decrypt', 's3:GetObject']);
    const [first, ...others] = grants;
    expect(first).toMatchObject({
      actions: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'],
      scope: 'any',
      reach: null,
      self: true,
      granted_when: [],
    });
    expect(others.length).toBeGreaterThan(0);
    for (const { scope, reach, self, without, granted_when } of others) {
      expect([scope, reach, self, without, granted_when]).toEqual([
        'except',
        null,
        true,
        ['arn:aws:iam::1:role/x'],
        ['var.a', 'var.z'],
      ]);
    }
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

  it('have its groups in order, and what two of them give is given once', () => {
    const facts = iamOf({
      aws_iam_user: { u: { name: 'u' }, nameless: {} },
      aws_iam_group: { b: { name: 'b' }, a: { name: 'a' } },
      aws_iam_user_group_membership: { m: { user: 'u', groups: ['b', 'a'] } },
      aws_iam_policy: {
        p: { name: 'p', policy: documentOf('iam:CreatePolicyVersion', 'arn:aws:iam::1:policy/p') },
        q: { name: 'q', policy: '${var.q}' },
      },
      aws_iam_policy_attachment: {
        p: { groups: ['a', 'b'], policy_arn: '${aws_iam_policy.p.arn}' },
        q: { groups: ['a', 'b'], policy_arn: '${aws_iam_policy.q.arn}' },
      },
    });
    const { name, members, grants, unread } = named(facts, 'aws_iam_user.u');
    expect([name, members, unread.map(({ address }) => address)]).toEqual([
      'u',
      ['aws_iam_group.a', 'aws_iam_group.b'],
      ['aws_iam_policy.q'],
    ]);
    expect(grants.map(({ actions, reach, self }) => [actions, reach, self])).toEqual([
      [['iam:CreatePolicyVersion'], 'r0', true],
    ]);
    expect(facts.reaches).toEqual({ r0: ['aws_iam_group.a', 'aws_iam_group.b', 'aws_iam_user.u'] });
    expect(named(facts, 'aws_iam_user.nameless').name).toBeNull();
  });

  it('are those of a user alone, where another is in the group it names', () => {
    const facts = iamOf({
      aws_iam_user: { u: { name: 'u' } },
      aws_iam_group: { g: { name: 'g' } },
      aws_iam_user_policy: {
        p: { user: 'u', policy: documentOf('iam:PutGroupPolicy', 'arn:aws:iam::1:group/g') },
      },
    });
    expect(named(facts, 'aws_iam_user.u').grants.map(({ self }) => self)).toEqual([false]);
  });

  it('wait for every boundary that is not known, where there are several', () => {
    const set = { permission_set_arn: '${aws_ssoadmin_permission_set.s.arn}' };
    const limit = (managed_policy_arn: string): JsonObject => ({
      ...set,
      permissions_boundary: [{ managed_policy_arn }],
    });
    const { boundary } = named(
      iamOf({
        ...policies,
        aws_ssoadmin_permissions_boundary_attachment: {
          known: limit('arn:aws:iam::aws:policy/IAMFullAccess'),
          z: limit('${var.z}'),
          a: limit('${var.a}'),
        },
      }),
      'aws_ssoadmin_permission_set.s',
    );
    expect(boundary).toEqual({
      policy: 'arn:aws:iam::aws:policy/IAMFullAccess',
      known: false,
      waits_for: ['var.a', 'var.z'],
    });
  });

  it('are told of all, and what gives them of what is judged only', () => {
    const { resources, resolver } = partsOf({
      ...policies,
      aws_iam_role_policy_attachment: { a: { role: 'r', policy_arn: '${aws_iam_policy.p.arn}' } },
      aws_iam_access_key: { k: { user: 'u' } },
    });
    const told = (judged: boolean): unknown => {
      const { principals, attachments, credentials } = principalFacts(
        resources.map((resource) => ({ ...resource, judged })),
        resolver,
        ({ subject, values }) => documentsOf(subject.resource.type, values, resolver),
        { interest: tables.interest(), managed: tables.managed, actions: tables.actions },
      );
      return [principals.length, attachments.length, credentials.length];
    };
    expect(told(true)).toEqual([4, 1, 1]);
    expect(told(false)).toEqual([4, 0, 0]);
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
