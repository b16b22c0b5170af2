import { documentStatements } from '../../../../scripts/gate/iam/document-data';
import { readDocument } from '../../../../scripts/gate/iam/documents';
import { parseDocument } from '../../../../scripts/gate/iam/parse-document';
import { documentsOf } from '../../../../scripts/gate/iam/resource-documents';
import { encodeValue } from '../../../../scripts/gate/value/encode';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import type { Value, ValueObject } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { partsOf } from './principal-parts';

const lifted = (object: JsonObject): ValueObject => liftTemplateObject(object, null);
const valueOf = (value: JsonValue): Value => lifted({ value })['value'] ?? null;
const told = (value: Value): JsonValue => encodeValue(value, null);
const open = (...parts: (string | null)[]): JsonValue => ({
  $unknown: { waits_for: ['var.x'], parts },
});

describe('the text of a document', () => {
  const parsed = (value: JsonValue): unknown => {
    const found = parseDocument(valueOf(value));
    return found.document === null ? [found.reason, found.template !== null] : told(found.document);
  };

  it.each<[JsonValue, unknown]>([
    [{ Statement: [] }, { Statement: [] }],
    ['{"Statement":[]}', { Statement: [] }],
    ['{"a":"001"}', { a: '001' }],
    [
      '{"a":"x-${var.x}","b":["${var.x}",7,null,{"c":"${var.x}y"}]}',
      { a: open('x-', null), b: [open(null), 7, null, { c: open(null, 'y') }] },
    ],
    ['{"a":"${var.x}${var.x}"}', { a: open(null, null) }],
    ['\ue000{"a":"${var.x}"}', ['is not JSON before its references are known', true]],
    ['{"a":"\uf8ff","b":"${var.x}"}', { a: '\uf8ff', b: open(null) }],
    ['{"a":"\ue000","b":"${var.x}"}', { a: '\ue000', b: open(null) }],
    ['{"a":"\\ue000","b":"${var.x}"}', { a: '\ue000', b: open(null) }],
    ['{"a":"\\uE000","b":"${var.x}"}', { a: '\ue000', b: open(null) }],
    ['{"a":${var.x}}', ['is not JSON before its references are known', true]],
    ['${var.x}', ['is not known yet', true]],
    ['{', ['is not JSON', false]],
    ['[]', ['is not a JSON object', false]],
    ['["${var.x}"]', ['is not a JSON object', true]],
    [7, ['is not a policy document', false]],
    [[], ['is not a policy document', false]],
    [`{"a":${'['.repeat(300)}`, ['nests too deep', false]],
    [
      `{"a":${'['.repeat(255)}${']'.repeat(255)}}`,
      expect.objectContaining({ a: expect.any(Array) as unknown }),
    ],
    [`{"a":${'['.repeat(256)}${']'.repeat(256)}}`, ['nests too deep', false]],
  ])('%j is %j', (value, document) => {
    expect(parsed(value)).toEqual(document);
  });
});

describe('the documents of a resource', () => {
  const { resolver } = partsOf(
    { aws_iam_role: { r: { name: 'r' } } },
    {
      variable: { x: {} },
      data: {
        aws_iam_policy_document: {
          d: { statement: [{ sid: 'A', actions: ['a:A'], resources: ['*'] }] },
          empty: {},
          over: {
            source_policy_documents: ['${data.aws_iam_policy_document.d.json}', '${var.x}'],
            override_policy_documents: '{"Statement":[{"Sid":"A","Action":"b:B"},{"Action":"c:C"},7]}',
          },
          circle: { source_policy_documents: ['${data.aws_iam_policy_document.circle.json}'] },
        },
      },
    },
  );
  const read = (value: JsonValue): unknown => {
    const { statements, unread } = readDocument(valueOf(value), ['policy'], resolver);
    return [
      ...statements.map(({ path, statement }) => [path.join('.'), told(statement)]),
      ...unread.map(({ path, reason, template }) => [path.join('.'), reason, template !== null]),
    ];
  };
  const own = ['policy.Statement.0', { Sid: 'A', Effect: 'Allow', Action: 'a:A', Resource: '*' }];

  it.each<[JsonValue, unknown[]]>([
    [
      '{"Statement":[{"a":1},7]}',
      [
        ['policy.Statement.0', { a: 1 }],
        ['policy.Statement.1', 7],
      ],
    ],
    ['{"statement":{"a":1}}', [['policy.statement.0', { a: 1 }]]],
    ['{"Statement":[]}', [['policy.Statement', 'has no statement', false]]],
    ['{"Statement":"${var.x}"}', [['policy.Statement', 'is not known yet', true]]],
    ['{}', [['policy', 'has no Statement', false]]],
    ['{', [['policy', 'is not JSON', false]]],
    ['${data.aws_iam_policy_document.d.json}', [own]],
    ['${data.aws_iam_policy_document.d.minified_json}', [own]],
    ['${data.aws_iam_policy_document.d}', [own]],
    ['${data.aws_iam_policy_document.d.id}', [['policy', 'is not known yet', true]]],
    ['${data.aws_iam_policy_document.d.json.x}', [['policy', 'is not known yet', true]]],
    ['${upper(data.aws_iam_policy_document.d.json)}', [['policy', 'is not known yet', true]]],
    ['${aws_iam_role.r.json}', [['policy', 'is not known yet', true]]],
    ['${data.aws_iam_policy_document.gone.json}', [['policy', 'is not known yet', true]]],
    ['${data.aws_iam_policy_document.empty.json}', [['policy', 'has no statement', false]]],
    ['${data.aws_iam_policy_document.circle.json}', [['policy', 'is not known yet', true]]],
    [
      '${data.aws_iam_policy_document.over.json}',
      [
        ['policy.Statement.0', { Sid: 'A', Action: 'b:B' }],
        ['policy.Statement.1', { Action: 'c:C' }],
        ['policy.Statement.2', 7],
        ['policy', 'is not known yet', true],
      ],
    ],
  ])('at %j are %j', (value, found) => {
    expect(read(value)).toEqual(found);
  });

  it.each<[string, JsonObject, string[]]>([
    ['aws_iam_policy', { policy: '{"Statement":[7]}' }, ['policy']],
    ['aws_iam_policy', { policy: '' }, []],
    ['aws_iam_policy', { policy: null }, []],
    ['aws_iam_policy', {}, []],
    ['aws_thing', { policy: '{}' }, []],
    [
      'aws_iam_role',
      { assume_role_policy: '{}', inline_policy: [{ policy: '{}' }, { name: 'a' }, { policy: '{}' }] },
      ['assume_role_policy', 'inline_policy.0.policy', 'inline_policy.2.policy'],
    ],
    ['aws_iam_role', { inline_policy: { policy: '{}' } }, ['inline_policy.policy']],
    ['aws_iam_role', { inline_policy: '${var.x}' }, ['inline_policy']],
    ['aws_iam_role', { inline_policy: 7 }, []],
  ])('are where %s %j has some: %j', (type, values, paths) => {
    expect(documentsOf(type, lifted(values), resolver).map(({ path }) => path.join('.'))).toEqual(paths);
  });
});

