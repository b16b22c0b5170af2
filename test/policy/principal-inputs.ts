const unknown = { $unknown: { parts: [null], waits_for: ['var.open'] } };

const from = (index: number): object => ({
  address: 'aws_iam_role_policy.ci',
  stack: null,
  path: ['policy', 'Statement', index],
  judged: true,
});
const grant = (index: number, actions: readonly string[], changes: object = {}): object => ({
  actions,
  scope: 'any',
  resources: ['*'],
  without: [],
  reach: null,
  self: false,
  strangers: [],
  conditions: [],
  denied_when: [],
  sid: null,
  via: 'aws_iam_role_policy',
  from: from(index),
  granted_when: [],
  waits_for: [],
  ...changes,
});
const principal = (id: string, changes: object): object => ({
  id,
  kind: 'role',
  address: id,
  stack: null,
  construct: null,
  judged: true,
  external: false,
  name: id,
  admin: 'no',
  powers: [],
  grants: [],
  boundary: null,
  trust: { services: ['lambda.amazonaws.com'], principals: [], account: true, anyone: false, waits_for: [] },
  members: [],
  unread: [],
  ...changes,
});
const making = ['iam:AttachRolePolicy', 'iam:CreateRole'];
const attachment = (policy: unknown, managed: string | null): object => ({
  address: 'aws_iam_user_policy_attachment.a',
  stack: null,
  path: ['policy_arn'],
  judged: true,
  type: 'aws_iam_user_policy_attachment',
  kinds: ['user'],
  policy,
  managed,
});

/** Facts about principals that every rule about them answers to, with both answers. */
export const principalFacts = {
  principals: [
    principal('aws_iam_role.admin', { admin: 'yes' }),
    principal('aws_iam_role.ci', {
      grants: [
        grant(0, ['iam:PassRole'], { scope: 'named', reach: 'r' }),
        grant(1, ['lambda:CreateFunction', 'lambda:InvokeFunction']),
        grant(2, making),
      ],
    }),
    principal('aws_iam_role.open', { grants: [grant(3, making, { granted_when: ['var.effect'] })] }),
  ],
  reaches: { r: ['aws_iam_role.admin'] },
  attachments: [
    attachment('arn:aws:iam::aws:policy/IAMFullAccess', 'IAMFullAccess'),
    attachment(unknown, null),
  ],
  credentials: [
    { ...from(0), address: 'aws_iam_access_key.k', path: ['user'], type: 'aws_iam_access_key', user: 'ci' },
  ],
  unjoined: [],
  runs: {},
  denials: [],
};

/** No principals at all. */
export const noPrincipals = {
  principals: [],
  reaches: {},
  attachments: [],
  credentials: [],
  unjoined: [],
  runs: {},
  denials: [],
};
