import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readExamples } from '../gate/build/examples';
import { readRuleCatalogue } from '../gate/engine/rule-catalogue';
import { waiverRules } from '../gate/waiver/waiver-rules';
import { indexPageText } from '../report/catalogue/index-page';
import { rulePageText, type CataloguedRule } from '../report/catalogue/rule-page';
import { rulePage } from './rule-page';

/** Where the catalogue stands in the repository. */
export const catalogueFolder = 'docs/policy';

export interface DocsPolicyInput {
  /** The root of the repository, absolute. */
  readonly repository: string;
  readonly policyDirectory: string;
  /** Compare with what is there and write nothing. */
  readonly check: boolean;
}

/** `stale` names the pages that are not what the rules say, missing and superfluous ones among them. */
export type DocsPolicyOutcome =
  | { readonly kind: 'written'; readonly files: readonly string[] }
  | { readonly kind: 'current' }
  | { readonly kind: 'stale'; readonly files: readonly string[] };

/** Writes the catalogue of the rules, or says whether the one that is there is current. Paths are relative to the repository. */
export function runDocsPolicy({ repository, policyDirectory, check }: DocsPolicyInput): DocsPolicyOutcome {
  const pages = cataloguePages(policyDirectory);
  const present = pagesThere(repository);
  const stale = [
    ...[...pages].filter(([path, text]) => present.get(path) !== text).map(([path]) => path),
    ...[...present.keys()].filter((path) => !pages.has(path)),
  ].sort();
  if (stale.length === 0) return { kind: 'current' };
  if (check) return { kind: 'stale', files: stale };
  for (const path of stale) {
    const file = join(repository, path);
    const text = pages.get(path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
  }
  return { kind: 'written', files: stale };
}

function cataloguePages(policyDirectory: string): Map<string, string> {
  const rules = [...readRuleCatalogue(policyDirectory), ...waiverRules]
    .map((rule): CataloguedRule => ({ ...rule, page: rulePage(rule.id) }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  return new Map([
    [`${catalogueFolder}/README.md`, indexPageText(rules)],
    ...rules.map((rule): [string, string] => [
      rulePage(rule.id),
      rulePageText(rule, readExamples(policyDirectory, rule.id)),
    ]),
  ]);
}

function pagesThere(repository: string): Map<string, string> {
  const folder = join(repository, catalogueFolder);
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.md'))
      .map((path) => [
        `${catalogueFolder}/${path}`,
        readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n'),
      ]),
  );
}
