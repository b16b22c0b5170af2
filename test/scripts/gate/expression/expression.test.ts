import { evaluateExpression } from '../../../../scripts/gate/expression/evaluate';
import { parseExpressions } from '../../../../scripts/gate/expression/syntax';
import { GateError } from '../../../../scripts/gate/error';
import { judge } from '../../../../scripts/gate/judge';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { encodeValue } from '../../../../scripts/gate/value/encode';
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
