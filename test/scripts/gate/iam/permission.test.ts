import { Interest, isEveryAction } from '../../../../scripts/gate/iam/principals/interest';
import { readPermission, type ResourcePattern } from '../../../../scripts/gate/iam/principals/permission';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import { isTemplate, type Template, type Value } from '../../../../scripts/gate/value/value';
import type { JsonObject } from '../../../../scripts/model/json';

const text = (written: string): string | Template => parseTemplate(written, null);
const shown = (value: Value | undefined): unknown =>
  isTemplate(value) ? value.parts.map((part) => (typeof part === 'string' ? part : null)) : value;
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
      patterns: ['iam:PassRole'],
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
      patterns: [],
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
