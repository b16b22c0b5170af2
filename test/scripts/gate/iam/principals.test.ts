import { GateError } from '../../../../scripts/gate/error';
import type { IamFacts, IamPrincipalFact } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { actionsOf, documentOf, granting, iamOf, named, policies, role } from './systems';

describe('a policy is joined to whoever has it', () => {
  const arn = '${aws_iam_policy.p.arn}';
  const set = {
    permission_set_arn: '${aws_ssoadmin_permission_set.s.arn}',
    instance_arn: 'arn:aws:sso:::instance/i',
  };
  it.each<[type: string, values: JsonObject, ...ids: string[]]>([
    ['aws_iam_role_policy', { role: '${aws_iam_role.r.id}', policy: documentOf(granting) }, 'aws_iam_role.r'],
    ['aws_iam_role_policy', { role: 'r', policy: documentOf(granting) }, 'aws_iam_role.r'],
    [
      'aws_iam_user_policy',
      { user: '${aws_iam_user.u.name}', policy: documentOf(granting) },
      'aws_iam_user.u',
    ],
    [
      'aws_iam_group_policy',
      { group: '${aws_iam_group.g.name}', policy: documentOf(granting) },
      'aws_iam_group.g',
    ],
    ['aws_iam_role_policy_attachment', { role: '${aws_iam_role.r.name}', policy_arn: arn }, 'aws_iam_role.r'],
    [
      'aws_iam_role_policy_attachment',
      { role: 'r', policy_arn: 'arn:aws:iam::111122223333:policy/x/p' },
      'aws_iam_role.r',
    ],
    ['aws_iam_user_policy_attachment', { user: 'u', policy_arn: arn }, 'aws_iam_user.u'],
    ['aws_iam_group_policy_attachment', { group: 'g', policy_arn: arn }, 'aws_iam_group.g'],
    [
      'aws_iam_policy_attachment',
      { name: 'x', roles: ['${aws_iam_role.r.name}'], users: ['u'], groups: ['g'], policy_arn: arn },
      'aws_iam_role.r',
      'aws_iam_user.u',
      'aws_iam_group.g',
    ],
    ['aws_iam_role_policy_attachments_exclusive', { role_name: 'r', policy_arns: [arn] }, 'aws_iam_role.r'],
    ['aws_iam_user_policy_attachments_exclusive', { user_name: 'u', policy_arns: [arn] }, 'aws_iam_user.u'],
    [
      'aws_iam_group_policy_attachments_exclusive',
      { group_name: 'g', policy_arns: [arn] },
      'aws_iam_group.g',
    ],
    [
      'aws_ssoadmin_permission_set_inline_policy',
      { ...set, inline_policy: documentOf(granting) },
      'aws_ssoadmin_permission_set.s',
    ],
    [
      'aws_ssoadmin_customer_managed_policy_attachment',
      { ...set, customer_managed_policy_reference: [{ name: '${aws_iam_policy.p.name}', path: '/' }] },
      'aws_ssoadmin_permission_set.s',
    ],
  ])('%s %j', (type, values, ...ids) => {
    const facts = iamOf({ ...policies, [type]: { a: values } });
    const having = facts.principals.filter(({ grants }) => grants.length > 0).map(({ id }) => id);
    expect(having.sort()).toEqual([...ids].sort());
    expect(facts.unjoined).toEqual([]);
    expect(facts.principals.flatMap(({ unread }) => unread)).toEqual([]);
  });

  it('where a role holds it itself', () => {
    const inline = { inline_policy: [{ name: 'a', policy: documentOf(granting) }] };
    expect(actionsOf(iamOf({ aws_iam_role: { r: role('r', inline) } }), 'aws_iam_role.r')).toEqual([
      granting,
    ]);
    const attached = { managed_policy_arns: ['${aws_iam_policy.p.arn}'] };
    const facts = iamOf({ ...policies, aws_iam_role: { r: role('r', attached) } });
    expect(actionsOf(facts, 'aws_iam_role.r')).toEqual([granting]);
    expect(named(facts, 'aws_iam_role.r').grants[0]?.from).toEqual({
      address: 'aws_iam_policy.p',
      stack: null,
      path: ['policy', 'Statement', 0],
      judged: true,
    });
  });

  it('once, however often it is attached', () => {
    const facts = iamOf({
      ...policies,
      aws_iam_role_policy_attachment: { a: { role: 'r', policy_arn: arn } },
      aws_iam_role_policy_attachments_exclusive: { a: { role_name: 'r', policy_arns: [arn] } },
    });
    expect(actionsOf(facts, 'aws_iam_role.r')).toEqual([granting]);
    expect(facts.attachments).toHaveLength(2);
  });

  it('by a name that is made of the same unknown parts', () => {
    const facts = iamOf({
      aws_iam_role: { r: role('jobs-${var.suffix}') },
      aws_iam_role_policy: { p: { role: 'jobs-${var.suffix}', policy: documentOf(granting) } },
    });
    expect(actionsOf(facts, 'aws_iam_role.r')).toEqual([granting]);
  });

  it('through groups, written from either side', () => {
    const groups = {
      ...policies,
      aws_iam_group_policy: { p: { group: 'g', policy: documentOf(granting) } },
    };
    for (const membership of [
      { aws_iam_user_group_membership: { m: { user: '${aws_iam_user.u.name}', groups: ['g'] } } },
      { aws_iam_group_membership: { m: { name: 'm', group: '${aws_iam_group.g.name}', users: ['u'] } } },
    ]) {
      const facts = iamOf({ ...groups, ...membership });
      expect(actionsOf(facts, 'aws_iam_user.u')).toEqual([granting]);
      expect(named(facts, 'aws_iam_user.u').members).toEqual(['aws_iam_group.g']);
      expect(named(facts, 'aws_iam_group.g').members).toEqual(['aws_iam_user.u']);
    }
  });
});

