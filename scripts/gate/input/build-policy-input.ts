import { linkKey, type Links } from '../system/links';
import type { Subject } from '../system/scope';
import { encodeObject } from '../value/encode';
import type { ResolvedSubject } from '../iam/facts';
import type { InputResource, PolicyInput } from './policy-input';

/** Resources and data sources as the policy reads them: encoded, by type, each list in the order of stacks and addresses. */
export function indexResources(
  resolved: readonly ResolvedSubject[],
  names: Links['names'],
): Pick<PolicyInput, 'resources' | 'data'> {
  const inOrder = [...resolved].sort((left, right) => compare(keyOf(left.subject), keyOf(right.subject)));
  return {
    resources: byType(
      inOrder.filter(({ subject }) => subject.resource.mode === 'managed'),
      names,
    ),
    data: byType(
      inOrder.filter(({ subject }) => subject.resource.mode === 'data'),
      names,
    ),
  };
}

function byType(
  resolved: readonly ResolvedSubject[],
  names: Links['names'],
): Record<string, InputResource[]> {
  const index = new Map<string, InputResource[]>();
  for (const { subject, values } of resolved) {
    const { address, stack, action, type } = subject.resource;
    const resource: InputResource = {
      key: linkKey(subject),
      names: names.get(linkKey(subject)) ?? [],
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

function keyOf({ resource }: Subject): string {
  return `${resource.stack ?? ''}\n${resource.address}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
