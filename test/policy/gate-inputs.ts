/** What the gate tells the policy of all there is to judge in this repository and beside it. */

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exampleEnvironment, readExamples, type RuleExample } from '../../scripts/gate/build/examples';
import { readRuleCatalogue } from '../../scripts/gate/engine/rule-catalogue';
import { recogniseDocument, type Evidence } from '../../scripts/gate/evidence/evidence';
import { readEvidence } from '../../scripts/gate/evidence/read-evidence';
import type { PolicyInput } from '../../scripts/gate/input/policy-input';
import type { JsonObject } from '../../scripts/model/json';
import type { Stage } from '../../scripts/model/resource';
import { readSynthesis } from '../../scripts/synth/read-synthesis';
import { tollgate } from '../support/command-line';
import { policyDirectory, policyInputOf } from '../support/policy-inputs';
import { precisionSubjects, twinOf, withDocumentsAsText } from './precision-cases';

export type NamedInput = readonly [name: string, input: PolicyInput];

const fixtures = resolve(__dirname, '../fixtures');
const rules = readRuleCatalogue(policyDirectory).map(({ id }) => id);
const stages: Partial<Record<Evidence['kind'], Stage>> = { plan: 'plan', state: 'state' };

function inputOf(
  evidence: Evidence,
  environment: RuleExample['environment'] = {},
  attributes?: null,
): Promise<PolicyInput> {
  return policyInputOf(
    {
      evidence: [evidence],
      stage: stages[evidence.kind] ?? 'synth',
      environment: { ...exampleEnvironment, ...environment },
      suffixes: ['dev', 'prod'],
    },
    attributes,
  );
}

async function named(
  makers: readonly (readonly [name: string, make: () => Promise<PolicyInput>])[],
): Promise<NamedInput[]> {
  const inputs: NamedInput[] = [];
  for (const [name, make] of makers) inputs.push([name, await make()]);
  return inputs;
}

/** Every example of every rule. @param attributes null for all of each resource */
export function exampleInputs(attributes?: null): Promise<NamedInput[]> {
  return named(
    rules.flatMap((rule) => {
      const examples = readExamples(policyDirectory, rule);
      return [...(examples?.bad ?? []), ...(examples?.good ?? [])].map(
        ({ about, terraform, environment }) =>
          [
            `${rule}: ${about}`,
            () => inputOf(recogniseDocument(terraform, about), environment, attributes),
          ] as const,
      );
    }),
  );
}

/** The policies of the precision set and their broken twins. */
export function precisionInputs(): Promise<NamedInput[]> {
  const judged = (about: string, document: JsonObject): Promise<PolicyInput> =>
    inputOf(recogniseDocument(withDocumentsAsText(document), about));
  return named(
    precisionSubjects()
      .flatMap(({ cases }) => cases)
      .flatMap((one) => [
        [one.about, () => judged(one.about, one.terraform)] as const,
        [`${one.about}, ${one.broken}`, () => judged(one.about, twinOf(one))] as const,
      ]),
  );
}

/** What the programs of the fixtures are synthesized as, and the documents of the fixtures. */
export async function programInputs(scratch: string): Promise<NamedInput[]> {
  const judged: (readonly [name: string, evidence: Evidence])[] = [];
  for (const app of ['careless-change', 'first-plan-policy', 'small-platform']) {
    const out = join(scratch, app);
    const program = `test/fixtures/${app}/main.ts`;
    const { code, stderr } = await tollgate([
      'synth',
      '--environment',
      'dev',
      '--out',
      out,
      '--app',
      program,
    ]);
    if (code !== 0) throw new Error(`${program} is not synthesized: ${stderr}`);
    judged.push([app, { kind: 'synthesis', synthesis: readSynthesis(out) }]);
  }
  for (const file of ['cdk.tf.json', 'plan.json'])
    judged.push([file, readEvidence(join(fixtures, 'evidence/first-plan', file))]);
  return named(judged.map(([name, evidence]) => [name, () => inputOf(evidence)] as const));
}

/** The plans of other people. @param attributes null for all of each resource */
export function corpusInputs(corpus: string, attributes?: null): Promise<NamedInput[]> {
  const plans = join(corpus, 'plans');
  return named(
    readdirSync(plans)
      .sort()
      .map((file) => [file, () => inputOf(readEvidence(join(plans, file)), {}, attributes)] as const),
  );
}
