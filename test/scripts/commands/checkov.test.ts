import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFinding } from '../../../scripts/checkov-reporter/finding';
import { judgeWithCheckov } from '../../../scripts/commands/checkov';
import type { Evidence } from '../../../scripts/gate/evidence/evidence';
import { sha256 } from '../../../scripts/model/digest';
import type { Judgement } from '../../../scripts/model/finding';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '../../../scripts/model/ports';
import { stackNamed } from '../../support/stacks';
import { check, report } from '../checkov-reporter/report-fixture';

const judgement: Judgement = {
  verdict: 'pass',
  stage: 'synth',
  environment: 'dev',
  suffix: 'dev',
  policyDigest: sha256('policy'),
  waiversDigest: sha256('none'),
  judged: { rules: ['availability/dead-letter'], resources: 1, stacks: ['service'] },
  findings: [],
  notJudged: [],
  uncovered: [],
};

const service = stackNamed('service', {
  terraform: {
    terraform: { required_version: '~> 1.11.4', backend: {} },
    resource: { aws_lambda_function: { Api_Function_12345678: {} } },
  },
  sources: {
    'aws_lambda_function.Api_Function_12345678': {
      file: 'stacks/service.ts',
      line: 7,
      constructPath: 'service/Api/Function',
    },
  },
});
const synthesis: Evidence = {
  kind: 'synthesis',
  synthesis: { directory: '/cdktf.out', environment: null, stacks: [service], digest: sha256('all') },
};
const plan: Evidence = {
  kind: 'plan',
  origin: 'plan.json',
  stack: 'service',
  plan: { resource_changes: [] },
};
const state: Evidence = { kind: 'state', origin: 'state', stack: null, form: 'file', state: {} };

let scratchDirectory: string;
beforeAll(() => {
  scratchDirectory = mkdtempSync(join(tmpdir(), 'tollgate-checkov-'));
});
afterAll(() => {
  rmSync(scratchDirectory, { recursive: true });
});

/** A Checkov that gives one answer after the other, and keeps what it was shown. */
function fakeCheckov(...answers: (string | Partial<ProcessResult>)[]) {
  const seen: { args: readonly string[]; content: unknown }[] = [];
  const run = (request: ProcessRequest): Promise<ProcessResult> => {
    const [, path = ''] = request.args;
    const file = existsSync(join(path, 'stacks')) ? join(path, 'stacks/service/cdk.tf.json') : path;
    seen.push({
      args: [request.args[0] ?? '', ...request.args.slice(2)],
      content: JSON.parse(readFileSync(file, 'utf8')),
    });
    const answer = answers[seen.length - 1] ?? '';
    const given = typeof answer === 'string' ? { stdout: answer } : answer;
    return Promise.resolve({ ended: 'exited', exitCode: 0, stdout: '', stderr: '', ...given });
  };
  const processes: ProcessRunner = {
    run,
    start: () => {
      throw new Error('nothing is started');
    },
  };
  return { seen, processes };
}

function decisionsFile(): string {
  const file = join(scratchDirectory, 'checkov.json');
  const superseded = [
    { check: 'CKV_AWS_116', rule: 'availability/dead-letter', reason: 'the rule knows the queue in front' },
  ];
  writeFileSync(file, JSON.stringify({ checkov: '3.3.30', superseded, accepted: [] }));
  return file;
}

const judgeBy = (processes: ProcessRunner, evidence: readonly Evidence[]): Promise<Judgement> =>
  judgeWithCheckov(
    judgement,
    evidence,
    null,
    { program: 'checkov', decisionsFile: decisionsFile(), scratchDirectory, variables: {} },
    processes,
  );

const said = (...ids: string[]): string => JSON.stringify(report(ids.map((id) => check({ check_id: id }))));

