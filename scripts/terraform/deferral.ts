import type { DeferralReason, Envelope, StackPlan } from '../model/change';
import { isJsonObject } from '../model/json';
import type { SynthesizedStack } from '../model/synthesis';
import { isDeployed, type StackState } from './state-json';

/**
 * Why a stack cannot be planned yet, or null where it can. A plan made now would read the old value of an output and
 * later apply it without a word, so anything in doubt is deferred.
 */
export function reasonToDefer(
  stack: SynthesizedStack,
  states: ReadonlyMap<string, StackState | null>,
  plans: ReadonlyMap<string, StackPlan>,
): DeferralReason | null {
  const upstreams = new Set([...stack.dependencies, ...stack.upstreamOutputs.map((read) => read.stack)]);
  for (const upstream of upstreams) {
    if (!isDeployed(states.get(upstream) ?? null)) return { kind: 'upstream-without-state', upstream };
    if (plans.get(upstream)?.kind === 'deferred') return { kind: 'upstream-deferred', upstream };
  }
  for (const { stack: upstream, output } of stack.upstreamOutputs) {
    if (!(output in (states.get(upstream)?.outputs ?? {}))) {
      return { kind: 'upstream-lacks-output', upstream, output };
    }
    const plan = plans.get(upstream);
    if (plan?.kind === 'planned' && plan.outputs.some((change) => change.name === output)) {
      return { kind: 'upstream-output-changes', upstream, output };
    }
  }
  return null;
}

/**
 * What a deferred stack may do when its turn comes: create what the synthesized output has and the state lacks, update
 * what both have, delete what only the state has. It may replace nothing: that is always reviewed as a plan.
 */
export function envelopeOf(stack: SynthesizedStack, state: StackState | null): Envelope {
  const create: Record<string, number> = {};
  const update: Record<string, number> = {};
  const remove: Record<string, number> = {};
  const add = (counts: Record<string, number>, type: string, count: number) => {
    if (count > 0) counts[type] = (counts[type] ?? 0) + count;
  };

  const wanted = instancesOf(stack);
  for (const [key, count] of wanted) {
    const type = typeOf(key);
    const existing = state?.instances.get(key) ?? 0;
    add(create, type, count - existing);
    add(update, type, Math.min(count, existing));
    add(remove, type, existing - count);
  }
  for (const [key, count] of state?.instances ?? []) if (!wanted.has(key)) add(remove, typeOf(key), count);
  return { create, update, replace: {}, delete: remove };
}

const typeOf = (key: string): string => key.slice(0, key.indexOf('.'));

/** Instances by `type.name`. A `count` that is not written as a number counts as one, so that more stops the apply. */
function instancesOf(stack: SynthesizedStack): Map<string, number> {
  const instances = new Map<string, number>();
  const blocks = stack.terraform['resource'];
  if (!isJsonObject(blocks)) return instances;
  for (const [type, named] of Object.entries(blocks)) {
    if (!isJsonObject(named)) continue;
    for (const [name, block] of Object.entries(named)) {
      const count = isJsonObject(block) ? block['count'] : undefined;
      instances.set(`${type}.${name}`, typeof count === 'number' ? count : 1);
    }
  }
  return instances;
}

/** What a plan does beyond an envelope, one sentence part each, such as `replace 1 aws_rds_cluster (0 allowed)`. */
export function beyondEnvelope(plan: StackPlan, envelope: Envelope): string[] {
  if (plan.kind === 'deferred') return [];
  const counts = new Map<string, number>();
  for (const change of plan.changes) {
    if (change.mode !== 'managed') continue;
    if (change.action === 'no-op' || change.action === 'read') continue;
    const verb = change.action === 'forget' ? 'delete' : change.action;
    const key = `${verb} ${change.type}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].flatMap(([key, count]) => {
    const [verb, type] = key.split(' ') as [keyof Envelope, string];
    const allowed = envelope[verb][type] ?? 0;
    return count > allowed ? [`${verb} ${count} ${type} (${allowed} reviewed)`] : [];
  });
}
