import { posix } from 'node:path';
import type { JsonObject } from '../../model/json';
import type { ExplainedRule } from '../explain-text';
import { fenced, inlineCode } from '../markdown-text';
import { counted, unfolded } from '../printable';

/** An example of what a rule objects to or does not, as Terraform JSON. */
export interface PageExample {
  readonly about: string;
  readonly terraform: JsonObject;
}

export interface PageExamples {
  readonly bad: readonly PageExample[];
  readonly good: readonly PageExample[];
}

/** A rule with where it is written, relative to `docs/policy/<family>/`. */
export interface CataloguedRule extends ExplainedRule {
  readonly file: string;
}

/** More attributes than this are counted by type and not listed. */
const mostAttributes = 40;

/** The first line of every generated page. */
export const generatedMark =
  '<!-- written by npm run docs:policy from the METADATA of the rule; change it there -->';

/** The page of one rule as Markdown: what, why, how, for which controls, with examples that the tests run. */
export function rulePageText(rule: CataloguedRule, examples: PageExamples | null): string {
  const waivable = rule.waivable ? 'for at most 90 days, with `npm run waive`' : 'no';
  return `${[
    generatedMark,
    `# ${rule.id}`,
    `**${rule.title}.** Severity: ${rule.severity}. Judged at: ${rule.stages.join(', ')}. Can be waived: ${waivable}.`,
    ownText(rule.description),
    '## How to fix it',
    ownText(rule.remediation),
    fenced(rule.example.split('\n'), 'ts'),
    ...(examples === null ? [] : exampleSections(examples)),
    '## What it looks at',
    attributesText(rule.attributes),
    '## Controls',
    rule.controls.map((control) => `- ${control}`).join('\n'),
    '## More',
    [...rule.related.map((link) => `- <${link}>`), `- ${sourceLink(rule.file)}`].join('\n'),
  ].join('\n\n')}\n`;
}

function exampleSections({ bad, good }: PageExamples): string[] {
  const section = (title: string, list: readonly PageExample[]): string[] => [
    `## ${title}`,
    ...list.flatMap(({ about, terraform }) => [
      about,
      fenced(JSON.stringify(terraform, null, 2).split('\n'), 'json'),
    ]),
  ];
  return [...section('It objects to', bad), ...section('It does not object to', good)];
}

function attributesText(attributes: readonly string[]): string {
  if (attributes.includes('*')) return 'Every resource.';
  if (attributes.length <= mostAttributes) {
    return attributes.map((attribute) => `- ${inlineCode(attribute)}`).join('\n');
  }
  const types = new Set(attributes.map((attribute) => attribute.replace(/\..*$/, '')));
  return `${counted(attributes.length, 'attribute')} of ${counted(types.size, 'type')}; ${inlineCode('policy/rules.json')} lists them.`;
}

function sourceLink(file: string): string {
  return `[${inlineCode(`policy/${file}`)}](${posix.join('../../../policy', file)})`;
}

/** Our own prose is Markdown as it stands; only what looks like HTML would vanish. */
function ownText(text: string): string {
  return unfolded(text).replaceAll('<', '&lt;');
}