describe('Checkov beside the rules', () => {
  it('is shown copies it can read, and what only it found decides', async () => {
    const { seen, processes } = fakeCheckov(said('CKV_AWS_116', 'CKV_AWS_115'));
    const judged = await judgeBy(processes, [synthesis]);

    expect(seen).toEqual([
      {
        args: [
          '--directory',
          '--framework',
          'terraform_json',
          '--output',
          'json',
          '--compact',
          '--skip-download',
        ],
        content: { ...service.terraform, terraform: { backend: {} } },
      },
    ]);
    expect(judged.verdict).toBe('fail');
    expect(judged.findings.map(({ rule, source }) => ({ rule, source }))).toEqual([
      { rule: 'checkov/CKV_AWS_115', source: { file: 'stacks/service.ts', line: 7 } },
    ]);
    expect(judged.checkov?.version).toBe('3.3.30');
    expect(judged.checkov?.checks.map((one) => [one.check, one.as, one.rule])).toEqual([
      ['CKV_AWS_116', 'superseded', 'availability/dead-letter'],
      ['CKV_AWS_115', 'adds', null],
    ]);
    expect(readdirSync(scratchDirectory)).toEqual(['checkov.json']);
  });

  it('counts a check once that fails on the configuration and on its plan', async () => {
    const onPlan = check({
      check_id: 'CKV_AWS_115',
      file_path: '/service.json',
      resource: 'aws_lambda_function.Api_Function_12345678',
      resource_address: 'aws_lambda_function.Api_Function_12345678',
    });
    const { seen, processes } = fakeCheckov(
      said('CKV_AWS_115'),
      JSON.stringify(report([onPlan], { check_type: 'terraform_plan' })),
    );
    const judged = await judgeBy(processes, [synthesis, plan]);

    expect(seen.map(({ args }) => args[2])).toEqual(['terraform_json', 'terraform_plan']);
    expect(judged.findings).toHaveLength(1);
  });

  it('leaves a duplicate to the rule that found it', async () => {
    const { processes } = fakeCheckov(said('CKV_AWS_116'));
    const place = {
      stack: 'service',
      address: 'aws_lambda_function.Api_Function_12345678',
      constructPath: 'service/Api/Function',
      source: null,
    };
    const ours = {
      ...checkFinding({ check: { ...(check() as Parameters<typeof checkFinding>[0]['check']) }, place }),
      id: 'ours',
      rule: 'availability/dead-letter',
    };
    const judged = await judgeWithCheckov(
      { ...judgement, verdict: 'fail', findings: [ours] },
      [synthesis],
      null,
      { program: 'checkov', decisionsFile: decisionsFile(), scratchDirectory, variables: {} },
      processes,
    );
    expect(judged.findings).toEqual([ours]);
    expect(judged.checkov?.checks.map((one) => [one.as, one.finding])).toEqual([['duplicate', 'ours']]);
  });

  it('fails where Checkov could not read what it was given', async () => {
    const results = { failed_checks: [], parsing_errors: ['/x/cdk.tf.json'] };
    const { processes } = fakeCheckov(JSON.stringify(report([], { results })));
    expect((await judgeBy(processes, [synthesis])).findings.map(({ rule }) => rule)).toEqual([
      'checkov/unread-file',
    ]);
  });

  it('says that it was not asked about a state', async () => {
    const { seen, processes } = fakeCheckov();
    const { verdict, notJudged } = await judgeBy(processes, [state]);
    expect({ verdict, notJudged, seen }).toEqual({
      verdict: 'pass',
      notJudged: [{ rule: 'checkov/*', reason: 'Checkov reads configurations and plans, and no states' }],
      seen: [],
    });
  });

  it('gives no verdict where Checkov gives no report', async () => {
    const { processes } = fakeCheckov({ exitCode: 1, stderr: 'Traceback\nImportError: no module\n' });
    await expect(judgeBy(processes, [synthesis])).rejects.toThrow(
      'Checkov gave no report (exited), it said: ImportError: no module; run it by hand to see more',
    );
  });
});
