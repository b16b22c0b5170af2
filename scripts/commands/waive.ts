import { join } from 'node:path';
import * as z from 'zod';
import { readRuleCatalogue } from '../gate/engine/rule-catalogue';
import { waivedResource } from '../gate/waiver/apply-waivers';
import { readWaivers, waiversFile } from '../gate/waiver/read-waivers';
import { waiverRules } from '../gate/waiver/waiver-rules';
import { InputError, inOneLine } from '../model/error';
import type { Finding, Judgement } from '../model/finding';
import { daysBetween, longestWaiverDays, waiverSchema, type Waiver } from '../model/waiver';
import { waiverSchemaFile } from './docs-schema';
import { runGate, type GateInput, type GatePorts } from './gate';
import { readJudgement } from './read-judgement';
import { writeWhole } from './write-whole';

/** A finding by its id in a judgement that was written as JSON, or by its place in what can be judged now. */
export type FindingChoice =
  | { readonly by: 'id'; readonly id: string; readonly judgementFile: string }
  | {
      readonly by: 'place';
      readonly rule: string;
      /** Construct path, or address where there is none. */
      readonly resource: string;
      /** The attribute, such as `policy.Statement[0].Action`, where the rule found several there. */
      readonly attribute?: string | undefined;
      readonly gate: GateInput;
    };

export interface WaiveInput {
  readonly finding: FindingChoice;
  readonly owner: string;
  readonly reason: string;
  readonly ticket: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string;
  /** @default the environment that was judged */
  readonly environments?: readonly string[] | undefined;
  /** The folder of the built policy, which has the waivers. */
  readonly policyDirectory: string;
}

export interface WaiveOutcome {
  /** `renewed` where the same value was waived before. */
  readonly kind: 'written' | 'renewed';
  readonly waiver: Waiver;
  readonly file: string;
}

/** Writes a whole waiver for one finding. @throws InputError for what nobody may waive, and for what is not found */
export async function runWaive(input: WaiveInput, ports: GatePorts): Promise<WaiveOutcome> {
  checkExpiry(input.expires, ports.clock.now().toISOString().slice(0, 10));
  const { finding, environment } = await chosenFinding(input.finding, ports);
  checkWaivable(finding.rule, input.policyDirectory);
  const environments = input.environments ?? (environment === null ? [] : [environment]);
  if (environments.length === 0) {
    throw new InputError(
      'the finding was judged without an environment, and a waiver names those it holds in; give --environments dev,prod',
    );
  }
  const present = readWaivers(input.policyDirectory).written.map(({ waiver }) => waiver);
  const before = present.find((other) => isSame(other, finding));
  const waiver = completeWaiver({
    rule: finding.rule,
    resource: waivedResource(finding),
    environments: [...new Set([...(before?.environments ?? []), ...environments])].sort(),
    owner: input.owner,
    reason: input.reason,
    ticket: input.ticket,
    expires: input.expires,
    fingerprint: finding.fingerprint,
  });
  const waivers = [...present.filter((other) => other !== before), waiver].sort(compareWaivers);
  const file = join(input.policyDirectory, waiversFile);
  writeWhole(file, `${JSON.stringify({ $schema: `../${waiverSchemaFile}`, waivers }, null, 2)}\n`);
  return { kind: before === undefined ? 'written' : 'renewed', waiver, file };
}

function checkExpiry(expires: string, today: string): void {
  const given = z.iso.date().safeParse(expires);
  if (!given.success) {
    throw new InputError(`the expiry ${JSON.stringify(expires)} cannot be used; give a day as YYYY-MM-DD`);
  }
  const days = daysBetween(today, expires);
  if (days >= 0 && days <= longestWaiverDays) return;
  throw new InputError(
    `a waiver that expires on ${expires} ${days < 0 ? 'is over already' : `would hold for ${days} days`}, and at most ${longestWaiverDays} days are allowed; give a day from ${today} to ${dayAfter(today, longestWaiverDays)}`,
  );
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

async function chosenFinding(
  choice: FindingChoice,
  ports: GatePorts,
): Promise<{ readonly finding: Finding; readonly environment: string | null }> {
  if (choice.by === 'id') {
    const judgement = readJudgement(choice.judgementFile);
    const finding = judgement.findings.find(({ id }) => id === choice.id);
    if (finding !== undefined) return { finding, environment: judgement.environment };
    throw new InputError(
      `there is no finding ${choice.id} in ${choice.judgementFile}, which has ${judgement.findings.length} others; copy the id of one of them`,
    );
  }
  const { judgement } = await runGate(choice.gate, ports);
  return { finding: findingAt(judgement, choice), environment: judgement.environment };
}

function findingAt(
  { findings }: Judgement,
  { rule, resource, attribute }: Extract<FindingChoice, { by: 'place' }>,
): Finding {
  const there = findings.filter(
    (finding) => finding.rule === rule && [finding.constructPath, finding.address].includes(resource),
  );
  const matching = there.filter(({ path }) => attribute === undefined || path === attribute);
  const [first] = matching;
  if (first === undefined) {
    const elsewhere = there.length === 0 ? '' : ` at ${there.map(({ path }) => path).join(', ')}`;
    throw new InputError(
      `${rule} finds nothing at ${resource}${attribute === undefined ? '' : ` ${attribute}`}${elsewhere === '' ? '' : `, only${elsewhere}`}; a waiver is for a finding there is: see npm run gate`,
    );
  }
  if (new Set(matching.map(({ fingerprint }) => fingerprint)).size === 1) return first;
  throw new InputError(
    `${rule} finds ${matching.length} things at ${resource}, and a waiver is for one; say which with --attribute: ${matching.map(({ path }) => path).join(', ')}`,
  );
}

function checkWaivable(id: string, policyDirectory: string): void {
  const rule = [...readRuleCatalogue(policyDirectory), ...waiverRules].find(
    (candidate) => candidate.id === id,
  );
  if (rule?.waivable === true) return;
  throw new InputError(
    rule === undefined
      ? `the policy has no rule ${id}, so it cannot be waived; judge again with npm run gate, and accept what only Checkov finds in policy/checkov.json`
      : `${id} cannot be waived: ${inOneLine(rule.remediation)}`,
  );
}

function completeWaiver(waiver: Waiver): Waiver {
  const parsed = waiverSchema.safeParse(waiver);
  if (parsed.success) return parsed.data;
  const problems = inOneLine(z.prettifyError(parsed.error));
  throw new InputError(`the waiver is not complete: ${problems}; give --owner, --reason and --ticket`);
}

function isSame(waiver: Waiver, finding: Finding): boolean {
  return (
    waiver.rule === finding.rule &&
    waiver.resource === waivedResource(finding) &&
    waiver.fingerprint === finding.fingerprint
  );
}

function compareWaivers(left: Waiver, right: Waiver): number {
  const key = ({ rule, resource, fingerprint }: Waiver): string => `${rule}\n${resource}\n${fingerprint}`;
  return key(left) < key(right) ? -1 : 1;
}
