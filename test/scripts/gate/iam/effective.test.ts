import { effectiveOf, type Effective, type Grant } from '../../../../scripts/gate/iam/principals/effective';
import { Interest } from '../../../../scripts/gate/iam/principals/interest';
import { readPermission, type Permission } from '../../../../scripts/gate/iam/principals/permission';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import { isTemplate, type Template } from '../../../../scripts/gate/value/value';
import type { JsonObject } from '../../../../scripts/model/json';
import { allow, deny, when } from './evaluation-rows';

const interest = (): Interest =>
  new Interest({
    steps: {
      'iam:PassRole': [['iam', 'role/*', true]],
      'sts:AssumeRole': [['iam', 'role/*', true]],
      'iam:PutRolePolicy': [['iam', 'role/*', true]],
      'iam:PutUserPolicy': [['iam', 'user/*', true]],
      'lambda:CreateFunction': [['lambda', 'function:*', true]],
      'ssm:SendCommand': [
        ['ssm', 'document/*', true],
        ['ec2', 'instance/*', true],
        ['s3', '*', false],
      ],
      'kms:CreateGrant': [['kms', 'key/*', false]],
      'iam:CreateAccountAlias': [],
    },
    powers: { 's3:GetObject': [['s3', '*/*', true]], 'kms:CreateGrant': [['kms', 'key/*', false]] },
  });

const read = (statement: JsonObject): Permission => {
  const permission = readPermission(liftTemplateObject(statement, null), [], null, interest());
  if (permission === undefined) throw new Error(`no statement: ${JSON.stringify(statement)}`);
  return permission;
};

function effective(
  statements: readonly JsonObject[],
  boundary: readonly JsonObject[] | null = null,
): Effective {
  const from = { address: 'aws_iam_user.u', stack: null, path: [], judged: true };
  return effectiveOf(
    statements.map((statement) => ({ permission: read(statement), from, via: 'aws_iam_user' })),
    boundary?.map(read) ?? null,
  );
}

const shown = (text: string | Template): string =>
  isTemplate(text) ? text.parts.map((part) => (typeof part === 'string' ? part : '…')).join('') : text;

