import { writeFileSync } from 'node:fs';
import { runGate, type GateInput } from '../../../scripts/commands/gate';
import { GateError } from '../../../scripts/gate/error';
import { InputError } from '../../../scripts/model/error';
import type { Judgement } from '../../../scripts/model/finding';
import { fixture, policyDirectory, scratchFolder } from './support';

const scratch = scratchFolder();
const clock = { now: () => new Date('2026-02-03T23:59:59Z'), monotonic: () => 0 };
const template = fixture('first-plan/cdk.tf.json');
const plan = fixture('first-plan/plan.json');

const gate = async (input: Partial<GateInput>): Promise<Judgement> =>
  (await runGate({ paths: [template], environmentsFile: null, policyDirectory, ...input }, { clock }))
    .judgement;

/** The error of a run that gives no verdict. */
const refusal = async (input: Partial<GateInput>): Promise<Error> => {
  try {
    await gate(input);
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error('it was judged');
};

function environmentsFile(): string {
  const path = `${scratch.path()}/environments.json`;
  writeFileSync(
    path,
    JSON.stringify({
      dev: { scope: 'environment', suffix: 'dev', ephemeral: true },
      prod: { scope: 'account', suffix: 'prod', region: 'eu-west-1' },
      preview: { scope: 'environment', suffix: 'preview', ephemeral: true, templateFor: 'pr' },
    }),
  );
  return path;
}

describe('npm run gate', () => {
  it('judges a configuration as synth, a plan as plan and a plan with its configuration as plan', async () => {
    expect(await gate({})).toMatchObject({
      stage: 'synth',
      verdict: 'fail',
      judged: { stacks: ['sessions'] },
    });
    expect(await gate({ paths: [plan] })).toMatchObject({ stage: 'plan', verdict: 'fail' });
    const both = await gate({ paths: [plan, template] });
    expect(both).toMatchObject({ stage: 'plan', judged: { stacks: ['sessions'] } });
    // a plan leaves more open, and takes nothing back
    expect(both.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining((await gate({})).findings.map(({ id }) => id)),
    );
  });

  it('takes a suffix, or an environment by its name', async () => {
    expect(await gate({ suffix: 'pr123' })).toMatchObject({ environment: null, suffix: 'pr123' });
    expect(await gate({ environment: 'prod', environmentsFile: environmentsFile() })).toMatchObject({
      environment: 'prod',
      suffix: 'prod',
    });
  });

  it('brings what every rule says of itself', async () => {
    const { rules } = await runGate(
      { paths: [template], environmentsFile: null, policyDirectory },
      { clock },
    );
    expect(rules().map(({ id }) => id)).toContain('iam/wildcard-action');
  });

  it.each<[string, Partial<GateInput>, RegExp]>([
    ['no path', { paths: [] }, /there is nothing to judge/],
    [
      'a stage the paths are no evidence of',
      { stage: 'state' },
      /the stage state cannot be judged: the paths are evidence of synth/,
    ],
    ['a rule that does not exist', { rules: 'nope/*' }, /no rule matches "nope\/\*"/],
    [
      'a --config that is no cdktf.out',
      { paths: [plan], config: fixture('first-plan') },
      /is no cdktf.out: it has no manifest.json/,
    ],
    [
      'an environment without the file of them',
      { environment: 'dev' },
      /there is no stacks\/environments.json/,
    ],
    [
      'both a suffix and an environment',
      { suffix: 'dev', environment: 'dev', environmentsFile: template },
      /give|no object|both were given/,
    ],
    ['a policy that is not there', { policyDirectory: fixture('first-plan') }, /policy/],
  ])('is an error with %s', async (_, input, message) => {
    const error = await refusal(input);
    expect(error).toBeInstanceOf(GateError);
    expect(error.message).toMatch(message);
  });

  it('refuses an unknown environment by naming those there are', async () => {
    const { message } = await refusal({ environment: 'staging', environmentsFile: environmentsFile() });
    expect(message).toMatch(
      /there is no environment "staging": .*environments.json has dev, pr<number>, preview, prod/,
    );
  });

  it('knows a preview by the template it is made from', async () => {
    const judged = await gate({
      paths: [template],
      environment: 'pr123',
      environmentsFile: environmentsFile(),
    });
    expect(judged).toMatchObject({ environment: 'pr123', suffix: 'pr123' });
    expect(await refusal({ environment: 'pr0', environmentsFile: environmentsFile() })).toBeInstanceOf(
      GateError,
    );
  });

  it('refuses a suffix that breaks the pattern', async () => {
    expect(await refusal({ suffix: 'a-b' })).toBeInstanceOf(InputError);
  });
});