describe('a policy of AWS', () => {
  const attached = (policy_arn: string, data: JsonObject = {}): IamFacts =>
    iamOf({ ...policies, aws_iam_role_policy_attachment: { a: { role: 'r', policy_arn } } }, { data });

  it('gives what its table says', () => {
    expect(named(attached('arn:aws:iam::aws:policy/AdministratorAccess'), 'aws_iam_role.r').admin).toBe(
      'yes',
    );
    const facts = attached('arn:${data.aws_partition.p.partition}:iam::aws:policy/IAMFullAccess');
    expect(actionsOf(facts, 'aws_iam_role.r')).toContain('iam:PutRolePolicy');
    expect(named(facts, 'aws_iam_role.r').grants[0]?.from.path).toEqual(['policy_arn']);
  });

  it('is found by the data source of its name or ARN', () => {
    const by = (values: JsonObject): string =>
      named(attached('${data.aws_iam_policy.d.arn}', { aws_iam_policy: { d: values } }), 'aws_iam_role.r')
        .admin;
    expect(by({ name: 'AdministratorAccess' })).toBe('yes');
    expect(by({ arn: 'arn:aws:iam::aws:policy/AdministratorAccess' })).toBe('yes');
  });

  it('of a service role, or without anything that matters, gives nothing', () => {
    for (const name of ['service-role/AWSLambdaBasicExecutionRole', 'CloudWatchAgentServerPolicy']) {
      const found = named(attached(`arn:aws:iam::aws:policy/${name}`), 'aws_iam_role.r');
      expect([name, found.grants, found.powers, found.unread]).toEqual([name, [], [], []]);
    }
  });

  it.each([
    [
      'arn:aws:iam::aws:policy/NotYetThought',
      'the content of the AWS managed policy NotYetThought is not known',
      [],
    ],
    ['arn:aws:iam::111122223333:policy/elsewhere', 'the policy is not part of the system', []],
    ['${var.policy}', 'which policy this is is not known yet', ['var.policy']],
    ['${data.aws_iam_policy.d.arn}', 'the policy is not part of the system', []],
  ])('or of anybody, %s, is never taken for empty', (arn, reason, waits_for) => {
    const facts = attached(arn, { aws_iam_policy: { d: { name: 'elsewhere' } } });
    expect(named(facts, 'aws_iam_role.r').unread).toEqual([
      {
        address: 'aws_iam_role_policy_attachment.a',
        stack: null,
        path: ['policy_arn'],
        judged: true,
        waits_for,
        reason,
      },
    ]);
  });
});

