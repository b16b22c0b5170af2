import { digestOf } from '../../model/digest';
import type { Finding, Status } from '../../model/finding';
import type { JsonObject } from '../../model/json';
import type { Stage } from '../../model/resource';
import { daysBetween, longestWaiverDays, waiverWarningDays, type Waiver } from '../../model/waiver';
import type { RuleEntry } from '../build/manifest';
import { compareFindings, fillMessage } from '../finding/join-findings';
import type { WrittenWaiver } from './read-waivers';
import { waiverProblems, waiverRules, type WaiverProblem } from './waiver-rules';

/** What a run judged, as far as it says whether a waiver should have met something. */
export interface JudgedScope {
  readonly environment: string | null;
  readonly stage: Stage;
  readonly now: string;
  /** Every rule there is, by id, and those that were asked. */
  readonly catalogue: readonly RuleEntry[];
  readonly judgedRules: readonly string[];
  /** Of the resources: construct paths, and addresses where no construct made them. Without what the change deletes. */
  readonly resources: ReadonlySet<string>;
  readonly stacks: readonly string[];
}

interface Problem {
  readonly problem: WaiverProblem;
  readonly params?: JsonObject;
}

/** What a waiver is for: by the construct, or by the address where there is none. */
export function waivedResource(finding: Pick<Finding, 'constructPath' | 'address'>): string {
  return finding.constructPath ?? finding.address;
}

/** Marks what is waived, and adds what is wrong with the waivers of this environment; sorted. */
export function applyWaivers(
  findings: readonly Finding[],
  written: readonly WrittenWaiver[],
  scope: JudgedScope,
): Finding[] {
  const own = written.filter(({ waiver }) => isAbout(waiver, scope.environment));
  const standing = own.map((entry) => ({ entry, refusal: refusalOf(entry.waiver, scope) }));
  const used = new Set<WrittenWaiver>();
  const marked = findings.map((finding) => {
    const match = standing.find(
      ({ entry, refusal }) => refusal === null && covers(entry.waiver, finding),
    )?.entry;
    if (match === undefined) return finding;
    used.add(match);
    const { environments, owner, reason, ticket, expires } = match.waiver;
    return { ...finding, waiver: { environments, owner, reason, ticket, expires } };
  });
  const problems = standing.flatMap(({ entry, refusal }) => {
    if (isLeftOut(entry.waiver, scope)) return [];
    const problem = refusal ?? problemOf(entry.waiver, used.has(entry), marked, scope);
    return problem === null ? [] : [asFinding(entry, problem, scope)];
  });
  return [...marked, ...problems].sort(compareFindings);
}

/** Whether a waiver is of the environment that is judged; one that is for all of them is too, so that it is refused. */
function isAbout({ environments }: Waiver, environment: string | null): boolean {
  return (
    environment !== null &&
    environments.some((name) => name === environment || isPreviewOf(name, environment) || isPattern(name))
  );
}

/** `pr<number>` stands for every preview, as none of them has an entry of its own (docs/adr/0009). */
function isPreviewOf(name: string, environment: string): boolean {
  const prefix = name.endsWith('<number>') ? name.slice(0, -'<number>'.length) : null;
  return (
    prefix !== null && environment.startsWith(prefix) && /^[1-9]\d*$/.test(environment.slice(prefix.length))
  );
}

/** A run that was not asked about a rule has nothing to say of its waivers. */
function isLeftOut({ rule }: Waiver, { catalogue, judgedRules }: JudgedScope): boolean {
  return catalogue.some(({ id }) => id === rule) && !judgedRules.includes(rule);
}

function covers(waiver: Waiver, finding: Finding): boolean {
  return (
    waiver.rule === finding.rule &&
    waiver.resource === waivedResource(finding) &&
    waiver.fingerprint === finding.fingerprint
  );
}

/** Why a waiver is ignored, whatever is found. */
function refusalOf(waiver: Waiver, { catalogue, now }: JudgedScope): Problem | null {
  const broad = (reason: string): Problem => ({ problem: 'too-broad', params: { reason } });
  const pattern = [waiver.rule, waiver.resource, ...waiver.environments].find(isPattern);
  if (pattern !== undefined) return broad(`${pattern} is a pattern, and a waiver names what it is for`);
  const rule = catalogue.find(({ id }) => id === waiver.rule);
  if (rule?.waivable === false) return broad('this rule cannot be waived');
  const left = daysBetween(now, waiver.expires);
  if (left < 0) return { problem: 'expired' };
  if (left <= longestWaiverDays) return null;
  return broad(`it ends on ${waiver.expires}, in ${left} days, and at most ${longestWaiverDays} are allowed`);
}

/** What is wrong with a waiver that stands. */
function problemOf(
  waiver: Waiver,
  isUsed: boolean,
  findings: readonly Finding[],
  scope: JudgedScope,
): Problem | null {
  if (isUsed) {
    const days = daysBetween(scope.now, waiver.expires);
    return days <= waiverWarningDays ? { problem: 'expiring', params: { days } } : null;
  }
  const others = findings.filter(
    (finding) => finding.rule === waiver.rule && waivedResource(finding) === waiver.resource,
  );
  if (others.some((finding) => finding.waiver === null)) return { problem: 'value-changed' };
  const reason = reasonUnused(waiver, scope, others.length > 0);
  if (reason === null) return null;
  return { problem: 'unused', params: { reason } };
}

/** Why nothing was there to be waived, or null where this run could not have met it. */
function reasonUnused(
  { rule, resource }: Waiver,
  { catalogue, resources, stacks, stage }: JudgedScope,
  isCovered: boolean,
): string | null {
  if (!catalogue.some(({ id }) => id === rule)) return 'there is no such rule';
  if (isCovered) return 'other waivers cover all that is found there';
  if (resources.has(resource)) return 'the rule does not object there';
  const isOfJudgedStack = stacks.some((stack) => resource.startsWith(`${stack}/`));
  return stage === 'synth' || isOfJudgedStack ? 'there is no such resource' : null;
}

/** After synth a waiver decides only where its resource stays: an old one must not stand in the way of a destroy. */
function statusOf(problem: WaiverProblem, { resource }: Waiver, { stage, resources }: JudgedScope): Status {
  const isMet = problem !== 'unused' && resources.has(resource);
  return stage === 'synth' || isMet ? waiverProblems[problem] : 'warn';
}

function asFinding(
  { waiver, source }: WrittenWaiver,
  { problem, params = {} }: Problem,
  scope: JudgedScope,
): Finding {
  const id = `waivers/${problem}`;
  const rule = waiverRules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new TypeError(`${id} has no text`);
  const { resource, fingerprint } = waiver;
  const said: JsonObject = {
    rule: waiver.rule,
    owner: waiver.owner,
    ticket: waiver.ticket,
    expires: waiver.expires,
    ...params,
  };
  return {
    id: digestOf([id, waiver.rule, resource, fingerprint]).slice('sha256:'.length, 'sha256:'.length + 16),
    rule: id,
    status: statusOf(problem, waiver, scope),
    severity: rule.severity,
    title: rule.title,
    message: fillMessage(rule.message, said),
    remediation: rule.remediation,
    controls: rule.controls,
    stack: null,
    address: resource,
    path: '',
    constructPath: null,
    source,
    params: said,
    waitsFor: [],
    related: [],
    fingerprint,
    waiver: null,
  };
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}
