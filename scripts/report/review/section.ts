import type { ResourceChange } from '../../model/change';
import type { Action } from '../../model/resource';
import { inlineCode } from '../markdown-text';

/** The forms of what must be said, from the most telling to the shortest; each names every item. */
export const forms = ['full', 'brief', 'lines', 'grouped'] as const;
export type Form = (typeof forms)[number];

/** How a change is called in a list. */
export const actionNames: Readonly<Record<Action, string>> = {
  'no-op': 'unchanged',
  create: 'create',
  read: 'read',
  update: 'update',
  replace: 'replace',
  delete: 'destroy',
  forget: 'forget',
};

/** What the plan does, in the order in which it matters. */
export const actionOrder: readonly Action[] = ['delete', 'replace', 'forget', 'create', 'update'];

/** `1 to destroy, 3 to create`. */
export function countActions(changes: readonly Pick<ResourceChange, 'action'>[]): string {
  const parts = actionOrder
    .map((action) => ({ action, count: changes.filter((change) => change.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ action, count }) => `${count} to ${actionNames[action]}`);
  return parts.length === 0 ? 'no changes' : parts.join(', ');
}

/** ` · stack · file:line`, as far as they are known. */
export function whereabouts(change: Pick<ResourceChange, 'stack' | 'source'>): string {
  const source =
    change.source === null ? '' : ` · ${inlineCode(`${change.source.file}:${change.source.line}`)}`;
  return ` · ${inlineCode(change.stack)}${source}`;
}

/** Items under the head they share, for the shortest form: one line a head, one an item. */
export function groupedLines<T>(
  items: readonly T[],
  head: (item: T) => string,
  text: (item: T) => string,
): string[] {
  const groups = new Map<string, Map<string, number>>();
  for (const item of items) {
    const group = groups.get(head(item)) ?? new Map<string, number>();
    group.set(text(item), (group.get(text(item)) ?? 0) + 1);
    groups.set(head(item), group);
  }
  return [...groups].flatMap(([name, texts]) => [
    name,
    ...[...texts].map(([each, times]) => (times === 1 ? ` ${each}` : ` ${each} (${times} times)`)),
  ]);
}
