import type { Finding, Judgement, Status, Verdict } from '../model/finding';
import { inlineCode, prose, tableCell } from './markdown-text';
import { compareFindings, countFindings } from './merge-findings';
import { counted } from './printable';

/** Signs beside words, never instead of them. */
export const verdictSigns: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', undetermined: '❔' };
export const statusSigns: Readonly<Record<Status, string>> = {
  fail: '❌',
  undetermined: '❔',
  warn: '⚠️',
  demand: '✋',
};

/** How a status is called in a sentence. */
export const statusNames: Readonly<Record<Status, string>> = {
  fail: 'fails',
  undetermined: 'undetermined',
  warn: 'warning',
  demand: 'needs approval',
};

/** A judgement as Markdown for a job summary: the verdict, one row a finding, and what was not judged. */
export function judgementAsMarkdown(judgement: Judgement): string {
  const { verdict, stage, environment, judged, findings, notJudged } = judgement;
  const where = environment === null ? '' : ` of ${inlineCode(environment)}`;
  const sections = [
    `## ${verdictSigns[verdict]} The gate says ${verdict} at ${stage}${where}`,
    `${countFindings(findings) ?? 'Nothing found'}. ${counted(judged.rules.length, 'rule')} judged ${counted(judged.resources, 'resource')} in ${counted(judged.stacks.length, 'stack')}.`,
    ...(findings.length === 0 ? [] : [findingTable([...findings].sort(compareFindings))]),
    ...(notJudged.length === 0
      ? []
      : [
          [
            '**Not judged**',
            '',
            ...notJudged.map(({ rule, reason }) => `- ${inlineCode(rule)}: ${prose(reason)}`),
          ].join('\n'),
        ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function findingTable(findings: readonly Finding[]): string {
  const rows = findings.map((finding) =>
    [
      `${statusSigns[finding.status]} ${statusNames[finding.status]}`,
      finding.severity,
      inlineCode(finding.rule),
      `${inlineCode(finding.address)}${finding.path === '' ? '' : ` ${inlineCode(finding.path)}`}`,
      finding.source === null ? '–' : inlineCode(`${finding.source.file}:${finding.source.line}`),
      `${prose(finding.message)}<br>${prose(finding.remediation)}${waits(finding)}`,
    ].map(tableCell),
  );
  return [
    ['Status', 'Severity', 'Rule', 'Where', 'Source', 'What and how to fix it'],
    ['---', '---', '---', '---', '---', '---'],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function waits({ waitsFor }: Finding): string {
  return waitsFor.length === 0 ? '' : `<br>Waits for ${waitsFor.map(inlineCode).join(', ')}`;
}
