import * as z from 'zod';
import { GateError } from '../../error';
import familiesFile from './coverage-families.json';
import type { ProviderSchema, ResourceSchema } from './provider-schema';

const familySchema = z.strictObject({
  /** What the rules of the family ask of a resource. */
  asks: z.string(),
  /** A type is the family's concern where the path of an attribute matches; null where no type is. */
  attributes: z.string().nullable(),
  /** Whether its rules for every type judge each type it concerns, so that such a type is checked. @default false */
  rulesForEveryTypeCheck: z.boolean().default(false),
  /** Why a type is not its concern where none matches. */
  otherwise: z.string(),
  /** Types that are not its concern though an attribute matches, each with the reason. */
  except: z.record(z.string(), z.string()),
});
type Family = z.input<typeof familySchema>;

/** What each family is about, by its name; one entry for every folder of rules. */
export const coverageFamilies = z.record(z.string(), familySchema).parse(familiesFile);

/** Which resource types are the concern of which family of rules, read off the schema of the provider. */
export const coverageTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  families: z.record(
    z.string(),
    z.strictObject({
      asks: z.string(),
      rulesForEveryTypeCheck: z.boolean(),
      otherwise: z.string(),
      except: z.record(z.string(), z.string()),
    }),
  ),
  /** Every type, with the families it concerns. */
  types: z.record(z.string(), z.array(z.string())),
});
export type CoverageTable = z.infer<typeof coverageTableSchema>;

/** Deeper blocks repeat the names of those above. */
const deepestBlock = 3;

/**
 * Says of every type of a provider schema which families it concerns.
 *
 * @throws GateError where an exception names a type the provider does not have
 */
export function buildCoverageTable(
  schema: ProviderSchema,
  date: string,
  families: Readonly<Record<string, Family>> = coverageFamilies,
): CoverageTable {
  for (const [family, { except }] of Object.entries(families)) {
    const unknown = Object.keys(except).find((type) => schema.resources[type] === undefined);
    if (unknown !== undefined) {
      throw new GateError(
        `coverage-families.json excepts ${unknown} from ${family}, which is not in ${schema.source}; correct or remove that entry`,
      );
    }
  }
  const patterns = Object.entries(families).map(([family, { attributes }]) => ({
    family,
    pattern: attributes === null ? null : new RegExp(attributes),
  }));
  const types = Object.entries(schema.resources)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([type, resource]): [string, string[]] => {
      const paths = attributePaths(resource);
      const concerned = patterns.filter(({ pattern }) => paths.some((path) => pattern?.test(path) === true));
      return [type, concerned.map(({ family }) => family)];
    });
  return {
    source: `${schema.source}, with scripts/gate/build/tables/coverage-families.json`,
    date,
    families: Object.fromEntries(
      Object.entries(families).map(
        ([family, { asks, rulesForEveryTypeCheck = false, otherwise, except }]) => [
          family,
          { asks, rulesForEveryTypeCheck, otherwise, except },
        ],
      ),
    ),
    types: Object.fromEntries(types),
  };
}

/** What can be set of a type, as paths: what AWS only tells decides nothing. */
function attributePaths(resource: ResourceSchema, prefix = '', depth = 0): string[] {
  const own = Object.entries(resource.attributes ?? {})
    .filter(([, attribute]) => attribute.required === true || attribute.optional === true)
    .map(([name]) => prefix + name);
  if (depth >= deepestBlock) return own;
  const nested = Object.entries(resource.block_types ?? {}).flatMap(([name, { block }]) => [
    prefix + name,
    ...attributePaths(block, `${prefix}${name}.`, depth + 1),
  ]);
  return [...own, ...nested];
}
