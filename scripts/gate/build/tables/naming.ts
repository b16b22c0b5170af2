import * as z from 'zod';
import { GateError } from '../../error';
import { suffixPattern } from '../../../model/environment';
import limitsFile from './naming-limits.json';
import overridesFile from './naming-overrides.json';
import { isConfigurable, type ProviderSchema, type ResourceSchema } from './provider-schema';

/**
 * How a type's name carries a suffix: after a hyphen; after an underscore or directly, where AWS allows no hyphen; as a
 * segment of a path; as a label of a DNS name; after a hyphen in a name that begins with `alias/`.
 */
export const namingStyles = ['hyphen', 'underscore', 'either', 'joined', 'path', 'dns', 'alias'] as const;

/** How long a name may be, and what of. Character sets are written as ranges: `a-z0-9-`. */
const limit = z.strictObject({
  min: z.int().positive().optional(),
  max: z.int().positive(),
  /** Which characters the name may begin with, where that is less than `characters`. */
  first: z.string().optional(),
  characters: z.string().optional(),
});

/** What AWS keeps for itself: the starts and ends of names, and what may stand nowhere in them; in lower case. */
const reservation = z.strictObject({
  start: z.array(z.string()).optional(),
  end: z.array(z.string()).optional(),
  anywhere: z.array(z.string()).optional(),
});

const nameRow = z.strictObject({
  by: z.literal('name'),
  /** The attribute that is this resource's own name, not a reference to another's. */
  attribute: z.string(),
  style: z.enum(namingStyles),
  /** The attribute that lets AWS or Terraform append a random end. */
  prefix: z.string().optional(),
  /** What AWS wants after everything else, the suffix included. */
  tail: z.string().optional(),
  /** Names that AWS has fixed. */
  fixed: z.array(z.string()).optional(),
  /** The attribute naming the parent within which the name is unique: a parent with the suffix is enough. */
  parent: z.string().optional(),
  /** The attributes that name what the name is unique in, beside account and region. */
  within: z.array(z.string()).optional(),
  /** Whether AWS takes the same name twice. */
  repeatable: z.literal(true).optional(),
  limit: limit.optional(),
  reserved: reservation.optional(),
});
const row = z.discriminatedUnion('by', [
  nameRow,
  z.strictObject({ by: z.literal('tag'), attribute: z.literal('tags.Name') }),
  z.strictObject({ by: z.literal('none') }),
]);

/** Where every resource type of the provider carries the suffix: in its name, in its `Name` tag, or nowhere. */
export const namingTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  /** The length every name must leave room for: that of the longest suffix there can be. */
  longest_suffix: z.int().positive(),
  /** Every character set of the limits, written out. */
  characters: z.record(z.string(), z.string()),
  types: z.record(z.string(), row),
});
export type NamingTable = z.infer<typeof namingTableSchema>;
type Row = z.infer<typeof row>;

const byReason = z.record(z.string(), z.array(z.string()));
const byValue = z.record(z.string(), z.array(z.string()));

/** What the schema alone does not say, each list under its reason. */
export const namingOverridesSchema = z.strictObject({
  none: byReason,
  tag: byReason,
  name: z.record(z.string(), z.string()),
  style: z.partialRecord(z.enum(namingStyles), z.array(z.string())),
  tail: byValue,
  fixed: z.record(z.string(), z.array(z.string())),
  parent: z.record(z.string(), z.string()),
  within: z.record(z.string(), z.array(z.string())),
  repeatable: byReason,
  reserved: z.record(z.string(), reservation),
});
export type NamingOverrides = z.infer<typeof namingOverridesSchema>;

export type NameLimits = Readonly<Record<string, z.infer<typeof limit>>>;

/** The limits of a file such as the one beside this. */
export function nameLimitsOf(content: unknown): NameLimits {
  return z.strictObject({ source: z.string(), limits: z.record(z.string(), limit) }).parse(content).limits;
}

/** The limits beside this file, by type; a type without one is not judged for its length. */
const nameLimits = nameLimitsOf(limitsFile);

/** The most characters of a suffix, as `suffixPattern` has them: `{1,11}` after the first. */
const longestSuffix = 1 + Number(/,(\d+)\}\$$/.exec(suffixPattern.source)?.[1]);

/** The overrides beside this file. */
export const namingOverrides: NamingOverrides = namingOverridesSchema.parse(overridesFile);

/**
 * Classifies every resource type of a provider schema exactly once.
 *
 * In this order: what the overrides say; the attribute `name`; an attribute that is the end of the type's own name with
 * `_name` or `_identifier` (`function_name` of `aws_lambda_function`); tags; else nothing.
 *
 * @throws GateError where an override names a type or an attribute the provider does not have
 */
