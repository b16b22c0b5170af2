import type { Expressions } from '../../../../scripts/gate/expression/syntax';
import { encodeObject, encodeTemplate, encodeValue, waitsFor } from '../../../../scripts/gate/value/encode';
import { liftKnownObject, liftTemplate, liftTemplateObject } from '../../../../scripts/gate/value/lift';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import {
  parseReference,
  scanReferences,
  withoutPrefixes,
  type Reference,
} from '../../../../scripts/gate/value/references';
import {
  askedHole,
  computed,
  isComputed,
  isLiteral,
  isTemplate,
  isValueObject,
  isVariable,
  joinParts,
  mapItems,
  mapMembers,
  onlyHole,
  otherHole,
  standsForVariable,
  textWithHoles,
  type Hole,
  type Template,
  type Value,
  type ValueObject,
} from '../../../../scripts/gate/value/value';
import { visitTexts } from '../../../../scripts/gate/value/visit';
import type { JsonValue } from '../../../../scripts/model/json';
import { hole, template } from './templates';

const partsOf = (value: string | Template): readonly (string | Hole)[] =>
  isTemplate(value) ? value.parts : [value];

describe('the holes of a string', () => {
  const reference = (text: string): Hole => ({ kind: 'reference', stack: 'app', references: [text] });
  const expression = (text: string, ...references: string[]): Hole => ({
    kind: 'expression',
    stack: 'app',
    references,
    text,
  });

  it.each<[string, (string | Hole)[]]>([
    ['a${aws_x.y.arn}b', ['a', reference('aws_x.y.arn'), 'b']],
    ['a%{b', [expression('a%{b')]],
    ['${~ upper(var.a) ~}-b', [expression('upper(var.a)', 'var.a'), '-b']],
    ['${ a~b }', [expression('a~b')]],
    ['x${var.a + 1}%%{y}', ['x', expression('var.a + 1', 'var.a'), '%{y}']],
    ['${f({ a = { b = "x" } }, var.c)}!', [expression('f({ a = { b = "x" } }, var.c)', 'var.c'), '!']],
    ['${f("}", var.c)}!', [expression('f("}", var.c)', 'var.c'), '!']],
    ['${f("\\"}", var.c)}!', [expression('f("\\"}", var.c)', 'var.c'), '!']],
    ['${f("${g("}")}", var.c)}!', [expression('f("${g("}")}", var.c)', 'var.c'), '!']],
    ['${f("$${", var.c)}!', [expression('f("$${", var.c)', 'var.c'), '!']],
    ['${f("$", var.c)}!', [expression('f("$", var.c)', 'var.c'), '!']],
    ['${f("a{", var.c)}!', [expression('f("a{", var.c)', 'var.c'), '!']],
    ['${f("${f("}")', [expression('${f("${f("}")')]],
    [
      '{"a":"%{ if var.on == "x" }b%{ endif }"}',
      [expression('{"a":"%{ if var.on == "x" }b%{ endif }"}', 'var.on')],
    ],
    ['a${b var.c', [expression('a${b var.c', 'var.c')]],
    ['a${var.b}%{ if var.c }', [expression('a${var.b}%{ if var.c }', 'var.b', 'var.c')]],
  ])('are those of %j', (text, parts) => {
    expect(partsOf(parseTemplate(text, 'app'))).toEqual(parts);
  });
});

