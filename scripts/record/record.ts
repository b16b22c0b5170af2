import * as z from 'zod';
import type { Digest } from '../model/digest';
import { verdicts } from '../model/finding';

const digest = z.custom<Digest>((value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value));
const counts = z.record(z.string(), z.int().nonnegative());

const plannedSchema = z.strictObject({
  kind: z.literal('planned'),
  synthDigest: digest,
  /** Integrity of the saved file. */
  planFileHash: digest,
  /** Equality of plans. */
  planDigest: digest,
  /** The state the plan was made from; null where there was none. */
  state: z.strictObject({ lineage: z.string(), serial: z.int() }).nullable(),
  /** `<stack>.<output>` and the digest of the value that was read. */
  upstreamOutputs: z.record(z.string(), digest),
  /** False where the plan has nothing to do. */
  changes: z.boolean(),
});

const deferredSchema = z.strictObject({
  kind: z.literal('deferred'),
  synthDigest: digest,
  reason: z.strictObject({
    kind: z.enum([
      'upstream-without-state',
      'upstream-lacks-output',
      'upstream-output-changes',
      'upstream-deferred',
    ]),
    upstream: z.string(),
    output: z.string().exactOptional(),
  }),
  envelope: z.strictObject({ create: counts, update: counts, replace: counts, delete: counts }),
});

const usedWaiverSchema = z.strictObject({
  rule: z.string(),
  /** Construct path, or address where there is none. */
  resource: z.string(),
  fingerprint: z.string(),
  owner: z.string(),
  ticket: z.string(),
  /** `YYYY-MM-DD`, the last day it holds. */
  expires: z.iso.date(),
});

/** A waiver that the verdict of a review rests on. */
export type UsedWaiver = z.infer<typeof usedWaiverSchema>;

export const recordSchema = z.strictObject({
  version: z.literal(1),
  environment: z.string(),
  suffix: z.string(),
  /** Of the change and of what it is to be merged into; null where nobody said. */
  commit: z.string().nullable(),
  base: z.string().nullable(),
  synthDigest: digest,
  policyDigest: z.string(),
  /** Of all waivers there were. */
  waiversDigest: z.string(),
  /** Those that were used. */
  waivers: z.array(usedWaiverSchema),
  verdict: z.enum(verdicts),
  versions: z.strictObject({ terraform: z.string(), provider: z.string() }),
  stacks: z.record(z.string(), z.discriminatedUnion('kind', [plannedSchema, deferredSchema])),
});

/** What was reviewed; signed, stored beside the state, and verified at apply. */
export type ReviewRecord = z.infer<typeof recordSchema>;
export type RecordedPlan = z.infer<typeof plannedSchema>;
export type RecordedDeferral = z.infer<typeof deferredSchema>;
export type RecordedStack = RecordedPlan | RecordedDeferral;
