import type { Judgement } from '../model/finding';
import { judgementSchemaId } from './judgement-schema';

/** A judgement as JSON for programs; `docs/schema/judgement.schema.json` describes it. */
export function judgementAsJson(judgement: Judgement): string {
  return `${JSON.stringify({ ...judgement, $schema: judgementSchemaId }, keysInOrder, 2)}\n`;
}

/** Keys of every object sorted, `$schema` first by nature, so that two equal judgements have equal text. */
function keysInOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
