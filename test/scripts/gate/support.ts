import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GateError } from '../../../scripts/gate/error';
import type { PlanEvidence, StateEvidence } from '../../../scripts/gate/evidence/evidence';
import { ActionTable } from '../../../scripts/gate/iam/action-table';
import type { JudgedEnvironment } from '../../../scripts/gate/input/environments';
import { sha256 } from '../../../scripts/model/digest';
import type { JsonObject } from '../../../scripts/model/json';
import type { SynthesizedStack, Synthesis } from '../../../scripts/model/synthesis';
import { stackNamed } from '../../support/stacks';

/** The policy of this repository, as it was built. */
export const policyDirectory = resolve(__dirname, '../../../policy');

/** An environment of its own, as the gate is told of it. */
export const devEnvironment: JudgedEnvironment = {
  name: 'dev',
  suffix: 'dev',
  scope: 'environment',
  region: 'us-east-1',
  ephemeral: true,
  options: {},
};

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

/** The error of the gate that an action throws. */
export function errorOf(action: () => unknown): GateError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof GateError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
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

/** Rows of a table as a table has them. */
export function rowsOf<Row>(rows: Readonly<Record<string, Row>>): ReadonlyMap<string, Row> {
  return new Map(Object.entries(rows));
}

/** A small action table. */
export const actionTable = new ActionTable(
  rowsOf({
    s3: {
      L2: 'ListBucket',
      R2: 'GetObject GetObjectTagging',
      W2: 'PutObject',
      T2: 'PutObjectTagging',
      L0: 'ListAllMyBuckets',
    },
    cloudwatch: { W1: 'PutMetricData', R0: 'GetMetricData' },
    iam: { P2: 'AttachRolePolicy', W2: 'PassRole' },
  }),
);
