import type { ResourceChange } from '../model/change';
import type { Finding, Severity } from '../model/finding';
import { severities, unwaived } from '../model/finding';

/**
 * `changed-outside`: somebody changed it and an apply would change it back. `unnoticed`: somebody changed it and
 * terraform would leave it so, as no attribute of the configuration says otherwise. `unapplied`: nobody touched it and
 * the configuration asks for something else, so a change was merged and never applied. `moved`: an alias, which terraform
 * leaves alone, leads to another version of a function than the last apply has recorded.
 */
export type DriftKind = 'changed-outside' | 'unnoticed' | 'unapplied' | 'moved';

/** One resource that is not as the configuration says. */
export interface DriftEntry {
  readonly kind: DriftKind;
  readonly stack: string;
  readonly address: string;
  /** What happened to it for `changed-outside` and `unnoticed`; what would happen for `unapplied`. */
  readonly change: ResourceChange;
  /** The worst a rule says of it as it is now; null where no rule objects. */
  readonly severity: Severity | null;
}

/** Sorts what a plan found into the three kinds of drift that terraform sees. */
export function triage(
  planned: readonly ResourceChange[],
  drifted: readonly ResourceChange[],
  findings: readonly Finding[],
): DriftEntry[] {
  const keyOf = (change: ResourceChange) => `${change.stack} ${change.address}`;
  const planOf = new Map(planned.map((change) => [keyOf(change), change]));
  const driftOf = new Map(drifted.map((change) => [keyOf(change), change]));
  const entry = (kind: DriftKind, change: ResourceChange): DriftEntry => ({
    kind,
    stack: change.stack,
    address: change.address,
    change,
    severity: worst(findings, change),
  });
  return [
    ...[...driftOf].map(([key, change]) => entry(planOf.has(key) ? 'changed-outside' : 'unnoticed', change)),
    ...[...planOf]
      .filter(([key, change]) => !driftOf.has(key) && change.mode === 'managed')
      .map(([, change]) => entry('unapplied', change)),
  ];
}

function worst(findings: readonly Finding[], change: ResourceChange): Severity | null {
  const ranks = unwaived(findings)
    .filter((finding) => finding.status === 'fail')
    .filter((finding) => finding.address === change.address && finding.stack === change.stack)
    .map((finding) => severities.indexOf(finding.severity));
  return ranks.length === 0 ? null : (severities[Math.min(...ranks)] ?? null);
}
