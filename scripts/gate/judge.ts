import { digestOf, type Digest } from '../model/digest';
import { verdictOf, type Judgement } from '../model/finding';
import type { JsonObject } from '../model/json';
import { once } from '../model/once';
import type { Stage } from '../model/resource';
import type { Synthesis } from '../model/synthesis';
import type { PolicyManifest } from './build/manifest';
import { apiRoutes } from './api/routes';
import { PolicyEngine } from './engine/policy-engine';
import { readRuleCatalogue, selectRules } from './engine/rule-catalogue';
import { configurationFacts } from './configuration/facts';
import type { Evidence } from './evidence/evidence';
import { parseExpressions } from './expression/syntax';
import { joinFindings } from './finding/join-findings';
import { ActionTable } from './iam/action-table';
import { Fingerprints } from './fingerprint/fingerprint';
import { iamFacts } from './iam/facts';
import { readInterest } from './iam/principals/interest';
import { readConditionKeys } from './iam/condition-keys';
import { readManagedPolicies } from './iam/principals/managed-policies';
import { readResourceTypes } from './iam/resource-types';
import { LineRows, readTable } from './iam/table-rows';
import { indexResources } from './input/build-policy-input';
import { inputEnvironment, type JudgedEnvironment } from './input/environments';
import { policyInputVersion, type PolicyInput } from './input/policy-input';
import { uncoveredTypes } from './input/uncovered';
import { regionMentions } from './region/mentions';
import { outputSpeakers, suffixMentions } from './suffix/mentions';
import { assembleSystem } from './system/assemble';
import { keysOf, linksOf } from './system/links';
import { Resolver } from './system/resolver';
import { sourceOf, type System } from './system/scope';
import { applyWaivers, waivedResource } from './waiver/apply-waivers';
import { readWaivers } from './waiver/read-waivers';

/** What is judged, as what, and by which policy. */
export interface JudgeRequest {
  /** Judged together as one system. */
  readonly evidence: readonly Evidence[];
  /** The synthesis a plan or state came from; its other stacks can be referred to and are not judged. */
  readonly config?: Synthesis | null;
  readonly stage: Stage;
  /** Null where none is known; rules that need its suffix are then not judged. */
  readonly environment: JudgedEnvironment | null;
  /** The suffixes of all environments there are, as far as they are known. */
  readonly suffixes: readonly string[];
  /** A glob of rule ids. @default every rule */
  readonly rules?: string | undefined;
  /** The folder of the built policy. */
  readonly policyDirectory: string;
  /** `YYYY-MM-DD`. */
  readonly now: string;
  /** Shown what the policy is told, before it is asked. */
  readonly showInput?: ((input: PolicyInput) => void) | undefined;
}

/**
 * Judges evidence by the policy.
 *
 * @throws GateError wherever no verdict can be trusted: unreadable evidence, a stale policy, an engine without an answer
 */
export async function judge(request: JudgeRequest): Promise<Judgement> {
  const { stage, environment, policyDirectory } = request;
  const engine = await PolicyEngine.load(policyDirectory);
  const suffix = environment?.suffix ?? null;
  const catalogue = readRuleCatalogue(policyDirectory);
  const waivers = readWaivers(policyDirectory);
  const rules = selectRules(catalogue, request.rules, stage, environment);
  const config = request.config ?? null;
  const expressions = await parseExpressions(configurationsOf(request.evidence, config));
  const system = assembleSystem(request.evidence, config, expressions);
  const input = policyInput(request, system, {
    rules: rules.judged.map(({ id }) => id),
    attributes: new Set(engine.manifest.attributes),
  });
  request.showInput?.(input);
  const names = { suffix, account: environment?.account ?? null, region: environment?.region ?? null };
  const binding = new Fingerprints(system, names);
  const stacks = [...new Set(system.judged.flatMap(({ resource }) => resource.stack ?? []))].sort();
  const findings = applyWaivers(
    joinFindings(engine.evaluate(input), rules.judged, system.judged, binding, (place) =>
      sourceOf(system, place),
    ),
    waivers.written,
    {
      environment: environment?.name ?? null,
      stage,
      now: request.now,
      catalogue,
      judgedRules: input.rules,
      resources: remaining(system),
      stacks,
    },
  );
  return {
    verdict: verdictOf(findings),
    stage,
    environment: environment?.name ?? null,
    suffix,
    policyDigest: policyDigest(engine.manifest),
    waiversDigest: waivers.digest,
    judged: {
      rules: [...input.rules],
      resources: Object.values(input.resources).flat().length,
      stacks,
    },
    findings,
    notJudged: [...rules.notJudged],
    uncovered: uncoveredTypes(input, rules.judged),
  };
}

