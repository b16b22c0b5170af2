import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyPolicyBuild } from '../../../scripts/gate/build/manifest';
import { readEvidence } from '../../../scripts/gate/evidence/read-evidence';
import type { PolicyInput } from '../../../scripts/gate/input/policy-input';
import { judge, policyDigest, type JudgeRequest } from '../../../scripts/gate/judge';
import { judgementSchema, type Finding, type Judgement } from '../../../scripts/model/finding';
import type { JsonObject } from '../../../scripts/model/json';
import {
  creation,
  devEnvironment,
  fixture,
  planOf,
  policyDirectory,
  scratchFolder,
  stateOf,
  synthesisOf,
} from './support';

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

const dev = { ...devEnvironment, account: '111122223333' };

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

describe('a judgement with waivers', () => {
  const scratch = scratchFolder();
  const expired = (resource: string): JsonObject => ({
    rule: 'iam/wildcard-action',
    resource,
    environments: ['dev'],
    owner: 'payments',
    reason: 'until the move',
    ticket: 'PAY-1',
    expires: '2025-12-31',
    fingerprint: `sha256:${'0'.repeat(64)}`,
  });

  it('lets one that is over decide where its resource stays, and not where it goes', async () => {
    const policy = join(scratch.path(), 'policy');
    cpSync(policyDirectory, policy, { recursive: true });
    const addresses = ['stays', 'goes', 'left'].map((name) => `aws_sqs_queue.${name}`);
    writeFileSync(join(policy, 'waivers.json'), JSON.stringify({ waivers: addresses.map(expired) }));
    const [stays = '', goes = '', left = ''] = addresses;
    const taken = (address: string, action: string): JsonObject => ({
      ...creation(address, {}),
      change: { actions: [action], before: { name: address }, after: null, after_unknown: {} },
    });
    const plan = planOf([creation(stays, { name: 'stays' }), taken(goes, 'delete'), taken(left, 'forget')]);
    const judgement = await run({
      evidence: [plan],
      stage: 'plan',
      environment: dev,
      rules: 'iam/wildcard-action',
      policyDirectory: policy,
    });
    expect(judgement.findings.map(({ rule, address, status }) => [rule, address, status]).sort()).toEqual([
      ['waivers/expired', goes, 'warn'],
      ['waivers/expired', left, 'warn'],
      ['waivers/expired', stays, 'fail'],
    ]);
    const without = await run({ evidence: [plan], stage: 'plan', rules: 'iam/wildcard-action' });
    expect(without.waiversDigest).not.toBe(judgement.waiversDigest);
    expect(without.policyDigest).toBe(judgement.policyDigest);
  });
});

describe('a policy that is written as a call', () => {
  const terraform = {
    resource: {
      aws_iam_role_policy: {
        p: {
          name: 'p',
          role: 'r',
          policy: '${jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })}',
        },
      },
    },
  };
  const plan = planOf([creation('aws_iam_role_policy.p', { name: 'p', role: 'r' }, { policy: true })]);
  const written = synthesisOf({ app: terraform });

  it.each<[string, Partial<JudgeRequest> & Pick<JudgeRequest, 'evidence' | 'stage'>]>([
    [
      'a configuration',
      {
        evidence: [{ kind: 'configuration', origin: 'a.tf.json', stack: null, terraform }],
        stage: 'synth',
      },
    ],
    ['a synthesis', { evidence: [{ kind: 'synthesis', synthesis: written }], stage: 'synth' }],
    ['the synthesis of a plan', { evidence: [plan], config: written, stage: 'plan' }],
  ])('is read in %s', async (_where, request) => {
    let shown: PolicyInput | undefined;
    const judgement = await run({
      ...request,
      rules: 'iam/wildcard-action',
      showInput: (input) => (shown = input),
    });
    expect(failsOf(judgement, /./).map(({ address, params }) => [address, params['action']])).toEqual([
      ['aws_iam_role_policy.p', '*'],
    ]);
    expect(shown?.rules).toEqual(['iam/wildcard-action']);
    expect(shown?.iam.statements).toHaveLength(1);
  });
});

describe('what a judgement says of itself', () => {
  it('has its environment, every stack that was judged, and the types no rule looks at', async () => {
    const table = (name: string): JsonObject => ({
      resource: { aws_dynamodb_table: { t: { name } }, aws_teleporter: { a: {}, b: {} } },
    });
    const synthesisNamed = (name: string) =>
      ({ kind: 'synthesis', synthesis: synthesisOf({ b: table(name), a: table(name) }) }) as const;
    const judgedIn = (environment: typeof dev | null, name: string): Promise<Judgement> =>
      run({ evidence: [synthesisNamed(name)], stage: 'synth', environment });
    const judgement = await judgedIn(dev, 'jobs-dev');
    expect(judgement).toMatchObject({
      stage: 'synth',
      environment: 'dev',
      suffix: 'dev',
      judged: { resources: 6, stacks: ['a', 'b'] },
      uncovered: [{ type: 'aws_teleporter', resources: 4 }],
    });
    expect(await judgedIn(null, 'jobs-dev')).toMatchObject({ environment: null, suffix: null });
  });

  it('has the same fingerprints in every environment', async () => {
    const system = ({ suffix, account, region }: typeof dev): JsonObject => {
      const statement = {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: `arn:aws:sqs:${region}:${account}:*`,
      };
      const policy = JSON.stringify({ Statement: [statement] });
      return {
        resource: {
          aws_s3_bucket: { b: { bucket: `code-${suffix}` } },
          aws_iam_role_policy: { p: { role: 'r', policy } },
        },
      };
    };
    const fingerprintsIn = async (environment: typeof dev): Promise<string[][]> => {
      const synthesis = synthesisOf({ app: system(environment) });
      const evidence = [{ kind: 'synthesis', synthesis } as const];
      const { findings } = await run({ evidence, stage: 'synth', environment });
      const named = findings.filter(({ rule }) =>
        /^(?:naming\/global-name|iam\/wildcard-resource)$/.test(rule),
      );
      return named.map(({ rule, fingerprint }) => [rule, fingerprint]).sort();
    };
    const other = { ...dev, name: 'qa', suffix: 'qa', account: '444455556666', region: 'eu-west-1' };
    const found = await fingerprintsIn(dev);
    expect(found.map(([rule]) => rule)).toEqual(['iam/wildcard-resource', 'naming/global-name']);
    expect(found).toEqual(await fingerprintsIn(other));
  });

  it('changes its digest with the wasm, a table or the rules', () => {
    const manifest = verifyPolicyBuild(policyDirectory);
    const digest = policyDigest(manifest);
    const other = `sha256:${'0'.repeat(64)}` as const;
    const [first, ...rest] = manifest.tables;
    for (const changed of [
      { ...manifest, wasmSha256: other },
      { ...manifest, rulesSha256: other },
      { ...manifest, tables: [{ ...first!, sha256: other }, ...rest] },
    ]) {
      expect(policyDigest(changed)).not.toBe(digest);
    }
    expect(policyDigest({ ...manifest })).toBe(digest);
  });
});
