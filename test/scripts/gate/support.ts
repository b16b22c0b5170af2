import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Evidence, PlanEvidence, StateEvidence } from '../../../scripts/gate/evidence/evidence';
import { readEvidence } from '../../../scripts/gate/evidence/read-evidence';
import { ActionTable } from '../../../scripts/gate/iam/action-table';
import { policyInput, readActionTable } from '../../../scripts/gate/judge';
import type { PolicyInput } from '../../../scripts/gate/input/policy-input';
import { assembleSystem } from '../../../scripts/gate/system/assemble';
import { sha256 } from '../../../scripts/model/digest';
import type { JsonObject } from '../../../scripts/model/json';
import type { Stage } from '../../../scripts/model/resource';
import type { SynthesizedStack, Synthesis } from '../../../scripts/model/synthesis';
import { stackNamed } from '../../support/stacks';

/** The policy of this repository, as it was built. */
export const policyDirectory = resolve(__dirname, '../../../policy');

const fixtures = resolve(__dirname, '../../fixtures/evidence');

/** A fixture of `test/fixtures/evidence`. */
export function fixture(path: string): string {
  return join(fixtures, path);
}

/** A folder of its own for each test file, removed when its tests are done. */
export function scratchFolder(): {
  readonly path: () => string;
  readonly write: (name: string, content: string | Buffer) => string;
} {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gate-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    path: () => folder,
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** A synthesis of stacks given by their Terraform JSON. */
export function synthesisOf(
  stacks: Readonly<Record<string, JsonObject>>,
  parts: Readonly<Record<string, Partial<SynthesizedStack>>> = {},
): Synthesis {
  return {
    directory: '/cdktf.out',
    environment: null,
    stacks: Object.entries(stacks).map(([id, terraform]) => stackNamed(id, { terraform, ...parts[id] })),
    digest: sha256('synthesis'),
  };
}

/** The parsed `cdk.tf.json` of a fixture. */
export function terraformOf(path: string): JsonObject {
  const evidence = readEvidence(fixture(path));
  if (evidence.kind !== 'configuration') throw new Error(`${path} is a ${evidence.kind}`);
  return evidence.terraform;
}

/** A plan of resource changes, as terraform would show it. */
export function planOf(changes: readonly JsonObject[], rest: JsonObject = {}): PlanEvidence {
  return {
    kind: 'plan',
    origin: 'plan.json',
    stack: null,
    plan: { format_version: '1.2', resource_changes: [...changes], ...rest },
  };
}

/** A change that creates a resource. */
export function creation(address: string, after: JsonObject, afterUnknown: JsonObject = {}): JsonObject {
  const [type = '', name = ''] = address.split('.').slice(-2);
  return {
    address,
    mode: 'managed',
    type,
    name: name.replace(/\[.*$/, ''),
    change: { actions: ['create'], before: null, after, after_unknown: afterUnknown },
  };
}

/** A state in the form of `terraform show -json`. */
export function stateOf(resources: readonly JsonObject[]): StateEvidence {
  return {
    kind: 'state',
    origin: 'state.json',
    stack: null,
    form: 'values',
    state: { format_version: '1.0', values: { root_module: { resources: [...resources] } } },
  };
}

let allActions: ActionTable | undefined;

/** What the policy would be told. */
export function inputOf(
  evidence: readonly Evidence[],
  stage: Stage = 'synth',
  config: Synthesis | null = null,
): PolicyInput {
  return policyInput(
    { evidence, config, stage, environment: null, suffixes: [], policyDirectory, now: '2026-01-01' },
    assembleSystem(evidence, config),
    [],
    () => (allActions ??= readActionTable(policyDirectory)),
  );
}

/** The values of the one resource with an address. */
export function valuesOf(input: PolicyInput, address: string): JsonObject {
  const found = [input.resources, input.data]
    .flatMap((index) => Object.values(index).flat())
    .filter((one) => one.address === address);
  if (found.length !== 1) throw new Error(`${found.length} resources have the address ${address}`);
  return found[0]!.values;
}

/** A small action table. */
export const actionTable = new ActionTable({
  s3: {
    L2: 'ListBucket',
    R2: 'GetObject GetObjectTagging',
    W2: 'PutObject',
    T2: 'PutObjectTagging',
    L0: 'ListAllMyBuckets',
  },
  cloudwatch: { W1: 'PutMetricData', R0: 'GetMetricData' },
  iam: { P2: 'AttachRolePolicy', W2: 'PassRole' },
});
