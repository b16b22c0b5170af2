import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@microsoft/jest-sarif';
import { main } from '../../../scripts/checkov-reporter/cli';
import { toolPath, describeWithTools } from '../../support/requirements';
import { repository } from '../../support/command-line';
import { check, report, summary } from './report-fixture';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-checkov-'));
  const stack = join(folder, 'cdktf.out', 'stacks', 'service');
  mkdirSync(stack, { recursive: true });
  const body = { '//': { metadata: { path: 'service/Api/Function', uniqueId: 'Api_Function_12345678' } } };
  writeFileSync(
    join(stack, 'cdk.tf.json'),
    JSON.stringify({ resource: { aws_lambda_function: { Api_Function_12345678: body } } }),
  );
  const source = { file: 'stacks/service.ts', line: 7, constructPath: 'service/Api/Function' };
  writeFileSync(
    join(folder, 'cdktf.out', 'sources.json'),
    JSON.stringify({
      version: 1,
      stacks: { service: { 'aws_lambda_function.Api_Function_12345678': source } },
    }),
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], input: unknown): { code: number; out: string; said: string } {
  const written = { out: '', said: '' };
  const code = main(args, {
    readInput: () => (typeof input === 'string' ? input : JSON.stringify(input)),
    write: (text) => (written.out += text),
    notice: (text) => (written.said += text),
    isTerminal: false,
  });
  return { code, ...written };
}

describe('checkov-reporter', () => {
  it('exits with 0 where nothing failed', () => {
    const { code, said } = run([], report([]));
    expect({ code, said }).toEqual({
      code: 0,
      said: 'Checkov 3.3.30: 7 passed, 0 failed, of which 0 were decided before\n',
    });
  });

  it('exits with 1 at what failed, at the line of TypeScript', () => {
    const { code, out } = run(
      ['--config', join(folder, 'cdktf.out'), '--format', 'sarif'],
      report([check()]),
    );
    expect(code).toBe(1);
    const sarif = JSON.parse(out) as { runs: { results: { ruleId: string; locations: unknown[] }[] }[] };
    expect(sarif).toBeValidSarifLog();
    expect(sarif.runs[0]?.results.map(({ ruleId, locations }) => ({ ruleId, locations }))).toEqual([
      {
        ruleId: 'checkov/CKV_AWS_116',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'stacks/service.ts', uriBaseId: 'REPOSITORY_ROOT' },
              region: { startLine: 7 },
            },
            logicalLocations: [
              {
                name: 'aws_lambda_function.Api_Function_12345678',
                fullyQualifiedName: 'aws_lambda_function.Api_Function_12345678',
                kind: 'resource',
              },
              { fullyQualifiedName: 'service/Api/Function', kind: 'object' },
            ],
          },
        ],
      },
    ]);
  });

  it('leaves out what was decided', () => {
    const decisions = join(folder, 'decisions.json');
    const accepted = [{ check: 'CKV_AWS_116', reason: 'the queue in front has a dead-letter queue' }];
    writeFileSync(decisions, JSON.stringify({ checkov: '3.3.30', superseded: [], accepted }));
    expect(run(['--decisions', decisions], report([check()]))).toMatchObject({
      code: 0,
      said: 'Checkov 3.3.30: 7 passed, 1 failed, of which 1 were decided before\n',
    });
  });

  it('exits with 1 where Checkov could not read a file, as Checkov itself does not', () => {
    const results = { failed_checks: [], parsing_errors: ['/x/cdk.tf.json'] };
    const { code, out } = run(['--format', 'json'], report([], { results }));
    const { findings } = JSON.parse(out) as { findings: { rule: string; address: string }[] };
    expect({ code, findings: findings.map(({ rule, address }) => [rule, address]) }).toEqual({
      code: 1,
      findings: [['checkov/unread-file', '/x/cdk.tf.json']],
    });
  });

  it.each([
    ['a summary of nothing', [], summary, /Checkov found nothing it can check, which is no pass/],
    ['no report', [], 'checkov: not found', /the input has no JSON/],
    ['another format', ['--format', 'xml'], report([]), /the format "xml" cannot be used: .*sarif/],
    ['another option', ['--shout'], report([]), /Unknown option '--shout'.*usage: checkov/],
    ['a folder that is none', ['--config', 'nowhere'], report([]), /nowhere is no cdktf\.out/],
    ['decisions that are not there', ['--decisions', 'none.json'], report([]), /none\.json cannot be read/],
  ])('exits with 2 and one sentence at %s', (_, args, input, sentence) => {
    const { code, out, said } = run(args, input);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(said).toMatch(/^error: [^\n]+\n$/);
    expect(said).toMatch(sentence);
  });

  it('says how it is used', () => {
    expect(run(['--help'], '').out).toMatch(/^usage: checkov -o json/);
  });

  it('runs as the one file that is published, without a package beside it', () => {
    const built = spawnSync(process.execPath, ['scripts/checkov-reporter/bin.cjs', '--help'], {
      cwd: repository,
    });
    expect(built.status).toBe(0);
    const alone = join(folder, 'reporter.cjs');
    copyFileSync(join(repository, '.cache/build/checkov-reporter.cjs'), alone);
    const program = `process.exitCode = require(${JSON.stringify(alone)}).main([], { readInput: () => ${JSON.stringify(JSON.stringify(report([check()])))}, write: (text) => process.stdout.write(text), notice: () => undefined, isTerminal: false })`;
    const ran = spawnSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' });
    expect({ code: ran.status, error: ran.stderr }).toEqual({ code: 1, error: '' });
    expect(ran.stdout).toContain('checkov/CKV_AWS_116');
  });
});

describeWithTools(['checkov'], 'checkov-reporter and the real Checkov', () => {
  it('agree on what is wrong with a table that has a name and a key and nothing else', () => {
    const plan = join(folder, 'main.tf.json');
    writeFileSync(
      plan,
      JSON.stringify({ resource: { aws_dynamodb_table: { t: { name: 't', hash_key: 'id' } } } }),
    );
    const checkov = spawnSync(
      toolPath('checkov'),
      ['--file', plan, '--framework', 'terraform_json', '--output', 'json', '--compact', '--skip-download'],
      { encoding: 'utf8' },
    );
    const { code, out } = run(['--format', 'json'], checkov.stdout);
    const { findings } = JSON.parse(out) as { findings: { rule: string; address: string }[] };
    expect(code).toBe(1);
    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      'checkov/CKV2_AWS_16',
      'checkov/CKV_AWS_119',
      'checkov/CKV_AWS_28',
    ]);
  }, 120_000);
});
