import type { Finding, Judgement } from '../model/finding';
import { statuses, severities, unwaived } from '../model/finding';
import type { Stage } from '../model/resource';
import { stages } from '../model/resource';

/** A finding as the last stage that saw it puts it, with all stages that saw it. */
export interface MergedFinding {
  readonly finding: Finding;
  readonly stages: readonly Stage[];
  /** Undetermined at an earlier stage, and a later one that could answer the same question found nothing. */
  readonly answered: boolean;
}

/** The findings of several judgements of one change, one for each id, the gravest first. */
export function mergeFindings(judgements: readonly Judgement[]): MergedFinding[] {
  const inOrder = [...judgements].sort(
    (left, right) => stages.indexOf(left.stage) - stages.indexOf(right.stage),
  );
  const merged = new Map<string, MergedFinding>();
  for (const { stage, findings } of inOrder) {
    for (const finding of findings) {
      const seen = merged.get(finding.id)?.stages ?? [];
      merged.set(finding.id, { finding, stages: [...new Set([...seen, stage])], answered: false });
    }
  }
  return [...merged.values()]
    .map((entry) => ({ ...entry, answered: isAnswered(entry, inOrder) }))
    .sort(compareMerged);
}

function isAnswered({ finding, stages: seen }: MergedFinding, judgements: readonly Judgement[]): boolean {
  if (finding.status !== 'undetermined') return false;
  const last = Math.max(...seen.map((stage) => stages.indexOf(stage)));
  return judgements.some(
    ({ stage, judged }) =>
      stages.indexOf(stage) > last &&
      judged.rules.includes(finding.rule) &&
      finding.stack !== null &&
      judged.stacks.includes(finding.stack),
  );
}

function compareMerged(left: MergedFinding, right: MergedFinding): number {
  return Number(left.answered) - Number(right.answered) || compareFindings(left.finding, right.finding);
}

/** What is waived last; then by status, severity and place: the order in which a person should read findings. */
export function compareFindings(left: Finding, right: Finding): number {
  return (
    Number(left.waiver !== null) - Number(right.waiver !== null) ||
    statuses.indexOf(left.status) - statuses.indexOf(right.status) ||
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    compareText(left.source?.file ?? '\uffff', right.source?.file ?? '\uffff') ||
    (left.source?.line ?? 0) - (right.source?.line ?? 0) ||
    compareText(left.rule, right.rule) ||
    compareText(left.address, right.address) ||
    compareText(left.path, right.path) ||
    compareText(left.id, right.id)
  );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** `2 failures, 1 undetermined, 3 waived`, or null where there is nothing to count. */
export function countFindings(findings: readonly Pick<Finding, 'status' | 'waiver'>[]): string | null {
  const nouns = {
    fail: ['failure', 'failures'],
    undetermined: ['undetermined', 'undetermined'],
    warn: ['warning', 'warnings'],
    demand: ['approval asked for', 'approvals asked for'],
  } as const;
  const deciding = unwaived(findings);
  const waived = findings.length - deciding.length;
  const parts = statuses
    .map((status) => ({ status, count: deciding.filter((finding) => finding.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${nouns[status][count === 1 ? 0 : 1]}`);
  const all = waived === 0 ? parts : [...parts, `${waived} waived`];
  return all.length === 0 ? null : all.join(', ');
}
