import type { Digest } from '../model/digest';
import type { RecordedPlan, ReviewRecord } from './record';

/** What is true when an apply begins, to be held against the record. */
export interface PresentChange {
  readonly environment: string;
  readonly policyDigest: string;
  readonly waiversDigest: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly versions: ReviewRecord['versions'];
  /** The synth digest by stack. */
  readonly stacks: Readonly<Record<string, Digest>>;
}

/** What is true when a stack's turn comes. */
export interface PresentStack {
  readonly state: RecordedPlan['state'];
  readonly upstreamOutputs: RecordedPlan['upstreamOutputs'];
}

/** One sentence on the first thing that is not as it was reviewed, or null where all of it is. */
export function differenceFromRecord(record: ReviewRecord, present: PresentChange): string | null {
  if (record.environment !== present.environment) {
    return `the record is of the environment ${record.environment}, and ${present.environment} is to be applied`;
  }
  if (record.verdict === 'fail') return 'the reviewed plan failed the gate, so it may not be applied';
  const changed = Object.keys({ ...record.stacks, ...present.stacks }).find(
    (stack) => record.stacks[stack]?.synthDigest !== present.stacks[stack],
  );
  if (changed !== undefined) {
    return `the stack ${changed} was synthesized differently when it was reviewed (${record.stacks[changed]?.synthDigest ?? 'not at all'}) than it is now (${present.stacks[changed] ?? 'not at all'})`;
  }
  if (record.policyDigest !== present.policyDigest) {
    return `the change was judged by the policy ${record.policyDigest}, and the policy is ${present.policyDigest} now`;
  }
  if (record.waiversDigest !== present.waiversDigest) {
    return `the change was judged with the waivers ${record.waiversDigest}, and they are ${present.waiversDigest} now`;
  }
  const expired = record.waivers.find(({ expires }) => expires < present.today);
  if (expired !== undefined) {
    return `the review rests on the waiver of ${expired.rule} for ${expired.resource}, which expired on ${expired.expires} (${expired.owner}, ${expired.ticket})`;
  }
  for (const tool of ['terraform', 'provider'] as const) {
    if (record.versions[tool] !== present.versions[tool]) {
      return `the plan was made with ${tool} ${record.versions[tool]}, and ${present.versions[tool]} would apply it`;
    }
  }
  return null;
}

/** The same for one planned stack, asked when its turn comes. */
export function differenceFromPlan(
  stack: string,
  recorded: Pick<RecordedPlan, 'state' | 'upstreamOutputs'>,
  present: PresentStack,
): string | null {
  const state = (value: RecordedPlan['state']) =>
    value === null ? 'no state' : `serial ${value.serial} of lineage ${value.lineage}`;
  if (state(recorded.state) !== state(present.state)) {
    return `the state of ${stack} has moved since the review: it was planned from ${state(recorded.state)} and is at ${state(present.state)} now`;
  }
  const moved = Object.keys({ ...recorded.upstreamOutputs, ...present.upstreamOutputs }).find(
    (output) => recorded.upstreamOutputs[output] !== present.upstreamOutputs[output],
  );
  return moved === undefined
    ? null
    : `${stack} was planned with another value of the output ${moved} than it has now`;
}
