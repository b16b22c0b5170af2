import { createColors } from 'picocolors';
import { append } from '../model/append';
import {
  unwaived,
  type Finding,
  type Judgement,
  type Severity,
  type Status,
  type Verdict,
} from '../model/finding';
import { checkovSentence } from './checkov-text';
import type { FormatContext } from './format-context';
import { frameLines, relatedLines, type Colours } from './frame-text';
import { compareFindings, countFindings } from './merge-findings';
import { counted, printable, unfolded, wrapped } from './printable';
import { promotionLines } from './promotion-text';
import { waiverText } from './waiver-text';

/** The column after which our own sentences go on in the next line. */
const widest = 108;
/** The most types that are named before the rest is counted. */
const mostTypes = 6;

const statusWords: Readonly<Record<Status, string>> = {
  fail: 'FAIL',
  undetermined: 'UNDETERMINED',
  warn: 'WARNING',
  demand: 'APPROVAL NEEDED',
};

/** A judgement as a person reads it: findings by source file with the line in question, then the verdict; part by part. */
export function* judgementAsText(judgement: Judgement, context: FormatContext): Generator<string> {
  const colours = createColors(context.colour ?? false);
  for (const block of findingBlocks(judgement, context, colours)) yield `${block}\n\n`;
  const waived = judgement.findings.filter(({ waiver }) => waiver !== null);
  const blocks = [
    ...waivedBlock([...waived].sort(compareFindings), colours),
    ...notJudgedBlock(judgement, colours),
    ...uncoveredBlock(judgement, colours),
    ...checkovSentence(judgement).map((sentence) => colours.dim(printable(sentence))),
    ...promotionLines(judgement, colours),
    verdictBlock(judgement, colours),
  ];
  yield `${blocks.join('\n\n')}\n`;
}

function* findingBlocks(judgement: Judgement, context: FormatContext, colours: Colours): Generator<string> {
  const deciding = [...unwaived(judgement.findings)].sort(compareFindings);
  for (const [file, findings] of groupByFile(deciding)) {
    yield colours.underline(printable(file ?? 'without a source line'));
    for (const finding of findings) yield findingBlock(finding, context, colours);
  }
}

function groupByFile(findings: readonly Finding[]): [string | null, Finding[]][] {
  const groups = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    append(groups, finding.source?.file ?? null, finding);
  }
  return [...groups].sort(([left], [right]) => Number(left === null) - Number(right === null));
}

function findingBlock(finding: Finding, context: FormatContext, colours: Colours): string {
  const place = finding.source === null ? '' : `  ${printable(finding.source.file)}:${finding.source.line}`;
  const status = statusColour(finding.status, colours)(statusWords[finding.status]);
  const severity = severityColour(finding.severity, colours)(finding.severity);
  const attribute = finding.path === '' ? '' : ` › ${printable(finding.path)}`;
  return [
    `  ${status}  ${colours.bold(printable(finding.rule))}  ${severity}${colours.dim(place)}`,
    `  ${printable(finding.message)}`,
    ...frameLines(finding.source, context, colours),
    detail('at', `${printable(finding.address)}${attribute}`, colours),
    ...(finding.stack === null ? [] : [detail('stack', printable(finding.stack), colours)]),
    ...(finding.constructPath === null
      ? []
      : [detail('built by', printable(finding.constructPath), colours)]),
    ...(finding.waitsFor.length === 0
      ? []
      : [detail('waits', `for ${finding.waitsFor.map(printable).join(', ')}`, colours)]),
    ...relatedLines(finding, context, colours),
    detail('fix', printable(unfolded(finding.remediation)), colours),
    ...(finding.controls.length === 0
      ? []
      : [detail('controls', finding.controls.map(printable).join(', '), colours)]),
    detail('id', colours.dim(printable(finding.id)), colours),
  ].join('\n');
}

function detail(label: string, text: string, colours: Colours): string {
  const [first = '', ...rest] = wrapped(text, widest);
  return [`    ${colours.dim(label.padEnd(8))} ${first}`, ...rest.map((line) => ' '.repeat(13) + line)].join(
    '\n',
  );
}

/** What is waived is said in three lines each: what, where, and until when. */
function waivedBlock(findings: readonly Finding[], colours: Colours): string[] {
  if (findings.length === 0) return [];
  const blocks = findings.map((finding) => {
    const place = finding.source === null ? '' : `  ${printable(finding.source.file)}:${finding.source.line}`;
    const attribute = finding.path === '' ? '' : ` › ${printable(finding.path)}`;
    return [
      `  ${colours.dim('WAIVED')}  ${printable(finding.rule)}${colours.dim(place)}`,
      detail('what', printable(finding.message), colours),
      detail('at', `${printable(finding.address)}${attribute}`, colours),
      ...(finding.waiver === null ? [] : [detail('waived', printable(waiverText(finding.waiver)), colours)]),
    ].join('\n');
  });
  return [[colours.underline(`${counted(findings.length, 'finding')} waived`), ...blocks].join('\n')];
}

function uncoveredBlock({ uncovered }: Judgement, colours: Colours): string[] {
  if (uncovered.length === 0) return [];
  const named = uncovered
    .slice(0, mostTypes)
    .map(({ type, resources }) => `${printable(type)} (${resources})`)
    .join(', ');
  const rest = uncovered.length - mostTypes;
  const more = rest > 0 ? ` and ${counted(rest, 'type')} more` : '';
  return [`${colours.dim('no rule looks at')} ${named}${more}`];
}

function notJudgedBlock({ notJudged }: Judgement, colours: Colours): string[] {
  if (notJudged.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { rule, reason } of notJudged) append(byReason, reason, rule);
  const lines = [...byReason].map(
    ([reason, rules]) => `  ${printable(reason)}: ${rules.map(printable).join(', ')}`,
  );
  return [[colours.underline(`${counted(notJudged.length, 'rule')} not judged`), ...lines].join('\n')];
}

function verdictBlock(judgement: Judgement, colours: Colours): string {
  const { judged, stage, environment, suffix } = judgement;
  const where = environment === null ? '' : ` of ${printable(environment)}`;
  const named = suffix === null ? '' : ` (suffix ${printable(suffix)})`;
  const verdict = verdictColour(judgement.verdict, colours)(judgement.verdict.toUpperCase());
  const evidence = `${counted(judged.rules.length, 'rule')} on ${counted(judged.resources, 'resource')} in ${counted(judged.stacks.length, 'stack')}`;
  return `${colours.bold(verdict)}  ${stage}${where}${named}: ${countFindings(judgement.findings) ?? 'nothing found'}; ${evidence}`;
}

function statusColour(status: Status, colours: Colours): (text: string) => string {
  return { fail: colours.red, undetermined: colours.magenta, warn: colours.yellow, demand: colours.cyan }[
    status
  ];
}

function severityColour(severity: Severity, colours: Colours): (text: string) => string {
  return { critical: colours.red, high: colours.red, medium: colours.yellow, low: colours.dim }[severity];
}

function verdictColour(verdict: Verdict, colours: Colours): (text: string) => string {
  return { pass: colours.green, fail: colours.red, undetermined: colours.magenta }[verdict];
}
