import { SynthError } from './error';

interface Dependent {
  readonly id: string;
  readonly dependencies: readonly string[];
}

/**
 * Stacks in an order in which each stands after all it depends on; otherwise as they were.
 *
 * @throws SynthError that names the stacks of a circle
 */
export function inDependencyOrder<Stack extends Dependent>(stacks: readonly Stack[]): Stack[] {
  const waiting = new Map(stacks.map((stack) => [stack.id, stack]));
  const ordered: Stack[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()].find((stack) => !stack.dependencies.some((id) => waiting.has(id)));
    if (next === undefined) {
      throw new SynthError(
        `the stacks ${[...waiting.keys()].join(', ')} depend on each other in a circle: no order could apply them`,
      );
    }
    waiting.delete(next.id);
    ordered.push(next);
  }
  return ordered;
}
