import type { RuleEntry } from '../../../../scripts/gate/build/manifest';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { Fingerprints, type Offence } from '../../../../scripts/gate/fingerprint/fingerprint';
import type { EnvironmentNames } from '../../../../scripts/gate/fingerprint/symbolic';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import type { JsonObject, JsonValue, PathStep } from '../../../../scripts/model/json';
import type { Synthesis } from '../../../../scripts/model/synthesis';
import { aRule } from '../waiver/waiver-fixture';
import { synthesisOf } from '../support';

export const dev = { suffix: 'dev', account: '123456789012', region: 'us-east-1' };

interface Look {
  readonly evidence: readonly Evidence[];
  readonly config?: Synthesis;
  readonly address: string;
  readonly path: readonly PathStep[];
  readonly rule?: RuleEntry;
  readonly names?: EnvironmentNames;
}

export function offence({ evidence, config, address, path, rule = aRule(), names = dev }: Look): Offence {
  const system = assembleSystem(evidence, config ?? null);
  const subject = system.judged.find(({ resource }) => resource.address === address);
  if (subject === undefined) throw new Error(`${address} is not judged`);
  return new Fingerprints(system, names).of(path, rule, subject);
}

export const written = (terraform: JsonObject): { synthesis: Synthesis; evidence: Evidence } => {
  const synthesis = synthesisOf({ app: terraform });
  return { synthesis, evidence: { kind: 'synthesis', synthesis } };
};
export const address = 'aws_iam_role_policy.p';
export const action: PathStep[] = ['policy', 'Statement', 0, 'Action', 0];
export const statement = (parts: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action: ['sqs:*'],
  Resource: '${aws_sqs_queue.jobs.arn}',
  ...parts,
});
export const rolePolicy = (statements: readonly JsonValue[], rest: JsonObject = {}): JsonObject => ({
  resource: {
    aws_sqs_queue: { jobs: { name: 'jobs-dev' }, other: { name: 'other-dev' } },
    aws_iam_role_policy: {
      p: { name: 'p-dev', role: 'r-dev', policy: JSON.stringify({ Statement: [...statements] }) },
    },
  },
  ...rest,
});
export const atSynth = (terraform: JsonObject, look: Partial<Look> = {}): string =>
  offence({ evidence: [written(terraform).evidence], address, path: action, ...look }).fingerprint;
