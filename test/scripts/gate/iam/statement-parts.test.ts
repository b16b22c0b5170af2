import { ActionTable } from '../../../../scripts/gate/iam/action-table';
import { ConditionKeys, vainConditions } from '../../../../scripts/gate/iam/condition-keys';
import { documentStatements } from '../../../../scripts/gate/iam/document-data';
import { readDocument } from '../../../../scripts/gate/iam/documents';
import { elementOf, isText, itemsOf } from '../../../../scripts/gate/iam/elements';
import { parseDocument } from '../../../../scripts/gate/iam/parse-document';
import { StatementReach } from '../../../../scripts/gate/iam/reach';
import { documentsOf } from '../../../../scripts/gate/iam/resource-documents';
import { isOfType, ResourceTypes } from '../../../../scripts/gate/iam/resource-types';
import { conditionsOf } from '../../../../scripts/gate/iam/statement';
import { actionWildcard, patternText, resourceWildcard } from '../../../../scripts/gate/iam/wildcards';
import { encodeValue } from '../../../../scripts/gate/value/encode';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import type { Template, Value, ValueObject } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { partsOf } from './principal-parts';

const lifted = (object: JsonObject): ValueObject => liftTemplateObject(object, null);
const valueOf = (value: JsonValue): Value => lifted({ value })['value'] ?? null;
const text = (written: string): string | Template => parseTemplate(written, null);
const told = (value: Value): JsonValue => encodeValue(value, null);
const open = (...parts: (string | null)[]): JsonValue => ({
  $unknown: { waits_for: ['var.x'], parts },
});

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
    new ActionTable({
      s3: { L2: 'ListBucket', R2: 'GetObject', W1: 'PutObject', T0: 'Tag', P2: 'Permit', X9: 'Odd' },
      's3-x': { R0: 'GetObject' },
    });

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
    const many = new ActionTable({ x: { R2: letters } }).scopableOf(['x:*']);
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

