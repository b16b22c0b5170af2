import { formatDuration } from '../duration';
import { htmlCode, htmlText } from '../html-text';
import { countFindings, mergeFindings } from '../merge-findings';
import { formatCount } from '../printable';
import { effectiveChanges, isDestructive, touchesPermissions } from '../review/notable-changes';
import { awsCallsPart } from './aws-calls-part';
import { findingsPart } from './findings-part';
import { markdownAsHtml } from './markdown-html';
import { planPart } from './plan-part';
import type { RunReport } from './run-report';
import { stackGraph } from './stack-graph';
import { style } from './style';
import { timingChart } from './timing-chart';

interface Part {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

const legend =
  '<ul class="legend"><li class="changed">changes</li><li class="destructive">destroys or replaces</li><li class="deferred">deferred</li><li>no changes</li></ul>';

/**
 * One HTML page about one run that needs nothing beside itself: no script, no font, no picture, no network. It opens
 * from a file and forbids its own content to load anything.
 */
export function renderRunReport(report: RunReport): string {
  const parts = partsOf(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${htmlText(`${report.title}: ${report.verdict}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
${head(report, parts)}
${parts.map(({ id, title, html }) => `<section id="${id}"><h2>${title}</h2>\n${html}</section>`).join('\n')}
</main>
</body>
</html>
`;
}

function partsOf(report: RunReport): Part[] {
  const graph = `<div class="scroll">${stackGraph(report.dependencies, report.stacks)}</div>${legend}`;
  return [
    { id: 'findings', title: 'Findings', html: findingsPart(report) },
    { id: 'stacks', title: 'Stacks', html: graph },
    { id: 'plan', title: 'Plan', html: planPart(report.stacks) },
    ...(report.review === null
      ? []
      : [{ id: 'review', title: 'Review comment', html: comment(report.review.body) }]),
    { id: 'timing', title: 'Timing', html: timingChart(report.steps) },
    ...(report.awsCalls === undefined
      ? []
      : [{ id: 'aws', title: 'AWS calls by service', html: awsCallsPart(report.awsCalls) }]),
  ];
}

function head(report: RunReport, parts: readonly Part[]): string {
  const { verdict, environment, suffix, commit, versions } = report;
  const facts = [
    `environment ${htmlCode(environment)}`,
    `suffix ${htmlCode(suffix)}`,
    ...(commit === undefined ? [] : [`commit ${htmlCode(commit.slice(0, 12))}`]),
    ...Object.entries(versions).map(([program, version]) => htmlText(`${program} ${version}`)),
  ];
  const numbers = numbersOf(report).map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return `<header class="${verdict}">
<h1>${htmlText(report.title)}</h1>
<p><span class="verdict">${verdict}</span> <span class="muted">${htmlText(findingWords(report))}</span></p>
<p class="muted facts">${facts.join(' · ')}</p>
<dl class="numbers">${numbers.join('')}</dl>
<nav>${parts.map(({ id, title }) => `<a href="#${id}">${title}</a>`).join('')}</nav>
</header>`;
}

function findingWords({ judgements }: RunReport): string {
  const open = mergeFindings(judgements).filter(({ answered }) => !answered);
  return countFindings(open.map(({ finding }) => finding)) ?? 'nothing found';
}

function numbersOf({ stacks, steps }: RunReport): [string, string][] {
  const changes = effectiveChanges(stacks);
  const spent = steps.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return [
    ['stacks', formatCount(stacks.length)],
    ['changes', formatCount(changes.length)],
    ['destroyed or replaced', formatCount(changes.filter(isDestructive).length)],
    ['permission changes', formatCount(changes.filter(touchesPermissions).length)],
    ['deferred', formatCount(stacks.filter(({ kind }) => kind === 'deferred').length)],
    ['time in steps', formatDuration(spent)],
  ];
}

function comment(body: string): string {
  return `<div class="comment"><div class="comment-head"><b>tollgate</b> <span class="muted">commented on the pull request</span></div><div class="comment-body">${markdownAsHtml(body)}</div></div>`;
}
