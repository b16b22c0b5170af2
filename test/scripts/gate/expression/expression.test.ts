import { evaluateExpression } from '../../../../scripts/gate/expression/evaluate';
import { parseExpressions, type SyntaxNode } from '../../../../scripts/gate/expression/syntax';
import { GateError } from '../../../../scripts/gate/error';
import { judge } from '../../../../scripts/gate/judge';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { encodeValue } from '../../../../scripts/gate/value/encode';
import { makeTemplate, type Hole, type Template, type Value } from '../../../../scripts/gate/value/value';
import { policyDirectory } from '../support';

/** What a rule sees of the value of an expression. */
async function seen(expression: string): Promise<JsonValue> {
  const [parsed] = [...(await parseExpressions([`\${${expression}}`])).values()];
  if (parsed === undefined) throw new Error('nothing was parsed');
  return encodeValue(evaluateExpression(parsed, null), null);
}

const unknown = (parts: (string | null)[], ...waits: string[]) => ({
  $unknown: { parts, waits_for: waits },
});

describe('a call of jsonencode', () => {
  it.each([
    ['a text', 'jsonencode("a")', 'a'],
    ['numbers, booleans and nothing', 'jsonencode([1, true, null])', [1, true, null]],
    ['keys with and without quotes', 'jsonencode({ a = 1, "b:c" = 2, "d" : 3 })', { a: 1, 'b:c': 2, d: 3 }],
    ['keys behind letters of more than one byte', 'jsonencode({ "ü" = "ß", b = 2 })', { ü: 'ß', b: 2 }],
    ['escapes', 'jsonencode("a\\"b\\n$${c}\\u00fc")', 'a"b\n${c}ü'],
    ['a reference', 'jsonencode({ r = aws_s3_bucket.b.arn })', { r: unknown([null], 'aws_s3_bucket.b.arn') }],
    [
      'a text around a reference',
      'jsonencode("${aws_s3_bucket.b.arn}/*")',
      unknown([null, '/*'], 'aws_s3_bucket.b.arn'),
    ],
    ['a function', 'jsonencode({ r = join("", [var.a]) })', { r: unknown([null], 'var.a') }],
    ['a condition', 'jsonencode(var.on ? "a" : "b")', unknown([null], 'var.on')],
    ['parentheses', 'jsonencode({ a = ("b") })', { a: 'b' }],
    ['a call inside a call', 'jsonencode({ a = jsonencode({ b = 1 }) })', { a: { b: 1 } }],
  ])('of %s', async (_, expression, value) => {
    expect(await seen(expression)).toEqual(value);
  });

  it('is one hole where a key is not known', async () => {
    expect(await seen('jsonencode({ (var.key) = 1 })')).toEqual(unknown([null], 'var.key'));
  });

  it('is not looked for where there is none', async () => {
    expect(
      await parseExpressions([{ a: ['${var.x}', 'jsonencode(1)', '${upper("jsonencode(1)")}'] }]),
    ).toEqual(new Map());
  });

  it('is an error where it is no expression', async () => {
    await expect(parseExpressions(['${jsonencode({ a = })}'])).rejects.toThrow(GateError);
  });
});

describe("other people's Terraform, converted from HCL", () => {
  const statement = (action: string): string =>
    `{ Effect = "Allow", Action = [${action}], Resource = aws_sqs_queue.jobs.arn }`;
  const written = (action: string): JsonObject => ({
    locals: [{ region: 'us-east-1' }],
    resource: [
      {
        aws_sqs_queue: [{ jobs: [{ name: 'jobs' }] }],
        aws_iam_role: [
          {
            worker: [
              {
                name: 'worker',
                assume_role_policy:
                  '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })}',
              },
            ],
          },
        ],
        aws_iam_policy: [
          {
            jobs: [
              { policy: `\${jsonencode({ Version = "2012-10-17", Statement = [${statement(action)}] })}` },
            ],
          },
        ],
        aws_iam_role_policy_attachment: [
          { jobs: [{ role: '${aws_iam_role.worker.name}', policy_arn: '${aws_iam_policy.jobs.arn}' }] },
        ],
      },
    ],
  });
  const found = async (action: string): Promise<string[]> => {
    const { findings } = await judge({
      evidence: [{ kind: 'configuration', origin: 'main.tf.json', stack: null, terraform: written(action) }],
      stage: 'synth',
      environment: null,
      suffixes: [],
      rules: 'iam/wildcard-action',
      policyDirectory,
      now: '2026-11-01',
    });
    return findings.map(({ status, address, path }) => `${status} ${address} ${path}`);
  };

  it('is judged inside its policies', async () => {
    expect(await found('"sqs:*"')).toEqual(['fail aws_iam_policy.jobs policy.Statement[0].Action[0]']);
    expect(await found('"sqs:ReceiveMessage"')).toEqual([]);
  });

  it('waits for the one part that is not known', async () => {
    expect(await found('"sqs:ReceiveMessage", var.action')).toEqual([
      'undetermined aws_iam_policy.jobs policy.Statement[0].Action[1]',
    ]);
  });
});

