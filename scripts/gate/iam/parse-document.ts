import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import { deepestNesting } from '../evidence/json-file';
import { scanJson } from '../evidence/json-depth';
import {
  isTemplate,
  isValueObject,
  joinParts,
  onlyHole,
  type Hole,
  type Template,
  type Value,
  type ValueObject,
} from '../value/value';

/** A policy document whose leaves may be templates, or why there is none. */
export type ParsedDocument =
  | { readonly document: ValueObject }
  | { readonly document: null; readonly reason: string; readonly template: Template | null };

/**
 * Reads a policy document: JSON text, perhaps with holes in its strings, or an object.
 *
 * A hole outside a string could be any JSON, so such a document is not read.
 */
export function parseDocument(value: Value): ParsedDocument {
  if (isValueObject(value)) return { document: value };
  if (typeof value === 'string') return parseText(value, null, (document) => document);
  if (!isTemplate(value)) return unreadable('is not a policy document', null);
  if (onlyHole(value) !== null) return unreadable('is not known yet', value);
  const mark = unusedMark(value);
  const holes: Hole[] = [];
  const text = value.parts.map((part) => {
    if (typeof part === 'string') return part;
    holes.push(part);
    return `${mark}${holes.length - 1}${mark}`;
  });
  return parseText(text.join(''), value, (document) => restoreObject(document, holes, mark));
}

function parseText(
  text: string,
  template: Template | null,
  finish: (document: JsonObject) => ValueObject,
): ParsedDocument {
  if (scanJson(text).depth > deepestNesting) return unreadable('nests too deep', template);
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(text) as JsonValue;
  } catch {
    return unreadable(
      template === null ? 'is not JSON' : 'is not JSON before its references are known',
      template,
    );
  }
  if (!isJsonObject(parsed)) return unreadable('is not a JSON object', template);
  return { document: finish(parsed) };
}

function restoreObject(value: JsonObject, holes: readonly Hole[], mark: string): ValueObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, restore(member, holes, mark)]),
  );
}

function restore(value: JsonValue, holes: readonly Hole[], mark: string): Value {
  if (Array.isArray(value)) return value.map((item) => restore(item, holes, mark));
  if (isJsonObject(value)) return restoreObject(value, holes, mark);
  if (typeof value !== 'string' || !value.includes(mark)) return value;
  // between two marks stands the number of a hole
  return joinParts(
    value.split(mark).map((piece, index) => (index % 2 === 0 ? piece : (holes[Number(piece)] ?? piece))),
  );
}

/** A character of the private use area that the literal parts do not have. */
function unusedMark(template: Template): string {
  const literal = template.parts.filter((part) => typeof part === 'string').join('');
  for (let code = 0xe000; code < 0xf8ff; code += 1) {
    const mark = String.fromCharCode(code);
    if (!literal.includes(mark) && !literal.toLowerCase().includes(`\\u${code.toString(16)}`)) return mark;
  }
  return '\uf8ff';
}

function unreadable(reason: string, template: Template | null): ParsedDocument {
  return { document: null, reason, template };
}
