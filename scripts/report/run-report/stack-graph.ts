import type { StackPlan } from '../../model/change';
import { htmlText } from '../html-text';
import { effectiveChanges, isDestructive } from '../review/notable-changes';
import type { countActions } from '../review/section';
import type { StackDependencies } from './run-report';
import type { Slot } from './stack-layers';
import { depthsOf, stackLayers } from './stack-layers';

const box = { width: 184, height: 58 };
const gap = { across: 64, down: 26 };
const passageHeight = 10;
const margin = 8;

interface Place {
  readonly x: number;
  /** The middle of the slot. */
  readonly y: number;
}

/** The stacks and what they read from each other as one SVG: columns from left to right, deferred stacks dashed. */
export function stackGraph(dependencies: readonly StackDependencies[], stacks: readonly StackPlan[]): string {
  const columns = stackLayers(dependencies);
  const depths = depthsOf(dependencies);
  const height = 2 * margin + Math.max(box.height, ...columns.map(columnHeight));
  const width =
    2 * margin + columns.length * (box.width + gap.across) - (columns.length > 0 ? gap.across : 0);
  const places = columns.map((column, index) => columnPlaces(column, index, height));
  const edges = dependencies.flatMap(({ stack, dependsOn }) =>
    dependsOn.map((upstream) => edge(upstream, stack, depths, places)),
  );
  const plans = new Map(stacks.map((plan) => [plan.stack, plan]));
  const nodes = columns.flatMap((column, index) =>
    column
      .filter(({ kind }) => kind === 'stack')
      .map(({ stack }) => node(stack, places[index]?.get(stack), plans.get(stack))),
  );
  return [
    `<svg class="graph" role="img" aria-label="Stacks and their dependencies" viewBox="0 0 ${width} ${height}" style="width:100%;max-width:${width}px;min-width:${Math.min(width, Math.round(width * 0.72))}px">`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    ...edges,
    ...nodes,
    '</svg>',
  ].join('\n');
}

function heightOf({ kind }: Slot): number {
  return kind === 'stack' ? box.height : passageHeight;
}

function columnHeight(column: readonly Slot[]): number {
  return column.reduce((sum, slot) => sum + heightOf(slot), 0) + (column.length - 1) * gap.down;
}

function columnPlaces(column: readonly Slot[], index: number, height: number): Map<string, Place> {
  const places = new Map<string, Place>();
  let top = (height - columnHeight(column)) / 2;
  for (const slot of column) {
    places.set(slot.stack, { x: margin + index * (box.width + gap.across), y: top + heightOf(slot) / 2 });
    top += heightOf(slot) + gap.down;
  }
  return places;
}

/** A line from the right of one stack to the left of another, straight through its passages. */
function edge(
  upstream: string,
  stack: string,
  depths: ReadonlyMap<string, number>,
  places: readonly ReadonlyMap<string, Place>[],
): string {
  const from = depths.get(upstream);
  const to = depths.get(stack);
  const start = places[from ?? -1]?.get(upstream);
  if (from === undefined || to === undefined || start === undefined || to <= from) return '';
  let path = `M${start.x + box.width} ${start.y}`;
  let at = { x: start.x + box.width, y: start.y };
  for (let column = from + 1; column <= to; column += 1) {
    const next = places[column]?.get(column === to ? stack : upstream);
    if (next === undefined) return '';
    const middle = (at.x + next.x) / 2;
    path += ` C${middle} ${at.y} ${middle} ${next.y} ${next.x} ${next.y}`;
    if (column < to) path += ` H${next.x + box.width}`;
    at = { x: next.x + box.width, y: next.y };
  }
  return `<path class="edge" marker-end="url(#arrow)" d="${path}"/>`;
}

function node(stack: string, place: Place | undefined, plan: StackPlan | undefined): string {
  if (place === undefined) return '';
  const { kind, text } = describe(plan);
  return [
    `<g class="stack ${kind}" transform="translate(${place.x} ${place.y - box.height / 2})"><title>${htmlText(`${stack}: ${text}`)}</title>`,
    `<rect width="${box.width}" height="${box.height}" rx="8"/>`,
    `<text x="12" y="24" class="name">${htmlText(shortened(stack))}</text>`,
    `<text x="12" y="43">${htmlText(text)}</text></g>`,
  ].join('');
}

/** The title of the node has the whole name. */
function shortened(stack: string): string {
  const points = Array.from(stack);
  return points.length <= 22 ? stack : `${points.slice(0, 21).join('')}…`;
}

function describe(plan: StackPlan | undefined): { readonly kind: string; readonly text: string } {
  if (plan === undefined) return { kind: 'quiet', text: 'not planned' };
  if (plan.kind === 'deferred') return { kind: 'deferred', text: 'deferred' };
  const changes = effectiveChanges([plan]);
  if (changes.length === 0) return { kind: 'quiet', text: 'no changes' };
  return { kind: changes.some(isDestructive) ? 'destructive' : 'changed', text: shortCounts(changes) };
}

/** `+3 ~2 −1`: a box has no room for words. */
function shortCounts(changes: Parameters<typeof countActions>[0]): string {
  const signs = { create: '+', update: '~', replace: '±', delete: '−', forget: '∅' } as const;
  const parts = Object.entries(signs)
    .map(([action, sign]) => ({ sign, count: changes.filter((change) => change.action === action).length }))
    .filter(({ count }) => count > 0);
  const total = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return `${total}  ${parts.map(({ sign, count }) => `${sign}${count}`).join(' ')}`;
}