describe('the resources of AWS', () => {
  const types = (): ResourceTypes =>
    new ResourceTypes(
      {
        s3: {
          arns: ['s3:*', 's3:*/*', 's3:accesspoint/*'],
          actions: { '0 2': 'ListBucket', '1': 'GetObject PutObject' },
        },
        kms: { arns: ['kms:key/*'], actions: { '0 7': 'Decrypt' } },
      },
      {
        exact: ['s3'],
        attributes: { 'aws_s3_bucket.arn': 's3:*', 'aws_s3_access_point.arn': 's3:accesspoint/*' },
        documented: {
          's3:Odd': { arn: 's3:odd/*', source: 'x' },
          'kms:List': { arn: 'kms:alias/*', source: 'x' },
        },
      },
    );
  const arns = (action: string): string[] =>
    types()
      .of(action)
      .map(({ arn }) => arn);

  it('are those an action is about, in any case', () => {
    expect(arns('s3:ListBucket')).toEqual(['s3:*', 's3:accesspoint/*']);
    expect(arns('S3:getobject')).toEqual(['s3:*/*']);
    const same = types();
    expect(same.of('s3:GetObject')).toBe(same.of('s3:PutObject'));
    expect(arns('s3:odd')).toEqual(['s3:odd/*']);
    expect(arns('kms:Decrypt')).toEqual(['kms:key/*']);
    expect(arns('kms:list')).toEqual(['kms:alias/*']);
    expect(arns('sqs:SendMessage')).toEqual([]);
    expect([types().isExact('s3'), types().isExact('kms')]).toEqual([true, false]);
  });

  it.each<[string, string, boolean]>([
    ['arn:aws:s3:::b', 's3:ListBucket', true],
    ['arn:aws:s3:::b/k', 's3:ListBucket', false],
    ['arn:aws:s3:::b/k', 's3:GetObject', true],
    ['arn:aws:s3:::b', 's3:GetObject', false],
    ['arn:aws:kms:::key/x', 's3:GetObject', false],
    ['b/k', 's3:GetObject', false],
    ['${aws_s3_bucket.b.arn}', 's3:ListBucket', true],
    ['${aws_s3_bucket.b.arn}', 's3:GetObject', false],
    ['${aws_s3_bucket.b.arn}/*', 's3:GetObject', true],
    ['${aws_s3_bucket.b.arn}/*', 's3:ListBucket', false],
    ['${aws_s3_bucket.b.arn}/${var.x}', 's3:GetObject', true],
    ['${aws_s3_bucket.b.arn}${var.x}', 's3:ListBucket', true],
    ['${module.m.aws_s3_bucket.b.arn}', 's3:ListBucket', true],
    ['${aws_s3_bucket.b.id}', 's3:ListBucket', false],
    ['${upper(aws_s3_bucket.b.arn)}', 's3:ListBucket', false],
    ['${var.x}', 's3:ListBucket', false],
  ])('%s can be one of %s: %s', (resource, action, can) => {
    const read = types().read(text(resource));
    expect(
      types()
        .of(action)
        .some((type) => isOfType(read, type)),
    ).toBe(can);
  });

  it.each<[string, boolean, boolean, boolean]>([
    ['*', true, false, false],
    ['arn:aws:s3:::b/k', false, true, false],
    ['a/b', false, false, false],
    ['${var.x}', false, false, true],
    ['${var.x}/k', false, false, true],
    ['a${var.x}', false, false, false],
    ['${local.arns.a}', false, false, true],
    ['${aws_sqs_queue.q.url}', false, false, false],
    ['${upper(aws_sqs_queue.q.url)}', false, false, false],
    ['${data.aws_iam_role.x.arn}', false, false, false],
    ['${aws_s3_bucket.b.arn}/k', false, true, false],
  ])('%s is everything: %s, has a slash: %s, is open: %s', (resource, isEverything, hasSlash, isOpen) => {
    expect(types().read(text(resource))).toMatchObject({ isEverything, hasSlash, isOpen });
  });

  const actions = (): ActionTable =>
    new ActionTable({
      s3: { L2: 'ListBucket', R2: 'GetObject', L0: 'ListAll' },
      kms: { W2: 'Decrypt', R0: 'Nothing' },
      sqs: { W2: 'SendMessage' },
    });
  const reach = (action: string, ...resources: string[]): unknown => {
    const { reach: found, about } = new StatementReach(resources.map(text), types, actions()).of(
      text(action),
    );
    return [found, ...about];
  };

  it.each<[string, string[], unknown[]]>([
    ['s3:GetObject', ['*', 'arn:aws:sqs:::q'], ['yes']],
    ['s3:GetObject', [], ['yes']],
    ['s3:${var.x}', ['arn:aws:sqs:::q'], ['yes']],
    ['s3:Teleport', ['arn:aws:sqs:::q'], ['yes']],
    ['s3:GetObject', ['**'], ['yes']],
    ['s3:GetObject', ['arn:aws:s3*'], ['yes']],
    ['s3:GetObject', ['${var.x}'], ['undetermined', 'arn:…:s3:…:NAME/NAME']],
    ['s3:GetObject', ['${var.x}', 'arn:aws:s3:::b/*'], ['yes']],
    ['s3:GetObject', ['arn:aws:s3:::b'], ['no', 'arn:…:s3:…:NAME/NAME']],
    [
      's3:*',
      ['arn:aws:sqs:::q'],
      ['no', 'arn:…:s3:…:NAME', 'arn:…:s3:…:NAME/NAME', 'arn:…:s3:…:accesspoint/NAME'],
    ],
    ['s3:*', ['arn:aws:s3:::b'], ['yes']],
    ['s3:ListAll', ['arn:aws:s3:::*'], ['yes']],
    ['s3:ListAll', ['arn:aws:s3:::b'], ['no']],
    ['kms:Decrypt', ['arn:aws:kms:::alias/x'], ['yes']],
    ['kms:Decrypt', ['arn:aws:sqs:::q'], ['no', 'arn:…:kms:…:key/NAME']],
    ['kms:Nothing', ['arn:aws:kms:::x'], ['yes']],
    ['sqs:SendMessage', ['arn:aws:sqs:::q'], ['yes']],
    ['sqs:SendMessage', ['arn:aws:s3:::b'], ['no']],
  ])('of the statement of %s %j are meant: %j', (action, resources, expected) => {
    expect(reach(action, ...resources)).toEqual(expected);
  });
});

