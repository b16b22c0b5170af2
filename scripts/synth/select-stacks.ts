import type { Synthesis } from '../model/synthesis';
import { SynthError } from './error';

/**
 * A synthesis of some of its stacks and of all that those depend on; its digest stays that of the whole.
 *
 * @throws SynthError for a stack that is not there
 */
export function selectStacks(synthesis: Synthesis, ids: readonly string[]): Synthesis {
  const byId = new Map(synthesis.stacks.map((stack) => [stack.id, stack]));
  const chosen = new Set<string>();
  const choose = (id: string): void => {
    const stack = byId.get(id);
    if (stack === undefined) {
      throw new SynthError(
        `there is no stack ${JSON.stringify(id)}: ${synthesis.directory} has ${[...byId.keys()].join(', ')}`,
      );
    }
    if (chosen.has(id)) return;
    chosen.add(id);
    stack.dependencies.forEach(choose);
  };
  ids.forEach(choose);
  return { ...synthesis, stacks: synthesis.stacks.filter(({ id }) => chosen.has(id)) };
}
