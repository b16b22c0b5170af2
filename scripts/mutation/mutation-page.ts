import type { Equivalent } from './equivalents';
import { operators } from './mutant';
import { sumOf, type Counts, type FileResult, type MutationRecord } from './mutation-record';

/**
 * `docs/mutants.md`: what the last runs came to, for people.
 *
 * @param missing the files of which no run is recorded
 */
export function mutationPage(
  record: MutationRecord,
  equivalents: readonly Equivalent[],
  missing: readonly string[],
): string {
  const files = Object.entries(record.files);
  const families = [...new Set(files.map(([path]) => familyOf(path)))].sort();
  const results = (family: string): FileResult[] =>
    files.filter(([path]) => familyOf(path) === family).map(([, result]) => result);
  const all = files.map(([, result]) => result);
  const dates = all.map(({ date }) => date).sort();
  const survivors = all.flatMap((result) => result.survivors);
  return [
    '# Mutants of the rules',
    '',
    'Written by `npm run policy:mutants`; do not edit. Each mutant is one mistake made in a rule, in the library the rules',
    'share or in a row of a table, and is killed where a test of `policy/**/*_test.rego` fails because of it. Mutants that',
    'OPA does not compile (stillborn) are no mistakes anybody can make unnoticed, and do not count.',
    '',
    '`tables/naming` and `tables/taggable` are made by `npm run policy:tables` of the schema of the provider. Whatever is',
    'another there is noticed by comparing the table with what its generator makes, which `test/policy/tables.test.ts` does',
    'in `npm test` and the run does for each mutant. What people wrote for them, `naming-overrides.json` and',
    '`naming-limits.json`, is mutated where it is written: each mutant is the table that the generator would make of it, and',
    'is killed by a test of Rego like all others; what the generator refuses is stillborn.',
    '',
    `Runs of ${dates[0] ?? 'no day'}${dates.at(-1) === dates[0] ? '' : ` to ${dates.at(-1) ?? ''}`}; each file of the policy has the day of its own in \`mutants.json\`.`,
    '',
    '| Family | Mutants | Killed | Equivalent | Survived | Score | Stillborn |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...families.map((family) => row(family, sumOf(results(family)))),
    row('**all**', sumOf(all)),
    '',
    ...(missing.length === 0
      ? []
      : [`Not recorded: ${missing.map((path) => `\`${path}\``).join(', ')}.`, '']),
    '## What is done to a rule',
    '',
    ...Object.entries(operators).map(([operator, what]) => `- \`${operator}\`: ${what}`),
    '',
    '## Survivors',
    '',
    ...(survivors.length === 0 ? ['None.'] : survivors.map((survivor) => `- ${code(survivor)}`)),
    '',
    '## Equivalent mutants',
    '',
    ...(equivalents.length === 0
      ? ['None.']
      : equivalents.map(({ mutant, because }) => `- ${code(mutant)}: ${because}`)),
    '',
  ].join('\n');
}

function familyOf(given: string): string {
  // what tables are made of stands beside their generators
  const path = given.replace(/^scripts\/gate\/build\//, '');
  return path.includes('/') ? (path.split('/')[0] ?? path) : path;
}

function row(name: string, { killed, equivalent, survived, stillborn }: Counts): string {
  const mutants = killed + equivalent + survived;
  const share = killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
  // 99.96 is not 100
  const score = `${(Math.floor(share * 10) / 10).toFixed(1)} %`;
  return `| ${[name, mutants, killed, equivalent, survived, score, stillborn].join(' | ')} |`;
}

/** Code in Markdown that may itself hold backticks. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence} ${text} ${fence}`;
}
