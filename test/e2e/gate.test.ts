import '@microsoft/jest-sarif';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeployment } from '../../scripts/commands/deploy/deployment';
import { planStack } from '../../scripts/commands/deploy/plan-stacks';
import type { Finding, Judgement } from '../../scripts/model/finding';
import { systemClock } from '../../scripts/ports/clock';
import { createProcessRunner } from '../../scripts/ports/processes';
import { repository, tollgate } from '../support/command-line';
import { startEmulatedAccount, type EmulatedAccount } from '../support/emulated-deployment';
import { describeWithTools, toolchain, toolPath } from '../support/requirements';

const published = JSON.parse(
  readFileSync(join(repository, 'docs/schema/judgement.schema.json'), 'utf8'),
) as object;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-gate-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function synth(out: string, app?: string): Promise<string> {
  const directory = join(folder, out);
  const { code, stderr } = await tollgate([
    'synth',
    ...['--environment', 'dev', '--out', directory],
    ...(app === undefined ? [] : ['--app', `test/fixtures/${app}/main.ts`]),
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return directory;
}

async function judge(...args: string[]): Promise<{ code: number | null; judgement: Judgement }> {
  const { code, stdout } = await tollgate(['gate', ...args, '--format', 'json']);
  return { code, judgement: JSON.parse(stdout) as Judgement };
}

/** `rule at file:line` of each finding, the line as its text, so that a moved line says nothing. */
function places(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, source }) => {
    if (source === null) return `${rule} nowhere`;
    const line = readFileSync(join(repository, source.file), 'utf8').split('\n')[source.line - 1] ?? '';
    return `${rule} at ${source.file}: ${line.trim()}`;
  });
}

describe('a careless change', () => {
  const file = 'test/fixtures/careless-change/main.ts';
  let out: string;
  beforeAll(async () => {
    out = await synth('careless', 'careless-change');
  }, 60_000);

  it('fails at synth with every finding at its TypeScript line', async () => {
    const { code, judgement } = await judge(out, '--environment', 'dev');

    expect({ code, verdict: judgement.verdict, stage: judgement.stage }).toEqual({
      code: 1,
      verdict: 'fail',
      stage: 'synth',
    });
    // what the platform itself is made of has none
    expect([...new Set(judgement.findings.map(({ source }) => source?.file))]).toEqual([file]);
    const told = /^(naming|destroyability|supply|iam\/wildcard)/;
    expect(places(judgement.findings.filter(({ rule }) => told.test(rule))).sort()).toEqual([
      `destroyability/final-snapshot at ${file}: new RdsCluster(data, 'Ledger', {`,
      `destroyability/force-destroy at ${file}: new S3Bucket(data, 'Receipts', { bucket: 'payments-receipts' });`,
      `iam/wildcard-action at ${file}: new IamRolePolicy(data, 'ReportPolicy', {`,
      `iam/wildcard-resource at ${file}: new IamRolePolicy(data, 'ReportPolicy', {`,
      `naming/foreign-suffix at ${file}: new TerraformOutput(data, 'Report', { value: 'payments-report-prod' });`,
      `naming/global-name at ${file}: new S3Bucket(data, 'Receipts', { bucket: 'payments-receipts' });`,
      `naming/suffix at ${file}: new S3Bucket(data, 'Receipts', { bucket: 'payments-receipts' });`,
      `supply/module-source at ${file}: new TerraformHclModule(data, 'Reports', { source: 'example/reports/aws' });`,
    ]);
  }, 60_000);

  it('is told as JSON that the published schema describes', async () => {
    const { judgement } = await judge(out, '--environment', 'dev');
    const validate = addFormats(new Ajv2020()).compile(published);

    expect(validate(judgement) ? [] : validate.errors).toEqual([]);
  }, 60_000);

  it('is told as SARIF 2.1.0, with the same lines', async () => {
    const { code, stdout } = await tollgate(['gate', out, '--environment', 'dev', '--format', 'sarif']);
    const { judgement } = await judge(out, '--environment', 'dev');

    expect(code).toBe(1);
    const log = JSON.parse(stdout) as {
      runs: {
        results: {
          ruleId: string;
          locations: {
            physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
          }[];
        }[];
      }[];
    };
    expect(log).toBeValidSarifLog();
    expect(
      log.runs[0]?.results.map(({ ruleId, locations }) => {
        const { artifactLocation, region } = locations[0]!.physicalLocation;
        return [ruleId, artifactLocation.uri, region.startLine];
      }),
    ).toEqual(
      expect.arrayContaining(
        judgement.findings.map(({ rule, source }) => [rule, source?.file, source?.line]),
      ),
    );
    expect(log.runs[0]?.results).toHaveLength(judgement.findings.length);
  }, 60_000);
});

