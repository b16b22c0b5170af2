import type { Judgement } from '../model/finding';
import { jsonList } from './json-list';
import { judgementSchemaId } from './judgement-schema';

/** A judgement as JSON for programs, part by part; `docs/schema/judgement.schema.json` describes it. */
export function judgementAsJson(judgement: Judgement): Iterable<string> {
  return parts({ ...judgement, $schema: judgementSchemaId });
}

/** The members in the order of their keys, and of the findings each by itself. */
function* parts(judgement: Judgement & { readonly $schema: string }): Generator<string> {
  let before = '{';
  for (const key of keysInOrder(judgement)) {
    const value: unknown = judgement[key];
    if (value === undefined) continue;
    yield `${before}\n  ${JSON.stringify(key)}: `;
    before = ',';
    if (key === 'findings') yield* jsonList(judgement.findings, '  ', written);
    else yield written(value).replaceAll('\n', '\n  ');
  }
  yield '\n}\n';
}

function written(value: unknown): string {
  // sorted beforehand: a replacer that sorts takes twice the time
  return JSON.stringify(inOrder(value), null, 2);
}

/** Keys of every object sorted, `$schema` first by nature, so that two equal judgements have equal text. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  // without a prototype, so that a key of the user may be __proto__
  const ordered = Object.create(null) as Record<PropertyKey, unknown>;
  for (const key of keysInOrder(value)) ordered[key] = inOrder(value[key]);
  return ordered;
}

function keysInOrder<T extends object>(value: T): (keyof T)[] {
  return (Object.keys(value) as (keyof T)[]).sort();
}