describe('the value of a syntax tree', () => {
  type Meta = NonNullable<SyntaxNode['meta']>;
  const node = (type: string, children: SyntaxNode[] = [], meta?: Meta): SyntaxNode => ({
    type,
    children,
    range: { start: { byte: 0 }, end: { byte: 0 } },
    ...(meta && { meta }),
  });
  const literal = (value: string, type = 'string'): SyntaxNode => node('literalValue', [], { type, value });
  const key = (start: number, end: number): SyntaxNode => ({
    ...node(''),
    range: { start: { byte: start }, end: { byte: end } },
  });
  const of = (root: SyntaxNode, text = ''): Value => evaluateExpression({ text, root }, 'app');
  const hole = (...references: string[]): Template =>
    makeTemplate([{ kind: 'expression', stack: 'app', references }]);
  const variable = makeTemplate([{ kind: 'reference', stack: 'app', references: ['var.a'] }]);
  const traversal = node('scopeTraversal', [], { value: 'var.a' });

  it.each<[string, SyntaxNode, Value]>([
    ['true', literal('true', 'bool'), true],
    ['false', literal('false', 'bool'), false],
    ['a number', literal('1.5', 'number'), 1.5],
    ['null', literal('null', 'dynamic'), null],
    ['a literal that says nothing', node('literalValue'), ''],
    ['a long escape', literal('\\U0001F600x'), '😀x'],
    ['escapes', literal('%%{a} \\t\\r\\n\\"\\\\ \\x'), '%{a} \t\r\n"\\ \\x'],
    ['a reference', traversal, variable],
    [
      'a traversal that says nothing',
      node('scopeTraversal'),
      makeTemplate([{ ...(hole().parts[0] as Hole), text: '' }]),
    ],
    ['a call of jsonencode', node('function', [literal('x')], { name: 'jsonencode' }), 'x'],
    [
      'a call of jsonencode with two',
      node('function', [literal('x'), literal('y')], { name: 'jsonencode', value: 'f(var.b)' }),
      hole('var.b'),
    ],
    ['a call of jsonencode with nothing', node('function', [], { name: 'jsonencode' }), hole()],
    ['another call', node('function', [literal('x')], { name: 'upper' }), hole()],
    ['a call without a name', node('function', [literal('x')]), hole()],
    ['parentheses', node('', [literal('x')]), 'x'],
    ['parentheses around two', node('', [literal('x'), literal('y')]), hole()],
    ['parentheses around nothing', node(''), hole()],
    ['something else', node('conditional', [literal('x')], { value: 'var.b' }), hole('var.b')],
    ['a template of one part', node('template', [literal('1', 'number')]), 1],
    ['a template of nothing', node('template'), ''],
    [
      'a template of texts',
      node('template', [literal('a'), literal('1', 'number'), literal('true', 'bool')]),
      'a1true',
    ],
    [
      'a template with a reference',
      node('template', [literal('a'), traversal]),
      makeTemplate(['a', ...variable.parts]),
    ],
    [
      'a template with a list or an object',
      node('template', [literal('a'), node('tuple'), node('object')], { value: 'var.b' }),
      makeTemplate(['a', ...hole('var.b').parts, ...hole('var.b').parts]),
    ],
    ['a list', node('tuple', [literal('a'), traversal]), ['a', variable]],
  ])('is that of %s', (_, root, value) => {
    expect(of(root)).toEqual(value);
  });

  it('has the keys of objects as they stand in the bytes of the text, or as they are computed', () => {
    const object = node('object', [
      key(0, 2),
      literal('x'),
      key(2, 4),
      literal('y'),
      node('', [literal('c')]),
      literal('z'),
    ]);
    expect(of(object, 'üab')).toEqual({ ü: 'x', ab: 'y', c: 'z' });
    expect(of(node('object', [key(0, 1), literal('x'), key(1, 2)]), 'ab')).toEqual({ a: 'x' });
    const open = node('object', [node('', [traversal]), literal('x')], { value: 'var.a' });
    expect(of(open)).toEqual(hole('var.a'));
  });
});

it('an expression that cannot be parsed is named in part, with its cause', async () => {
  const text = `\${jsonencode({ ${'a'.repeat(80)} = })}`;
  const error: unknown = await parseExpressions([{ a: [1, text] }]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(GateError);
  const { message, cause } = error as GateError;
  expect(message).toMatch(
    /^the expression "jsonencode\(\{ a{47}" cannot be parsed \([\s\S]{1,200}\); terraform would not read it either$/,
  );
  expect(cause).toBeDefined();
});
