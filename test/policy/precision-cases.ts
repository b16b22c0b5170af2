import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { isJsonObject, valueAt, type JsonObject, type JsonValue } from '../../scripts/model/json';

/** A file of `test/fixtures/precision`: policies nobody should object to, and how each is broken. */
const precisionCases = z
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

/** Every file of the set, by what it is about. */
export function precisionSubjects(): { subject: string; cases: PrecisionCase[] }[] {
  const folder = resolve(__dirname, '../fixtures/precision');
  return readdirSync(folder).map((file) => ({
    subject: file.replace('.json', ''),
    cases: precisionCases.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  }));
}

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
export function withDocumentsAsText(terraform: JsonObject): JsonObject {
  const read = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(read);
    if (!isJsonObject(value)) return value;
    return 'Statement' in value ? JSON.stringify(value) : withDocumentsAsText(value);
  };
  return Object.fromEntries(Object.entries(terraform).map(([key, value]) => [key, read(value)]));
}
