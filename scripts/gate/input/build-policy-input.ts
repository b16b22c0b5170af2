import type { Links, ResourceKeys } from '../system/links';
import type { Subject } from '../system/scope';
import { encodeObject } from '../value/encode';
import type { ResolvedSubject } from '../iam/facts';
import type { InputResource, PolicyInput } from './policy-input';

/** Resources and data sources as the policy reads them: encoded, by type, each list in the order of stacks and addresses. */
export function indexResources(
  resolved: readonly ResolvedSubject[],
  keys: ResourceKeys,
  names: Links['names'],
): Pick<PolicyInput, 'resources' | 'data'> {
  const inOrder = resolved
    .map((one) => ({ one, place: placeOf(one.subject) }))
    .sort((left, right) => compare(left.place, right.place))
    .map(({ one }) => one);
  return {
    resources: byType(
      inOrder.filter(({ subject }) => subject.resource.mode === 'managed'),
      keys,
      names,
    ),
    data: byType(
      inOrder.filter(({ subject }) => subject.resource.mode === 'data'),
      keys,
      names,
    ),
  };
}

function byType(
  resolved: readonly ResolvedSubject[],
  keys: ResourceKeys,
  names: Links['names'],
): Record<string, InputResource[]> {
  const index = new Map<string, InputResource[]>();
  for (const { subject, values } of resolved) {
    const { address, stack, action, type } = subject.resource;
    const key = keys.get(subject) ?? '';
    const resource: InputResource = {
      key,
      names: names.get(key) ?? [],
      address,
      stack,
      action,
      values: encodeObject(values, stack),
      before: subject.before === null ? null : encodeObject(subject.before, stack),
    };
    const sharing = index.get(type);
    if (sharing === undefined) index.set(type, [resource]);
    else sharing.push(resource);
  }
  return Object.fromEntries([...index].sort(([left], [right]) => compare(left, right)));
}

function placeOf({ resource }: Subject): string {
  return `${resource.stack ?? ''}\n${resource.address}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
