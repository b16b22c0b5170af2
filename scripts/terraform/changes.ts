import type { AttributeChange, OutputChange, PlannedStack, ResourceChange } from '../model/change';
import { canonicalJson } from '../model/digest';
import { isJsonObject, type JsonValue, type PathStep } from '../model/json';
import type { SynthesizedStack } from '../model/synthesis';
import {
  actionOf,
  isMarked,
  planDigest,
  type PlanJson,
  type RawChange,
  type RawResourceChange,
} from './plan-json';

/** What stands in the place of a value that must not be shown. */
const masked = '(sensitive)';

/** The reviewed form of a plan: what changes, leaf by leaf, with sensitive values taken out. */
export function readPlannedStack(plan: PlanJson, text: string, stack: SynthesizedStack): PlannedStack {
  const outputs: OutputChange[] = Object.entries(plan.output_changes).map(([name, change]) => ({
    name,
    action: actionOf(change.actions),
  }));
  return {
    kind: 'planned',
    stack: stack.id,
    changes: plan.resource_changes
      .map((change) => readResourceChange(change, stack))
      .filter((change) => change.action !== 'no-op'),
    outputs: outputs.filter((output) => output.action !== 'no-op'),
    planDigest: planDigest(text),
  };
}

/** One change of a plan, or one entry of its `resource_drift`. */
export function readResourceChange(raw: RawResourceChange, stack: SynthesizedStack): ResourceChange {
  return {
    stack: stack.id,
    address: raw.address,
    type: raw.type,
    mode: raw.mode,
    action: actionOf(raw.change.actions),
    source: stack.sources[withoutIndex(raw.address)] ?? null,
    attributes: attributeChanges(raw.change),
  };
}

/** `aws_subnet.public["a"]` and `aws_subnet.public[0]` were both written at `aws_subnet.public`. */
function withoutIndex(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, '');
}

function attributeChanges(change: RawChange): AttributeChange[] {
  const found: AttributeChange[] = [];
  const visit = (
    before: JsonValue | undefined,
    after: JsonValue | undefined,
    unknown: JsonValue | undefined,
    path: readonly PathStep[],
  ): void => {
    if (unknown !== true && canBeEntered(before, after, unknown)) {
      for (const step of stepsOf(before, after, unknown)) {
        visit(member(before, step), member(after, step), member(unknown, step), [...path, step]);
      }
      return;
    }
    const known = unknown !== true;
    if (known && same(before, after)) return;
    found.push(describe(change, path, before, known ? after : undefined, known));
  };
  visit(change.before, change.after, change.after_unknown, []);
  return found;
}

function describe(
  change: RawChange,
  path: readonly PathStep[],
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  known: boolean,
): AttributeChange {
  const sensitive = isMarked(change.before_sensitive, path) || isMarked(change.after_sensitive, path);
  const shown = (value: JsonValue | undefined) => (sensitive ? masked : value);
  return {
    path,
    ...(isNothing(before) ? {} : { before: shown(before) as JsonValue }),
    ...(isNothing(after) ? {} : { after: shown(after) as JsonValue }),
    known,
    sensitive,
    forcesReplacement: change.replace_paths.some((prefix) =>
      prefix.every((step, index) => String(path[index]) === String(step)),
    ),
  };
}

const isNothing = (value: JsonValue | undefined): boolean => value === undefined || value === null;

function same(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  return canonicalJson(left) === canonicalJson(right);
}

/** Leaves are compared; objects and lists are entered unless only one side has a list or object and the other a leaf. */
function canBeEntered(...sides: readonly (JsonValue | undefined)[]): boolean {
  const present = sides.filter((side) => !isNothing(side) && side !== false);
  return (
    present.length > 0 &&
    (present.every((side) => isJsonObject(side)) || present.every((side) => Array.isArray(side)))
  );
}

function stepsOf(...sides: readonly (JsonValue | undefined)[]): PathStep[] {
  const steps = new Set<PathStep>();
  for (const side of sides) {
    if (Array.isArray(side)) for (const index of side.keys()) steps.add(index);
    else if (isJsonObject(side)) for (const key of Object.keys(side)) steps.add(key);
  }
  return [...steps];
}

function member(side: JsonValue | undefined, step: PathStep): JsonValue | undefined {
  if (Array.isArray(side)) return side[Number(step)];
  return isJsonObject(side) ? side[String(step)] : undefined;
}