describeWithTools(['terraform'], 'a literal wildcard beside a reference to a new table', () => {
  it('fails at synth and at a first plan that no longer has the policy, under the same id', async () => {
    const out = await synth('first-plan', 'first-plan-policy');
    const stack = join(out, 'stacks/reports');
    const work = mkdtempSync(join(folder, 'work-'));
    writeFileSync(join(work, 'cdk.tf.json'), readFileSync(join(stack, 'cdk.tf.json')));
    const terraform = async (...args: string[]): Promise<string> => {
      const { exitCode, stdout, stderr } = await createProcessRunner().run({
        command: toolPath('terraform'),
        args,
        cwd: work,
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: work,
          TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '',
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      return stdout;
    };
    await terraform('init', '-input=false');
    await terraform('plan', '-input=false', '-out=first.tfplan');
    const plan = join(folder, 'first-plan.json');
    writeFileSync(plan, await terraform('show', '-json', 'first.tfplan'));

    const { resource_changes } = JSON.parse(readFileSync(plan, 'utf8')) as {
      resource_changes: { type: string; change: { after: object; after_unknown: object } }[];
    };
    const policy = resource_changes.find(({ type }) => type === 'aws_iam_role_policy')?.change;
    expect(policy?.after).not.toHaveProperty('policy');
    expect(policy?.after_unknown).toMatchObject({ policy: true });

    const only = ['--rules', 'iam/wildcard-action'];
    const atSynth = await judge(out, ...only);
    const atPlan = await judge(plan, '--config', out, ...only);
    for (const { code, judgement } of [atSynth, atPlan]) {
      expect({ code, verdict: judgement.verdict }).toEqual({ code: 1, verdict: 'fail' });
      expect(places(judgement.findings)).toEqual([
        `iam/wildcard-action at test/fixtures/first-plan-policy/main.ts: new IamRolePolicy(stack, 'ReportPolicy', {`,
      ]);
    }
    expect(atPlan.judgement.stage).toBe('plan');
    expect(atPlan.judgement.findings.map(({ id }) => id)).toEqual(
      atSynth.judgement.findings.map(({ id }) => id),
    );
  }, 180_000);
});

describeWithTools(['terraform', 'moto'], 'the gate on a plan of the platform', () => {
  let account: EmulatedAccount;
  beforeAll(async () => {
    account = await startEmulatedAccount();
  }, 90_000);
  afterAll(() => account.stop());

  /** The lower quartile: what else the machine does can only add to a time. */
  const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 9; run += 1) {
      const start = systemClock.monotonic();
      await work();
      times.push(systemClock.monotonic() - start);
    }
    return times.sort((left, right) => left - right)[2]!;
  };

  it('takes no longer than some starts of Node, as a whole process', async () => {
    const config = await synth('platform');
    const deployment = await openDeployment(account.input(config), account.ports());
    const [stack] = deployment.synthesis.stacks;
    const { text } = await planStack(deployment, stack!);
    const plan = join(folder, 'platform-plan.json');
    writeFileSync(plan, text);

    const gate = ['gate', plan, '--config', config, '--environment', 'dev'];
    expect((await tollgate(gate)).code).toBe(0);
    const gateMs = await timeOf(() => tollgate(gate));
    const nodeMs = await timeOf(() =>
      createProcessRunner().run({
        command: process.execPath,
        args: ['-e', '0'],
        env: {},
      }),
    );

    process.stdout.write(
      `gate on the plan of ${stack!.id} (${Math.round(text.length / 1024)} KiB): ${Math.round(gateMs)} ms; node alone: ${Math.round(nodeMs)} ms\n`,
    );
    // 5 on a quiet machine, up to 9 beside other work, which makes both slower and not alike
    expect(gateMs / nodeMs).toBeLessThan(20);
  }, 180_000);
});
