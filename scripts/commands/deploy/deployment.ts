import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OverrideFile, ResourceChange } from '../../model/change';
import type { Environment } from '../../model/environment';
import { InputError } from '../../model/error';
import { isJsonObject, valueAt, type JsonObject } from '../../model/json';
import type {
  Clock,
  EnvironmentVariables,
  FunctionVersions,
  ObjectStore,
  Output,
  ProcessRunner,
  Signer,
} from '../../model/ports';
import type { Synthesis } from '../../model/synthesis';
import { readSynthesis } from '../../synth/read-synthesis';
import { selectStacks } from '../../synth/select-stacks';
import { parseState, type StackState } from '../../terraform/state-json';
import { createTerraform, type Terraform } from '../../terraform/terraform';
import { prepareWorkspace } from '../../terraform/workspace';

/** Where a change goes: AWS, or the emulator on this machine. */
export interface DeploymentTarget {
  readonly name: 'aws' | 'emulator';
  /** All that terraform and its provider see of the environment. */
  readonly variables: EnvironmentVariables;
  readonly backendArguments: readonly string[];
  /** How many resources terraform works on at once; its own default where this is absent. */
  readonly parallelism?: number;
  /** What stands beside a copy of the stack so that the target is reached; null for AWS. */
  override(terraform: JsonObject): OverrideFile | null;
  /** Whether a function there can be called; where not, migrations are not run and the outcome says so. */
  readonly runsFunctions: boolean;
  /** Takes away what only the target's own infidelity explains; AWS has none. */
  withoutInfidelities(changes: readonly ResourceChange[]): readonly ResourceChange[];
}

export interface DeploymentInput {
  /** The `cdktf.out` to plan or apply. */
  readonly config: string;
  readonly policyDirectory: string;
  /** For workspaces and plan files; `.cache/terraform`. */
  readonly workDirectory: string;
  /** The committed `.terraform.lock.hcl`. */
  readonly lockFile: string;
  readonly terraform: { readonly binary: string; readonly version: string };
  readonly target: DeploymentTarget;
  /** Every suffix of `environments.json`. */
  readonly suffixes: readonly string[];
  /** Only these stacks and what they depend on. @default all */
  readonly stacks?: readonly string[];
}

export interface DeploymentPorts {
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly output: Output;
  readonly signer: Signer;
  openStore(bucket: string, region: string): ObjectStore;
  openFunctions(region: string): FunctionVersions;
  /** Told what terraform is doing, one short line at a time. */
  onProgress?(stack: string, detail: string): void;
}

/** A checked `cdktf.out` with terraform ready to work on it; what plan, apply, drift and destroy begin with. */
export interface Deployment {
  readonly synthesis: Synthesis;
  readonly environment: Environment;
  readonly terraform: Terraform;
  readonly store: ObjectStore;
  readonly versions: { readonly terraform: string; readonly provider: string };
  readonly input: DeploymentInput;
  readonly ports: DeploymentPorts;
  /** The folder terraform runs in, made and initialised once a stack. */
  workspace(stack: string): Promise<string>;
  /** Where the plan of a stack is saved. */
  planFile(stack: string): string;
  /** Read anew each time; null where the stack was never applied. */
  state(stack: string): Promise<{ readonly text: string; readonly parsed: StackState } | null>;
}

/** Reads and checks `cdktf.out`, and makes terraform ready. */
export async function openDeployment(input: DeploymentInput, ports: DeploymentPorts): Promise<Deployment> {
  const whole = readSynthesis(input.config);
  const synthesis = input.stacks === undefined ? whole : selectStacks(whole, input.stacks);
  const environment = synthesis.environment;
  if (environment === null) {
    throw new InputError(
      `${input.config} has no environment.json, so its account and suffix are unknown; write it with npm run synth -- --environment NAME`,
    );
  }
  const root = join(input.workDirectory, environment.name);
  const plans = join(root, 'plans');
  mkdirSync(plans, { recursive: true });

  const terraform = await createTerraform(
    {
      ...input.terraform,
      variables: input.target.variables,
      backendArguments: input.target.backendArguments,
      ...(input.target.parallelism === undefined ? {} : { parallelism: input.target.parallelism }),
    },
    ports.processes,
    (directory, message) => {
      if (message.type === 'log' || message.text === '') return;
      ports.onProgress?.(directory.slice(root.length + 1), message.text);
    },
  );
  const store = ports.openStore(environment.stateBucket, environment.region);
  const workspaces = new Map<string, Promise<string>>();
  const stackOf = (id: string) => {
    const stack = synthesis.stacks.find((candidate) => candidate.id === id);
    if (stack !== undefined) return stack;
    const known = synthesis.stacks.map((candidate) => candidate.id).join(', ');
    throw new InputError(`there is no stack ${id} in ${input.config}; it has ${known}`);
  };

  return {
    synthesis,
    environment,
    terraform,
    store,
    versions: { terraform: input.terraform.version, provider: providerVersion(synthesis) },
    input,
    ports,
    planFile: (stack) => join(plans, `${stackOf(stack).id}.tfplan`),
    workspace: (id) => {
      const ready =
        workspaces.get(id) ??
        (async () => {
          const stack = stackOf(id);
          const directory = prepareWorkspace(stack, {
            root,
            lockFile: input.lockFile,
            override: input.target.override(stack.terraform),
          });
          await terraform.init(directory);
          return directory;
        })();
      workspaces.set(id, ready);
      return ready;
    },
    state: async (id) => {
      const key = stackOf(id).stateKey;
      if (key === null) {
        throw new InputError(
          `the stack ${id} keeps its state elsewhere than in S3; only the S3 backend is supported`,
        );
      }
      const bytes = await store.get(key);
      if (bytes === null) return null;
      const text = Buffer.from(bytes).toString('utf8');
      return { text, parsed: parseState(text, key) };
    },
  };
}

/** The pinned AWS provider; stacks without one have nothing to pin. */
function providerVersion(synthesis: Synthesis): string {
  for (const stack of synthesis.stacks) {
    const provider = valueAt(stack.terraform, ['terraform', 'required_providers', 'aws']);
    if (isJsonObject(provider) && typeof provider['version'] === 'string') return provider['version'];
  }
  return 'none';
}
