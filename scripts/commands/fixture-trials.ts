import { readExamples, type RuleExample } from '../gate/build/examples';
import { readRuleCatalogue } from '../gate/engine/rule-catalogue';
import { MutationError } from '../mutation/error';
import { fixtureMutants } from '../mutation/fixture-mutants';
import type { Trial } from '../mutation/run-mutants';
import { judgeExample } from './judge-example';

/**
 * Changes the passing examples of rules at the attributes their METADATA name, those that are in the example.
 *
 * An attribute is killed where at least one change of it makes the rule speak: a rule that never does, whatever stands
 * there, does not read it. A change the reader of Terraform refuses says nothing about the rule. A rule for every type
 * (`*`) names no attribute, so that nothing of it is changed.
 *
 * @param files the rules, relative to the policy folder
 */
export async function fixtureTrials(policyDirectory: string, files: readonly string[]): Promise<Trial[]> {
  const rules = readRuleCatalogue(policyDirectory).filter(({ file }) => files.includes(file));
  const trials: Trial[] = [];
  for (const { id, file, attributes } of rules) {
    const examples = readExamples(policyDirectory, id);
    const bad = examples?.bad.map((one) => one.terraform) ?? [];
    for (const good of examples?.good ?? []) {
      const { about, terraform } = good;
      await requirePass(policyDirectory, id, good);
      for (const attribute of attributes.filter((one) => one !== '*')) {
        const changed = fixtureMutants(terraform, attribute, bad);
        if (changed.length === 0) continue;
        const isKilled = await someSpeaks(changed, async (one) => {
          return (await judgeExample(policyDirectory, id, { ...good, terraform: one })).length > 0;
        });
        const mutant = {
          file,
          operator: 'change-fixture' as const,
          start: 0,
          end: 0,
          from: attribute,
          to: 'anything else',
          line: about,
        };
        trials.push({ mutant, fate: isKilled ? 'killed' : 'survived' });
      }
    }
  }
  return trials;
}

async function requirePass(policyDirectory: string, id: string, good: RuleExample): Promise<void> {
  const found = await judgeExample(policyDirectory, id, good);
  if (found.length === 0) return;
  throw new MutationError(
    `the good example "${good.about}" of ${id} has findings without any change; make npm test -- --only unit pass first`,
  );
}

async function someSpeaks<One>(
  changed: readonly One[],
  speaks: (one: One) => Promise<boolean>,
): Promise<boolean> {
  for (const one of changed) {
    try {
      if (await speaks(one)) return true;
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
    }
  }
  return false;
}
