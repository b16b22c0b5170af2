import { createColors } from 'picocolors';
import type { Finding, Judgement, Severity, Status, Verdict } from '../model/finding';
import { codeFrame } from './code-frame';
import type { FormatContext } from './format-context';
import { compareFindings, countFindings } from './merge-findings';
import { counted, printable } from './printable';

type Colours = ReturnType<typeof createColors>;

const statusWords: Readonly<Record<Status, string>> = {
  fail: 'FAIL',
  undetermined: 'UNDETERMINED',
  warn: 'WARNING',
  demand: 'APPROVAL NEEDED',
};

/** A judgement as a person reads it: findings by source file with the line in question, then the verdict. */
export function judgementAsText(judgement: Judgement, context: FormatContext): string {
  const colours = createColors(context.colour ?? false);
  const groups = groupByFile([...judgement.findings].sort(compareFindings));
  const blocks = [...groups].flatMap(([file, findings]) => [
    colours.underline(printable(file ?? 'without a source line')),
    ...findings.map((finding) => findingBlock(finding, context, colours)),
  ]);
  return [...blocks, ...notJudgedBlock(judgement, colours), verdictBlock(judgement, colours), '']
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function groupByFile(findings: readonly Finding[]): [string | null, Finding[]][] {
  const groups = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const file = finding.source?.file ?? null;
    groups.set(file, [...(groups.get(file) ?? []), finding]);
  }
  return [...groups].sort(([left], [right]) => Number(left === null) - Number(right === null));
}

function findingBlock(finding: Finding, context: FormatContext, colours: Colours): string {
  const place = finding.source === null ? '' : `  ${printable(finding.source.file)}:${finding.source.line}`;
  const status = statusColour(finding.status, colours)(statusWords[finding.status]);
  const severity = severityColour(finding.severity, colours)(finding.severity);
  const detail = (label: string, text: string): string => `    ${colours.dim(label.padEnd(8))} ${text}`;
  const attribute = finding.path === '' ? '' : ` › ${printable(finding.path)}`;
  return [
    `  ${status}  ${colours.bold(printable(finding.rule))}  ${severity}${colours.dim(place)}`,
    `  ${printable(finding.message)}`,
    ...frameLines(finding, context, colours),
    detail('at', `${printable(finding.address)}${attribute}`),
    ...(finding.stack === null ? [] : [detail('stack', printable(finding.stack))]),
    ...(finding.constructPath === null ? [] : [detail('built by', printable(finding.constructPath))]),
    ...(finding.waitsFor.length === 0
      ? []
      : [detail('waits', `for ${finding.waitsFor.map(printable).join(', ')}`)]),
    detail('fix', printable(finding.remediation)),
    ...(finding.controls.length === 0
      ? []
      : [detail('controls', finding.controls.map(printable).join(', '))]),
  ].join('\n');
}

function frameLines(finding: Finding, context: FormatContext, colours: Colours): string[] {
  const source = finding.source === null ? null : context.readSource(finding.source.file);
  if (finding.source === null || source === null) return [];
  const frame = codeFrame(source, finding.source.line);
  const width = String(frame.at(-1)?.number ?? 0).length;
  const lines = frame.map(({ number, text, offending }) => {
    const gutter = `${String(number).padStart(width)} │${text === '' ? '' : ' '}`;
    const marked = offending
      ? `${colours.red('>')} ${colours.bold(`${gutter}${text}`)}`
      : `  ${colours.dim(`${gutter}${text}`)}`;
    return `    ${marked}`;
  });
  return frame.length === 0 ? [] : ['', ...lines, ''];
}

function notJudgedBlock({ notJudged }: Judgement, colours: Colours): string[] {
  if (notJudged.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { rule, reason } of notJudged) byReason.set(reason, [...(byReason.get(reason) ?? []), rule]);
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
