import { join } from 'node:path';
import * as z from 'zod';
import {
  buildNamingTable,
  nameLimitsOf,
  namingOverridesSchema,
  type NamingTable,
} from '../gate/build/tables/naming';
import { readProviderSchema, type SchemaRequest } from '../gate/build/tables/provider-schema';
import { buildTaggableTable } from '../gate/build/tables/taggable';
import { GateError } from '../gate/error';
import type { JsonValue } from '../model/json';
import type { ProcessRunner } from '../model/ports';
import type { GeneratedTables, Generators } from '../mutation/generated-tables';
import { readText, tablePath } from '../mutation/policy-files';

const folder = 'scripts/gate/build/tables';
const overrides = `${folder}/naming-overrides.json`;
const limits = `${folder}/naming-limits.json`;

/** The tables of Rego that `policy:tables` makes of the schema of the provider and of what people wrote beside it. */
export function generatedTables(
  repository: string,
  request: () => SchemaRequest,
  processes: ProcessRunner,
): GeneratedTables {
  return {
    names: ['naming', 'taggable'],
    sources: [overrides, limits].map((path) => ({ path, text: readText(join(repository, path)) })),
    load: async () => generators(repository, request(), processes),
  };
}

async function generators(
  repository: string,
  request: SchemaRequest,
  processes: ProcessRunner,
): Promise<Generators> {
  const schema = await readProviderSchema(request, processes);
  const dateOf = (name: string): string =>
    z
      .looseObject({ date: z.string() })
      .parse(JSON.parse(readText(join(repository, 'policy', tablePath(name))))).date;
  const naming = (...sources: Sources): NamingTable => buildNamingTable(schema, dateOf('naming'), ...sources);
  return {
    tables: new Map([
      ['naming', asJson(naming())],
      ['taggable', asJson(buildTaggableTable(schema, dateOf('taggable')))],
    ]),
    remakes: new Map([
      [overrides, remade((content) => naming(namingOverridesSchema.parse(content)))],
      [limits, remade((content) => naming(undefined, nameLimitsOf(content)))],
    ]),
  };
}

type Sources = Parameters<typeof buildNamingTable> extends [unknown, unknown, ...infer Rest] ? Rest : never;

function remade(make: (content: JsonValue) => NamingTable): {
  table: string;
  remake: (content: JsonValue) => JsonValue | undefined;
} {
  return {
    table: 'naming',
    remake: (content) => {
      try {
        return asJson(make(content));
      } catch (error) {
        if (error instanceof GateError || error instanceof z.ZodError) return undefined;
        throw error;
      }
    },
  };
}

const asJson = (table: object): JsonValue => z.json().parse(JSON.parse(JSON.stringify(table)));
