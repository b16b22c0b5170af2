import type { Finding } from '../../model/finding';
import { codeFrame } from '../code-frame';
import { htmlCode, htmlText } from '../html-text';
import { statusNames, statusSigns, waivedSign } from '../judgement-markdown';
import { waiverText } from '../waiver-text';
import type { MergedFinding } from '../merge-findings';
import { mergeFindings } from '../merge-findings';
import type { RunReport } from './run-report';

/** Every finding with the lines it is about, as far as they can be read. */
export function findingsPart(report: RunReport): string {
  const merged = mergeFindings(report.judgements);
  const notJudged = report.judgements.flatMap((judgement) =>
    judgement.notJudged.map(
      ({ rule, reason }) => `<li>${htmlCode(rule)} at ${judgement.stage}: ${htmlText(reason)}</li>`,
    ),
  );
  return [
    merged.length === 0 ? '<p>Nothing found.</p>' : merged.map((entry) => card(entry, report)).join('\n'),
    ...(notJudged.length === 0
      ? []
      : [
          `<details><summary>Not judged (${notJudged.length})</summary><ul>${notJudged.join('')}</ul></details>`,
        ]),
  ].join('\n');
}

function card({ finding, stages, answered }: MergedFinding, report: RunReport): string {
  const { source } = finding;
  const facts = [
    ...(source === null ? [] : [htmlCode(`${source.file}:${source.line}`)]),
    `${htmlCode(finding.address)}${finding.path === '' ? '' : ` › ${htmlCode(finding.path)}`}`,
    ...(finding.constructPath === null ? [] : [`built by ${htmlCode(finding.constructPath)}`]),
    `seen at ${stages.join(' and ')}`,
  ];
  const waits =
    finding.waitsFor.length === 0 ? '' : `<p>Waits for ${finding.waitsFor.map(htmlCode).join(', ')}</p>`;
  const { waiver } = finding;
  const waived = waiver === null ? '' : `<p>Waived ${htmlText(waiverText(waiver))}</p>`;
  const sign = waiver === null ? statusSigns[finding.status] : waivedSign;
  const standing = waiver === null ? statusNames[finding.status] : 'waived';
  const look = answered || waiver !== null ? 'answered' : finding.status;
  const controls = finding.controls
    .map((control) => `<span class="control">${htmlText(control)}</span>`)
    .join(' ');
  return `<article class="finding ${look}">
<h3>${sign} ${htmlText(finding.rule)} <span class="pill ${finding.severity}">${finding.severity}</span> <span class="muted">${answered ? 'undetermined before, answered since' : standing}</span></h3>
<p class="message">${htmlText(finding.message)}</p>
<p class="muted facts">${facts.join(' · ')}</p>
${frame(finding, report)}${steps(finding)}${waits}${waived}<p><b>Fix:</b> ${htmlText(finding.remediation)}</p>${controls === '' ? '' : `<p>${controls}</p>`}
</article>`;
}

function steps({ related }: Finding): string {
  const items = related.map(({ message, address, path, source }) => {
    const line = source === null ? '' : ` · ${htmlCode(`${source.file}:${source.line}`)}`;
    return `<li>${htmlText(message)}: ${htmlCode(address)}${path === '' ? '' : ` › ${htmlCode(path)}`}${line}</li>`;
  });
  return items.length === 0 ? '' : `<ol>${items.join('')}</ol>`;
}

function frame({ source }: Finding, { readSource }: RunReport): string {
  const text = source === null ? null : readSource(source.file);
  if (source === null || text === null) return '';
  const lines = codeFrame(text, source.line).map(
    (line) =>
      `<span class="line${line.offending ? ' offending' : ''}"><span class="number">${line.number}</span>${htmlText(line.text)}</span>`,
  );
  return lines.length === 0 ? '' : `<pre class="frame"><code>${lines.join('')}</code></pre>\n`;
}