export function buildNamingTable(
  schema: ProviderSchema,
  date: string,
  overrides = namingOverrides,
  limits = nameLimits,
): NamingTable {
  refuseUnknown(schema, overrides, limits);
  const none = new Set(Object.values(overrides.none).flat());
  const tag = new Set(Object.values(overrides.tag).flat());
  const types: Record<string, Row> = {};
  for (const [type, resource] of Object.entries(schema.resources).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const attribute = none.has(type) || tag.has(type) ? undefined : nameOf(type, resource, overrides);
    if (attribute !== undefined) types[type] = nameRowOf(type, attribute, resource, overrides, limits);
    else if (isConfigurable(resource, 'tags') && !none.has(type))
      types[type] = { by: 'tag', attribute: 'tags.Name' };
    else types[type] = { by: 'none' };
  }
  return namingTableSchema.parse({
    source: `${schema.source}, with naming-overrides.json and naming-limits.json of scripts/gate/build/tables`,
    date,
    longest_suffix: longestSuffix,
    characters: characterSets(types),
    types,
  });
}

function nameOf(type: string, resource: ResourceSchema, overrides: NamingOverrides): string | undefined {
  const chosen = overrides.name[type];
  if (chosen !== undefined) return chosen;
  const words = type.split('_').slice(1);
  const ends = words.map((_, index) => words.slice(index).join('_'));
  const candidates = ['name', ...['_name', '_identifier'].flatMap((end) => ends.map((start) => start + end))];
  return candidates.find((candidate) => isConfigurable(resource, candidate));
}

function nameRowOf(
  type: string,
  attribute: string,
  resource: ResourceSchema,
  overrides: NamingOverrides,
  limits: NameLimits,
): Row {
  const style = namingStyles.find((candidate) => overrides.style[candidate]?.includes(type)) ?? 'hyphen';
  const prefix = `${attribute}_prefix`;
  const tail = Object.keys(overrides.tail).find((candidate) => overrides.tail[candidate]?.includes(type));
  const fixed = overrides.fixed[type];
  const parent = overrides.parent[type];
  const within = overrides.within[type];
  const isRepeatable = Object.values(overrides.repeatable).flat().includes(type);
  const ownLimit = limits[type];
  const reserved = overrides.reserved[type];
  return {
    by: 'name',
    attribute,
    style,
    ...(isConfigurable(resource, prefix) ? { prefix } : {}),
    ...(tail === undefined ? {} : { tail }),
    ...(fixed === undefined ? {} : { fixed }),
    ...(parent === undefined ? {} : { parent }),
    ...(within === undefined ? {} : { within }),
    ...(isRepeatable ? { repeatable: true } : {}),
    ...(ownLimit === undefined ? {} : { limit: ownLimit }),
    ...(reserved === undefined ? {} : { reserved }),
  };
}

/** `a-z0-9-` as all the characters it stands for; a hyphen at the end is itself. */
function characterSets(types: Readonly<Record<string, Row>>): Record<string, string> {
  const ranges = Object.values(types).flatMap((row) =>
    row.by === 'name' ? [row.limit?.characters ?? [], row.limit?.first ?? []].flat() : [],
  );
  return Object.fromEntries([...new Set(ranges)].sort().map((range) => [range, writtenOut(range)]));
}

function writtenOut(range: string): string {
  return range.replaceAll(/([a-zA-Z0-9])-([a-zA-Z0-9])/g, (_, from: string, to: string) =>
    Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (__, index) =>
      String.fromCharCode(from.charCodeAt(0) + index),
    ).join(''),
  );
}

function refuseUnknown(schema: ProviderSchema, overrides: NamingOverrides, limits: NameLimits): void {
  const lists = [overrides.none, overrides.tag, overrides.style, overrides.tail].flatMap((list) =>
    Object.values(list).flat(),
  );
  const classified = [
    ...lists,
    ...Object.values(overrides.repeatable).flat(),
    ...[overrides.fixed, overrides.reserved, limits].flatMap((list) => Object.keys(list)),
  ];
  const unknown = classified.find((type) => schema.resources[type] === undefined);
  if (unknown !== undefined) throw refusal(unknown, schema);
  const named = [
    ...Object.entries(overrides.name),
    ...Object.entries(overrides.parent),
    ...Object.entries(overrides.within).flatMap(([type, names]) =>
      names.map((name): [string, string] => [type, name]),
    ),
  ];
  for (const [type, attribute] of named) {
    const resource = schema.resources[type];
    if (resource === undefined || !isConfigurable(resource, attribute))
      throw refusal(`${type}.${attribute}`, schema);
  }
}

function refusal(what: string, schema: ProviderSchema): GateError {
  return new GateError(
    `naming-overrides.json or naming-limits.json names ${what}, which is not in ${schema.source}; correct or remove that entry`,
  );
}
