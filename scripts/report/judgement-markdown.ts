import type { Finding, Judgement, Status, Verdict } from '../model/finding';
import type { Promotion } from '../model/promotion';
import { checkovSentence } from './checkov-text';
import { inlineCode, prose, tableCell } from './markdown-text';
import { compareFindings, countFindings } from './merge-findings';
import { counted } from './printable';
import { outcomeNames, promotionSummary } from './promotion-text';
import { waiverText } from './waiver-text';

/** Signs beside words, never instead of them. */
export const verdictSigns: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', undetermined: '❔' };
export const statusSigns: Readonly<Record<Status, string>> = {
  fail: '❌',
  undetermined: '❔',
  warn: '⚠️',
  demand: '✋',
};

/** The sign of what is waived, whatever its status. */
export const waivedSign = '🔕';

/** How a status is called in a sentence. */
export const statusNames: Readonly<Record<Status, string>> = {
  fail: 'fails',
  undetermined: 'undetermined',
  warn: 'warning',
  demand: 'needs approval',
};

/** A judgement as Markdown for a job summary: the verdict, one row a finding, and what was not judged. */
export function judgementAsMarkdown(judgement: Judgement): string {
  const { verdict, stage, environment, judged, findings, notJudged, uncovered, promotion } = judgement;
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
    ...(uncovered.length === 0
      ? []
      : [
          `No rule looks at ${uncovered.map(({ type, resources }) => `${inlineCode(type)} (${resources})`).join(', ')}.`,
        ]),
    ...checkovSentence(judgement).map((sentence) => `${prose(sentence)}.`),
    ...(promotion === undefined ? [] : [promotionList(promotion)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function findingTable(findings: readonly Finding[]): string {
  const rows = findings.map((finding) =>
    [
      finding.waiver === null
        ? `${statusSigns[finding.status]} ${statusNames[finding.status]}`
        : `${waivedSign} waived`,
      finding.severity,
      inlineCode(finding.rule),
      `${inlineCode(finding.address)}${finding.path === '' ? '' : ` ${inlineCode(finding.path)}`}`,
      finding.source === null ? '–' : inlineCode(`${finding.source.file}:${finding.source.line}`),
      [
        prose(finding.message),
        ...steps(finding),
        prose(finding.remediation),
        ...waits(finding),
        ...waived(finding),
      ].join('<br>'),
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

function waits({ waitsFor }: Finding): string[] {
  return waitsFor.length === 0 ? [] : [`Waits for ${waitsFor.map(inlineCode).join(', ')}`];
}

function waived({ waiver }: Finding): string[] {
  return waiver === null ? [] : [`Waived ${prose(waiverText(waiver))}`];
}

function steps({ related }: Finding): string[] {
  return related.map(({ message, address, path, source }, index) => {
    const attribute = path === '' ? '' : ` ${inlineCode(path)}`;
    const line = source === null ? '' : ` (${inlineCode(`${source.file}:${source.line}`)})`;
    return `${index + 1}. ${prose(message)}: ${inlineCode(address)}${attribute}${line}`;
  });
}

function promotionList(promotion: Promotion): string {
  const place = ({ rule, address, path }: Promotion['appeared'][number]): string =>
    `${inlineCode(rule)} at ${inlineCode(address)}${path === '' ? '' : ` ${inlineCode(path)}`}`;
  return [
    `**${prose(promotionSummary(promotion))}**`,
    '',
    ...promotion.ended.map((question) => `- ${outcomeNames[question.outcome]}: ${place(question)}`),
    ...promotion.appeared.map((finding) => `- fails now, not asked before: ${place(finding)}`),
    ...promotion.withdrawn.map((finding) => `- failed before, not found now: ${place(finding)}`),
  ].join('\n');
}
