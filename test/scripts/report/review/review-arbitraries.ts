import fc from 'fast-check';
import type { AttributeChange, ResourceChange, StackPlan } from '../../../../scripts/model/change';
import type { Finding } from '../../../../scripts/model/finding';
import { verdicts } from '../../../../scripts/model/finding';
import type { ReviewInput } from '../../../../scripts/report/review/review-input';
import { aFinding, aJudgement } from '../judgement-fixture';

/** Pieces that break renderers: markup, mentions, fences, controls, bidi overrides, several bytes a character. */
const nasty = fc.constantFrom(
  '@octocat',
  '<script>alert(1)</script>',
  '</details>',
  '</summary>',
  '<details>',
  '<!--',
  '-->',
  '`',
  '```',
  '``````',
  '~~~',
  '|',
  '\n',
  '\n- ',
  '\n# ',
  '\r\n\r\n',
  '\u202e',
  '\u0000',
  '\ud800',
  '$&',
  '${aws_x.y.arn}',
  '${',
  '}',
  '&#64;octocat',
  '#12',
  'GH-1',
  'https://evil.example/',
  '[a](javascript:alert(1))',
  '![](//evil.example)',
  '\\',
  '*',
  '_',
  '1. ',
  '- ',
  '金💳é',
  ' ',
  '"',
);

const nastyText = fc
  .array(fc.oneof(nasty, fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

const longText = fc
  .tuple(
    nastyText,
    fc.oneof({ arbitrary: fc.nat(2000), weight: 9 }, { arbitrary: fc.nat(40_000), weight: 1 }),
  )
  .map(([text, times]) => `${text}x`.repeat(Math.ceil(times / (text.length + 1))));

const value = fc.oneof(
  nastyText,
  longText,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(nastyText, { maxLength: 4 }),
  fc.dictionary(nastyText, nastyText, { maxKeys: 4 }),
  nastyText.map((action) => JSON.stringify({ Statement: [{ Effect: 'Allow', Action: [action] }] })),
);

const attribute: fc.Arbitrary<AttributeChange> = fc.record(
  {
    path: fc.array(fc.oneof(fc.constantFrom('policy', 'tags', 'name', 'Statement'), nastyText, fc.nat(3)), {
      minLength: 1,
      maxLength: 3,
    }),
    before: value,
    after: value,
    known: fc.boolean(),
    sensitive: fc.boolean(),
    forcesReplacement: fc.boolean(),
  },
  { requiredKeys: ['path', 'known', 'sensitive', 'forcesReplacement'] },
);

const source = fc.option(
  fc.record({
    file: nastyText.map((text) => `stacks/${text}.ts`),
    line: fc.integer({ min: 1, max: 999 }),
    constructPath: nastyText,
  }),
  { nil: null },
);

const type = fc.constantFrom(
  'aws_s3_bucket',
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_lambda_function',
  'aws_kms_key',
);

const change: fc.Arbitrary<ResourceChange> = fc
  .record({
    type,
    key: nastyText,
    action: fc.constantFrom('no-op', 'create', 'read', 'update', 'replace', 'delete', 'forget'),
    source,
    attributes: fc.array(attribute, { maxLength: 4 }),
  })
  .map(({ key, ...rest }) => ({
    ...rest,
    stack: '',
    mode: 'managed' as const,
    address: `${rest.type}.x[${JSON.stringify(key)}]`,
  }));

/** How often each generated change is repeated under addresses of its own: plans of thousands are made of a few. */
const copies = fc.oneof(
  { arbitrary: fc.constant(1), weight: 6 },
  { arbitrary: fc.integer({ min: 2, max: 400 }), weight: 1 },
);

const stack: fc.Arbitrary<StackPlan> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        stack: nastyText,
        changes: fc.array(fc.tuple(change, copies), { maxLength: 6 }),
        outputs: fc.array(
          fc.record({ name: nastyText, action: fc.constantFrom('create', 'update', 'no-op') }),
          { maxLength: 3 },
        ),
      })
      .map(({ stack: name, changes, outputs }) => ({
        kind: 'planned' as const,
        stack: name,
        outputs,
        planDigest: 'sha256:0' as const,
        changes: changes.flatMap(([each, times]) =>
          Array.from({ length: times }, (_none, index) => ({
            ...each,
            stack: name,
            address: index === 0 ? each.address : `${each.address}[${index}]`,
          })),
        ),
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ stack: nastyText, upstream: nastyText, output: nastyText })
      .map(({ stack: name, upstream, output }) => ({
        kind: 'deferred' as const,
        stack: name,
        reason: { kind: 'upstream-lacks-output' as const, upstream, output },
        envelope: { create: { aws_x: 2 }, update: {}, replace: {}, delete: {} },
      })),
  },
);

const finding: fc.Arbitrary<Finding> = fc
  .record({
    id: fc.uuid(),
    rule: fc.constantFrom('naming/suffix', 'iam/no-wildcard-actions'),
    status: fc.constantFrom('fail', 'undetermined', 'warn', 'demand'),
    message: fc.oneof(nastyText, longText),
    remediation: nastyText,
    controls: fc.array(nastyText, { maxLength: 2 }),
    address: nastyText.map((text) => `aws_x.y[${JSON.stringify(text)}]`),
    path: nastyText,
    waitsFor: fc.array(nastyText, { maxLength: 2 }),
    waiver: fc.option(
      fc.record({
        environments: fc.constant(['dev']),
        owner: nastyText,
        reason: nastyText,
        ticket: nastyText,
        expires: fc.constant('2026-12-01'),
      }),
      { nil: null },
    ),
    source: fc.option(
      fc.record({
        file: nastyText.map((text) => `stacks/${text}.ts`),
        line: fc.integer({ min: 1, max: 99 }),
      }),
      {
        nil: null,
      },
    ),
  })
  .map((parts) => aFinding(parts as Partial<Finding>));

const findings = fc
  .tuple(fc.array(finding, { maxLength: 8 }), copies)
  .map(([few, times]) =>
    few.flatMap((each) =>
      Array.from({ length: times }, (_none, index) => ({ ...each, id: `${each.id}${index}` })),
    ),
  );

/** Reviews of every size, most of them hostile. */
export const reviewInput: fc.Arbitrary<ReviewInput> = fc
  .record({
    environment: nastyText,
    suffix: nastyText,
    commit: nastyText,
    verdict: fc.constantFrom(...verdicts),
    synth: findings,
    plan: findings,
    stacks: fc.array(stack, { maxLength: 8 }),
    versions: fc.dictionary(nastyText, nastyText, { maxKeys: 3 }),
  })
  .map(({ synth, plan, ...rest }) => ({
    ...rest,
    judgements: [
      aJudgement({ stage: 'synth', findings: synth }),
      aJudgement({ stage: 'plan', findings: plan }),
    ],
    record: { digest: `sha256:${'0'.repeat(64)}` as const, stored: true },
  }));
