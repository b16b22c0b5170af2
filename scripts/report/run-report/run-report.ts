import type { StackPlan } from '../../model/change';
import type { Judgement, Verdict } from '../../model/finding';
import type { Review } from '../review/review-input';

/** One step of a run as it went. Times are milliseconds of one monotonic clock. */
export interface RunStep {
  readonly name: string;
  readonly outcome: 'succeeded' | 'failed' | 'skipped';
  readonly startedMs: number;
  readonly durationMs: number;
  readonly detail?: string;
}

/** A stack and the stacks it reads from. */
export interface StackDependencies {
  readonly stack: string;
  readonly dependsOn: readonly string[];
}

/** The calls one AWS service answered in a run. */
export interface ServiceCalls {
  readonly service: string;
  readonly calls: number;
  readonly errors: number;
}

/** Everything the page about one run is written from. */
export interface RunReport {
  readonly title: string;
  readonly environment: string;
  readonly suffix: string;
  readonly commit?: string;
  readonly verdict: Verdict;
  /** In the order in which they started. */
  readonly steps: readonly RunStep[];
  readonly review: Review | null;
  readonly judgements: readonly Judgement[];
  /** In dependency order. */
  readonly stacks: readonly StackPlan[];
  readonly dependencies: readonly StackDependencies[];
  /** The text of a file of the repository, by the path a finding names, or null where it cannot be had. */
  readonly readSource: (file: string) => string | null;
  /** Absent where nobody counted. */
  readonly awsCalls?: readonly ServiceCalls[];
  readonly versions: Readonly<Record<string, string>>;
}
