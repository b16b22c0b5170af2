import type { CoverageTable } from '../build/tables/coverage';
import type { RuleEntry } from '../build/manifest';
import { GateError } from '../error';

/** What a family of rules has to say of a resource type. */
export type Coverage =
  | { readonly status: 'checked'; readonly rules: readonly string[] }
  | { readonly status: 'not applicable'; readonly reason: string }
  /** An attribute is the family's concern, and no rule names the type. */
  | { readonly status: 'no rule' };

/** By type, then by family. */
export type CoverageMatrix = Readonly<Record<string, Readonly<Record<string, Coverage>>>>;

export interface CoverageReport {
  readonly source: string;
  readonly date: string;
  readonly families: readonly string[];
  /** By family, the rules that look at every type without naming any. */
  readonly forEveryType: Readonly<Record<string, readonly string[]>>;
  readonly types: CoverageMatrix;
}

/**
 * Says of each resource type and each family of rules whether it is checked, need not be, or ought to be and is not. A rule
 * for every type makes nothing checked, as it knows none of them, unless the table says that it looks at whatever a type of
 * the family has.
 *
 * @throws GateError where a family of rules is not in the table: nobody has said what it is about
 */
export function coverageOf(rules: readonly RuleEntry[], table: CoverageTable): CoverageReport {
  const familyOf = ({ id }: RuleEntry): string => id.replace(/\/.*$/, '');
  const families = [...new Set(rules.map(familyOf))].sort();
  const unknown = families.find((family) => table.families[family] === undefined);
  if (unknown !== undefined) {
    throw new GateError(
      `nobody has said which resource types concern the rules of ${unknown}; add it to scripts/gate/build/tables/coverage-families.json and run npm run policy:tables`,
    );
  }
  const naming = new Map<string, string[]>();
  for (const rule of rules) {
    for (const type of new Set(rule.attributes.map((attribute) => attribute.replace(/\..*$/, '')))) {
      const key = `${familyOf(rule)} ${type}`;
      naming.set(key, [...(naming.get(key) ?? []), rule.id]);
    }
  }
  const cell = (type: string, concerned: readonly string[], family: string): Coverage => {
    const named = naming.get(`${family} ${type}`);
    if (named !== undefined) return { status: 'checked', rules: named };
    const excepted = table.families[family]?.except[type];
    if (excepted !== undefined) return { status: 'not applicable', reason: excepted };
    if (!concerned.includes(family)) {
      return { status: 'not applicable', reason: table.families[family]?.otherwise ?? '' };
    }
    const every =
      table.families[family]?.rulesForEveryTypeCheck === true ? naming.get(`${family} *`) : undefined;
    return every === undefined ? { status: 'no rule' } : { status: 'checked', rules: every };
  };
  return {
    source: table.source,
    date: table.date,
    families,
    forEveryType: Object.fromEntries(
      families.map((family) => [family, naming.get(`${family} *`) ?? []] as const),
    ),
    types: Object.fromEntries(
      Object.entries(table.types).map(([type, concerned]) => [
        type,
        Object.fromEntries(families.map((family) => [family, cell(type, concerned, family)])),
      ]),
    ),
  };
}
