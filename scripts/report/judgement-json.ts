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
  for (const [key, value] of inOrder(judgement)) {
    if (value === undefined) continue;
    yield `${before}\n  ${JSON.stringify(key)}: `;
    before = ',';
    if (key === 'findings') yield* jsonList(judgement.findings, '  ', written);
    else yield written(value).replaceAll('\n', '\n  ');
  }
  yield '\n}\n';
}

function written(value: unknown): string {
  return JSON.stringify(value, keysInOrder, 2);
}

/** Keys of every object sorted, `$schema` first by nature, so that two equal judgements have equal text. */
function keysInOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(inOrder(value));
}

function inOrder(value: object): [string, unknown][] {
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
}
