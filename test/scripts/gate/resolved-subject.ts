import type { ResolvedSubject } from '../../../scripts/gate/iam/facts';
import { liftTemplateObject } from '../../../scripts/gate/value/lift';
import type { JsonObject } from '../../../scripts/model/json';
import type { Resource } from '../../../scripts/model/resource';

/** A resource `aws_thing.x` that is to be created, with nothing in it. */
export function managedResource(parts: Partial<Resource> = {}): Resource {
  return {
    mode: 'managed',
    type: 'aws_thing',
    name: 'x',
    address: 'aws_thing.x',
    stack: null,
    source: null,
    values: {},
    unknown: {},
    sensitive: {},
    action: 'create',
    before: null,
    ...parts,
  };
}

/** That resource with these values, in which no reference leads anywhere. */
export function resolvedSubject(values: JsonObject, parts: Partial<Resource> = {}): ResolvedSubject {
  const lifted = liftTemplateObject(values, null);
  return {
    subject: {
      resource: managedResource(parts),
      values: lifted,
      written: lifted,
      before: null,
      constructPath: null,
    },
    values: lifted,
  };
}
