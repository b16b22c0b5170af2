import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPolicy, type PolicyBuild } from '../gate/build/build';
import type { EnvironmentVariables, ProcessRunner } from '../model/ports';

export interface PolicyBuildInput {
  /** Absolute; `policy/` of this repository unless somebody asks for another. */
  readonly policyDirectory: string;
  /** Compare with what is there and write nothing. */
  readonly check: boolean;
  /** The OPA of `scripts/setup/versions.json`: the bytes depend on its version. */
  readonly opa: string;
  /** What OPA may see of the environment; it needs nothing but a PATH where `opa` is a bare name. */
  readonly environment: EnvironmentVariables;
  /** An existing folder for temporary files; absolute. */
  readonly scratchDirectory: string;
}

export interface PolicyBuildPorts {
  readonly processes: ProcessRunner;
}

/** `stale` names the files that are not what a build writes: a failed check, not an error. */
export type PolicyBuildOutcome =
  | { readonly kind: 'built'; readonly files: readonly string[] }
  | { readonly kind: 'current' }
  | { readonly kind: 'stale'; readonly files: readonly string[] };

/** Builds `policy.wasm`, `rules.json` and `policy.manifest.json`, or says whether the committed ones are current. */
export async function runPolicyBuild(
  input: PolicyBuildInput,
  ports: PolicyBuildPorts,
): Promise<PolicyBuildOutcome> {
  const opa = { command: input.opa, environment: input.environment, processes: ports.processes };
  const build = await buildPolicy(input.policyDirectory, opa, input.scratchDirectory);
  const files = Object.keys(build).sort() as (keyof PolicyBuild)[];
  if (!input.check) {
    for (const file of files) writeFileSync(join(input.policyDirectory, file), build[file]);
    return { kind: 'built', files };
  }
  const stale = files.filter((file) => {
    const path = join(input.policyDirectory, file);
    return !existsSync(path) || !readFileSync(path).equals(build[file]);
  });
  return stale.length === 0 ? { kind: 'current' } : { kind: 'stale', files: stale };
}
