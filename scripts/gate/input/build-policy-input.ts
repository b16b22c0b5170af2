import type { JsonObject } from '../../model/json';
import type { Resource } from '../../model/resource';
import type { Links, ResourceKeys } from '../system/links';
import type { Subject } from '../system/scope';
import { encodeObject } from '../value/encode';
import { mapMembers, type ValueObject } from '../value/value';
import type { ResolvedSubject } from '../iam/facts';
import { policyAttributes } from '../iam/policy-attributes';
import type { InputResource, PolicyInput } from './policy-input';

/**
 * Resources and data sources as the policy reads them: encoded, by type, each list in the order of stacks and addresses.
 *
 * @param attributes those a rule can name, and no others are told, nor policy documents, of which the statements are told
 *   as facts; whatever there is where null
 */
export function indexResources(
  resolved: readonly ResolvedSubject[],
  keys: ResourceKeys,
  names: Links['names'],
  attributes: ReadonlySet<string> | null,
): Pick<PolicyInput, 'resources' | 'data'> {
  const inOrder = resolved
    .map((one) => ({ one, place: placeOf(one.subject) }))
    .sort((left, right) => compare(left.place, right.place))
    .map(({ one }) => one);
  const byMode = (mode: Resource['mode']): PolicyInput['resources'] => {
    const index = new Map<string, InputResource[]>();
    for (const one of inOrder.filter(({ subject }) => subject.resource.mode === mode)) {
      const { type } = one.subject.resource;
      const resource = told(one, keys.get(one.subject) ?? '', names, attributes);
      const sharing = index.get(type);
      if (sharing === undefined) index.set(type, [resource]);
      else sharing.push(resource);
    }
    return Object.fromEntries([...index].sort(([left], [right]) => compare(left, right)));
  };
  return { resources: byMode('managed'), data: byMode('data') };
}

function told(
  { subject, values }: ResolvedSubject,
  key: string,
  names: Links['names'],
  attributes: ReadonlySet<string> | null,
): InputResource {
  const { address, stack, action, type } = subject.resource;
  const encoded = (all: ValueObject): JsonObject =>
    encodeObject(attributes === null ? all : only(attributes, type, all), stack);
  return {
    key,
    names: names.get(key) ?? [],
    address,
    stack,
    action,
    values: encoded(values),
    before: subject.before === null ? null : encoded(subject.before),
  };
}

function only(attributes: ReadonlySet<string>, type: string, values: ValueObject): ValueObject {
  const documents = (policyAttributes.get(type) ?? []).filter(({ path }) => path.length === 1);
  const isTold = (name: string): boolean =>
    attributes.has(name) && !documents.some(({ path }) => path[0] === name);
  return mapMembers(values, (item, name) => (isTold(name) ? item : undefined));
}

function placeOf({ resource }: Subject): string {
  return `${resource.stack ?? ''}\n${resource.address}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
