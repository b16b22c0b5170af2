import type { Finding, Judgement } from '../model/finding';
import { compareFindings } from './merge-findings';
import { printable, unfolded } from './printable';
import { waiverText } from './waiver-text';

/** One test case: what became of one rule at one place. */
interface TestCase {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The element that says how it ended, as XML; a case without one has passed. */
  readonly outcome: string | null;
  readonly failed: boolean;
  readonly skipped: boolean;
}

/**
 * A judgement as JUnit XML: a suite for each rule, a case for each finding, and one passed case where a rule found nothing.
 *
 * What decides is a failure, which includes the undetermined at state. What waits, what is waived and what asks for an
 * approval is skipped with the reason; a warning has passed and says so.
 */
export function judgementAsJunit(judgement: Judgement): string {
  const { stage, environment, judged, notJudged, findings } = judgement;
  const rules = [...judged.rules, ...notJudged.map(({ rule }) => rule), ...findings.map(({ rule }) => rule)];
  const suites = [...new Set(rules)].sort().map((rule) => ({ rule, cases: casesOf(rule, judgement) }));
  const all = suites.flatMap(({ cases }) => cases);
  const name = `tollgate ${stage}${environment === null ? '' : ` of ${environment}`}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name, ...counts(all) })}>`,
    ...suites.flatMap(({ rule, cases }) => [
      `  <testsuite ${attributes({ name: rule, ...counts(cases) })}>`,
      ...cases.flatMap((each) => caseLines(rule, each)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf(rule: string, judgement: Judgement): TestCase[] {
  const found = judgement.findings.filter((finding) => finding.rule === rule).sort(compareFindings);
  if (found.length > 0) return found.map((finding) => caseOf(finding, judgement));
  const reason = judgement.notJudged.find((entry) => entry.rule === rule)?.reason;
  const outcome = reason === undefined ? null : skippedBecause(`not judged: ${reason}`);
  return [{ name: 'every resource', attributes: {}, outcome, failed: false, skipped: outcome !== null }];
}

function caseOf(finding: Finding, { stage }: Judgement): TestCase {
  const { status, waiver, waitsFor, source, severity, message } = finding;
  const decides = waiver === null && (status === 'fail' || (status === 'undetermined' && stage === 'state'));
  const waits = waitsFor.length === 0 ? '' : `, waits for ${waitsFor.join(', ')}`;
  const reasons = {
    fail: null,
    warn: null,
    undetermined: `undetermined${waits}: ${message}`,
    demand: `needs approval: ${message}`,
  };
  const reason = waiver === null ? reasons[status] : `waived ${waiverText(waiver)}`;
  const isSkipped = !decides && reason !== null;
  return {
    name: `${finding.address}${finding.path === '' ? '' : ` › ${finding.path}`}`,
    attributes: source === null ? {} : { file: source.file, line: String(source.line) },
    failed: decides,
    skipped: isSkipped,
    outcome: decides
      ? `<failure ${attributes({ type: severity, message })}>${xml(detailsOf(finding))}</failure>`
      : isSkipped
        ? skippedBecause(reason)
        : `<system-out>${xml(`warning: ${message}`)}</system-out>`,
  };
}

function detailsOf({ source, constructPath, related, remediation, controls, id }: Finding): string {
  return [
    ...(source === null ? [] : [`${source.file}:${source.line}`]),
    ...(constructPath === null ? [] : [`built by ${constructPath}`]),
    ...related.map((place, index) => `step ${index + 1}: ${place.message} (${place.address})`),
    `fix: ${unfolded(remediation)}`,
    ...(controls.length === 0 ? [] : [`controls: ${controls.join(', ')}`]),
    `id: ${id}`,
  ]
    .map(printable)
    .join('\n');
}

function caseLines(rule: string, { name, attributes: place, outcome }: TestCase): string[] {
  const head = `    <testcase ${attributes({ classname: rule, name, ...place })}`;
  return outcome === null ? [`${head}/>`] : [`${head}>`, `      ${outcome}`, '    </testcase>'];
}

function counts(cases: readonly TestCase[]): Record<string, string> {
  return {
    tests: String(cases.length),
    failures: String(cases.filter(({ failed }) => failed).length),
    errors: '0',
    skipped: String(cases.filter(({ skipped }) => skipped).length),
  };
}

function skippedBecause(reason: string): string {
  return `<skipped ${attributes({ message: reason })}/>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xml(printable(value))}"`)
    .join(' ');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text in which XML finds no markup and none of the two characters that it cannot hold. */
function xml(text: string): string {
  return text
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
