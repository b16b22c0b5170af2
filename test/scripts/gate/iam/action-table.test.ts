import { ActionTable } from '../../../../scripts/gate/iam/action-table';
import { elementOf, isText, itemsOf } from '../../../../scripts/gate/iam/elements';
import { actionWildcard, patternText, resourceWildcard } from '../../../../scripts/gate/iam/wildcards';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import type { Template } from '../../../../scripts/gate/value/value';
import { rowsOf } from '../support';

const text = (written: string): string | Template => parseTemplate(written, null);

describe('an element of a policy', () => {
  it('is found in any case, as it is spelt first', () => {
    expect(elementOf({ ACTION: 'a', Action: 'b' }, 'Action')).toEqual({ key: 'Action', value: 'b' });
    expect(elementOf({ Sid: 's', ACTION: 'a' }, 'Action')).toEqual({ key: 'ACTION', value: 'a' });
    expect(elementOf({ action: null }, 'Action')).toBeUndefined();
    expect(elementOf({ Action: null, action: 'a' }, 'Action')).toBeUndefined();
    expect(elementOf({ Sid: 's' }, 'Action')).toBeUndefined();
    expect(elementOf({}, 'constructor')).toBeUndefined();
  });

  it('is a list of items with places, or one alone', () => {
    expect(itemsOf(['a', 7], ['x'])).toEqual([
      { path: ['x', 0], value: 'a' },
      { path: ['x', 1], value: 7 },
    ]);
    expect(itemsOf('a', ['x'])).toEqual([{ path: ['x'], value: 'a' }]);
    expect([isText('a'), isText(text('${var.x}')), isText(7), isText({})]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the actions of AWS', () => {
  const table = (): ActionTable =>
    new ActionTable(
      rowsOf({
        s3: { L2: 'ListBucket', R2: 'GetObject', W1: 'PutObject', T0: 'Tag', P2: 'Permit', X9: 'Odd' },
        's3-x': { R0: 'GetObject' },
      }),
    );

  it('have an access level, and take a resource or not', () => {
    expect(table().match('s3:*')).toEqual([
      { name: 's3:ListBucket', level: 'List', takesResource: 'always' },
      { name: 's3:GetObject', level: 'Read', takesResource: 'always' },
      { name: 's3:PutObject', level: 'Write', takesResource: 'optionally' },
      { name: 's3:Tag', level: 'Tagging', takesResource: 'never' },
      { name: 's3:Permit', level: 'Permissions management', takesResource: 'always' },
      { name: 's3:Odd', level: 'Write', takesResource: 'always' },
    ]);
    expect(table().grantsOf('s3:*')).toEqual(['List', 'Permissions management', 'Read', 'Tagging', 'Write']);
    expect(table().grantsOf('s3:Get*')).toEqual(['Read']);
    expect(table().grantsOf('s3:Teleport')).toEqual(['Write']);
  });

  it.each<[string, string[]]>([
    ['s3', ['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:Tag', 's3:Permit', 's3:Odd']],
    ['s3*:getobject', ['s3:GetObject', 's3-x:GetObject']],
    ['?3:Tag', ['s3:Tag']],
    ['*:Tag', ['s3:Tag']],
    ['s3:*Object', ['s3:GetObject', 's3:PutObject']],
    ['s3:?etObject', ['s3:GetObject']],
    ['s3:T??', ['s3:Tag']],
    ['s3:T?*?', ['s3:Tag']],
    ['s3:T???', []],
    ['s3:T?', []],
    ['s3-x:*', ['s3-x:GetObject']],
    ['s3:Ta', []],
    ['s3:ag', []],
    ['3:Tag', []],
    ['s3-x:Get.bject', []],
    ['', []],
  ])('%s stands for %j', (pattern, names) => {
    expect(
      table()
        .match(pattern)
        .map(({ name }) => name),
    ).toEqual(names);
  });

  it('are looked for once, in any case', () => {
    const known = table();
    expect(known.match('s3:*')).toBe(known.match('S3:*'));
    expect(known.scopableOf(['s3:Put', 'Object']).named.map(({ name }) => name)).toEqual(['s3:Put']);
    expect(known.scopableOf(['s3:PutObject']).named.map(({ name }) => name)).toEqual(['s3:PutObject']);
  });

  it('are compared in no time with wildcards in a row', () => {
    const long = new ActionTable(rowsOf({ x: { R2: 'a'.repeat(60) } }));
    expect(long.match(`x:${'?*'.repeat(20)}b`)).toEqual([]);
    expect(long.match(`x:${'?*'.repeat(20)}a`)).toHaveLength(1);
  });

  it('that the table lacks write, where they are no patterns', () => {
    expect(table().expand('s3:Teleport')).toEqual([
      { name: 's3:Teleport', level: 'Write', takesResource: 'always' },
    ]);
    for (const pattern of ['s3:Teleport*', 's3:Telepor?', 'teleport'])
      expect(table().expand(pattern)).toEqual([]);
    expect(table().expand('s3:tag')).toEqual([{ name: 's3:Tag', level: 'Tagging', takesResource: 'never' }]);
  });

  it('that take a resource are named sorted and once, the first ten of all', () => {
    const { named, count } = table().scopableOf(['s3:*', 's3:Get*']);
    expect([named.map(({ name }) => name), count]).toEqual([
      ['s3:GetObject', 's3:ListBucket', 's3:Odd', 's3:Permit', 's3:PutObject'],
      5,
    ]);
    const letters = 'A B C D E F G H I J K L'.split(' ').reverse().join(' ');
    const many = new ActionTable(rowsOf({ x: { R2: letters } })).scopableOf(['x:*']);
    expect([many.named.map(({ name }) => name.slice(2)).join(''), many.count]).toEqual(['ABCDEFGHIJ', 12]);
  });
});

describe('the width of a pattern', () => {
  it.each<[string, string]>([
    ['s3:*', 'service'],
    ['s3:*x', 'partial'],
    ['?:*', 'partial'],
    ['s3:a:*', 'partial'],
    [':*', 'partial'],
    ['*:**', 'all'],
    ['a*', 'partial'],
  ])('%s of actions is %s', (pattern, width) => {
    expect(actionWildcard(pattern)).toBe(width);
  });

  it.each<[string, string]>([
    ['arn:aws:s3:::a:*', 'partial'],
    ['arn:aws:s3:::*:*', 'all'],
    ['arn:aws:s3:::a*', 'partial'],
    ['arn:aws:s3:::*a', 'partial'],
    ['arn:aws:s3?', 'partial'],
    ['arn*', 'all'],
    ['arn?aws*', 'all'],
    ['arnx*', 'partial'],
    ['xarn:*', 'partial'],
    ['*:aws*', 'all'],
    ['arn:aws:sqs:eu-west-1:1:a/*', 'partial'],
    ['a/*', 'partial'],
  ])('%s of resources is %s', (pattern, width) => {
    expect(resourceWildcard(pattern)).toBe(width);
  });

  it('has one thing for each hole', () => {
    expect(patternText(text('a-${var.x}:*'))).toBe('a-x:*');
    expect(patternText('a')).toBe('a');
  });
});