/** A grant in one line: `iam:PassRole pattern of role/a* but role/ab if KEY unless KEY once REFERENCE`. */
function told({ actions, scope, patterns, without, conditions, deniedWhen, waitsFor }: Grant): string {
  const list = (word: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [word, ...items.map((item) => item.replace('arn:aws:iam::1:', ''))];
  const keys = (facts: Grant['conditions']): string[] => facts.map(({ key }) => key);
  return [
    actions.map(({ name }) => name).join('+'),
    scope,
    ...list(
      'of',
      patterns.map(({ text }) => shown(text)),
    ),
    ...list(
      'but',
      without.map(({ text }) => shown(text)),
    ),
    ...list('if', keys(conditions)),
    ...list('unless', keys(deniedWhen)),
    ...list('once', waitsFor),
  ].join(' ');
}

const role = (name: string): string => `arn:aws:iam::1:role/${name}`;
const roles = (...names: string[]): string[] => names.map(role);
const mfa = when('Bool', 'aws:mfa', 'true');
const without = (statement: JsonObject, ...names: string[]): JsonObject => ({
  ...statement,
  Resource: null,
  NotResource: roles(...names),
});
const open = { Effect: '${var.effect}' };

type Row = [says: string, statements: JsonObject[], grants: string[]];

describe('the statements of a principal', () => {
  it.each<Row>([
    ['of nothing that matters give nothing', [allow('s3:ListBucket')], []],
    [
      'are one grant on everything, whatever types of resource their actions are about',
      [allow(['iam:PutRolePolicy', 'lambda:CreateFunction', 'iam:CreateAccountAlias'])],
      ['iam:PutRolePolicy+lambda:CreateFunction+iam:CreateAccountAlias any of *'],
    ],
    [
      'are one grant on everything but a list too',
      [without(allow(['iam:PutRolePolicy', 'lambda:CreateFunction']), 'a')],
      ['iam:PutRolePolicy+lambda:CreateFunction except of * but role/a'],
    ],
    [
      'have a grant for each action that hands over a role',
      [allow(['iam:PassRole', 'sts:AssumeRole', 'iam:PutRolePolicy'])],
      ['iam:PassRole any of *', 'iam:PutRolePolicy any of *', 'sts:AssumeRole any of *'],
    ],
    [
      'have a grant for each type of resource, where they are not on everything',
      [allow(['iam:PutRolePolicy', 'iam:PutUserPolicy'], 'arn:aws:iam::1:*a')],
      ['iam:PutRolePolicy pattern of *a', 'iam:PutUserPolicy pattern of *a'],
    ],
    [
      'name only what their actions are about',
      [allow(['iam:PutRolePolicy', 'lambda:CreateFunction'], [role('a'), 'arn:aws:lambda:x:1:function:*'])],
      ['iam:PutRolePolicy named of role/a', 'lambda:CreateFunction any of arn:aws:lambda:x:1:function:*'],
    ],
    ['give nothing on resources of another type', [allow('iam:PutRolePolicy', 'arn:aws:s3:::b')], []],
    ['give what takes no resource on everything only', [allow('iam:CreateAccountAlias', role('a'))], []],
    [
      'wait for an effect that is not known',
      [allow('iam:PassRole', '*', { ...open, ...mfa })],
      ['iam:PassRole any of * if aws:mfa once var.effect'],
    ],
    [
      'take out every resource there is',
      [{ ...allow('iam:PassRole'), Resource: null, NotResource: '*' }],
      [],
    ],
    ['take out every role there is', [without(allow('iam:PassRole'), 'a', '*')], []],
  ])('%s', (_says, statements, grants) => {
    expect(effective(statements).grants.map(told).sort()).toEqual([...grants].sort());
  });

  const call = (...resources: string[]): JsonObject => allow('ssm:SendCommand', resources);
  const [document, documents] = ['arn:aws:ssm:x:1:document/d', 'arn:aws:ssm:x:1:document/*'];
  const [instance, instances] = ['arn:aws:ec2:x:1:instance/i', 'arn:aws:ec2:x:1:instance/*'];
  it.each<[statement: JsonObject, scope: string]>([
    [call(document, instances), 'named'],
    [call(documents, instance), 'named'],
    [call(documents, instances), 'any'],
    [call(documents), 'any'],
    [call(documents, instances, 'arn:aws:s3:::b'), 'any'],
    [call('arn:aws:s3:::b*'), 'pattern'],
    [allow('kms:CreateGrant', 'arn:aws:kms:x:1:key/k'), 'named'],
  ])('are as narrow as the narrowest type of resource a call must name: %j is %s', (statement, scope) => {
    expect(effective([statement]).grants.map((grant) => grant.scope)).toEqual([scope]);
  });
});

describe('a Deny', () => {
  it.each<Row>([
    [
      'takes away what one of its resources covers',
      [allow('iam:PassRole', roles('a', 'b')), deny('iam:PassRole', roles('a', 'z'))],
      ['iam:PassRole named of role/b but role/a role/z'],
    ],
    [
      'takes away all where one of its resources is everything',
      [allow('iam:PassRole'), deny('iam:PassRole', [role('a'), '*'])],
      [],
    ],
    [
      'takes away all where one of its resources is every role there is',
      [allow('iam:PassRole'), deny('iam:PassRole', roles('a', '*'))],
      [],
    ],
    [
      'takes away what takes no resource on everything only',
      [allow('iam:CreateAccountAlias'), deny('iam:CreateAccountAlias', role('a'))],
      ['iam:CreateAccountAlias any of *'],
    ],
    [
      'takes away what takes no resource',
      [allow('iam:CreateAccountAlias'), deny('iam:CreateAccountAlias')],
      [],
    ],
    [
      'parts actions it is not about from those it is',
      [allow(['iam:PutRolePolicy', 'lambda:CreateFunction']), deny('iam:Put*', role('a'))],
      ['iam:PutRolePolicy any of * but role/a', 'lambda:CreateFunction any of *'],
    ],
    [
      'parts actions that lose different resources',
      [
        allow(['iam:PutRolePolicy', 'lambda:CreateFunction']),
        deny('*', [role('a'), 'arn:aws:lambda:x:1:function:f']),
      ],
      [
        'iam:PutRolePolicy any of * but role/a',
        'lambda:CreateFunction any of * but arn:aws:lambda:x:1:function:f',
      ],
    ],
    [
      'of all but a list leaves what is in the list',
      [allow('iam:PassRole'), without(deny('iam:PassRole'), 'a', 'b')],
      ['iam:PassRole named of role/a role/b'],
    ],
    [
      'of all but a list leaves nothing of what is not in it',
      [allow('iam:PassRole', roles('a', 'z')), without(deny('iam:PassRole'), 'a', 'b')],
      ['iam:PassRole named of role/a'],
    ],
    [
      'of all but what the action is not about leaves nothing',
      [allow('iam:PassRole'), { ...deny('iam:PassRole'), Resource: null, NotResource: 'arn:aws:s3:::b' }],
      [],
    ],
    [
      'of all but a list leaves of everything only what the action is about',
      [
        allow('iam:PassRole'),
        { ...deny('iam:PassRole'), Resource: null, NotResource: ['arn:aws:s3:::b', role('a')] },
      ],
      ['iam:PassRole named of role/a'],
    ],
    [
      'under a condition is kept beside what it is about',
      [allow('iam:PassRole', roles('a', 'b')), deny('iam:PassRole', roles('a', 'z'), mfa)],
      ['iam:PassRole named of role/a role/b unless aws:mfa'],
    ],
    [
      'under a condition is not kept beside what it is not about',
      [allow('iam:PassRole', role('a')), deny('iam:PassRole', role('z'), mfa)],
      ['iam:PassRole named of role/a'],
    ],
    [
      'under a condition is about every account',
      [allow('iam:PassRole', role('a')), deny('iam:PassRole', 'arn:aws:iam::2:role/*', mfa)],
      ['iam:PassRole named of role/a unless aws:mfa'],
    ],
    [
      'under a condition of all but a list is not about what is in the list',
      [allow('iam:PassRole', role('ab')), without(deny('iam:PassRole', '*', mfa), 'a*', 'z')],
      ['iam:PassRole named of role/ab'],
    ],
    [
      'under a condition of all but a list is about all else',
      [allow('iam:PassRole', role('b')), without(deny('iam:PassRole', '*', mfa), 'a*', 'z')],
      ['iam:PassRole named of role/b unless aws:mfa'],
    ],
    [
      'of all actions but one that is not known takes nothing away',
      [
        allow('iam:PassRole'),
        { ...deny('s3:*'), Action: null, NotAction: '${var.action}' },
        { ...deny('s3:*', '*', mfa), Action: null, NotAction: '${var.action}' },
      ],
      ['iam:PassRole any of *'],
    ],
  ])('%s', (_says, statements, grants) => {
    expect(effective(statements).grants.map(told).sort()).toEqual([...grants].sort());
  });
});

describe('a boundary', () => {
  const pass = (...names: string[]): JsonObject => allow('iam:PassRole', roles(...names));

  it.each<[...Row, boundary: JsonObject[]]>([
    ['leaves what it allows', [allow('iam:PassRole')], ['iam:PassRole named of role/a'], [pass('a')]],
    ['without a word of an action leaves nothing of it', [allow('iam:PassRole')], [], [allow('s3:*')]],
    [
      'leaves everything where it allows every resource there is of the type',
      [allow('iam:PassRole')],
      ['iam:PassRole any of *'],
      [allow('iam:PassRole', ['arn:aws:iam::2:role/*', role('a')])],
    ],
    [
      'leaves what one of its patterns covers as it is',
      [pass('ab*')],
      ['iam:PassRole pattern of role/ab*'],
      [pass('a*', 'abc')],
    ],
    [
      'leaves of a pattern the names that match it',
      [pass('a*')],
      ['iam:PassRole named of role/ab role/ac'],
      [pass('ab', 'ac', 'z')],
    ],
    [
      'leaves a pattern as it is where another one crosses it',
      [pass('a*')],
      ['iam:PassRole pattern of role/a*'],
      [pass('*b')],
    ],
    [
      'leaves names of an account that is not known',
      [allow('iam:PassRole', 'arn:aws:iam::1:role/*')],
      ['iam:PassRole named of arn:aws:iam::…:role/a'],
      [allow('iam:PassRole', 'arn:aws:iam::${var.account}:role/a')],
    ],
    [
      'leaves of everything only what the action is about',
      [allow('iam:PassRole')],
      ['iam:PassRole pattern of role/a*'],
      [allow('iam:PassRole', ['arn:aws:s3:::b', role('a*')])],
    ],
    [
      'leaves a pattern of many services what its patterns of the service name',
      [allow('iam:PassRole', 'arn:aws:*:*:*:role/a*')],
      ['iam:PassRole named of role/ab'],
      [allow('iam:PassRole', ['arn:aws:s3:::*x', role('ab')])],
    ],
    [
      'of all but a list leaves what is not in it',
      [pass('a', 'b')],
      ['iam:PassRole named of role/b'],
      [without(allow('iam:PassRole'), 'a', 'z')],
    ],
    [
      'leaves each part under the condition it allows it by',
      [allow('iam:PassRole', '*', when('Bool', 'aws:own', 'true'))],
      ['iam:PassRole named of role/a if aws:own aws:mfa', 'iam:PassRole named of role/b if aws:own'],
      [allow('iam:PassRole', role('a'), mfa), pass('b')],
    ],
    [
      'leaves everything without a condition where one of its statements does',
      [allow('iam:PassRole')],
      ['iam:PassRole any of *'],
      [allow('iam:PassRole', '*', mfa), pass('a'), allow('iam:PassRole')],
    ],
    [
      'takes away what it denies',
      [allow('iam:PassRole')],
      ['iam:PassRole pattern of role/a* but role/ab'],
      [pass('a*'), deny('iam:PassRole', role('ab'))],
    ],
    [
      'parts actions it allows by different statements',
      [allow(['iam:PutRolePolicy', 'lambda:CreateFunction'])],
      ['iam:PutRolePolicy any of * if aws:mfa', 'lambda:CreateFunction any of *'],
      [allow('iam:*', '*', mfa), allow('lambda:*')],
    ],
  ])('%s', (_says, statements, grants, boundary) => {
    expect(effective(statements, boundary).grants.map(told).sort()).toEqual([...grants].sort());
  });
});

describe('whoever has a power', () => {
  const both = ['s3:GetObject', 'kms:CreateGrant', 'iam:PassRole'];
  it('has it on everything, and it is named once', () => {
    expect(effective([allow(both), allow('s3:*')]).powers).toEqual(['kms:CreateGrant', 's3:GetObject']);
  });

  it.each<[string, JsonObject[]]>([
    ['on a part', [allow(both, ['arn:aws:s3:::b/*', 'arn:aws:kms:x:1:key/k'])]],
    ['under a condition', [allow(both, '*', mfa)]],
    ['unless it is denied', [allow(both), deny('*', '*', mfa)]],
    ['under a condition, unless it is denied', [allow(both, '*', mfa), deny('*', '*', mfa)]],
    ['once an effect is known', [allow(both, '*', open)]],
    ['under a condition, once an effect is known', [allow(both, '*', { ...open, ...mfa })]],
  ])('has none where it has it %s', (_how, statements) => {
    expect(effective(statements).powers).toEqual([]);
  });
});

describe('whoever may do everything', () => {
  it.each<[string, boolean, JsonObject[], JsonObject[] | null]>([
    ['may do it without a word more', true, [allow('*')], null],
    ['may do it though a Deny holds under a condition', true, [allow('*'), deny('*', '*', mfa)], null],
    [
      'may do it where one statement of the boundary allows all',
      true,
      [allow('*')],
      [allow('s3:*'), allow('*')],
    ],
    ['may not once a condition and an effect are open', false, [allow('*', '*', { ...open, ...mfa })], null],
    ['may not where no statement of the boundary allows all', false, [allow('*')], [allow('s3:*')]],
    ['may not where the boundary denies all', false, [allow('*')], [allow('*'), deny('*')]],
    ['may not by a Deny', false, [deny('*')], null],
  ])('%s: %s', (_says, isAdmin, statements, boundary) => {
    expect(effective(statements, boundary).isAdmin).toBe(isAdmin);
  });
});
