import type { IamPrincipalFact } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject } from '../../../../scripts/model/json';
import { principalsOf } from './facts-of';
import {
  action,
  allow,
  boundaries,
  condition,
  deny,
  groups,
  guide,
  interplay,
  logic,
  managed,
  notAction,
  resource,
  rows,
  when,
  type Row,
} from './evaluation-rows';

const documentOf = (statements: readonly JsonObject[]): string =>
  JSON.stringify({ Statement: [...statements] });

/** The user `jobs` with policies and a boundary. */
function userWith(
  policies: Row['policies'],
  boundary: Row['boundary'],
  rest: JsonObject = {},
): IamPrincipalFact {
  const terraform: JsonObject = {
    resource: {
      aws_iam_user: {
        u: {
          name: 'u',
          ...(boundary === undefined ? {} : { permissions_boundary: '${aws_iam_policy.b.arn}' }),
        },
      },
      aws_iam_user_policy: Object.fromEntries(
        policies.map((statements, index) => [
          `p${index}`,
          { user: '${aws_iam_user.u.name}', policy: documentOf(statements) },
        ]),
      ),
      aws_iam_policy: boundary === undefined ? {} : { b: { name: 'b', policy: documentOf(boundary) } },
      ...rest,
    },
  };
  const { principals } = principalsOf([
    { kind: 'configuration', origin: 'a.tf.json', stack: null, terraform },
  ]);
  return principals.find(({ id }) => id === 'aws_iam_user.u')!;
}

function may({ grants }: IamPrincipalFact): string[] {
  return grants
    .flatMap(({ actions, scope, without, conditions, denied_when, self }) =>
      actions.map((name) =>
        [
          name,
          scope,
          ...(without.length > 0 ? [`but ${without.length}`] : []),
          ...(conditions.length > 0 ? ['if'] : []),
          ...(denied_when.length > 0 ? ['unless'] : []),
          ...(self && scope === 'named' ? ['self'] : []),
        ].join(' '),
      ),
    )
    .sort();
}

describe('what AWS’s documentation says of policies is what the facts say', () => {
  it.each(rows.map((row) => [row.says, row] as const))('%s', (_, { policies, boundary, may: expected }) => {
    expect(may(userWith(policies, boundary))).toEqual([...expected].sort());
  });

  it('names a page for each', () => {
    expect(rows.filter(({ page }) => !page.startsWith(guide))).toEqual([]);
  });
});

describe('whoever may do everything', () => {
  const admin = (policies: Row['policies'], boundary?: Row['boundary']): string =>
    userWith(policies, boundary).admin;
  const everything = allow('*');

  it.each<[string, string, 'yes' | 'no', Row['policies'], Row['boundary']]>([
    ['allows every action on every resource', logic, 'yes', [[everything]], undefined],
    ['may spell it with a service', action, 'yes', [[allow('*:*')]], undefined],
    [
      'is not held by a Deny of a few actions',
      interplay,
      'yes',
      [[everything, deny('organizations:*')]],
      undefined,
    ],
    ['is none where all is denied', interplay, 'no', [[everything, deny('*')]], undefined],
    [
      'is none where all but a list is denied',
      notAction,
      'no',
      [[everything, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }]],
      undefined,
    ],
    ['is none on some resources', resource, 'no', [[allow('*', 'arn:aws:s3:::b/*')]], undefined],
    [
      'is none under a condition',
      condition,
      'no',
      [[allow('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'true'))]],
      undefined,
    ],
    ['is none within a boundary', boundaries, 'no', [[everything]], [allow('s3:*')]],
    ['is one within a boundary of everything', boundaries, 'yes', [[everything]], [everything]],
  ])('%s (%s)', (_says, _page, expected, policies, boundary) => {
    expect(admin(policies, boundary)).toBe(expected);
  });
});

describe('policies from elsewhere', () => {
  it(`a user has the policies of its groups (${groups})`, () => {
    const user = userWith([[allow('kms:CreateGrant')]], undefined, {
      aws_iam_group: { g: { name: 'g' } },
      aws_iam_group_policy: { g: { group: 'g', policy: documentOf([allow('iam:PassRole')]) } },
      aws_iam_user_group_membership: { m: { user: 'u', groups: ['${aws_iam_group.g.name}'] } },
    });
    expect(may(user)).toEqual(['iam:PassRole any', 'kms:CreateGrant any']);
  });

  it(`a managed policy is as good as one that is written into the principal (${managed})`, () => {
    const user = userWith([], undefined, {
      aws_iam_policy: { m: { name: 'm', policy: documentOf([allow('iam:PassRole')]) } },
      aws_iam_user_policy_attachment: { a: { user: 'u', policy_arn: '${aws_iam_policy.m.arn}' } },
    });
    expect(may(user)).toEqual(['iam:PassRole any']);
  });
});
