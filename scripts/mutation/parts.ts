import { isJsonObject, type JsonValue, type PathStep } from '../model/json';

/** A copy of a value in which something else stands at a path, or nothing where that is undefined. */
export function replaced(
  value: JsonValue,
  [step, ...rest]: readonly PathStep[],
  other: JsonValue | undefined,
): JsonValue | undefined {
  if (step === undefined) return other;
  if (Array.isArray(value) && typeof step === 'number') {
    const changed = replaced(value[step] ?? null, rest, other);
    return changed === undefined ? value.toSpliced(step, 1) : value.with(step, changed);
  }
  if (!isJsonObject(value)) return value;
  const key = String(step);
  const changed = replaced(value[key] ?? null, rest, other);
  if (changed !== undefined) return { ...value, [key]: changed };
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/** The items of a list or members of an object, each with the step that leads to it; none of anything else. */
export function partsOf(value: JsonValue): [PathStep, JsonValue][] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return isJsonObject(value) ? Object.entries(value) : [];
}
