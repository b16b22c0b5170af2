import { z } from 'zod';
import { isJsonObject, valueAt, type JsonObject, type JsonValue } from '../../scripts/model/json';

/** The files of `test/fixtures/precision`: policies nobody should object to, and how each is broken. */
export const precisionCases = z
  .array(
    z.strictObject({
      about: z.string().min(1),
      /** Terraform JSON, but that policy documents are objects: `withDocumentsAsText` makes strings of them. */
      terraform: z.custom<JsonObject>(isJsonObject, 'must be Terraform JSON'),
      /** What is wrong with the broken twin, and the one rule that says so. */
      broken: z.string().min(1),
      rule: z.string().min(1),
      /** What makes the twin of it: a value that is set, or taken away where there is none. */
      change: z
        .array(
          z.strictObject({
            at: z.array(z.union([z.string(), z.number()])).min(1),
            to: z.custom<JsonValue>((value) => value !== undefined).exactOptional(),
          }),
        )
        .min(1),
    }),
  )
  .min(1);

export type PrecisionCase = z.infer<typeof precisionCases>[number];

/** The broken twin; an error where a change changes nothing. */
export function twinOf({ about, terraform, change }: PrecisionCase): JsonObject {
  const twin = structuredClone(terraform);
  for (const { at, to } of change) {
    const parent = valueAt(twin, at.slice(0, -1));
    const last = at.at(-1)!;
    const before = JSON.stringify(twin);
    if (Array.isArray(parent) && typeof last === 'number') {
      if (to === undefined) parent.splice(last, 1);
      else parent[last] = to;
    } else if (isJsonObject(parent)) {
      if (to === undefined) Reflect.deleteProperty(parent, last);
      else parent[last] = to;
    }
    if (JSON.stringify(twin) === before) throw new Error(`${about}: nothing changes at ${at.join('.')}`);
  }
  return twin;
}

/** A copy in which every object with statements is the text that Terraform takes as a policy document. */
export function withDocumentsAsText(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withDocumentsAsText);
  if (!isJsonObject(value)) return value;
  if ('Statement' in value) return JSON.stringify(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDocumentsAsText(item)]));
}
