import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { inOneLine } from '../../../model/error';
import type { EnvironmentVariables, ProcessRunner } from '../../../model/ports';
import { GateError } from '../../error';

const attribute = z.object({
  type: z.unknown(),
  required: z.boolean().optional(),
  optional: z.boolean().optional(),
});

interface Block {
  attributes?: Record<string, z.infer<typeof attribute>> | undefined;
  block_types?: Record<string, { block: Block }> | undefined;
}
const block: z.ZodType<Block> = z.object({
  attributes: z.record(z.string(), attribute).optional(),
  get block_types() {
    return z.record(z.string(), z.object({ block })).optional();
  },
});

const schemasSchema = z.object({
  provider_schemas: z.record(
    z.string(),
    z.object({ resource_schemas: z.record(z.string(), z.object({ block })) }),
  ),
});

/** One resource type: its attributes and nested blocks. */
export type ResourceSchema = Block;

/** The managed resource types of one provider. */
export interface ProviderSchema {
  /** Such as `hashicorp/aws 5.100.0`. */
  readonly source: string;
  readonly resources: Readonly<Record<string, ResourceSchema>>;
}

/** Which terraform is asked, and for which version of the AWS provider. */
export interface SchemaRequest {
  readonly command: string;
  readonly environment: EnvironmentVariables;
  readonly providerVersion: string;
  /** An existing folder, in which a folder of its own is made and removed. */
  readonly scratchDirectory: string;
}

const timeoutMs = 300_000;

/** Reads the schema of the AWS provider with `terraform providers schema`; needs the provider in a local mirror. */
export async function readProviderSchema(
  request: SchemaRequest,
  processes: ProcessRunner,
): Promise<ProviderSchema> {
  const directory = mkdtempSync(join(request.scratchDirectory, 'provider-schema-'));
  const terraform = async (...args: string[]): Promise<string> => {
    const result = await processes.run({
      command: request.command,
      args,
      cwd: directory,
      env: request.environment,
      timeoutMs,
    });
    if (result.ended === 'exited' && result.exitCode === 0) return result.stdout;
    const said = inOneLine(result.stderr.trim());
    throw new GateError(
      `terraform ${args[0] ?? ''} did not give the schema of the provider: ${said}; run npm run setup first`,
    );
  };
  try {
    const aws = { source: 'hashicorp/aws', version: request.providerVersion };
    writeFileSync(
      join(directory, 'main.tf.json'),
      JSON.stringify({ terraform: { required_providers: { aws } } }),
    );
    await terraform('init', '-backend=false', '-input=false', '-no-color');
    const [provider] = Object.values(
      schemasSchema.parse(JSON.parse(await terraform('providers', 'schema', '-json'))).provider_schemas,
    );
    const resources = Object.entries(provider?.resource_schemas ?? {});
    return {
      source: `hashicorp/aws ${request.providerVersion}`,
      resources: Object.fromEntries(resources.map(([type, schema]) => [type, schema.block])),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Whether an attribute or a nested block can be set by whoever writes the resource. */
export function isConfigurable(resource: ResourceSchema, name: string): boolean {
  const found = resource.attributes?.[name];
  return found === undefined
    ? resource.block_types?.[name] !== undefined
    : found.required === true || found.optional === true;
}

/** Whether a path of attribute and block names leads to something that can be set. */
export function hasPath(resource: ResourceSchema, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return false;
  if (rest.length === 0) return isConfigurable(resource, first);
  const nested = resource.block_types?.[first]?.block;
  return nested !== undefined && hasPath(nested, rest);
}
