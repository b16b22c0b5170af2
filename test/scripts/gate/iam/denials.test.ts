import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { creation, planOf, synthesisOf } from '../support';
import { iamFactsOf, tables } from './facts-of';
import { configuration, documentOf, policies, role } from './systems';

const iamOf = (resource: JsonObject): IamFacts => iamFactsOf([configuration({ resource })], tables);
const policy = (name: string, document: string): JsonObject => ({ name, policy: document });
const deny = (Action: JsonValue, Resource: JsonValue = '*', rest: JsonObject = {}): string =>
  documentOf(Action, Resource, { Effect: 'Deny', ...rest });
const user = 'arn:aws:iam::123456789012:user/ci-*';
const allowing = documentOf('iam:PutUserPolicy', user);
const guard = policy('guard', deny('iam:*'));
const attachments = (...pairs: [role: string, policy: string][]): JsonObject =>
  Object.fromEntries(pairs.map(([to, policy_arn], index) => [`a${index}`, { role: to, policy_arn }]));
const p = '${aws_iam_policy.p.arn}';
const guarding = '${aws_iam_policy.guard.arn}';

/** Whose statements are denied. */
const denied = ({ denials }: IamFacts): string[] => denials.map(({ address }) => address);

describe('a Deny of other policies', () => {
  const pair = {
    aws_iam_role: { one: role('one'), two: role('two') },
    aws_iam_policy: { p: policy('p', allowing), guard },
  };
  const attached = (...pairs: [role: string, policy: string][]): IamFacts =>
    iamOf({ ...pair, aws_iam_role_policy_attachment: attachments(...pairs) });

  it('is told with the action it denies of which statement, and its condition', () => {
    const Condition = {
      StringNotEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/b' },
    };
    const facts = iamOf({
      ...policies,
      aws_iam_role_policy: {
        own: { role: 'r', policy: documentOf(['iam:DeleteUserPolicy', 'iam:PutUserPolicy'], user) },
        guard: { role: 'r', policy: deny(['iam:Put*', 's3:*'], '*', { Condition }) },
      },
    });
    expect(facts.denials).toEqual([
      {
        address: 'aws_iam_role_policy.own',
        stack: null,
        path: ['policy', 'Statement', 0],
        action: 'iam:PutUserPolicy',
        conditions: [
          {
            operator: 'StringNotEquals',
            key: 'iam:PermissionsBoundary',
            values: ['arn:aws:iam::123456789012:policy/b'],
          },
        ],
      },
    ]);
  });

  it('counts where all have it who have the policy', () => {
    const both = attached(['one', p], ['one', guarding], ['two', p], ['two', guarding]);
    expect(denied(both)).toEqual(['aws_iam_policy.p']);
    expect(denied(attached(['one', p], ['one', guarding], ['two', p]))).toEqual([]);
    expect(denied(attached(['two', guarding], ['two', p], ['one', p]))).toEqual([]);
    expect(denied(attached(['one', p], ['two', guarding]))).toEqual([]);
    expect(denied(attached(['one', p]))).toEqual([]);
  });

  it('does not count where the policy goes to somebody who is not known', () => {
    expect(denied(attached(['one', p], ['one', guarding], ['${var.role}', p]))).toEqual([]);
  });

  it('does not count where somebody without it has a policy that is not known', () => {
    const guarded: [string, string][] = [
      ['one', p],
      ['one', guarding],
    ];
    expect(denied(attached(...guarded, ['two', '${var.policy}']))).toEqual([]);
    expect(denied(attached(['two', '${var.policy}'], ...guarded))).toEqual([]);
    expect(denied(attached(...guarded, ['one', '${var.policy}']))).toEqual(['aws_iam_policy.p']);
    const elsewhere = 'arn:aws:iam::123456789012:policy/x';
    expect(denied(attached(...guarded, ['two', elsewhere]))).toEqual(['aws_iam_policy.p']);
  });

  it.each<[string, JsonObject]>([
    ['the boundary', { aws_iam_role: { r: role('r', { permissions_boundary: guarding }) } }],
    ['an inline policy', { aws_iam_role_policy: { i: { role: 'r', policy: deny('iam:*') } } }],
    [
      'a policy in the role',
      { aws_iam_role: { r: role('r', { inline_policy: [{ name: 'i', policy: deny('iam:*') }] }) } },
    ],
    [
      'a policy of AWS',
      {
        aws_iam_role_policy_attachment: attachments(
          ['r', p],
          ['r', 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'],
        ),
      },
    ],
  ])('may stand in %s', (_, resource) => {
    const facts = iamOf({
      ...policies,
      aws_iam_policy: { p: policy('p', allowing), guard },
      aws_iam_role_policy_attachment: attachments(['r', p]),
      ...resource,
    });
    expect(denied(facts)).toEqual(['aws_iam_policy.p']);
  });

  it('of a group holds its users, and one of a user not its groups', () => {
    const members = {
      ...policies,
      aws_iam_user_group_membership: { m: { user: 'u', groups: ['g'] } },
    };
    const ofGroup = iamOf({
      ...members,
      aws_iam_user_policy: { own: { user: 'u', policy: allowing } },
      aws_iam_group_policy: { guard: { group: 'g', policy: deny('iam:*') } },
    });
    expect(denied(ofGroup)).toEqual(['aws_iam_user_policy.own']);
    const ofUser = iamOf({
      ...members,
      aws_iam_user_policy: { guard: { user: 'u', policy: deny('iam:*') } },
      aws_iam_group_policy: { own: { group: 'g', policy: allowing } },
    });
    expect(denied(ofUser)).toEqual([]);
  });

  it.each<[about: string, allowed: string, denial: string, isDenied: boolean]>([
    ['the same', allowing, deny('iam:PutUserPolicy', user), true],
    ['the same in another case', allowing, deny('IAM:putuserpolicy', user), true],
    ['what only looks like it', allowing, deny('iam:PutUserPolic', user), false],
    ['something else', allowing, deny('iam:DeleteUserPolicy'), false],
    [
      'one of its actions',
      documentOf(['iam:PutUserPolicy', 'iam:DeleteUserPolicy']),
      deny('iam:PutUserPolicy'),
      true,
    ],
    ['every user of a name', allowing, deny('iam:*', 'arn:aws:iam::*:user/*'), true],
    ['fewer users', allowing, deny('iam:*', 'arn:aws:iam::123456789012:user/ci-1'), false],
    ['all by two', documentOf('iam:PutUserPolicy', [user, 'x']), deny('iam:*', ['x', user]), true],
    ['one of two', documentOf('iam:PutUserPolicy', [user, 'x']), deny('iam:*', [user]), false],
    [
      'the same reference',
      documentOf('iam:PutUserPolicy', '${aws_iam_user.u.arn}'),
      deny('iam:*', '${aws_iam_user.u.arn}'),
      true,
    ],
    ['an action that is not known', allowing, deny('iam:${var.verb}'), false],
    ['all actions by a wildcard', documentOf('iam:Put*', user), deny('iam:*'), false],
    ['an action that changes no permission', documentOf('iam:GetUser', user), deny('iam:*'), false],
    ['an action nobody knows', documentOf('iam:InventUser', user), deny('iam:*'), false],
    ['an action that is partly known', documentOf('iam:Put${var.what}', user), deny('iam:*'), false],
    ['all but some actions', allowing, deny([], '*', { Action: null, NotAction: 's3:*' }), false],
    ['all but some resources', allowing, deny('iam:*', [], { Resource: null, NotResource: 'x' }), false],
    [
      'what is all but some resources',
      documentOf('iam:PutUserPolicy', [], { Resource: null, NotResource: 'x' }),
      deny('iam:*'),
      false,
    ],
    ['one whose effect is not known', allowing, documentOf('iam:*', '*', { Effect: '${var.e}' }), false],
    [
      'under two conditions',
      allowing,
      deny('iam:*', '*', { Condition: { Bool: { 'aws:a': 'true', 'aws:b': 'true' } } }),
      false,
    ],
  ])('is about %s', (_, allowed, denial, isDenied) => {
    const facts = iamOf({
      ...policies,
      aws_iam_role_policy: { i: { role: 'r', policy: allowed }, guard: { role: 'r', policy: denial } },
    });
    expect(denied(facts)).toEqual(isDenied ? ['aws_iam_role_policy.i'] : []);
  });

  it('may come from another stack, where the same name is something else', () => {
    const inNetwork = (denial: string): IamFacts => {
      const network = {
        resource: {
          aws_iam_role: { r: role('jobs') },
          aws_iam_role_policy: {
            guard: { role: 'jobs', policy: denial },
            free: { role: 'jobs', policy: allowing },
          },
        },
      };
      const values = { name: 'p', role: 'jobs', policy: documentOf('iam:PutUserPolicy', '${var.user}') };
      const service = { resource: { aws_iam_role_policy: { own: values } } };
      const plan = {
        ...planOf([creation('aws_iam_role_policy.own', { name: 'p', role: 'jobs' })]),
        stack: 'service',
      };
      return iamFactsOf([plan], tables, synthesisOf({ network, service }));
    };
    expect(inNetwork(deny('iam:*')).denials).toMatchObject([
      { address: 'aws_iam_role_policy.own', stack: 'service' },
    ]);
    expect(inNetwork(deny('iam:*', '${var.user}')).denials).toEqual([]);
  });

  it('is told once a statement, however many have that', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `p${index}`);
    const facts = iamOf({
      aws_iam_role: { one: role('one'), two: role('two') },
      aws_iam_policy: {
        guard,
        ...Object.fromEntries(many.map((name) => [name, policy(name, allowing)])),
      },
      aws_iam_role_policy_attachment: attachments(
        ...['one', 'two'].flatMap((to): [string, string][] => [
          [to, guarding],
          ...many.map((name): [string, string] => [to, `\${aws_iam_policy.${name}.arn}`]),
        ]),
      ),
    });
    expect(denied(facts)).toHaveLength(1000);
  });
});
