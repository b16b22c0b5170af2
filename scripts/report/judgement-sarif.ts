import type { CodeFlow, Location, Log, Notification, Result } from 'sarif';
import { sha256 } from '../model/digest';
import type { Finding, Judgement } from '../model/finding';
import type { FormatContext } from './format-context';
import { jsonList } from './json-list';
import { compareFindings } from './merge-findings';
import { printable } from './printable';
import { sarifRules } from './sarif-rules';
import { waiverText } from './waiver-text';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
const repositoryRoot = 'REPOSITORY_ROOT';

/** What stands in the text of a log before its results; no text in it has a quote that is not escaped. */
const beforeResults = '\n      "results": ';

/** A judgement as SARIF 2.1.0, as GitHub code scanning and editors read it; part by part. */
export function* judgementAsSarif(judgement: Judgement, context: FormatContext): Generator<string> {
  const rules = sarifRules(judgement, context);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const notifications = [
    ...judgement.notJudged.map((entry) => notJudged(entry, index)),
    ...judgement.uncovered.map(uncovered),
  ];
  const log: Log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tollgate', semanticVersion: context.toolVersion, rules } },
        automationDetails: {
          id: ['tollgate', judgement.stage, judgement.environment ?? 'unnamed', ''].join('/'),
        },
        originalUriBaseIds: { [repositoryRoot]: { description: { text: 'the root of the repository' } } },
        columnKind: 'unicodeCodePoints',
        invocations: [
          {
            executionSuccessful: true,
            exitCodeDescription: judgement.verdict,
            ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
          },
        ],
        results: [],
        properties: {
          verdict: judgement.verdict,
          stage: judgement.stage,
          environment: judgement.environment,
          suffix: judgement.suffix,
          policyDigest: judgement.policyDigest,
          waiversDigest: judgement.waiversDigest,
          ...(judgement.promotion === undefined ? {} : { promotion: judgement.promotion }),
        },
      },
    ],
  };
  const text = JSON.stringify(log, null, 2);
  const start = text.indexOf(beforeResults) + beforeResults.length;
  yield text.slice(0, start);
  yield* jsonList([...judgement.findings].sort(compareFindings), '      ', (finding) =>
    JSON.stringify(result(finding, index, context), null, 2),
  );
  yield `${text.slice(start + '[]'.length)}\n`;
}

function notJudged(
  { rule, reason }: Judgement['notJudged'][number],
  index: ReadonlyMap<string, number>,
): Notification {
  return {
    level: 'note',
    message: { text: `${rule} was not judged: ${reason}` },
    associatedRule: { id: rule, index: index.get(rule) ?? -1 },
  };
}

function uncovered({ type, resources }: Judgement['uncovered'][number]): Notification {
  return {
    level: 'note',
    message: {
      text: `no rule looks at ${type}, of which there ${resources === 1 ? 'is 1' : `are ${resources}`}`,
    },
  };
}

function result(finding: Finding, index: ReadonlyMap<string, number>, context: FormatContext): Result {
  const fingerprint = sha256(finding.id).slice('sha256:'.length);
  return {
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule) ?? -1,
    level: levelOf(finding),
    message: { text: [finding.message, ...waits(finding), finding.remediation].map(sentence).join(' ') },
    locations: [location(finding, context)],
    ...(finding.related.length === 0 ? {} : { codeFlows: [codeFlow(finding, context)] }),
    // an empty list says that nothing is suppressed; its absence would say that nobody knows
    suppressions:
      finding.waiver === null
        ? []
        : [{ kind: 'external', status: 'accepted', justification: printable(waiverText(finding.waiver)) }],
    // primaryLocationLineHash is the one GitHub tells alerts apart by
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'tollgateFinding/v1': fingerprint },
    properties: {
      status: finding.status,
      severity: finding.severity,
      stack: finding.stack,
      attribute: finding.path,
      controls: finding.controls,
      fingerprint: finding.fingerprint,
      waiver: finding.waiver,
      waitsFor: finding.waitsFor,
    },
  };
}

function levelOf({ status, severity }: Finding): Result.level {
  if (status === 'fail') return severity === 'low' ? 'warning' : 'error';
  return status === 'warn' ? 'warning' : 'note';
}

/** The places that make up a finding one after the other, such as the statements of an escalation. */
function codeFlow(finding: Finding, context: FormatContext): CodeFlow {
  return {
    message: { text: sentence(finding.message) },
    threadFlows: [
      {
        locations: finding.related.map((place) => ({
          location: { ...location(place, context), message: { text: sentence(place.message) } },
        })),
      },
    ],
  };
}

function location(
  finding: Pick<Finding, 'source' | 'address' | 'constructPath'>,
  { evidence }: FormatContext,
): Location {
  const place = finding.source ?? (evidence === undefined ? null : { file: evidence, line: 1 });
  return {
    ...(place === null
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: relativeUri(place.file), uriBaseId: repositoryRoot },
            region: { startLine: place.line },
          },
        }),
    logicalLocations: [
      { name: finding.address, fullyQualifiedName: finding.address, kind: 'resource' },
      ...(finding.constructPath === null
        ? []
        : [{ fullyQualifiedName: finding.constructPath, kind: 'object' }]),
    ],
  };
}

function relativeUri(file: string): string {
  return file
    .split(/[\\/]/)
    .map((step) => encodeURIComponent(printable(step)))
    .join('/');
}

function waits({ waitsFor }: Finding): string[] {
  return waitsFor.length === 0 ? [] : [`Waits for ${waitsFor.join(', ')}`];
}

/** A reader takes `[text](target)` in a message for a link; what we quote is never one. */
function sentence(text: string): string {
  const plain = printable(text).replaceAll('](', '] (');
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
