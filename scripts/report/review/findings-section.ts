import { unwaived, type Finding } from '../../model/finding';
import { statusNames, statusSigns, waivedSign } from '../judgement-markdown';
import { fenced, inlineCode, prose } from '../markdown-text';
import type { MergedFinding } from '../merge-findings';
import { countFindings } from '../merge-findings';
import { clip } from '../printable';
import { waiverText } from '../waiver-text';
import type { Form } from './section';
import { groupedLines } from './section';

/** Every finding of every judgement, the gravest first, or null where there is none. */
export function findingsSection(merged: readonly MergedFinding[], form: Form): string | null {
  if (merged.length === 0) return null;
  const standing = merged.filter(({ answered }) => !answered).map(({ finding }) => finding);
  const open = unwaived(standing);
  const waived = standing.filter(({ waiver }) => waiver !== null);
  const answered = merged.filter((entry) => entry.answered).map(({ finding }) => finding);
  return [
    ...(open.length === 0 ? [] : [`### 🔎 Findings: ${countFindings(open) ?? ''}\n\n${list(open, form)}`]),
    ...(waived.length === 0 ? [] : [`### ${waivedSign} Waived: ${waived.length}\n\n${list(waived, form)}`]),
    ...(answered.length === 0
      ? []
      : [
          `### ✔️ Undetermined before, answered by the plan: ${answered.length}\n\n${list(answered, form === 'full' ? 'lines' : form)}`,
        ]),
  ].join('\n\n');
}

function list(findings: readonly Finding[], form: Form): string {
  if (form === 'grouped') {
    return fenced(groupedLines(findings, ({ status, rule }) => `${statusNames[status]} ${rule}`, tersePlace));
  }
  return findings.map((finding) => item(finding, form)).join('\n');
}

function item(finding: Finding, form: Exclude<Form, 'grouped'>): string {
  const { source } = finding;
  const place = source === null ? '' : ` · ${inlineCode(`${source.file}:${source.line}`)}`;
  const line = `- ${statusSigns[finding.status]} **${inlineCode(finding.rule)}** ${statusNames[finding.status]}${place} · ${inlineCode(finding.address)}`;
  if (form === 'lines') return line;
  if (form === 'brief') return `${line} – ${prose(clip(finding.message, 160))}`;
  const attribute = finding.path === '' ? '' : ` › ${inlineCode(finding.path)}`;
  const controls =
    finding.controls.length === 0 ? '' : ` <sub>${finding.controls.map(prose).join(', ')}</sub>`;
  const details = [
    prose(clip(finding.message, 1000)),
    ...(finding.waiver === null ? [] : [`Waived ${prose(clip(waiverText(finding.waiver), 500))}`]),
    ...(finding.waitsFor.length === 0
      ? []
      : [`Waits for ${finding.waitsFor.map((each) => inlineCode(clip(each, 200))).join(', ')}`]),
    `*Fix (${finding.severity}):* ${prose(clip(finding.remediation, 1000))}${controls}`,
  ];
  return `${line}${attribute}${details.map((text) => `  \n  ${text}`).join('')}`;
}

function tersePlace({ source, address }: Finding): string {
  return source === null ? address : `${source.file}:${source.line}`;
}
