import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleEntry } from '../gate/build/manifest';
import { readRuleCatalogue } from '../gate/engine/rule-catalogue';
import { waiverRules } from '../gate/waiver/waiver-rules';
import { InputError } from '../model/error';
import type { Finding } from '../model/finding';
import { readJudgement } from './read-judgement';
import { rulePage } from './rule-page';

export interface ExplainInput {
  /** The id of a rule (`family/name`), or that of a finding. */
  readonly what: string;
  /** The judgement that has the finding, as JSON. */
  readonly judgementFile: string | null;
  readonly policyDirectory: string;
  readonly repository: string;
}

export type Explanation =
  | { readonly kind: 'rule'; readonly rule: RuleEntry; readonly page: string | null }
  | { readonly kind: 'finding'; readonly finding: Finding };

/** Looks up a rule or a finding. @throws InputError where there is none of that name */
export function runExplain({ what, judgementFile, policyDirectory, repository }: ExplainInput): Explanation {
  if (judgementFile !== null) return { kind: 'finding', finding: findingOf(what, judgementFile) };
  const rules = [...readRuleCatalogue(policyDirectory), ...waiverRules];
  const rule = rules.find(({ id }) => id === what);
  if (rule !== undefined) {
    const page = rulePage(rule.id);
    return { kind: 'rule', rule, page: existsSync(join(repository, page)) ? page : null };
  }
  if (/^[0-9a-f]{16}$/.test(what)) {
    throw new InputError(
      `${what} is the id of a finding: name the judgement that has it with --in FILE, which npm run gate writes with --format json`,
    );
  }
  throw new InputError(
    `there is no rule ${JSON.stringify(what)}; the rules are ${rules.map(({ id }) => id).join(', ')}`,
  );
}

function findingOf(id: string, file: string): Finding {
  const { findings } = readJudgement(file);
  const finding = findings.find((candidate) => candidate.id === id);
  if (finding !== undefined) return finding;
  throw new InputError(
    `there is no finding ${JSON.stringify(id)} in ${file}, which has ${findings.length === 0 ? 'none' : findings.map((each) => each.id).join(', ')}`,
  );
}