describe('a reference taken apart', () => {
  const read = (
    kind: Reference['kind'],
    target: string,
    steps: Reference['steps'] = [],
    instance = '',
  ): Reference => ({ kind, target, instance, steps });

  it.each<[string, Reference | undefined]>([
    ['aws_x.y', read('resource', 'aws_x.y')],
    ['aws_x.y-1._a[12]["b c"].d10', read('resource', 'aws_x.y-1', ['_a', 12, 'b c', 'd10'])],
    ['aws_x.y[12].a', read('resource', 'aws_x.y', ['a'], '[12]')],
    ['aws_x.y.12', read('resource', 'aws_x.y', [], '[12]')],
    ['local.a', read('local', 'a')],
    ['local.a.b', read('local', 'a', ['b'])],
    ['local[0]', undefined],
    ['var.a', read('variable', 'a')],
    ['var.a[0]', read('variable', 'a', [0])],
    ['data.aws_x', undefined],
    ['data.aws_x[0]', undefined],
    ['data.aws_x.y', read('data', 'data.aws_x.y')],
    ['data.aws_x.y[1].a', read('data', 'data.aws_x.y', ['a'], '[1]')],
    ['data.terraform_remote_state.net.outputs', read('remote-state', 'net')],
    ['data.terraform_remote_state.net.outputs.a', read('remote-state', 'net', ['a'])],
    ['data.terraform_remote_state.net.backend', undefined],
    ['module.m.a', undefined],
    ['aws.y', undefined],
    ['AWS_x.y', undefined],
    ['1aws_x.y', undefined],
    ['aws_x', undefined],
    ['aws_x.y["${var.a}"]', undefined],
    ['!aws_x.y', undefined],
  ])('%s', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });
});

describe('the references of an expression', () => {
  const longKey = `["${'k'.repeat(300)}"]`;
  it.each<[string, string[]]>([
    ['"a \\" local.b" + local.c', ['local.c']],
    ['"a ${local.b} local.c" + local.d', ['local.b', 'local.d']],
    ['"a %{ if local.b } c"', ['local.b']],
    ['"a $${local.b} %%{local.c}" + local.d', ['local.d']],
    ['"a ${f("local.b")} local.c" + local.d', ['local.d']],
    ['"a ${ { b = "}" }.b } local.c" + local.d', ['local.d']],
    ['"$ {local.b}" + local.c', ['local.c']],
    ['{ b = "local.c" } == local.d', ['local.d']],
    ['aws_x.y["a b"].c', ['aws_x.y["a b"].c']],
    ['local.a["b"] + local.c', ['local.a["b"]', 'local.c']],
    ['aws_x.y["${var.k}"].c', ['aws_x.y', 'var.k']],
    ['["a", local.b]', ['local.b']],
    [`aws_x.y${longKey}.c`, ['aws_x.y']],
    ['f().local.b + a-local.c', ['a-local.c']],
    ['each.key + count.index + self.id + path.root + terraform.workspace + counter.x', ['counter.x']],
    ['x_terraform.a', ['x_terraform.a']],
    ['local.a + "b" + local.c', ['local.a', 'local.c']],
    ['local.a"b"local.c', ['local.a', 'local.c']],
  ])('%s', (expression, references) => {
    expect(scanReferences(expression)).toEqual(references);
  });

  it('are the longest, once each', () => {
    expect(
      withoutPrefixes(['aws_x.y', 'aws_x.yz', 'aws_x.y.arn', 'aws_x.y.arn', 'aws_a.b', 'aws_a.b[0]']),
    ).toEqual(['aws_x.yz', 'aws_x.y.arn', 'aws_a.b[0]']);
  });
});

