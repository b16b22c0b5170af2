import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { Stage } from '../../model/resource';
import { buildFiles, ruleCatalogueSchema, type RuleEntry } from '../build/manifest';
import { GateError } from '../error';
import type { JudgedEnvironment } from '../input/environments';

/** What of an environment some rules need; null where none is known. */
type Scoped = Pick<JudgedEnvironment, 'suffix' | 'scope'> | null;

/** The rules a run asks, and those it cannot ask. */
export interface RuleSelection {
  readonly judged: readonly RuleEntry[];
  readonly notJudged: readonly { readonly rule: string; readonly reason: string }[];
}

/** Reads what every rule says of itself; the build was verified before. */
export function readRuleCatalogue(policyDirectory: string): readonly RuleEntry[] {
  return ruleCatalogueSchema.parse(JSON.parse(readFileSync(join(policyDirectory, buildFiles.rules), 'utf8')))
    .rules;
}

/**
 * Chooses the rules whose id matches a glob and says of each that cannot be asked why not.
 *
 * @throws GateError where the glob matches no rule
 */
export function selectRules(
  catalogue: readonly RuleEntry[],
  glob: string | undefined,
  stage: Stage,
  environment: Scoped,
): RuleSelection {
  const matches = glob === undefined ? () => true : picomatch(glob);
  const chosen = catalogue.filter(({ id }) => matches(id));
  if (chosen.length === 0) {
    throw new GateError(
      `no rule matches ${JSON.stringify(glob ?? '*')}: the rules are ${catalogue.map(({ id }) => id).join(', ')}`,
    );
  }
  const judged: RuleEntry[] = [];
  const notJudged: { rule: string; reason: string }[] = [];
  for (const rule of chosen) {
    const reason = reasonNotTo(rule, stage, environment);
    if (reason === undefined) judged.push(rule);
    else notJudged.push({ rule: rule.id, reason });
  }
  return { judged, notJudged };
}

function reasonNotTo(rule: RuleEntry, stage: Stage, environment: Scoped): string | undefined {
  if (!rule.stages.includes(stage)) return `it judges at ${rule.stages.join(' and ')}, and this is ${stage}`;
  if (rule.needs?.includes('suffix') === true && (environment?.suffix ?? null) === null) {
    return 'no suffix is known: give --suffix or --environment, or a cdktf.out with its environment.json';
  }
  if (rule.needs?.includes('environment') === true && (environment?.scope ?? null) === null) {
    return 'no environment is known: give --environment, or a cdktf.out with its environment.json';
  }
  return undefined;
}
