import * as z from 'zod';
import { promotionSchema } from './promotion';
import { mergedCheckSchema } from './merged-check';
import { stages } from './resource';
import { waiverSchema } from './waiver';

/**
 * `fail` decides against the change, `undetermined` waits for a value nobody knows yet, `warn` is said and never
 * decides, `demand` asks for somebody's approval.
 */
export const statuses = ['fail', 'undetermined', 'warn', 'demand'] as const;
export const severities = ['critical', 'high', 'medium', 'low'] as const;
/** The forms a judgement can be written in: for people, programs, job summaries, code scanning and test reports. */
export const judgementFormats = ['text', 'json', 'markdown', 'sarif', 'junit'] as const;
export type JudgementFormat = (typeof judgementFormats)[number];
export const verdicts = ['pass', 'fail', 'undetermined'] as const;

const jsonValue = z.json();
const sourceSchema = z.strictObject({ file: z.string(), line: z.int().positive() }).nullable();

export const relatedSchema = z.strictObject({
  message: z.string().describe('what this place contributes, in one sentence'),
  stack: z.string().nullable(),
  address: z.string(),
  path: z.string(),
  constructPath: z.string().nullable(),
  source: sourceSchema,
});

/** A place that helped to decide, such as one of the statements an escalation is made of. */
export type RelatedPlace = z.infer<typeof relatedSchema>;

export const findingSchema = z.strictObject({
  id: z
    .string()
    .describe('stable across stages: rule, construct path (address where there is none) and attribute path'),
  rule: z.string().describe('family/name'),
  status: z.enum(statuses),
  severity: z.enum(severities),
  title: z.string().describe("what the rule asks for, from the rule's METADATA"),
  message: z.string().describe('what is wrong here, in one sentence'),
  remediation: z.string(),
  controls: z.array(z.string()),
  stack: z.string().nullable(),
  address: z.string().describe('as terraform writes it'),
  path: z.string().describe('the attribute, such as policy.Statement[0].Action[0]'),
  constructPath: z.string().nullable(),
  source: sourceSchema,
  params: z.record(z.string(), jsonValue),
  waitsFor: z.array(z.string()).describe('the references an undetermined finding waits for'),
  related: z.array(relatedSchema).describe('places that decided together with this one, in order'),
  fingerprint: z
    .string()
    .describe('of the offending value in symbolic form: the same at every stage, another for another value'),
  waiver: waiverSchema
    .omit({ rule: true, resource: true, fingerprint: true })
    .nullable()
    .describe('the waiver because of which this finding does not decide'),
});

/** What a rule found at one attribute of one resource. */
export type Finding = z.infer<typeof findingSchema>;
export type Status = Finding['status'];
export type Severity = Finding['severity'];
export type Verdict = (typeof verdicts)[number];

export const judgementSchema = z.strictObject({
  $schema: z.string().optional(),
  verdict: z.enum(verdicts),
  stage: z.enum(stages),
  environment: z.string().nullable(),
  suffix: z.string().nullable(),
  policyDigest: z.string(),
  waiversDigest: z.string().describe('of all waivers there are, used or not'),
  judged: z.strictObject({
    rules: z.array(z.string()),
    resources: z.int().nonnegative(),
    stacks: z.array(z.string()),
  }),
  findings: z.array(findingSchema),
  notJudged: z
    .array(z.strictObject({ rule: z.string(), reason: z.string() }))
    .describe('rules that could not be asked at this stage or without a suffix, each with the reason'),
  uncovered: z
    .array(z.strictObject({ type: z.string(), resources: z.int().positive() }))
    .describe('resource types that no rule which was asked looks at by name'),
  promotion: promotionSchema.optional().describe('beside an earlier judgement, where one was given'),
  checkov: z
    .strictObject({ version: z.string(), checks: z.array(mergedCheckSchema) })
    .optional()
    .describe('what Checkov objected to and what became of it, where it was asked'),
});

/** The answer of a whole run of the gate; `docs/schema/judgement.schema.json` is generated from this schema. */
export type Judgement = z.infer<typeof judgementSchema>;

/** The findings that count for a verdict: what is waived stays visible and does not decide. */
export function unwaived<T extends Pick<Finding, 'waiver'>>(findings: readonly T[]): T[] {
  return findings.filter(({ waiver }) => waiver === null);
}

/** A verdict decides by the worst finding: any `fail` fails; else any `undetermined` is undetermined. */
export function verdictOf(findings: readonly Pick<Finding, 'status' | 'waiver'>[]): Verdict {
  const deciding = unwaived(findings);
  if (deciding.some((finding) => finding.status === 'fail')) return 'fail';
  if (deciding.some((finding) => finding.status === 'undetermined')) return 'undetermined';
  return 'pass';
}

/** Whether a verdict lets a change go on: an undetermined one does at synth and plan, and never at state. */
export function mayProceed(judgement: Pick<Judgement, 'verdict' | 'stage'>): boolean {
  if (judgement.verdict === 'undetermined') return judgement.stage !== 'state';
  return judgement.verdict === 'pass';
}