describe('a template', () => {
  it('is one hole, a variable, or neither', () => {
    expect(onlyHole(template({}))).toEqual(hole());
    expect(onlyHole(template({}, 'x'))).toBeNull();
    expect(onlyHole(template('x'))).toBeNull();
    expect(standsForVariable(hole({ kind: 'expression' }))).toBe(false);
    expect(standsForVariable(hole({ references: ['var.a', 'local.b'] }))).toBe(false);
    expect(isVariable(template({}))).toBe(true);
    expect(isVariable(template({}, {}))).toBe(false);
    expect(isVariable(template({ references: ['local.var.a'] }))).toBe(false);
    expect(isComputed(computed('app', 'aws_x.y.z'))).toBe(true);
    expect(isComputed(template({ kind: 'computed' }, 'x'))).toBe(false);
    expect(isComputed(template({}))).toBe(false);
    expect(computed('app', 'aws_x.y.z').parts).toEqual([
      { kind: 'computed', stack: 'app', references: ['aws_x.y.z'] },
    ]);
  });

  it('is no object, and no other value is one', () => {
    const values: (Value | undefined)[] = [template({}), {}, [], null, 'x', undefined];
    expect(values.map(isTemplate)).toEqual([true, false, false, false, false, false]);
    expect(values.map(isValueObject)).toEqual([false, true, false, false, false, false]);
  });

  it('in any part of a value makes it none that is known', () => {
    const known: Value[] = [1, null, 'x', [], {}, [{ a: ['b'] }]];
    expect(known.map(isLiteral)).toEqual(known.map(() => true));
    const open: Value[] = [template({}), ['x', template({})], { a: 'x', b: { c: template({}) } }];
    expect(open.map(isLiteral)).toEqual(open.map(() => false));
  });

  it('is joined of its parts, and a text where none is open', () => {
    expect(joinParts([])).toBe('');
    expect(joinParts(['', ''])).toBe('');
    expect(joinParts(['a', '', 'b'])).toBe('ab');
    expect(partsOf(joinParts(['a', 'b', hole(), '', hole(), 'c', 'd']))).toEqual([
      'ab',
      hole(),
      hole(),
      'cd',
    ]);
    expect(partsOf(joinParts([hole()]))).toEqual([hole()]);
  });

  it('as a text has a letter for each hole', () => {
    const text = textWithHoles(template('a', {}, { kind: 'expression' }, 'b'), standsForVariable);
    expect(text).toBe(`a${askedHole}${otherHole}b`);
    expect([askedHole, otherHole].map((letter) => letter.length)).toEqual([1, 1]);
  });
});

describe('a change of a value', () => {
  it('gives back what it was where nothing changes', () => {
    const object: ValueObject = { a: 1, b: null };
    expect(mapMembers(object, (item) => item)).toBe(object);
    expect(mapMembers(object, (item, key) => (key === 'a' ? 2 : item))).toEqual({ a: 2, b: null });
    expect(mapMembers(object, (item) => item ?? undefined)).toEqual({ a: 1 });
    expect(mapMembers({ a: 1 }, () => undefined)).toEqual({});
    const list: Value[] = [1, 2];
    expect(mapItems(list, (item) => item)).toBe(list);
    expect(mapItems(list, (item) => (item === 2 ? 3 : item))).toEqual([1, 3]);
  });

  it('shows every text with its path', () => {
    const shown: [string, string][] = [];
    const value = { a: 'x', b: [1, 'y', { c: template({}) }], d: null };
    visitTexts(value, (text, path) => shown.push([path.join('.'), isTemplate(text) ? 'template' : text]));
    expect(shown).toEqual([
      ['a', 'x'],
      ['b.1', 'y'],
      ['b.2.c', 'template'],
    ]);
  });
});

describe('a value in the policy input', () => {
  it('waits for its references, sorted and once, with the stack where it is another', () => {
    const waiting = template(
      { references: ['var.b', 'var.a'] },
      '-',
      { references: ['var.a'] },
      { stack: 'net', references: ['aws_vpc.v.id'] },
      { stack: null, references: ['var.c'] },
    );
    expect(waitsFor(waiting, 'app')).toEqual(['net: aws_vpc.v.id', 'var.a', 'var.b', 'var.c']);
    expect(encodeTemplate(waiting, 'app')).toEqual({
      $unknown: {
        waits_for: ['net: aws_vpc.v.id', 'var.a', 'var.b', 'var.c'],
        parts: [null, '-', null, null, null],
      },
    });
  });

  it('is itself where nothing in it is null, open or a mark', () => {
    const value = { a: [1, { b: 'c' }], unknown: 1, $unknowns: 2, a$unknown: 3 };
    expect(encodeObject(value, null)).toBe(value);
    expect(encodeValue([value], null)).toEqual([value]);
  });

  it('lacks what is null, but in lists', () => {
    expect(encodeValue({ a: null, b: [null, { c: null }], d: { $unknown: null } }, null)).toEqual({
      b: [null, {}],
      d: {},
    });
    expect(encodeValue({ $unknown: 1, $$unknown: 2, a: 3 }, null)).toEqual({
      $$unknown: 1,
      $$$unknown: 2,
      a: 3,
    });
  });
});

