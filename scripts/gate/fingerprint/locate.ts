import type { PathStep } from '../../model/json';
import { readDocument } from '../iam/documents';
import type { Resolver } from '../system/resolver';
import { isTemplate, isValueObject, type Value, type ValueObject } from '../value/value';
import { listOf, partnerOf, type Strictness } from './agree';

/** A value as it is known at a stage and as the configuration has it. */
export interface Pair {
  readonly known: Value | undefined;
  readonly written: Value | undefined;
}

/** Where a path leads, in what is known and in what was written. */
export interface Place {
  /** The path with the indices of what was written, so that it is the same whatever order a provider reads a set back in. */
  readonly path: readonly PathStep[];
  readonly leaf: Pair;
  /** The innermost block or policy statement around the leaf, null where it stands in the resource itself. */
  readonly block: Pair | null;
  readonly strictness: Strictness;
}

/** What values are looked at with: references of `known` were followed with the one, those of `written` are kept by the other. */
export interface Resolvers {
  readonly full: Resolver;
  readonly symbolic: Resolver;
}

/** Maps whose members stand for themselves: a tag is not part of a block with the other tags. */
const maps: ReadonlySet<PathStep> = new Set(['tags', 'tags_all', 'variables', 'parameters']);

interface Cursor {
  readonly path: readonly PathStep[];
  readonly at: Pair;
  readonly block: Pair | null;
  readonly strictness: Strictness;
}

/** Follows a path from the attributes of a resource through both at once. */
export function locate(
  known: ValueObject,
  written: ValueObject | null,
  path: readonly PathStep[],
  resolvers: Resolvers,
): Place {
  let cursor: Cursor = {
    path: [],
    at: { known, written: written ?? undefined },
    block: null,
    strictness: 'block',
  };
  let index = 0;
  while (index < path.length) {
    const document = statementAt(cursor, path.slice(0, index), path, resolvers);
    if (document === undefined) {
      // what cannot be looked into counts as a whole
      if (isText(cursor.at.known)) break;
      cursor = next(cursor, path[index] ?? 0, resolvers);
      index += 1;
    } else {
      cursor = document.cursor;
      index = document.length;
    }
  }
  const { block, strictness } = cursor;
  // a finding about a resource as a whole is about no value of it
  const at: Pair = path.length === 0 ? { known: undefined, written: undefined } : cursor.at;
  return { path: [...cursor.path, ...path.slice(index)], leaf: at, block, strictness };
}

/** The statement of a policy document that the rest of a path leads into, if there the attribute holds one. */
function statementAt(
  { at, path: canonical }: Cursor,
  prefix: readonly PathStep[],
  path: readonly PathStep[],
  { full, symbolic }: Resolvers,
): { readonly cursor: Cursor; readonly length: number } | undefined {
  if (prefix.length === 0 || !isText(at.known)) return undefined;
  const found = readDocument(at.known, prefix, full).statements.find((statement) =>
    statement.path.every((step, index) => step === path[index]),
  );
  if (found === undefined) return undefined;
  const originals = at.written === undefined ? [] : readDocument(at.written, canonical, symbolic).statements;
  const values = originals.map(({ statement }) => statement);
  const partner = partnerOf(
    found.statement,
    indexOf(found.path),
    values,
    new Set(values.keys()),
    full,
    'document',
  );
  const original = originals[partner ?? indexOf(found.path)];
  const statement: Pair = { known: found.statement, written: original?.statement };
  return {
    cursor: { path: original?.path ?? found.path, at: statement, block: statement, strictness: 'document' },
    length: found.path.length,
  };
}

function next({ path, at, block, strictness }: Cursor, step: PathStep, { full }: Resolvers): Cursor {
  if (typeof step === 'number') {
    const item = listOf(at.known)[step];
    const originals = listOf(at.written);
    const partner =
      item === undefined
        ? undefined
        : partnerOf(item, step, originals, new Set(originals.keys()), full, strictness);
    const pair: Pair = { known: item, written: originals[partner ?? step] };
    return { path: [...path, partner ?? step], at: pair, block: innermost(pair, block, path), strictness };
  }
  const pair: Pair = { known: member(at.known, step), written: member(at.written, step) };
  return { path: [...path, step], at: pair, block: innermost(pair, block, [...path, step]), strictness };
}

function innermost(pair: Pair, block: Pair | null, path: readonly PathStep[]): Pair | null {
  const isBlock = isValueObject(pair.known) || isValueObject(pair.written);
  return isBlock && !path.some((step) => maps.has(step)) ? pair : block;
}

/** A block that was written as one object stands for a list of one, and the other way round. */
function member(value: Value | undefined, name: string): Value | undefined {
  const [only, ...others] = listOf(value);
  const object = others.length === 0 ? only : undefined;
  return isValueObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

function indexOf(path: readonly PathStep[]): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : 0;
}

function isText(value: Value | undefined): value is string | Extract<Value, object> {
  return typeof value === 'string' || isTemplate(value);
}
