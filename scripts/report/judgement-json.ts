import type { Judgement } from '../model/finding';
import { judgementSchemaId } from './judgement-schema';

/** Characters of a piece; smaller ones cost a call of the system each, and larger ones memory. */
const pieceLength = 64 * 1024;

/**
 * A judgement as JSON for programs, in pieces, as a large one as a whole takes as much memory as all that was judged;
 * `docs/schema/judgement.schema.json` describes it.
 */
export function* judgementAsJson(judgement: Judgement): Generator<string> {
  let piece = '';
  for (const part of parts({ ...judgement, $schema: judgementSchemaId })) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** The members in the order of their keys, and of the findings each by itself. */
function* parts(judgement: Judgement & { readonly $schema: string }): Generator<string> {
  let before = '{';
  for (const [key, value] of inOrder(judgement)) {
    if (value === undefined) continue;
    yield `${before}\n  ${JSON.stringify(key)}: `;
    before = ',';
    if (key === 'findings') yield* listOf(judgement.findings);
    else yield written(value, '  ');
  }
  yield '\n}\n';
}

function* listOf(items: readonly object[]): Generator<string> {
  let before = '[';
  for (const item of items) {
    yield `${before}\n    ${written(item, '    ')}`;
    before = ',';
  }
  yield items.length === 0 ? '[]' : '\n  ]';
}

function written(value: unknown, indentation: string): string {
  return JSON.stringify(value, keysInOrder, 2).replaceAll('\n', `\n${indentation}`);
}

/** Keys of every object sorted, `$schema` first by nature, so that two equal judgements have equal text. */
function keysInOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(inOrder(value));
}

function inOrder(value: object): [string, unknown][] {
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
}
