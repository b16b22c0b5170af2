import type { Finding } from '../model/finding';
import type { MergedCheck } from '../model/merged-check';
import { matchesPath, type CheckovDecisions } from './decisions';
import { checkFinding } from './finding';
import type { PlacedCheck } from './places';

/** Checks and findings as one answer; nothing is counted twice. */
export interface MergedChecks {
  readonly checks: readonly MergedCheck[];
  /** What only Checkov found. */
  readonly added: readonly Finding[];
}

/**
 * Puts Checkov's failed checks beside the findings of the rules.
 *
 * @param judged the rules that were asked in this run: a rule that was not asked supersedes nothing
 */
export function mergeChecks(
  failed: readonly PlacedCheck[],
  findings: readonly Finding[],
  judged: ReadonlySet<string>,
  decisions: CheckovDecisions,
): MergedChecks {
  const rules = new Map(decisions.superseded.map((row) => [row.check, row]));
  const added: Finding[] = [];
  const checks = failed.map((placed): MergedCheck => {
    const { check, place } = placed;
    const common = {
      check: check.check_id,
      name: check.check_name,
      address: place.address,
      constructPath: place.constructPath,
    };
    const row = rules.get(check.check_id);
    if (row !== undefined && judged.has(row.rule)) {
      const ours = findings.find((finding) => finding.rule === row.rule && isOf(finding, placed));
      return ours === undefined
        ? { ...common, as: 'superseded', rule: row.rule, finding: null, reason: row.reason }
        : { ...common, as: 'duplicate', rule: row.rule, finding: ours.id, reason: null };
    }
    const acceptance = decisions.accepted.find((candidate) => accepts(candidate, placed));
    if (acceptance !== undefined) {
      return { ...common, as: 'accepted', rule: null, finding: null, reason: acceptance.reason };
    }
    const finding = checkFinding(placed);
    added.push(finding);
    return { ...common, as: 'adds', rule: null, finding: finding.id, reason: null };
  });
  return { checks, added };
}

function isOf(finding: Finding, { place }: PlacedCheck): boolean {
  if (place.constructPath !== null && finding.constructPath !== null) {
    return place.constructPath === finding.constructPath;
  }
  return place.stack === finding.stack && place.address === finding.address;
}

function accepts(
  { check, constructPaths }: CheckovDecisions['accepted'][number],
  placed: PlacedCheck,
): boolean {
  if (check !== placed.check.check_id) return false;
  if (constructPaths === undefined) return true;
  const { constructPath } = placed.place;
  return constructPath !== null && constructPaths.some((pattern) => matchesPath(pattern, constructPath));
}
