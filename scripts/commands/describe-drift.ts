import type { DriftEntry } from '../drift/triage';
import { formatPath } from '../model/json';

/** One drifted resource in one line, for a terminal or a log. */
export function describeDrift({ kind, stack, address, change, severity }: DriftEntry): string {
  const kinds = {
    'changed-outside': 'changed outside, an apply would change it back',
    unnoticed: 'changed outside, and terraform would leave it so',
    unapplied: 'merged and never applied',
    moved: 'leads to another version than the last apply has recorded',
  };
  const where = change.source === null ? '' : ` (${change.source.file}:${change.source.line})`;
  const attributes = change.attributes.map(({ path }) => formatPath(path)).join(', ');
  return `${severity ?? 'drift'}: ${stack} ${address}${where}: ${kinds[kind]}: ${attributes || change.action}`;
}
