import type { ResolvedSubject } from '../../../scripts/gate/iam/facts';
import { liftTemplateObject } from '../../../scripts/gate/value/lift';
import type { JsonObject } from '../../../scripts/model/json';
import type { Resource } from '../../../scripts/model/resource';

/** A resource `aws_thing.x` with these values, in which no reference leads anywhere. */
export function resolvedSubject(values: JsonObject, parts: Partial<Resource> = {}): ResolvedSubject {
  const resource: Resource = {
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
  const lifted = liftTemplateObject(values, null);
  return {
    subject: { resource, values: lifted, written: lifted, before: null, constructPath: null },
    values: lifted,
  };
}
