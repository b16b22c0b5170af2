import { isJsonObject, type JsonValue } from '../../model/json';
import type { Link, NamedResource } from '../input/policy-input';
import type { ResolvedSubject } from '../iam/facts';
import { isTemplate, isValueObject, type Value } from '../value/value';
import type { Resolver } from './resolver';
import type { Subject } from './scope';

/** Attributes that name a resource in others once AWS has made it. `name` is not among them: it may be that of many. */
const identifiers = ['id', 'arn', 'url', 'cluster_identifier', 'function_name', 'bucket'];

/** A shorter text is the id of nothing, and would be found everywhere. */
const shortestIdentifier = 4;

/** A text that is the identifier of more resources names none of them. */
const mostOwners = 16;

/** How a resource is called in the links of the policy input. */
export function linkKey({ resource }: Subject): string {
  return JSON.stringify([resource.stack, resource.address]);
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
export function linksOf(resources: readonly ResolvedSubject[], resolver: Resolver): Links {
  const known = identifierIndex(resources);
  const links = new Map<string, Map<string, Link>>();
  const named = new Map<string, Map<string, NamedResource>>();
  for (const { subject, values } of resources) {
    const from = linkKey(subject);
    const note = (target: string, path: string): void => {
      if (target === from) return;
      const { type, address, stack } = subject.resource;
      const pointing = links.get(target) ?? new Map<string, Link>();
      pointing.set(`${from} ${path}`, { from, type, address, stack, path });
      links.set(target, pointing);
      const forward = named.get(from) ?? new Map<string, NamedResource>();
      named.set(from, forward.set(`${target} ${path}`, { path, key: target }));
    };
    walk(subject.values, '', (value, path) => {
      for (const target of targetsOf(value, resolver)) note(target, path);
    });
    walk(values, '', (value, path) => {
      for (const text of textsOf(value)) {
        for (const target of known.get(text) ?? []) note(target, path);
      }
    });
  }
  return {
    links: Object.fromEntries(
      [...links].sort(byKey).map(([target, pointing]) => [target, [...pointing.values()]]),
    ),
    names: new Map([...named].map(([from, forward]) => [from, [...forward.values()]])),
  };
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whose identifier a text is; a table, its alias and its log group may well share one. */
function identifierIndex(resources: readonly ResolvedSubject[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { subject, values } of resources) {
    if (subject.resource.mode === 'data') continue;
    for (const attribute of identifiers) {
      const value = values[attribute];
      if (typeof value !== 'string' || value.length < shortestIdentifier) continue;
      const owners = found.get(value) ?? new Set();
      if (owners.size < mostOwners) found.set(value, owners.add(linkKey(subject)));
    }
  }
  return found;
}

function targetsOf(value: Value, resolver: Resolver): string[] {
  if (!isTemplate(value)) return [];
  return value.parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    return part.references.flatMap((reference) => {
      const subject = resolver.producerOf({ ...part, references: [reference] });
      return subject === undefined ? [] : [linkKey(subject)];
    });
  });
}

/** A text, or the texts of the JSON it holds: a redrive policy names its queue inside a document. */
function textsOf(value: Value): string[] {
  if (typeof value !== 'string') return [];
  if (!value.startsWith('{')) return [value];
  try {
    return jsonTexts(JSON.parse(value) as JsonValue);
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
    for (const [key, member] of Object.entries(value))
      walk(member, path === '' ? key : `${path}.${key}`, visit);
  } else visit(value, path);
}
