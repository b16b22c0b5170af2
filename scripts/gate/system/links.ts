import { append } from '../../model/append';
import { isJsonObject, type JsonValue } from '../../model/json';
import type { Link, NamedResource } from '../input/policy-input';
import type { ResolvedSubject } from '../iam/facts';
import { isTemplate, isValueObject, type Template, type Value } from '../value/value';
import type { Resolver } from './resolver';
import type { Subject } from './scope';

/** Attributes that name a resource in others once AWS has made it. `name` is not among them: it may be that of many. */
const identifiers = ['id', 'arn', 'url', 'cluster_identifier', 'function_name', 'bucket'];

/** A shorter text is the id of nothing, and would be found everywhere. */
const shortestIdentifier = 4;

/** A text that is the identifier of more resources names none of them. */
const mostOwners = 16;

/** How resources are called in the links of the policy input: shortly, as every link repeats it. Only judged ones have a key. */
export type ResourceKeys = ReadonlyMap<Subject, string>;

/** Keys for the resources of an input, by their place in the list. */
export function keysOf(resources: readonly Pick<ResolvedSubject, 'subject'>[]): ResourceKeys {
  return new Map(resources.map(({ subject }, index) => [subject, String(index)]));
}

/** Both directions: who names a resource, and whom it names. By the keys of resources. */
export interface Links {
  readonly links: Readonly<Record<string, readonly Link[]>>;
  readonly names: ReadonlyMap<string, readonly NamedResource[]>;
}

/**
 * Which resources name a resource, and where: by references before an apply, by ids and ARNs after it. By the key of the
 * resource that is named.
 *
 * A rule that asks "does anything point here" would compare every pair; this looks at every value once.
 */
export function linksOf(
  resources: readonly ResolvedSubject[],
  keys: ResourceKeys,
  resolver: Resolver,
): Links {
  const known = identifierIndex(resources, keys);
  const links = new Map<string, Link[]>();
  const names = new Map<string, NamedResource[]>();
  for (const { subject, values } of resources) {
    const from = keys.get(subject);
    if (from === undefined) continue;
    const { type } = subject.resource;
    const noted = new Set<string>();
    const note = (target: string | undefined, path: string): void => {
      if (target === undefined || target === from) return;
      const place = `${target} ${path}`;
      if (noted.has(place)) return;
      noted.add(place);
      append(links, target, { from, type, path });
      append(names, from, { path, key: target });
    };
    walk(subject.values, '', (value, path) => {
      if (isTemplate(value)) for (const target of targetsOf(value, resolver)) note(keys.get(target), path);
    });
    walk(values, '', (value, path) => {
      if (typeof value !== 'string') return;
      for (const text of value.startsWith('{') ? textsInside(value) : [value]) {
        for (const target of known.get(text) ?? []) note(target, path);
      }
    });
  }
  return { links: Object.fromEntries(links), names };
}

/** Whose identifier a text is; a table, its alias and its log group may well share one. */
function identifierIndex(
  resources: readonly ResolvedSubject[],
  keys: ResourceKeys,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { subject, values } of resources) {
    const key = keys.get(subject);
    if (subject.resource.mode === 'data' || key === undefined) continue;
    for (const attribute of identifiers) {
      const value = values[attribute];
      if (typeof value !== 'string' || value.length < shortestIdentifier) continue;
      const owners = found.get(value) ?? new Set();
      if (owners.size < mostOwners) found.set(value, owners.add(key));
    }
  }
  return found;
}

function targetsOf(template: Template, resolver: Resolver): Subject[] {
  return template.parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    return part.references.flatMap(
      (reference) => resolver.producerOf({ ...part, references: [reference] }) ?? [],
    );
  });
}

/** The texts of the JSON a text holds: a redrive policy names its queue inside a document. */
function textsInside(document: string): string[] {
  try {
    return jsonTexts(JSON.parse(document) as JsonValue);
  } catch {
    return [];
  }
}

function jsonTexts(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(jsonTexts);
  return isJsonObject(value) ? Object.values(value).flatMap(jsonTexts) : [];
}

/** Visits every leaf with the names of the attributes that lead to it; indices do not count. */
function walk(value: Value, path: string, visit: (leaf: Value, path: string) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, path, visit);
  else if (isValueObject(value)) {
    for (const key of Object.keys(value))
      walk(value[key] ?? null, path === '' ? key : `${path}.${key}`, visit);
  } else visit(value, path);
}
