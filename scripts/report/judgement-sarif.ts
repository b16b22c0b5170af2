import type { Location, Log, Notification, Result } from 'sarif';
import { sha256 } from '../model/digest';
import type { Finding, Judgement } from '../model/finding';
import type { FormatContext } from './format-context';
import { compareFindings } from './merge-findings';
import { printable } from './printable';
import { sarifRules } from './sarif-rules';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
const repositoryRoot = 'REPOSITORY_ROOT';

/** A judgement as SARIF 2.1.0, as GitHub code scanning and editors read it. */
export function judgementAsSarif(judgement: Judgement, context: FormatContext): string {
  const rules = sarifRules(judgement, context);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
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
            ...(judgement.notJudged.length === 0
              ? {}
              : { toolExecutionNotifications: judgement.notJudged.map((entry) => notJudged(entry, index)) }),
          },
        ],
        results: [...judgement.findings]
          .sort(compareFindings)
          .map((finding) => result(finding, index, context)),
        properties: {
          verdict: judgement.verdict,
          stage: judgement.stage,
          environment: judgement.environment,
          suffix: judgement.suffix,
          policyDigest: judgement.policyDigest,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
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

function result(finding: Finding, index: ReadonlyMap<string, number>, context: FormatContext): Result {
  const fingerprint = sha256(finding.id).slice('sha256:'.length);
  return {
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule) ?? -1,
    level: levelOf(finding),
    message: { text: [finding.message, ...waits(finding), finding.remediation].map(sentence).join(' ') },
    locations: [location(finding, context)],
    // primaryLocationLineHash is the one GitHub tells alerts apart by
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'tollgateFinding/v1': fingerprint },
    properties: {
      status: finding.status,
      severity: finding.severity,
      stack: finding.stack,
      attribute: finding.path,
      controls: finding.controls,
      waitsFor: finding.waitsFor,
    },
  };
}

function levelOf({ status, severity }: Finding): Result.level {
  if (status === 'fail') return severity === 'low' ? 'warning' : 'error';
  return status === 'warn' ? 'warning' : 'note';
}

function location(finding: Finding, { evidence }: FormatContext): Location {
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
