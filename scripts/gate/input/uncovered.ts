import type { Judgement } from '../../model/finding';
import type { RuleEntry } from '../build/manifest';
import type { PolicyInput } from './policy-input';

/**
 * The resource types no rule of a run looks at. A rule for all types looks at none of them by name: that it has nothing
 * to say of a new type does not mean that anybody has thought of it.
 */
export function uncoveredTypes(
  { resources }: Pick<PolicyInput, 'resources'>,
  rules: readonly RuleEntry[],
): Judgement['uncovered'] {
  // rules of one table share its list of a thousand
  const lists = new Set(rules.map(({ attributes }) => attributes));
  const known = new Set([...lists].flat().map((attribute) => attribute.replace(/\..*$/, '')));
  return Object.entries(resources)
    .filter(([type]) => !known.has(type))
    .map(([type, found]) => ({ type, resources: found.length }));
}