describe('what cannot be read or joined', () => {
  it.each<[string, string, readonly string[]]>([
    ['${local.document}', 'the document is not known yet', ['local.document']],
    ['{', 'the document is not JSON', []],
    ['{"Statement":["${local.s}"]}', 'the statement is not known yet', ['local.s']],
    [documentOf(['${local.action}', granting]), 'one of its actions is not known yet', ['local.action']],
  ])('document %s', (policy, reason, waits_for) => {
    const facts = iamOf({ ...policies, aws_iam_role_policy: { p: { role: 'r', policy } } });
    expect(named(facts, 'aws_iam_role.r').unread).toMatchObject([{ reason, waits_for }]);
  });

  it('is no reason to forget what is known beside it', () => {
    const policy = documentOf(['${local.action}', granting]);
    expect(
      actionsOf(iamOf({ ...policies, aws_iam_role_policy: { p: { role: 'r', policy } } }), 'aws_iam_role.r'),
    ).toEqual([granting]);
  });

  it('makes a principal of whoever is named and not there', () => {
    const facts = iamOf({
      aws_iam_role_policy: {
        a: { role: 'ops', policy: documentOf(granting) },
        b: { role: 'ops', policy: documentOf('iam:PassRole') },
        c: { role: '${var.role}', policy: documentOf(granting) },
      },
    });
    expect(facts.principals.map(({ id, external, address }) => [id, external, address])).toEqual([
      ['role ops (elsewhere)', true, 'aws_iam_role_policy.a'],
      ['role of aws_iam_role_policy.c (elsewhere)', true, 'aws_iam_role_policy.c'],
    ]);
    expect(actionsOf(facts, 'role ops (elsewhere)')).toEqual(['iam:PassRole', granting]);
  });

  it('is kept where nobody is named', () => {
    const facts = iamOf({ aws_iam_role_policy: { a: { policy: documentOf(granting) } } });
    expect(facts.principals).toEqual([]);
    expect(facts.unjoined).toEqual([
      {
        address: 'aws_iam_role_policy.a',
        stack: null,
        path: ['role'],
        judged: true,
        waits_for: [],
        reason: 'whom this is about is not known',
      },
    ]);
  });

  it('fails the run where nobody thought of a type', () => {
    const lost = (): IamFacts => iamOf({ aws_iam_teleporter: { t: { name: 't' } } });
    expect(lost).toThrow(GateError);
    expect(lost).toThrow(
      /^aws_iam_teleporter\.t ended in no IAM fact, .*; say in scripts\/gate\/iam\/principals\/iam-types\.ts/,
    );
  });

  it('is nothing of what only runs as a role, or assigns permission sets', () => {
    const facts = iamOf({
      ...policies,
      aws_lambda_function: { f: { function_name: 'f' } },
      aws_ssoadmin_account_assignment: { a: { principal_id: 'x' } },
    });
    expect(facts.principals).toHaveLength(4);
    expect(facts.unjoined).toEqual([]);
  });

  it('is every type of the provider, but for those without permissions', () => {
    const types = [
      'account_alias account_password_policy access_key group group_membership group_policies_exclusive group_policy',
      'group_policy_attachment group_policy_attachments_exclusive instance_profile openid_connect_provider',
      'organizations_features policy policy_attachment role role_policies_exclusive role_policy role_policy_attachment',
      'role_policy_attachments_exclusive saml_provider security_token_service_preferences server_certificate',
      'service_linked_role service_specific_credential signing_certificate user user_group_membership user_login_profile',
      'user_policies_exclusive user_policy user_policy_attachment user_policy_attachments_exclusive user_ssh_key',
      'virtual_mfa_device',
    ];
    const resources = types
      .join(' ')
      .split(' ')
      .map((type): [string, JsonObject] => [`aws_iam_${type}`, { x: {} }]);
    expect(() => iamOf(Object.fromEntries(resources))).not.toThrow();
  });
});

describe('a boundary', () => {
  const bounded = (permissions_boundary: string, rest: JsonObject = {}): IamPrincipalFact =>
    named(
      iamOf({
        ...policies,
        aws_iam_role: { r: role('r', { permissions_boundary }) },
        aws_iam_role_policy: { p: { role: 'r', policy: documentOf('*') } },
        ...rest,
      }),
      'aws_iam_role.r',
    );

  it('of the system cuts down what a policy grants', () => {
    const { admin, boundary, grants } = bounded('${aws_iam_policy.p.arn}');
    expect([admin, boundary]).toEqual(['no', { policy: 'aws_iam_policy.p', known: true, waits_for: [] }]);
    expect(grants.flatMap(({ actions }) => actions)).toEqual([granting]);
  });

  it('nobody can read leaves it open', () => {
    const { admin, boundary, grants } = bounded('${var.boundary}');
    expect(admin).toBe('undetermined');
    expect(boundary).toMatchObject({ known: false, waits_for: ['var.boundary'] });
    expect(grants.length).toBeGreaterThan(0);
    expect(bounded('arn:aws:iam::111122223333:policy/elsewhere').boundary).toEqual({
      policy: 'arn:aws:iam::111122223333:policy/elsewhere',
      known: false,
      waits_for: ['aws_iam_role.r'],
    });
  });

  it('of a permission set may be a policy of AWS or of the account', () => {
    const set = { permission_set_arn: '${aws_ssoadmin_permission_set.s.arn}' };
    const limited = (permissions_boundary: JsonValue): IamPrincipalFact =>
      named(
        iamOf({
          ...policies,
          aws_ssoadmin_permission_set_inline_policy: {
            i: { ...set, inline_policy: documentOf([granting, 'iam:PassRole']) },
          },
          aws_ssoadmin_permissions_boundary_attachment: { b: { ...set, permissions_boundary } },
        }),
        'aws_ssoadmin_permission_set.s',
      );
    const actions = ({ grants }: IamPrincipalFact): string[] => grants.flatMap((grant) => grant.actions);
    expect(actions(limited([{ managed_policy_arn: 'arn:aws:iam::aws:policy/IAMFullAccess' }]))).toEqual([
      'iam:PassRole',
    ]);
    const reference = { customer_managed_policy_reference: { name: 'p', path: '/' } };
    expect(actions(limited(reference))).toEqual([granting]);
  });
});
