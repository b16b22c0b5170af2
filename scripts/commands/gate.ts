import type { Judgement } from '../model/finding';
import type { Clock } from '../model/ports';
import type { Stage } from '../model/resource';
import type { Synthesis } from '../model/synthesis';
import type { RuleEntry } from '../gate/build/manifest';
import { readRuleCatalogue } from '../gate/engine/rule-catalogue';
import { GateError } from '../gate/error';
import type { Evidence } from '../gate/evidence/evidence';
import { isSynthesisFolder, readEvidence } from '../gate/evidence/read-evidence';
import {
  environmentNamed,
  environmentOfSuffix,
  noEnvironments,
  readEnvironments,
  type JudgedEnvironment,
  type KnownEnvironments,
} from '../gate/input/environments';
import { judge, type JudgeRequest } from '../gate/judge';
import { waiverRules } from '../gate/waiver/waiver-rules';
import { readSynthesis } from '../synth/read-synthesis';
import { promotionOf } from './promotion';
import { readJudgement } from './read-judgement';
import { writeWhole } from './write-whole';

export interface GateInput {
  /** Each a `cdktf.out`, a folder or file of Terraform JSON, a plan or a state; judged together. */
  readonly paths: readonly string[];
  /** The `cdktf.out` a plan or state came from. */
  readonly config?: string | undefined;
  readonly suffix?: string | undefined;
  /** A name in `environmentsFile`. */
  readonly environment?: string | undefined;
  /** Where the environments are, or null where there is no such file. */
  readonly environmentsFile: string | null;
  /** @default the furthest stage the paths are evidence of */
  readonly stage?: Stage | undefined;
  /** A glob of rule ids. @default every rule */
  readonly rules?: string | undefined;
  /** The folder of the built policy. */
  readonly policyDirectory: string;
  /** `YYYY-MM-DD`. @default today */
  readonly now?: string | undefined;
  /** A judgement of an earlier stage, as JSON. */
  readonly compare?: string | undefined;
  /** Where what the policy is told is written, for other engines of the same rules. @default nowhere */
  readonly policyInputFile?: string | undefined;
}

export interface GatePorts {
  readonly clock: Clock;
  /** Asks Checkov too, and puts what it says into the judgement. @default it is not asked */
  readonly checkov?: (
    judgement: Judgement,
    evidence: readonly Evidence[],
    config: Synthesis | null,
  ) => Promise<Judgement>;
}

export interface GateOutcome {
  readonly judgement: Judgement;
  /** What every rule says of itself, for formats that list the rules beside the findings. */
  readonly rules: () => readonly RuleEntry[];
}

/** Judges what the paths hold. @throws GateError and InputError where no verdict can be given */
export async function runGate(input: GateInput, ports: GatePorts): Promise<GateOutcome> {
  if (input.paths.length === 0) {
    throw new GateError('there is nothing to judge: name a cdktf.out, Terraform JSON, a plan or a state');
  }
  const earlier = input.compare === undefined ? undefined : readJudgement(input.compare);
  const evidence = input.paths.map(readPath);
  const config = input.config === undefined ? null : readConfig(input.config);
  const known = knownEnvironments(input);
  const judgement = await judge({
    evidence,
    config,
    stage: stageOf(evidence, input.stage),
    environment: environmentOf(input, known, synthesesOf(evidence, config)),
    suffixes: Object.values(known.byName).flatMap(({ suffix }) => suffix ?? []),
    rules: input.rules,
    policyDirectory: input.policyDirectory,
    now: input.now ?? ports.clock.now().toISOString().slice(0, 10),
    showInput: inputWriter(input.policyInputFile),
  });
  const whole = ports.checkov === undefined ? judgement : await ports.checkov(judgement, evidence, config);
  return {
    judgement: earlier === undefined ? whole : { ...whole, promotion: promotionOf(earlier, whole) },
    rules: () => [...readRuleCatalogue(input.policyDirectory), ...waiverRules],
  };
}

function inputWriter(file: string | undefined): JudgeRequest['showInput'] {
  return file === undefined
    ? undefined
    : (policyInput) => {
        writeWhole(file, JSON.stringify(policyInput));
      };
}

function readPath(path: string): Evidence {
  return isSynthesisFolder(path) ? { kind: 'synthesis', synthesis: readSynthesis(path) } : readEvidence(path);
}

function readConfig(path: string): Synthesis {
  if (isSynthesisFolder(path)) return readSynthesis(path);
  throw new GateError(
    `${path} is no cdktf.out: it has no manifest.json; give --config the folder that npm run synth wrote`,
  );
}

function synthesesOf(evidence: readonly Evidence[], config: Synthesis | null): Synthesis[] {
  const given = evidence.flatMap((one) => (one.kind === 'synthesis' ? [one.synthesis] : []));
  return config === null ? given : [...given, config];
}

/** The furthest stage the evidence is of, or the one asked for if the evidence has it. */
function stageOf(evidence: readonly Evidence[], asked: Stage | undefined): Stage {
  const has = (...kinds: Evidence['kind'][]): boolean => evidence.some(({ kind }) => kinds.includes(kind));
  const possible: Stage[] = [
    ...(has('state') ? (['state'] as const) : []),
    ...(has('plan') ? (['plan'] as const) : []),
    ...(has('synthesis', 'configuration') ? (['synth'] as const) : []),
  ];
  const stage = asked ?? possible[0] ?? 'synth';
  if (possible.includes(stage)) return stage;
  throw new GateError(
    `the stage ${stage} cannot be judged: the paths are evidence of ${possible.join(' and ')}; leave --stage out or name the file of a ${stage}`,
  );
}

function knownEnvironments({ environmentsFile, environment }: GateInput): KnownEnvironments {
  if (environmentsFile !== null) return readEnvironments(environmentsFile);
  if (environment === undefined) return noEnvironments;
  throw new GateError(
    `the environment ${JSON.stringify(environment)} is not known: there is no stacks/environments.json; give --suffix instead`,
  );
}

function environmentOf(
  { suffix, environment, environmentsFile }: GateInput,
  known: KnownEnvironments,
  syntheses: readonly Synthesis[],
): JudgedEnvironment | null {
  if (suffix !== undefined && environment !== undefined) {
    throw new GateError(
      '--suffix and --environment were both given, and either says which names are right; leave one out',
    );
  }
  const asked =
    environment === undefined
      ? suffix === undefined
        ? null
        : environmentOfSuffix(suffix)
      : environmentNamed(known, environment, environmentsFile ?? 'stacks/environments.json');
  const written = syntheses.flatMap((synthesis) => synthesis.environment ?? []);
  for (const one of written) {
    const expected = asked?.suffix ?? written[0]?.suffix;
    if (one.suffix !== expected) {
      throw new GateError(
        `a cdktf.out was written for the suffix ${one.suffix} where ${expected ?? 'none'} is asked for; synthesize the environment that is judged`,
      );
    }
  }
  return written[0] ?? asked;
}
