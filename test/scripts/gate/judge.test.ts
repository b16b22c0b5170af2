import { readEvidence } from '../../../scripts/gate/evidence/read-evidence';
import { judge, type JudgeRequest } from '../../../scripts/gate/judge';
import { judgementSchema, type Finding, type Judgement } from '../../../scripts/model/finding';
import type { JsonObject } from '../../../scripts/model/json';
import { creation, devEnvironment, fixture, planOf, policyDirectory, stateOf, synthesisOf } from './support';

/** The parsed `cdk.tf.json` of a fixture. */
function terraformOf(path: string): JsonObject {
  const evidence = readEvidence(fixture(path));
  if (evidence.kind !== 'configuration') throw new Error(`${path} is a ${evidence.kind}`);
  return evidence.terraform;
}

const source = { file: 'stacks/sessions.ts', line: 12, constructPath: 'sessions/Reader/Policy' };
const synthesis = synthesisOf(
  { sessions: terraformOf('first-plan/cdk.tf.json') },
  { sessions: { sources: { 'aws_iam_role_policy.Reader_Policy': source } } },
);
const synthesized = { kind: 'synthesis', synthesis } as const;
const firstPlan = readEvidence(fixture('first-plan/plan.json'));

const run = (request: Pick<JudgeRequest, 'evidence' | 'stage'> & Partial<JudgeRequest>): Promise<Judgement> =>
  judge({ environment: null, suffixes: [], policyDirectory, now: '2026-01-01', ...request });
const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id);
const failsOf = ({ findings }: Judgement, rules: RegExp): Finding[] =>
  findings.filter(({ status, rule }) => status === 'fail' && rules.test(rule));

describe('a role policy with a literal wildcard beside a reference to a new table', () => {
  it('has no policy in its first plan', () => {
    const plan = JSON.stringify(firstPlan.kind === 'plan' ? firstPlan.plan['resource_changes'] : null);
    expect(plan).toContain('"policy":true');
    expect(plan).not.toContain('"policy":"');
  });

  it('fails at synth, at the line that made it', async () => {
    const judgement = await run({ evidence: [synthesized], stage: 'synth' });
    expect(judgementSchema.parse(judgement)).toEqual(judgement);
    expect(judgement).toMatchObject({
      verdict: 'fail',
      stage: 'synth',
      judged: { resources: 5, stacks: ['sessions'] },
    });
    const first = judgement.findings.find(({ rule }) => rule === 'iam/wildcard-action');
    expect(first).toMatchObject({
      rule: 'iam/wildcard-action',
      status: 'fail',
      stack: 'sessions',
      address: 'aws_iam_role_policy.Reader_Policy',
      path: 'policy.Statement[1].Action',
      constructPath: 'sessions/Reader/Policy',
      source: { file: 'stacks/sessions.ts', line: 12 },
      params: { action: '*' },
    });
  });

  const settled = ({ findings }: Judgement) =>
    findings.filter(({ rule }) => rule !== 'iam/resource-mismatch');

  it('fails at its first plan in the same places under the same ids', async () => {
    const synth = await run({ evidence: [synthesized], stage: 'synth', rules: 'iam/*' });
    for (const request of [
      { evidence: [firstPlan], config: synthesis },
      { evidence: [firstPlan, synthesized] },
    ]) {
      const plan = await run({ ...request, stage: 'plan', rules: 'iam/*' });
      expect(plan.verdict).toBe('fail');
      expect(settled(plan).map(({ id, path, message, source: at }) => [id, path, message, at])).toEqual(
        settled(synth).map(({ id, path, message, source: at }) => [id, path, message, at]),
      );
      // a plan shows of a document it will read that its resources are not known, and not what they refer to
      const open = plan.findings.filter(({ rule }) => rule === 'iam/resource-mismatch');
      expect(open.map(({ status }) => status)).toEqual(['undetermined', 'undetermined']);
      const found = synth.findings.filter(({ rule }) => rule === 'iam/resource-mismatch');
      expect(open.map(({ id }) => id)).toEqual(expect.arrayContaining(found.map(({ id }) => id)));
    }
    expect(failsOf(synth, /wildcard-action/).map(({ params }) => params['action'])).toEqual(
      expect.arrayContaining(['*', 'sqs:*', 'dynamodb:*']),
    );
  });

  it('fails at its first plan alone, by the configuration inside the plan', async () => {
    const plan = await run({ evidence: [firstPlan], stage: 'plan', rules: 'iam/wildcard-action' });
    expect(
      failsOf(plan, /./).map(({ address, path, constructPath }) => [address, path, constructPath]),
    ).toEqual([
      ['aws_iam_role_policy.Consumer', 'policy.Statement[0].Action[0]', null],
      ['aws_iam_role_policy.Consumer', 'policy.Statement[0].Action[1]', null],
      ['aws_iam_role_policy.Reader_Policy', 'policy.Statement[1].Action', null],
    ]);
  });

  it('fails at state under the same id, as AWS gives the document back', async () => {
    const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/sessions-dev';
    const policy = JSON.stringify({
      Statement: [
        { Action: 'dynamodb:GetItem', Effect: 'Allow', Resource: arn },
        { Action: ['*'], Effect: 'Allow', Resource: [`${arn}/index/*`] },
      ],
      Version: '2012-10-17',
    });
    const address = 'aws_iam_role_policy.Reader_Policy';
    const state = stateOf([
      { address, type: 'aws_iam_role_policy', name: 'Reader_Policy', values: { policy } },
    ]);
    const after = await run({ evidence: [state], config: synthesis, stage: 'state', rules: 'iam/*' });
    const before = await run({ evidence: [synthesized], stage: 'synth', rules: 'iam/*' });
    expect(idsOf(before.findings)).toEqual(expect.arrayContaining(idsOf(after.findings)));
    expect(after.verdict).toBe('fail');
  });
});

