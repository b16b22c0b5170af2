import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { functionNames } from '../../lambda/contract/functions';
import type { JsonObject } from '../../scripts/model/json';
import { buildApp, type Platform } from '../../stacks/app';
import type { Artifacts } from '../../stacks/artifacts';
import type { Environment, PlatformConfig } from '../../stacks/config';

/** Resources by type and local name. */
export type Blocks = Record<string, Record<string, JsonObject>>;

/** The `cdk.tf.json` of one stack. */
export interface TerraformJson {
  resource: Blocks;
  data?: Blocks;
  ephemeral?: Blocks;
  terraform: JsonObject;
  provider: JsonObject;
}

/** Every stack of an environment, by its id. */
export type SynthesizedPlatform = Record<string, TerraformJson>;

export type EnvironmentChange = Partial<Environment>;

const environment: Environment = {
  name: 'dev',
  scope: 'environment',
  suffix: 'dev',
  region: 'us-east-1',
  account: '123456789012',
  ephemeral: true,
  stateBucket: 'payments-state',
  options: {},
};

/** What the stacks of a test environment are built from. */
export function platformConfig(change: EnvironmentChange = {}): PlatformConfig {
  return { environment: { ...environment, ...change }, terraformVersion: '1.11.4' };
}

/** Builds apps below one folder, which is there while the tests of a file run. */
export interface Platforms {
  /** The folder, with no `/` at its end. */
  folder(): string;
  /** A folder of its own for one app. */
  outdir(): string;
  /** A function of every name, with a code of four bytes. */
  artifacts(): Artifacts;
  build(change?: EnvironmentChange): Platform;
  /** Builds, and reads back what was written. */
  synthesize(change?: EnvironmentChange): SynthesizedPlatform;
}

/** To be called once, at the top of a file of tests. */
export function usePlatforms(): Platforms {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-stacks-'));
    writeFileSync(join(folder, 'function.zip'), 'code');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const outdir = () => mkdtempSync(join(folder, 'out-'));
  const artifacts = () =>
    Object.fromEntries(
      functionNames.map((name) => [name, { file: join(folder, 'function.zip'), sha256Base64: 'q83v' }]),
    );
  const build = (change: EnvironmentChange = {}) => buildApp(platformConfig(change), artifacts(), outdir());
  return {
    folder: () => folder,
    outdir,
    artifacts,
    build,
    synthesize: (change) => synthesizeApp(build(change).app),
  };
}

/** Writes an app and reads it back, without the metadata of cdktf. */
export function synthesizeApp(app: App): SynthesizedPlatform {
  app.synth();
  const stacks = join(app.outdir, 'stacks');
  return Object.fromEntries(
    readdirSync(stacks).map((stack) => {
      const text = readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8');
      return [stack, withoutMetadata(JSON.parse(text)) as TerraformJson];
    }),
  );
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (key === '//' ? [] : [[key, withoutMetadata(member)]])),
  );
}

/** All resources of a type. */
export function all(stack: TerraformJson, type: string): JsonObject[] {
  return Object.values(stack.resource[type] ?? {});
}

/** The one resource of a type, or the one among several whose name contains `part`. */
export function only(stack: TerraformJson, type: string, part = ''): JsonObject {
  const found = Object.entries(stack.resource[type] ?? {}).filter(([local]) => local.includes(part));
  expect({ type, part, found: found.map(([local]) => local) }).toEqual({
    type,
    part,
    found: [expect.any(String)],
  });
  return found[0]![1];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: JsonObject;
}

/** The statements of a policy in an attribute. */
export function statements(resource: JsonObject, attribute = 'policy'): PolicyStatement[] {
  expect(resource).toHaveProperty(attribute);
  return (JSON.parse(resource[attribute] as string) as { Statement: PolicyStatement[] }).Statement;
}

/** A reference to a resource of a type, in the same stack. */
export function referenceTo(type: string): unknown {
  return expect.stringMatching(new RegExp(`^\\$\\{${type}\\.[\\w-]+\\.[\\w.[\\]-]+\\}$`));
}

/** A value of another stack, read from its state. */
export function readFrom(stack: string): unknown {
  return expect.stringMatching(
    new RegExp(
      `^\\$\\{data\\.terraform_remote_state\\.cross-stack-reference-input-${stack}\\.outputs\\.[\\w-]+\\}$`,
    ),
  );
}
