import type { Severity } from '../model/finding';

/** What a rule's METADATA says of it; the gate's catalogue has one for each rule. */
export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly remediation: string;
  readonly controls: readonly string[];
  /** Pages that say more. */
  readonly related: readonly string[];
}

/** What a writer needs beside the judgement. */
export interface FormatContext {
  /** The text of a file of the repository, by the path a finding names, or null where it cannot be had. */
  readonly readSource: (file: string) => string | null;
  /** Whether text may hold terminal colours. @default false */
  readonly colour?: boolean;
  /** The rules as the catalogue has them. @default what the findings themselves say */
  readonly rules?: readonly RuleText[];
  readonly toolVersion: string;
  /**
   * The file that was judged, relative to the repository. A SARIF result without a source line points at its first
   * line, as GitHub refuses a result without a place. @default such a result has only its logical location
   */
  readonly evidence?: string;
}
