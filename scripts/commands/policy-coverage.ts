import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyPolicyBuild } from '../gate/build/manifest';
import { coverageTableSchema } from '../gate/build/tables/coverage';
import { coverageOf, type CoverageReport } from '../gate/engine/coverage';
import { readRuleCatalogue } from '../gate/engine/rule-catalogue';
import { InputError } from '../model/error';

export interface PolicyCoverageInput {
  readonly policyDirectory: string;
  /** Only these resource types. @default every type of the provider */
  readonly types?: readonly string[];
}

/** What every family of rules has to say of every resource type of the provider. */
export function runPolicyCoverage({ policyDirectory, types = [] }: PolicyCoverageInput): CoverageReport {
  verifyPolicyBuild(policyDirectory);
  const table = coverageTableSchema.parse(
    JSON.parse(readFileSync(join(policyDirectory, 'tables', 'coverage.json'), 'utf8')),
  );
  const report = coverageOf(readRuleCatalogue(policyDirectory), table);
  if (types.length === 0) return report;
  const unknown = types.find((type) => report.types[type] === undefined);
  if (unknown !== undefined) {
    throw new InputError(
      `${table.source} has no resource type ${JSON.stringify(unknown)}; see npm run policy:coverage for all of them`,
    );
  }
  return {
    ...report,
    types: Object.fromEntries(types.map((type) => [type, report.types[type] ?? {}])),
  };
}
