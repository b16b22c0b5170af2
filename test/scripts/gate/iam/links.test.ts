import {
  afterLast,
  blocksOf,
  follow,
  listed,
  memberOf,
  textKey,
} from '../../../../scripts/gate/iam/principals/links';
import { managedName } from '../../../../scripts/gate/iam/principals/managed-policies';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import { isTemplate, type Hole, type Template, type Value } from '../../../../scripts/gate/value/value';
import type { JsonValue } from '../../../../scripts/model/json';
import type { HolderKind } from '../../../../scripts/gate/input/policy-input';
import { partsOf } from './principal-parts';
import { role } from './systems';

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

describe('the principals of a system', () => {
  const { holders, resources } = partsOf(
    {
      aws_iam_role: { r: role('r'), twin: role('r'), open: role('r-${var.x}') },
      aws_iam_user: { u: { name: 'u' }, nameless: {} },
      aws_iam_role_policy: { p: { role: 'r', name: 'r' } },
      aws_iam_instance_profile: { r: { name: 'r' } },
      aws_sqs_queue: { q: {} },
    },
    { data: { aws_iam_role: { r: { name: 'r' }, nameless: {} } } },
  );
  const both = ['aws_iam_role.r', 'aws_iam_role.twin'];

  it.each<[JsonValue | undefined, HolderKind, string[]]>([
    ['r', 'role', both],
    ['r', 'user', []],
    ['a/r', 'role', []],
    ['arn:aws:iam::111122223333:role/a/r', 'role', both],
    ['arn:aws:iam::${var.account}:role/r', 'role', both],
    ['r-${var.x}', 'role', ['aws_iam_role.open']],
    ['r-${var.y}', 'role', []],
    ['${upper(var.x)}', 'role', []],
    ['${aws_iam_role.r.name}', 'role', ['aws_iam_role.r']],
    ['${aws_iam_role.r.name}', 'user', []],
    ['${data.aws_iam_role.r.name}', 'role', both],
    ['${data.aws_iam_role.nameless.name}', 'role', []],
    ['${aws_sqs_queue.q.name}', 'role', []],
    [7, 'role', []],
    [null, 'role', []],
    [undefined, 'role', []],
  ])('by %j as a %s are %j', (value, kind, ids) => {
    const given = typeof value === 'string' ? read(value) : (value as Value | undefined);
    expect(holders.named(given, kind).map(({ id }) => id)).toEqual(ids);
  });

  it('and those from elsewhere are told by name, and by what names them first', () => {
    const [by] = resources.filter(({ subject }) => subject.resource.type === 'aws_iam_role_policy');
    const elsewhere = (value: JsonValue, stack: string | null = null): unknown => {
      const { subject } = by!;
      const given = typeof value === 'string' ? read(value) : (value as Value);
      const from = { ...by!, subject: { ...subject, resource: { ...subject.resource, stack } } };
      return holders
        .namedOrOutside(given, 'role', from)
        .map(({ id, external, name }) => [id, external, shown(name ?? undefined)]);
    };
    expect(elsewhere('r')).toEqual([
      ['aws_iam_role.r', false, 'r'],
      ['aws_iam_role.twin', false, 'r'],
    ]);
    expect(elsewhere('ops')).toEqual([['role ops (elsewhere)', true, 'ops']]);
    expect(elsewhere('${upper(var.x)}')).toEqual([
      ['role of aws_iam_role_policy.p (elsewhere)', true, [null]],
    ]);
    expect(elsewhere('${upper(var.x)}', 'main')).toEqual([
      ['role of main: aws_iam_role_policy.p (elsewhere)', true, [null]],
    ]);
    expect(elsewhere('${aws_sqs_queue.q.name}')).toEqual([
      ['role aws_sqs_queue.q (elsewhere)', true, undefined],
    ]);
    expect(elsewhere(7)).toEqual([]);
    expect(elsewhere(null)).toEqual([]);
    expect(holders.all()).toHaveLength(9);
  });
});
