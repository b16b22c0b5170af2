import { createColors } from 'picocolors';
import type { Finding } from '../model/finding';
import type { FormatContext, RuleText } from './format-context';
import { frameLines, relatedLines, type Colours } from './frame-text';
import { printable, unfolded, wrapped } from './printable';
import { waiverText } from './waiver-text';

const widest = 108;

/** All there is to say of a rule. */
export interface ExplainedRule extends RuleText {
  /** TypeScript that obeys it. */
  readonly example: string;
  readonly stages: readonly string[];
  readonly attributes: readonly string[];
  readonly waivable: boolean;
  /** Its page in the catalogue, relative to the repository; null where it has none. */
  readonly page: string | null;
}

/** What a rule asks for, why, how to obey it, and which controls want it. */
export function ruleAsText(rule: ExplainedRule, colour: boolean): string {
  const colours = createColors(colour);
  const types = new Set(rule.attributes.map((attribute) => attribute.replace(/\..*$/, '')));
  const waivable = rule.waivable
    ? 'may be waived for at most 90 days with npm run waive'
    : 'cannot be waived';
  return [
    `${colours.bold(rule.id)}  ${rule.severity}`,
    rule.title,
    '',
    ...section('why', rule.description, colours),
    ...section('how to fix it', rule.remediation, colours),
    ...rule.example.split('\n').map((line) => `    ${line}`),
    '',
    ...section('controls', rule.controls.join(', '), colours),
    ...section('judged at', rule.stages.join(', '), colours),
    ...section('looks at', types.has('*') ? 'every type' : countedTypes(types), colours),
    ...section('exceptions', waivable, colours),
    ...section('more', [...rule.related, ...(rule.page === null ? [] : [rule.page])].join('\n\n'), colours),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/** What was found, and the places that decided it with their lines. */
export function findingAsText(
  finding: Finding,
  context: Pick<FormatContext, 'readSource'>,
  colour: boolean,
): string {
  const colours = createColors(colour);
  const attribute = finding.path === '' ? '' : ` › ${printable(finding.path)}`;
  return [
    `${colours.bold(printable(finding.rule))}  ${finding.severity}  ${finding.status}${finding.waiver === null ? '' : ', waived'}`,
    printable(finding.message),
    ...frameLines(finding.source, context, colours),
    `    ${colours.dim('at      ')} ${printable(finding.address)}${attribute}`,
    ...(finding.constructPath === null
      ? []
      : [`    ${colours.dim('built by')} ${printable(finding.constructPath)}`]),
    ...(finding.waitsFor.length === 0
      ? []
      : [`    ${colours.dim('waits   ')} for ${finding.waitsFor.map(printable).join(', ')}`]),
    ...(finding.waiver === null
      ? []
      : [`    ${colours.dim('waived  ')} ${printable(waiverText(finding.waiver))}`]),
    ...(finding.related.length === 0
      ? []
      : ['', colours.underline('what decided'), ...relatedLines(finding, context, colours)]),
    '',
    ...section('how to fix it', finding.remediation, colours),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function section(name: string, text: string, colours: Colours): string[] {
  if (text === '') return [];
  const lines = unfolded(text)
    .split('\n\n')
    .flatMap((paragraph) => wrapped(printable(paragraph), widest));
  return [colours.underline(name), ...lines.map((line) => `  ${line}`), ''];
}

function countedTypes(types: ReadonlySet<string>): string {
  const names = [...types].sort();
  const shown = names.slice(0, 12).join(', ');
  return names.length <= 12 ? shown : `${shown} and ${names.length - 12} more types`;
}
