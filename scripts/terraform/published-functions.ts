import * as z from 'zod';
import { isJsonObject, valueAt, type JsonValue } from '../model/json';
import type { SynthesizedStack } from '../model/synthesis';

/** The tag by which a function is found that has a task in the pipeline; `lambda/contract/functions.ts` has the same. */
const taskTag = 'tollgate:task';
const migrations = 'migrations';

/** An alias terraform has made and then leaves alone: moving it is the pipeline's. */
export interface PipelineAlias {
  /** Such as `aws_lambda_alias.Api_Live_1234`. */
  readonly address: string;
  readonly functionName: string;
  readonly alias: string;
  /** The last version that was published; null where its function is in another stack or publishes none. */
  readonly published: string | null;
}

/** What the pipeline has to do with the functions of one stack. */
export interface PublishedFunctions {
  readonly aliases: readonly PipelineAlias[];
  /** The function that runs the migrations; null where there is none. */
  readonly migrator: { readonly functionName: string; readonly version: string } | null;
}

const instances = z.object({
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()).default({}) })),
      }),
    )
    .default([]),
});

const functionSchema = z.object({
  function_name: z.string(),
  version: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
});
const aliasSchema = z.object({ function_name: z.string(), name: z.string() });

/** The names of the aliases whose version the configuration tells terraform to ignore. */
export function aliasesLeftAlone(stack: Pick<SynthesizedStack, 'terraform'>): ReadonlySet<string> {
  const aliases = valueAt(stack.terraform, ['resource', 'aws_lambda_alias']);
  const names = Object.entries(isJsonObject(aliases) ? aliases : {})
    .filter(([, alias]) => ignoresVersion(alias))
    .map(([name]) => `aws_lambda_alias.${name}`);
  return new Set(names);
}

function ignoresVersion(alias: JsonValue): boolean {
  const ignored = valueAt(alias, ['lifecycle', 'ignore_changes']);
  return Array.isArray(ignored) && ignored.includes('function_version');
}

/** Reads a state file for the functions and aliases in it. */
export function readPublishedFunctions(
  stack: Pick<SynthesizedStack, 'terraform'>,
  stateText: string,
): PublishedFunctions {
  const managed = instances
    .parse(JSON.parse(stateText))
    .resources.filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, name, instances: each }) =>
      each.map(({ attributes }) => ({ type, address: `${type}.${name}`, attributes })),
    );
  const functions = managed
    .filter(({ type }) => type === 'aws_lambda_function')
    .map(({ attributes }) => functionSchema.parse(attributes));
  const publishedOf = (name: string): string | null => {
    const version = functions.find(({ function_name }) => function_name === name)?.version ?? null;
    return version === null || !/^\d+$/.test(version) ? null : version;
  };
  const leftAlone = aliasesLeftAlone(stack);
  const migrator = functions.find(({ tags }) => tags?.[taskTag] === migrations)?.function_name;
  const migratorVersion = migrator === undefined ? null : publishedOf(migrator);
  return {
    aliases: managed
      .filter(({ type, address }) => type === 'aws_lambda_alias' && leftAlone.has(address))
      .map(({ address, attributes }) => {
        const { function_name: functionName, name: alias } = aliasSchema.parse(attributes);
        return { address, functionName, alias, published: publishedOf(functionName) };
      }),
    migrator:
      migrator === undefined || migratorVersion === null
        ? null
        : { functionName: migrator, version: migratorVersion },
  };
}
