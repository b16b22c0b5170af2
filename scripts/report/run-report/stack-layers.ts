import type { StackDependencies } from './run-report';

/** A place in a column: a stack, or the way past the column from a stack further left. */
export interface Slot {
  readonly kind: 'stack' | 'passage';
  readonly stack: string;
}

/**
 * Stacks in columns: each stands right of everything it depends on. A dependency that skips columns has a passage in
 * each of them, so that its line runs beside the stacks and not behind them.
 */
export function stackLayers(dependencies: readonly StackDependencies[]): Slot[][] {
  const depths = depthsOf(dependencies);
  const columns: Slot[][] = [];
  for (const [stack, depth] of depths) (columns[depth] ??= []).push({ kind: 'stack', stack });
  for (const [stack, depth] of depths) {
    for (let column = depth + 1; column < farthestReader(stack, dependencies, depths); column += 1) {
      columns[column]?.push({ kind: 'passage', stack });
    }
  }
  const upstreams = new Map(dependencies.map(({ stack, dependsOn }) => [stack, dependsOn]));
  for (const [index, column] of columns.entries()) {
    if (index > 0) columns[index] = nearTheirUpstreams(column, columns[index - 1] ?? [], upstreams);
  }
  return columns;
}

/** The column of every stack. */
export function depthsOf(dependencies: readonly StackDependencies[]): Map<string, number> {
  const upstreams = new Map(dependencies.map(({ stack, dependsOn }) => [stack, dependsOn]));
  const depths = new Map<string, number>();
  for (const { stack } of dependencies) depthOf(stack, upstreams, depths, new Set());
  return depths;
}

/** The longest way from a stack to one without dependencies; a circle, which terraform would refuse, is cut. */
function depthOf(
  stack: string,
  upstreams: ReadonlyMap<string, readonly string[]>,
  depths: Map<string, number>,
  open: Set<string>,
): number {
  const settled = depths.get(stack);
  if (settled !== undefined) return settled;
  open.add(stack);
  const below = (upstreams.get(stack) ?? [])
    .filter((upstream) => upstreams.has(upstream) && !open.has(upstream))
    .map((upstream) => depthOf(upstream, upstreams, depths, open) + 1);
  open.delete(stack);
  const depth = Math.max(0, ...below);
  depths.set(stack, depth);
  return depth;
}

function farthestReader(
  stack: string,
  dependencies: readonly StackDependencies[],
  depths: ReadonlyMap<string, number>,
): number {
  const readers = dependencies.filter(({ dependsOn }) => dependsOn.includes(stack));
  return Math.max(0, ...readers.map((reader) => depths.get(reader.stack) ?? 0));
}

function nearTheirUpstreams(
  column: readonly Slot[],
  before: readonly Slot[],
  upstreams: ReadonlyMap<string, readonly string[]>,
): Slot[] {
  const centre = (slot: Slot): number => {
    const wanted = slot.kind === 'passage' ? [slot.stack] : (upstreams.get(slot.stack) ?? []);
    const places = before.flatMap(({ stack }, place) => (wanted.includes(stack) ? [place] : []));
    return places.length === 0
      ? before.length
      : places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  return [...column].sort((left, right) => centre(left) - centre(right));
}
