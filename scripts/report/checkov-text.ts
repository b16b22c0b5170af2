import type { Judgement } from '../model/finding';
import type { MergedCheck } from '../model/merged-check';

const order = ['adds', 'duplicate', 'superseded', 'accepted'] as const;

const words: Readonly<Record<MergedCheck['as'], string>> = {
  adds: 'added',
  duplicate: 'found by a rule too',
  superseded: 'decided by a rule',
  accepted: 'accepted',
};

/** What became of Checkov's objections, in one sentence; none where it was not asked. */
export function checkovSentence({ checkov }: Pick<Judgement, 'checkov'>): string[] {
  if (checkov === undefined) return [];
  const { version, checks } = checkov;
  if (checks.length === 0) return [`Checkov ${version} objects to nothing`];
  const counts = order
    .map((as) => ({ as, count: checks.filter((check) => check.as === as).length }))
    .filter(({ count }) => count > 0)
    .map(({ as, count }) => `${count} ${words[as]}`);
  return [`Checkov ${version} objects ${checks.length} times: ${counts.join(', ')}`];
}
