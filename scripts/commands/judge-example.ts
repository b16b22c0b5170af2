import { exampleEnvironment, type RuleExample } from '../gate/build/examples';
import { recogniseDocument } from '../gate/evidence/evidence';
import { judge } from '../gate/judge';
import type { Finding } from '../model/finding';
import type { Stage } from '../model/resource';

/** What the real gate finds in an example, by the rule the example is of. */
export async function judgeExample(
  policyDirectory: string,
  rule: string,
  { terraform, environment }: Pick<RuleExample, 'terraform' | 'environment'>,
): Promise<Finding[]> {
  const evidence = recogniseDocument(terraform, 'the example');
  const stages: Partial<Record<string, Stage>> = { plan: 'plan', state: 'state' };
  const { scope, ephemeral, options } = { ...exampleEnvironment, ...environment };
  const { findings } = await judge({
    evidence: [evidence],
    stage: stages[evidence.kind] ?? 'synth',
    environment: { ...exampleEnvironment, scope, ephemeral, options },
    suffixes: ['dev', 'prod'],
    rules: rule,
    policyDirectory,
    now: '2026-11-01',
  });
  return findings.filter((finding) => finding.rule === rule);
}
