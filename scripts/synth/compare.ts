import type { Synthesis } from '../model/synthesis';

/** What became of one stack from one synthesis to another. */
export interface StackComparison {
  readonly stack: string;
  readonly status: 'added' | 'removed' | 'changed' | 'same';
}

/**
 * Which stacks a change touches, by digest: a refactoring that synthesizes the same touches none.
 *
 * In the dependency order of the later synthesis; removed stacks come last, dependents before what they depend on.
 */
export function compareSyntheses(before: Synthesis, after: Synthesis): StackComparison[] {
  const digestBefore = new Map(before.stacks.map((stack) => [stack.id, stack.digest]));
  const kept = new Set(after.stacks.map((stack) => stack.id));
  const present = after.stacks.map(({ id, digest }): StackComparison => {
    const earlier = digestBefore.get(id);
    const status = earlier === undefined ? 'added' : earlier === digest ? 'same' : 'changed';
    return { stack: id, status };
  });
  const removed = before.stacks
    .filter((stack) => !kept.has(stack.id))
    .map((stack): StackComparison => ({ stack: stack.id, status: 'removed' }));
  return [...present, ...removed.reverse()];
}