describe('a judgement', () => {
  it('is of all paths as one system', async () => {
    const network = {
      resource: { aws_dynamodb_table: { t: { name: 't' } } },
      output: { 'cross-stack-output-t': { value: '${aws_dynamodb_table.t.arn}' } },
    };
    const remote = 'cross-stack-reference-input-network';
    const document = {
      Statement: {
        Effect: 'Allow',
        Action: 'dynamodb:*',
        Resource: `\${data.terraform_remote_state.${remote}.outputs.cross-stack-output-t}`,
      },
    };
    const app = {
      data: { terraform_remote_state: { [remote]: { backend: 's3', config: {} } } },
      resource: { aws_iam_role_policy: { p: { name: 'p', role: 'r', policy: JSON.stringify(document) } } },
    };
    const both = synthesisOf({ network, app });
    const plans = [
      planOf([creation('aws_iam_role_policy.p', { name: 'p', role: 'r' }, { policy: true })]),
      { ...planOf([creation('aws_dynamodb_table.t', { name: 't' }, { arn: true })]), origin: 'network.json' },
    ];
    const judgement = await run({ evidence: plans, config: both, stage: 'plan', rules: 'iam/*' });
    expect(judgement.judged).toMatchObject({ resources: 2, stacks: ['app', 'network'] });
    expect(failsOf(judgement, /wildcard-action/)).toMatchObject([
      { stack: 'app', params: { action: 'dynamodb:*' } },
    ]);
    expect(failsOf(judgement, /wildcard-resource/)).toEqual([]);
  });

  it('is the same every time, byte for byte', async () => {
    const request = { evidence: [synthesized], stage: 'synth' } as const;
    expect(JSON.stringify(await run(request))).toBe(JSON.stringify(await run(request)));
  });

  it('says which rules were not judged without a suffix, and judges them with one', async () => {
    const without = await run({ evidence: [synthesized], stage: 'synth' });
    expect(without.notJudged).toContainEqual({
      rule: 'naming/suffix',
      reason: expect.stringContaining('no suffix is known') as unknown,
    });
    const judged = await run({
      evidence: [synthesized],
      stage: 'synth',
      environment: devEnvironment,
      suffixes: ['dev', 'prod'],
    });
    expect(judged).toMatchObject({ environment: 'dev', suffix: 'dev' });
    expect(judged.judged.rules).toContain('naming/suffix');
  });
});