describe('the key of a condition', () => {
  const keys = (): ConditionKeys =>
    new ConditionKeys(
      {
        global: 'aws:securetransport aws:principaltag/*',
        services: {
          s3: { keys: ['s3:prefix', 's3:tag/*'], actions: { '0': 'ListBucket Other', '0 1 9': 'GetTagged' } },
          kms: { keys: ['kms:via'], actions: { '0': 'Decrypt' } },
        },
      },
      { of_credentials: { 'sts:name': 'x' }, older: { 'aws:old': 'x' }, exact: ['s3'] },
    );

  it.each([
    ['aws:securetransport', true],
    ['aws:principaltag/team', true],
    ['aws:principaltag/', false],
    ['aws:principaltag', false],
    ['s3:prefix', true],
    ['s3:tag/x', true],
    ['s3:prefixes', false],
    ['sts:name', true],
    ['aws:old', true],
    ['saml:aud', true],
    ['host.example:sub', true],
    ['hostexample:sub.x', false],
  ])('%s is known: %s', (key, isKnown) => {
    expect(keys().isKnown(key)).toBe(isKnown);
  });

  it.each([
    ['s3:prefix', 's3:ListBucket', true],
    ['s3:prefix', 'S3:OTHER', true],
    ['s3:prefix', 's3:GetObject', false],
    ['s3:prefix', 'sqs:SendMessage', false],
    ['s3:tag/x', 's3:GetTagged', true],
    ['s3:tag/x', 's3:ListBucket', false],
    ['kms:via', 's3:GetObject', true],
    ['aws:securetransport', 's3:GetObject', true],
    ['aws:anything', 's3:GetObject', true],
    ['sts:name', 's3:GetObject', true],
    ['saml:aud', 's3:GetObject', true],
  ])('%s can have a value for %s: %s', (key, action, can) => {
    expect(keys().isSupported(key, action)).toBe(can);
  });

  const table = (): ActionTable => new ActionTable({ s3: { L2: 'ListBucket', R2: 'GetObject' } });
  const vain = (condition: JsonValue, actions: readonly string[] | null = ['s3:GetObject']): string[] =>
    vainConditions(valueOf(condition), ['Condition'], actions, keys, table()).map(
      ({ path, key, problem }) => `${path.join('/')} ${key} ${problem}`,
    );

  it.each([
    ...['StringEquals', 'stringequalsignorecase', 'StringLike', 'NumericEquals', 'DateLessThan', 'Bool'],
    ...['BinaryEquals', 'IpAddress', 'ArnEquals', 'ArnLike', 'ForAnyValue:StringLike'],
  ])('without a value is never met under %s', (operator) => {
    expect(vain({ [operator]: { 's3:prefix': 'x' } })).toEqual([
      `Condition/${operator}/s3:prefix s3:prefix unsupported`,
    ]);
  });

  it.each([
    ...['StringNotEquals', 'StringLikeIfExists', 'ForAllValues:StringLike', 'Null', 'NotIpAddress'],
    ...['ArnNotLike', 'XBool', 'Numeric'],
  ])('without a value may be met under %s', (operator) => {
    expect(vain({ [operator]: { 's3:prefix': 'x' } })).toEqual([]);
    expect(vain({ [operator]: { 's3:prefixes': 'x' } })).toEqual([
      `Condition/${operator}/s3:prefixes s3:prefixes unknown`,
    ]);
  });

  it('is looked at only where it and the actions are known', () => {
    expect(vain({ Bool: { 's3:prefix': 'x' } }, null)).toEqual([]);
    expect(vain({ Bool: { 's3:prefix': 'x' } }, ['s3:GetObject', 's3:Teleport'])).toEqual([]);
    expect(vain({ Bool: { 's3:prefix': 'x' } }, ['s3:GetObject', 's3:ListBucket'])).toEqual([]);
    expect(vain({ Bool: { 's3:$x': 'x', 's3:é': 'x' } })).toEqual([]);
    expect(vain({ Bool: { 'S3:Odd key': 'x' } })).toEqual(['Condition/Bool/S3:Odd key S3:Odd key unknown']);
    expect(vain({ Bool: '${var.x}', Null: ['s3:odd'] })).toEqual([]);
    expect(vain('${var.x}')).toEqual([]);
    expect(vainConditions(undefined, [], null, keys, table())).toEqual([]);
  });

  it('is one fact with its operator and values, and what is open is one without a name', () => {
    const facts = (condition: JsonValue): unknown => conditionsOf(valueOf(condition), null);
    expect(conditionsOf(undefined, null)).toEqual([]);
    expect(facts({ Bool: { a: 'x', b: ['y', '${var.x}'] } })).toEqual([
      { operator: 'Bool', key: 'a', values: ['x'] },
      { operator: 'Bool', key: 'b', values: ['y', open(null)] },
    ]);
    expect(facts({ Bool: '${var.x}' })).toEqual([{ operator: 'Bool', key: '', values: [open(null)] }]);
    expect(facts('${var.x}')).toEqual([{ operator: '', key: '', values: [open(null)] }]);
  });
});

describe('the text of a document', () => {
  const parsed = (value: JsonValue): unknown => {
    const found = parseDocument(valueOf(value));
    return found.document === null ? [found.reason, found.template !== null] : told(found.document);
  };

  it.each<[JsonValue, unknown]>([
    [{ Statement: [] }, { Statement: [] }],
    ['{"Statement":[]}', { Statement: [] }],
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
