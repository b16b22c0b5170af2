import { inlineCode } from '../markdown-text';
import { counted } from '../printable';
import { generatedMark, type CataloguedRule } from './rule-page';

/** The first page of the catalogue: the rules by family, and the controls with the rules that keep them. */
export function indexPageText(rules: readonly CataloguedRule[]): string {
  const families = groupBy(rules, ({ id }) => [id.replace(/\/.*$/, '')]);
  const controls = groupBy(rules, (rule) => rule.controls);
  return `${[
    generatedMark,
    '# The rules of the gate',
    `${counted(rules.length, 'rule')} in ${counted(families.length, 'family', 'families')}. Each page says what the rule asks for, why, and how to obey it; \`npm run explain -- RULE\` says the same in a terminal. What each of them covers of the provider: \`npm run policy:coverage\`.`,
    ...families.flatMap(([family, members]) => [`## ${family}`, ruleTable(members)]),
    '## By control',
    controlTable(controls),
  ].join('\n\n')}\n`;
}

function ruleTable(rules: readonly CataloguedRule[]): string {
  return [
    '| Rule | Asks that | Severity | Stages | Can be waived |',
    '| --- | --- | --- | --- | --- |',
    ...rules.map(
      (rule) =>
        `| ${link(rule)} | ${rule.title} | ${rule.severity} | ${rule.stages.join(', ')} | ${rule.waivable ? 'yes' : 'no'} |`,
    ),
  ].join('\n');
}

function controlTable(controls: readonly (readonly [string, readonly CataloguedRule[]])[]): string {
  return [
    '| Control | Rules |',
    '| --- | --- |',
    ...controls.map(([control, rules]) => `| ${control} | ${rules.map(link).join(', ')} |`),
  ].join('\n');
}

function link({ id }: CataloguedRule): string {
  return `[${inlineCode(id)}](${id}.md)`;
}

function groupBy(
  rules: readonly CataloguedRule[],
  keysOf: (rule: CataloguedRule) => readonly string[],
): [string, CataloguedRule[]][] {
  const groups = new Map<string, CataloguedRule[]>();
  for (const rule of rules) {
    for (const key of keysOf(rule)) groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups].sort(([left], [right]) => left.localeCompare(right, 'en', { numeric: true }));
}
