/** JSON as it comes out of `JSON.parse`, before a parser has said what it is. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object whose keys are not known. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** One step from a value to a part of it: a key of an object or an index of a list. */
export type PathStep = string | number;

/** Whether a value is an object with keys (neither null nor a list). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The part of a value at a path, or undefined where the path leads nowhere. */
export function valueAt(value: JsonValue | undefined, path: readonly PathStep[]): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(current)) current = typeof step === 'number' ? current[step] : undefined;
    else if (isJsonObject(current)) current = current[String(step)];
    else return undefined;
  }
  return current;
}

/** A path as people write it: `policy.Statement[0].Action`. */
export function formatPath(path: readonly PathStep[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w:-]+$/.test(step)) return `["${step}"]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