/** Every configuration that is judged or referred to. */
function configurationsOf(evidence: readonly Evidence[], config: Synthesis | null): JsonObject[] {
  const syntheses = [...evidence.flatMap((one) => (one.kind === 'synthesis' ? [one.synthesis] : [])), config];
  return [
    ...evidence.flatMap((one) => (one.kind === 'configuration' ? [one.terraform] : [])),
    ...syntheses.flatMap((synthesis) => synthesis?.stacks.map(({ terraform }) => terraform) ?? []),
  ];
}

/** What waivers can be for, without what the change takes away. */
function remaining({ judged }: System): Set<string> {
  const staying = judged.filter(
    ({ resource }) => resource.action !== 'delete' && resource.action !== 'forget',
  );
  return new Set(
    staying.map(({ constructPath, resource }) =>
      waivedResource({ constructPath, address: resource.address }),
    ),
  );
}

/** What of a policy an input depends on. */
export interface PolicyQuestion {
  /** Ids of those it is asked for. */
  readonly rules: readonly string[];
  /** The attributes a rule can name; the policy is told of no others, and of all where null. */
  readonly attributes: ReadonlySet<string> | null;
}

/** What the policy is told of a system; `actions` is asked for only where there is a policy document. */
export function policyInput(
  request: JudgeRequest,
  system: System,
  asked: PolicyQuestion,
  actions: () => ActionTable = () => readActionTable(request.policyDirectory),
): PolicyInput {
  const { stage, now, environment } = request;
  const resolver = new Resolver(system);
  const resolved = system.judged.map((subject) => ({
    subject,
    values: resolver.resolveObject(subject.values),
  }));
  const keys = keysOf(resolved);
  const { links, names } = linksOf(resolved, keys, resolver);
  const suffixes = [...request.suffixes, ...[environment?.suffix ?? []].flat()];
  return {
    version: policyInputVersion,
    stage,
    now,
    environment: environment === null ? null : inputEnvironment(environment),
    suffixes: [...new Set(suffixes)].sort(),
    rules: asked.rules,
    ...indexResources(resolved, keys, names, asked.attributes),
    configurations: configurationFacts(system.configurations, resolver),
    region_mentions: regionMentions(resolved, environment?.region ?? null),
    mentions: suffixMentions(
      [...resolved, ...outputSpeakers(system.exports, resolver)],
      environment?.suffix ?? null,
      request.suffixes,
    ),
    iam: iamFacts(resolved, keys, system, resolver, {
      actions: once(actions),
      interest: once(() => readInterest(request.policyDirectory)),
      managed: once(() => readManagedPolicies(request.policyDirectory)),
      keys: once(() => readConditionKeys(request.policyDirectory)),
      types: once(() => readResourceTypes(request.policyDirectory)),
    }),
    links,
    api: { routes: apiRoutes(resolved, keys, resolver) },
  };
}

/** Wasm and data: all a verdict depends on but the evidence. */
export function policyDigest({ wasmSha256, tables, rulesSha256 }: PolicyManifest): Digest {
  return digestOf({ wasm: wasmSha256, tables, rules: rulesSha256 });
}

/** Reads the actions of all AWS services; the build of the policy was verified before. */
export function readActionTable(policyDirectory: string): ActionTable {
  return new ActionTable(new LineRows(readTable(policyDirectory, 'iam-actions')));
}
