import { isJsonObject, valueAt, type JsonValue, type PathStep } from '../../../scripts/model/json';

/** Every path into a value, but the empty one. */
export function pathsOf(value: JsonValue, base: readonly PathStep[] = []): PathStep[][] {
  const steps: PathStep[] = Array.isArray(value)
    ? [...value.keys()]
    : isJsonObject(value)
      ? Object.keys(value)
      : [];
  return steps.flatMap((step) => [
    [...base, step],
    ...pathsOf(valueAt(value, [step]) ?? null, [...base, step]),
  ]);
}

/** A copy with another value at a path; undefined takes it away (null in a list). */
export function withValue(
  value: JsonValue,
  path: readonly PathStep[],
  replacement: JsonValue | undefined,
): JsonValue {
  const copy = structuredClone(value);
  const parent = valueAt(copy, path.slice(0, -1));
  const last = path.at(-1)!;
  if (Array.isArray(parent)) parent[Number(last)] = replacement ?? null;
  else if (isJsonObject(parent)) {
    if (replacement === undefined) Reflect.deleteProperty(parent, last);
    else
      Object.defineProperty(parent, last, {
        value: replacement,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return copy;
}

/** The mask that marks one path. */
export function maskAt(path: readonly PathStep[]): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (typeof step === 'string') return { [step]: maskAt(rest) };
  return Array.from({ length: step + 1 }, (_, index): JsonValue => (index === step ? maskAt(rest) : false));
}

export function shuffled(value: JsonValue, order: (keys: string[]) => string[]): JsonValue {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    order(Object.keys(value)).map((key) => [key, shuffled(value[key] ?? null, order)]),
  );
}