describe('the values of a configuration', () => {
  it('are templates in all their texts, without comments', () => {
    const lifted = liftTemplate({ '//': { a: 1 }, b: ['${var.a}', { '//': 'x', c: 'd' }], e: null }, 'app');
    expect(lifted).toEqual({ b: [template({}), { c: 'd' }], e: null });
  });

  it('are what an expression says where it was parsed', () => {
    const range = { start: { byte: 0 }, end: { byte: 0 } };
    const root = { type: 'literalValue', meta: { type: 'number', value: '7' }, range, children: [] };
    const expressions: Expressions = new Map([['jsonencode(7)', { text: 'jsonencode(7)', root }]]);
    const values = { a: '${jsonencode(7)}', b: ['${jsonencode(7)}', { c: '${jsonencode(7)}' }], d: 'e' };
    expect(liftTemplateObject(values, null, expressions)).toEqual({ a: 7, b: [7, { c: 7 }], d: 'e' });
    expect(liftTemplate('${jsonencode(7)}', null)).toEqual(parseTemplate('${jsonencode(7)}', null));
    expect(liftTemplate('${jsonencode(8)}', null, expressions)).toEqual(
      parseTemplate('${jsonencode(8)}', null),
    );
  });
});

describe('the values of a plan with a mask', () => {
  const open = (attribute: string): Template => computed('app', `aws_x.y.${attribute}`);

  it.each<[string, JsonValue, JsonValue, Value]>([
    ['a text that is open', null, true, open('a')],
    ['a text that is known', 'x', false, 'x'],
    ['a list with an open item', ['x', null], [false, true], ['x', open('a')]],
    ['a list longer than its mask', ['x', 'y', 'z'], [true], [open('a'), 'y', 'z']],
    ['a mask longer than its list', ['x'], [false, true], ['x', open('a')]],
    ['a list that is nothing yet', null, [true], [open('a')]],
    ['a list of which nothing is open', null, [false], null],
    ['a list of blocks of which nothing is open', null, [{ b: false }], null],
    ['an object that is nothing yet', null, { b: true }, { b: open('a') }],
    ['an object of which nothing is open', null, { b: false }, null],
    ['an object with an open member', { b: 1 }, { b: false, c: true }, { b: 1, c: open('a') }],
    ['an object with a hidden member', { b: 1, c: null }, { c: true }, { b: 1, c: open('a') }],
    ['a text where the mask has an object', 'x', { b: true }, open('a')],
    ['a text where the mask has an object that marks nothing', 'x', { b: false }, 'x'],
    ['a text where the mask has a list', 'x', [true], open('a')],
    ['a text where the mask has a list that marks nothing', 'x', [[false]], 'x'],
    ['a deep mask', { b: [{ c: null }] }, { b: [{ c: true }] }, { b: [{ c: open('a') }] }],
  ])('are those of %s', (_, value, mask, lifted) => {
    expect(liftKnownObject({ a: value }, { a: mask }, 'app', 'aws_x.y')).toEqual({ a: lifted });
  });

  it('are all open where the mask is true, and none where it is no mask', () => {
    expect(liftKnownObject({ a: 1 }, true, 'app', 'aws_x.y')).toEqual({ a: open('a') });
    expect(liftKnownObject({ a: 1 }, 'x', 'app', 'aws_x.y')).toEqual({ a: 1 });
    expect(Object.keys(liftKnownObject({ a: 1 }, { b: false }, 'app', 'aws_x.y'))).toEqual(['a']);
  });
});
