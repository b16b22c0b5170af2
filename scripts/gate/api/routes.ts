import type { ApiRoute } from '../input/policy-input';
import type { ResolvedSubject } from '../iam/facts';
import type { ResourceKeys } from '../system/links';
import type { Resolver } from '../system/resolver';
import type { Subject } from '../system/scope';
import { waitsFor } from '../value/encode';
import { isTemplate, onlyHole, type Value } from '../value/value';

/** A longer chain of resources is a circle; API Gateway itself allows 300 resources in an API. */
const mostSegments = 300;

/**
 * The path of every method of a REST API: Terraform writes it as a chain of resources, each with one segment and a
 * reference to the one above it, of which a rule can see no more than the last.
 */
export function apiRoutes(
  resources: readonly ResolvedSubject[],
  keys: ResourceKeys,
  resolver: Resolver,
): Record<string, ApiRoute> {
  const byId = new Map<string, ResolvedSubject>();
  const bySubject = new Map<Subject, ResolvedSubject>();
  for (const one of resources) {
    const { type } = one.subject.resource;
    if (type !== 'aws_api_gateway_resource') continue;
    bySubject.set(one.subject, one);
    if (typeof one.values['id'] === 'string') byId.set(one.values['id'], one);
  }
  const above = (value: Value): ResolvedSubject | undefined => {
    if (typeof value === 'string') return byId.get(value);
    const hole = isTemplate(value) ? onlyHole(value) : null;
    const found = hole === null ? undefined : resolver.subjectOf(hole);
    return found === undefined ? undefined : bySubject.get(found.subject);
  };
  const methods = resources.filter(({ subject }) => subject.resource.type === 'aws_api_gateway_method');
  return Object.fromEntries(
    methods.map(({ subject, values }) => [
      keys.get(subject) ?? '',
      pathOf(values['resource_id'] ?? null, above, subject),
    ]),
  );
}

function pathOf(
  start: Value,
  above: (value: Value) => ResolvedSubject | undefined,
  subject: Subject,
): ApiRoute {
  const { stack } = subject.resource;
  const segments: string[] = [];
  let value = start;
  for (let depth = 0; depth < mostSegments; depth += 1) {
    const resource = above(value);
    if (resource === undefined) return rootOr(value, segments, stack);
    const segment = resource.values['path_part'] ?? null;
    if (typeof segment !== 'string') return unknown(segment, stack);
    segments.unshift(segment);
    value = resource.values['parent_id'] ?? null;
  }
  return { path: null, waits_for: [] };
}

/** The chain ends at the root of the API, which is an attribute of it; after an apply it is an id like any other. */
function rootOr(value: Value, segments: readonly string[], stack: string | null): ApiRoute {
  const path = `/${segments.join('/')}`;
  if (typeof value === 'string') return { path, waits_for: [] };
  const hole = isTemplate(value) ? onlyHole(value) : null;
  const isRoot = hole?.references.some((reference) => reference.endsWith('.root_resource_id')) === true;
  return isRoot ? { path, waits_for: [] } : unknown(value, stack);
}

function unknown(value: Value, stack: string | null): ApiRoute {
  return { path: null, waits_for: isTemplate(value) ? waitsFor(value, stack) : [] };
}