describe('a statement of the data source', () => {
  const rendered = (statement: JsonValue): JsonValue[] =>
    documentStatements(lifted({ statement })).map((one) => told(one));
  const only = (block: JsonObject): JsonValue => rendered([block])[0] ?? null;

  it.each<[JsonObject, JsonObject]>([
    [{}, {}],
    [{ sid: '' }, {}],
    [
      { sid: 'A', effect: 'Deny' },
      { Sid: 'A', Effect: 'Deny' },
    ],
    [{ actions: ['a:A'] }, { Action: 'a:A' }],
    [{ actions: ['a:A', 'a:C', 'a:B'] }, { Action: ['a:C', 'a:B', 'a:A'] }],
    [{ actions: ['a:A', '${var.x}', 'a:B'] }, { Action: ['a:A', open(null), 'a:B'] }],
    [{ actions: [] }, {}],
    [{ actions: [null] }, {}],
    [{ actions: null }, {}],
    [{ actions: '${var.x}' }, { Action: open(null) }],
    [
      { not_actions: ['a:A'], resources: ['r'], not_resources: ['n'] },
      { NotAction: 'a:A', Resource: 'r', NotResource: 'n' },
    ],
    [
      {
        principals: [
          { type: 'AWS', identifiers: ['a'] },
          { type: 'AWS', identifiers: 'b' },
          { type: 'Service', identifiers: ['s'] },
        ],
      },
      { Principal: { AWS: ['a', 'b'], Service: ['s'] } },
    ],
    [{ principals: { type: '*', identifiers: ['*'] } }, { Principal: '*' }],
    [{ principals: { type: '*', identifiers: ['a'] } }, { Principal: { '*': ['a'] } }],
    [{ principals: { type: '${var.x}' } }, { Principal: { AWS: [] } }],
    [{ principals: '${var.x}' }, { Principal: open(null) }],
    [{ principals: [] }, {}],
    [{ not_principals: { type: 'AWS', identifiers: ['a'] } }, { NotPrincipal: { AWS: ['a'] } }],
    [
      {
        condition: [
          { test: 'Bool', variable: 'a', values: ['x'] },
          { test: 'Bool', variable: 'b' },
          { test: 'Null', variable: 'a', values: ['y'] },
        ],
      },
      { Condition: { Bool: { a: ['x'], b: [] }, Null: { a: ['y'] } } },
    ],
    [{ condition: { test: '${var.x}', variable: 'a' } }, { Condition: open(null) }],
    [{ condition: { test: 'Bool', variable: 'a${var.x}' } }, { Condition: open('a', null) }],
    [{ condition: { test: 'Bool' } }, { Condition: [] }],
    [{ condition: { variable: 7 } }, { Condition: 7 }],
    [{ condition: '${var.x}' }, { Condition: open(null) }],
    [{ condition: [] }, {}],
  ])('%j is %j', (block, statement) => {
    expect(only(block)).toEqual({ Effect: 'Allow', ...statement });
  });

  it('is one of a list, alone, none or open', () => {
    expect(rendered({ sid: 'A' })).toEqual([{ Sid: 'A', Effect: 'Allow' }]);
    expect(rendered(null)).toEqual([]);
    expect(documentStatements({})).toEqual([]);
    expect(rendered('${var.x}')).toEqual([open(null)]);
    expect(rendered([7])).toEqual([7]);
  });
});
