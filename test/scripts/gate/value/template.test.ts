import { encodeValue } from '../../../../scripts/gate/value/encode';
import { liftKnownObject } from '../../../../scripts/gate/value/lift';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import { parseReference, scanReferences } from '../../../../scripts/gate/value/references';
import type { JsonValue } from '../../../../scripts/model/json';

const read = (text: string): JsonValue => encodeValue(parseTemplate(text, null), null);
const unknown = (parts: (string | null)[], ...waitsFor: string[]): JsonValue => ({
  $unknown: { waits_for: waitsFor, parts },
});

describe('a string of Terraform JSON', () => {
  it.each<[string, JsonValue]>([
    ['plain', 'plain'],
    ['costs $5 or 5%', 'costs $5 or 5%'],
    ['$${aws:username} and %%{x}', '${aws:username} and %{x}'],
    ['${aws_vpc.main.id}', unknown([null], 'aws_vpc.main.id')],
    ['a-${var.s}-b', unknown(['a-', null, '-b'], 'var.s')],
    ['${ local.x }${local.y}', unknown([null, null], 'local.x', 'local.y')],
    ['$${a}${local.x}', unknown(['${a}', null], 'local.x')],
    ['${jsonencode({"a": "}", "b": [aws_vpc.main.id]})}!', unknown([null, '!'], 'aws_vpc.main.id')],
    ['${join("-", ["${var.a}", "b.c"])}', unknown([null], 'var.a')],
    ['${upper("x")}', unknown([null])],
    ['%{ if var.on }a%{ endif }', unknown([null], 'var.on')],
    ['${broken', unknown([null])],
    ['${aws_x.y[0].arn}', unknown([null], 'aws_x.y[0].arn')],
    ['${aws_x.y[*].arn}', unknown([null], 'aws_x.y')],
    ['${data.aws_iam_policy_document.d.json}', unknown([null], 'data.aws_iam_policy_document.d.json')],
    ['', ''],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('of a thousand openings is read in no time', () => {
    expect(read('${'.repeat(1000))).toMatchObject({ $unknown: { parts: [null] } });
    expect(read('${"'.repeat(1000))).toMatchObject({ $unknown: { parts: [null] } });
  });
});

describe('a reference', () => {
  it('is taken apart', () => {
    expect(parseReference('aws_x.y["a"].b.0.c')).toEqual({
      kind: 'resource',
      target: 'aws_x.y',
      instance: '["a"]',
      steps: ['b', 0, 'c'],
    });
    expect(parseReference('data.aws_x.y["a"].b')).toEqual({
      kind: 'data',
      target: 'data.aws_x.y',
      instance: '["a"]',
      steps: ['b'],
    });
    expect(parseReference('aws_x.y["arn"]')).toMatchObject({ instance: '', steps: ['arn'] });
    expect(parseReference('aws_x.y.tags["a"].b')).toMatchObject({ instance: '', steps: ['tags', 'a', 'b'] });
    expect(parseReference('data.terraform_remote_state.net.outputs["a-b"].c')).toEqual({
      kind: 'remote-state',
      target: 'net',
      instance: '',
      steps: ['a-b', 'c'],
    });
    expect(parseReference('aws_x.y[2].arn')).toMatchObject({ instance: '[2]', steps: ['arn'] });
    expect(parseReference('each.value')).toBeUndefined();
    expect(parseReference('aws_x.y.arn + 1')).toBeUndefined();
  });

  it('is found in an expression, not in its texts', () => {
    expect(scanReferences('"aws_a.b.c" == local.d ? aws_e.f : aws_e.f.g + each.value.h')).toEqual([
      'local.d',
      'aws_e.f.g',
    ]);
  });
});

describe('the values of a plan', () => {
  it('are literal, whatever they look like, and open where the mask says so', () => {
    const values = { policy: '${aws:username}', list: [null, 'b'], block: [{ id: 1 }], gone: null };
    const mask = { list: [true], block: [{ arn: true, tags: {} }], id: true, empty: [], all: [{ x: true }] };
    const own = (attribute: string): JsonValue => unknown([null], `aws_x.y.${attribute}`);
    expect(encodeValue(liftKnownObject(values, mask, null, 'aws_x.y'), null)).toEqual({
      policy: '${aws:username}',
      list: [own('list'), 'b'],
      block: [{ id: 1, arn: own('block') }],
      id: own('id'),
      all: [{ x: own('all') }],
    });
  });

  it('cannot pass for unknown by their keys', () => {
    const tags = { $unknown: { waits_for: [], parts: [null] }, $$unknown: 'x' };
    expect(encodeValue(liftKnownObject({ tags }, {}, null, 'a'), null)).toEqual({
      tags: { $$unknown: { waits_for: [], parts: [null] }, $$$unknown: 'x' },
    });
  });

  it('may have the names of an object prototype', () => {
    const values = JSON.parse('{"__proto__":{"a":1},"constructor":"c","toString":null}') as Record<
      string,
      JsonValue
    >;
    const encoded = encodeValue(liftKnownObject(values, { hasOwnProperty: true }, null, 'a_b.c'), null);
    expect(JSON.parse(JSON.stringify(encoded))).toEqual(
      JSON.parse(
        '{"__proto__":{"a":1},"constructor":"c","hasOwnProperty":{"$unknown":{"waits_for":["a_b.c.hasOwnProperty"],"parts":[null]}}}',
      ),
    );
  });
});
