import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Resource } from '../../model/resource';
import { fieldOf } from './fields';

/**
 * The resources and data sources of Terraform JSON, as blocks or lists of blocks. Meta-arguments such as `lifecycle`
 * stay among the values: only here can they be judged. A resource with a literal `count` of 0 is none.
 */
export function configurationResources(terraform: JsonObject, stack: string | null): Resource[] {
  return [
    ...resourcesOf(terraform, 'resource', 'managed', stack),
    ...resourcesOf(terraform, 'data', 'data', stack),
  ];
}

/** The members of a kind of block: `locals` as they are, `variable` and `output` by name. */
export function blockMembers(terraform: JsonObject, kind: string): [string, JsonValue][] {
  return blocksOf(fieldOf(terraform, kind)).flatMap((block) =>
    Object.entries(block).filter(([name]) => name !== '//'),
  );
}

/** The construct path cdktf wrote beside the attributes of a resource. */
export function constructPathOf(values: JsonObject): string | null {
  const comment = fieldOf(values, '//');
  const metadata = isJsonObject(comment) ? fieldOf(comment, 'metadata') : undefined;
  const path = isJsonObject(metadata) ? fieldOf(metadata, 'path') : undefined;
  return typeof path === 'string' ? path : null;
}

function resourcesOf(
  terraform: JsonObject,
  kind: 'resource' | 'data',
  mode: Resource['mode'],
  stack: string | null,
): Resource[] {
  return blockMembers(terraform, kind).flatMap(([type, named]) =>
    blocksOf(named).flatMap((block) =>
      Object.entries(block)
        .filter(([name]) => name !== '//')
        .flatMap(([name, body]) =>
          blocksOf(body)
            .filter((values) => fieldOf(values, 'count') !== 0)
            .map((values): Resource => ({
              mode,
              type,
              name,
              address: mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`,
              stack,
              source: null,
              values: expandDynamic(values),
              unknown: {},
              sensitive: {},
              action: mode === 'data' ? 'read' : 'create',
              before: null,
            })),
        ),
    ),
  );
}

/**
 * Puts the content of `dynamic` blocks where terraform would. How many there will be is only known for a literal
 * `for_each`; else the attribute gets one item that is the expression itself, so that it counts as not known.
 */
function expandDynamic(values: JsonObject): JsonObject {
  const { dynamic, ...rest } = values;
  if (dynamic === undefined) return values;
  const expanded = new Map<string, JsonValue>(Object.entries(rest));
  for (const [name, bodies] of blocksOf(dynamic).flatMap((block) => Object.entries(block))) {
    const present = expanded.get(name);
    const items = blocksOf(bodies).flatMap(dynamicItems);
    expanded.set(name, [
      ...(Array.isArray(present) ? present : present === undefined ? [] : [present]),
      ...items,
    ]);
  }
  return Object.fromEntries(expanded);
}

function dynamicItems(body: JsonObject): JsonValue[] {
  const each = fieldOf(body, 'for_each') ?? [];
  const content = fieldOf(body, 'content') ?? {};
  if (typeof each === 'string') return [each];
  const count = Array.isArray(each) ? each.length : isJsonObject(each) ? Object.keys(each).length : 0;
  return Array.from({ length: count }, () => content);
}

/** The blocks of a value: one object, or the objects of a list. */
export function blocksOf(value: JsonValue | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.filter(isJsonObject);
  return isJsonObject(value) ? [value] : [];
}
