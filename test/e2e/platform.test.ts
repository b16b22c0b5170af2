import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  CloudWatchClient,
  GetDashboardCommand,
  paginateDescribeAlarms,
  type CompositeAlarm,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { applyDeployment } from '../../scripts/commands/apply';
import { openDeployment, type Deployment } from '../../scripts/commands/deploy/deployment';
import { judgePlans, judgeState, judgeSynthesis } from '../../scripts/commands/deploy/judge-stacks';
import { planStacks } from '../../scripts/commands/deploy/plan-stacks';
import { destroyDeployment } from '../../scripts/commands/destroy';
import { findDrift } from '../../scripts/commands/drift';
import { recordPlan } from '../../scripts/commands/plan';
import { isSearched } from '../../scripts/emulator/inventory';
import type { Judgement } from '../../scripts/model/finding';
import { isJsonObject, type JsonObject } from '../../scripts/model/json';
import type { ProcessRunner } from '../../scripts/model/ports';
import { systemClock } from '../../scripts/ports/clock';
import { createProcessRunner } from '../../scripts/ports/processes';
import { formatDuration } from '../../scripts/report/duration';
import { tollgate } from '../support/command-line';
import { startEmulatedAccount, type EmulatedAccount } from '../support/emulated-deployment';
import { ProviderWaits } from '../support/provider-waits';
import { describeWithTools } from '../support/requirements';

const minutes = 60_000;
/** The environment with everything: a NAT gateway a zone, interface endpoints; and the account it lives in. */
const environments = ['account-nonprod', 'staging'] as const;
const passes = (judgement: Judgement) => ({
  verdict: judgement.verdict,
  findings: judgement.findings.map(({ rule, address }) => `${rule} at ${address}`),
});
const nothingFound = { verdict: 'pass', findings: [] };

describeWithTools(['terraform', 'moto', 'checkov'], 'the platform', () => {
  let account: EmulatedAccount;
  const deployments: Deployment[] = [];
  const heard: string[] = [];
  const waits = new ProviderWaits();
  const started = systemClock.monotonic();
  /** What terraform showed of the first plan of each stack, as a file an environment and stack. */
  const plans = new Map<string, string>();
  /** What the gate and Checkov say of those plans; asked while the destroy waits for AWS. */
  let judgedWithCheckov: Promise<Judgement[]>;

  beforeAll(async () => {
    account = await startEmulatedAccount();
    for (const environment of environments) {
      const config = join(account.folder, environment);
      const { code, stderr } = await tollgate(['synth', '--environment', environment, '--out', config]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const ports = account.ports({
        processes: hearingPlans((stack, text) => {
          const file = join(account.folder, `${environment}.${stack}.json`);
          if (!plans.has(file)) plans.set(file, text);
        }),
        onProgress: (stack, detail) => {
          heard.push(detail);
          waits.hear(stack, detail);
        },
      });
      deployments.push(await openDeployment(account.input(config), ports));
    }
  }, 2 * minutes);
  afterAll(async () => {
    await account.stop();
  });

  const say = (text: string): void => void process.stdout.write(`platform: ${text}\n`);
  /** The tests are the life of one platform, in this order; each says how long it took. */
  const step = (name: string, work: () => Promise<void>): void => {
    it(
      name,
      async () => {
        const start = systemClock.monotonic();
        await work();
        say(`${name} (${formatDuration(systemClock.monotonic() - start)})`);
      },
      15 * minutes,
    );
  };
  /** The two share nothing on the emulator, and most of their time is the provider's waiting. */
  const together = async (work: (deployment: Deployment) => Promise<void>): Promise<void> => {
    await Promise.all(deployments.map(work));
  };
  const stacksOf = ({ synthesis }: Deployment): string[] => synthesis.stacks.map(({ id }) => id);
  const resources = (type: string): JsonObject[] =>
    deployments.flatMap(({ synthesis }) =>
      synthesis.stacks.flatMap(({ terraform }) => {
        const ofType = isJsonObject(terraform['resource']) ? terraform['resource'][type] : undefined;
        return isJsonObject(ofType) ? Object.values(ofType).filter(isJsonObject) : [];
      }),
    );
  const judgeWithCheckov = async (environment: string): Promise<Judgement> => {
    const files = [...plans.keys()].filter((file) => basename(file).startsWith(`${environment}.`));
    for (const file of files) writeFileSync(file, plans.get(file) ?? '');
    const report = join(account.folder, `${environment}-judgement.json`);
    const config = join(account.folder, environment);
    const asked = ['--config', config, '--environment', environment, '--checkov'];
    await tollgate(['gate', ...files, ...asked, '--format', 'json', '--out', report]);
    return JSON.parse(readFileSync(report, 'utf8')) as Judgement;
  };
  const client = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
  };

  step('passes the gate as it is synthesized, with no waiver', async () => {
    for (const deployment of deployments) {
      const judgement = await judgeSynthesis(deployment);
      expect(passes(judgement)).toEqual(nothingFound);
      expect(judgement.findings.filter(({ waiver }) => waiver !== null)).toEqual([]);
    }
  });

  step('is planned, passes the gate, and is applied whole', async () => {
    await together(async (deployment) => {
      const change = await planStacks(deployment);
      const judgement = await judgePlans(deployment, change.saved);
      expect(passes(judgement)).toEqual(nothingFound);
      const { record } = await recordPlan(deployment, { commit: null, base: null }, change, judgement);
      expect(record.waivers).toEqual([]);

      const outcome = await applyDeployment(deployment, deployment.ports);
      expect({
        kind: outcome.kind,
        reason: 'reason' in outcome ? outcome.reason : null,
        stacks: outcome.stacks.map(({ stack, status }) => `${stack}: ${status}`),
      }).toEqual({
        kind: 'applied',
        reason: null,
        stacks: stacksOf(deployment).map((stack) => `${stack}: applied`),
      });
    });
  });

  step('passes the gate as it is there', async () => {
    for (const deployment of deployments) {
      expect(passes(await judgeState(deployment, stacksOf(deployment)))).toEqual(nothingFound);
    }
  });

  step('differs from its configuration only in what the emulator is known to get wrong', async () => {
    await together(async (deployment) => {
      const drift = await findDrift(deployment);
      expect({ kind: drift.kind, entries: drift.entries, notDeployed: drift.notDeployed }).toEqual({
        kind: 'none',
        entries: [],
        notDeployed: [],
      });
      say(`${deployment.environment.name}: ${drift.infidelities} known infidelities of the emulator`);
    });
  });

  step('has every alarm and every graph, read back through the API', async () => {
    const cloudWatch = new CloudWatchClient({ ...client, endpoint: account.aws.endpoint });
    const metric: MetricAlarm[] = [];
    const composite: CompositeAlarm[] = [];
    const both = { AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
    for await (const page of paginateDescribeAlarms({ client: cloudWatch }, both)) {
      metric.push(...(page.MetricAlarms ?? []));
      composite.push(...(page.CompositeAlarms ?? []));
    }
    const named = (type: string) => resources(type).map((resource) => resource['alarm_name']);
    expect(metric.map(({ AlarmName }) => AlarmName).sort()).toEqual(
      named('aws_cloudwatch_metric_alarm').sort(),
    );
    expect(composite.map(({ AlarmName }) => AlarmName).sort()).toEqual(
      named('aws_cloudwatch_composite_alarm').sort(),
    );
    // an alarm that watches for another, or tells somebody: none may do neither
    const watched = composite.map(({ AlarmRule }) => AlarmRule ?? '').join(' ');
    const silent = [...metric, ...composite].filter(
      ({ AlarmName = '', AlarmActions = [] }) => AlarmActions.length === 0 && !watched.includes(AlarmName),
    );
    expect(silent.map(({ AlarmName }) => AlarmName)).toEqual([]);

    const [dashboard] = resources('aws_cloudwatch_dashboard');
    const { DashboardBody } = await cloudWatch.send(
      new GetDashboardCommand({ DashboardName: dashboard?.['dashboard_name'] as string }),
    );
    const { widgets } = JSON.parse(DashboardBody ?? '{}') as {
      widgets: { type: string; properties: { metrics?: unknown[]; alarms?: string[] } }[];
    };
    const synthesized = JSON.parse(dashboard?.['dashboard_body'] as string) as {
      widgets: { type: string }[];
    };
    expect(widgets.map(({ type }) => type)).toEqual(synthesized.widgets.map(({ type }) => type));
    // every name that came from another stack has arrived
    expect(DashboardBody).not.toContain('${');
    cloudWatch.destroy();
  });

  step('keeps its secrets out of state, plan, log and synthesized output', async () => {
    const ssm = new SSMClient({ ...client, endpoint: account.aws.endpoint });
    const { Parameters = [] } = await ssm.send(
      new GetParametersByPathCommand({
        Path: '/payments/staging',
        Recursive: true,
        WithDecryption: true,
        ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }],
      }),
    );
    ssm.destroy();
    const secrets = Parameters.map(({ Value }) => Value ?? '');
    expect(secrets).toHaveLength(
      resources('aws_ssm_parameter').filter(({ type }) => type === 'SecureString').length,
    );
    expect(Math.min(...secrets.map(({ length }) => length))).toBeGreaterThan(20);

    const states = deployments.flatMap((deployment) =>
      stacksOf(deployment).map(async (stack) => (await deployment.state(stack))?.text ?? ''),
    );
    const files = readdirSync(account.folder, { recursive: true, encoding: 'utf8' })
      // beside the provider itself
      .filter((path) => !path.includes('.terraform/'))
      .map((path) => join(account.folder, path))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, 'latin1'));
    const texts = [...(await Promise.all(states)), ...plans.values(), ...heard, ...files];
    expect(texts.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
  });

  step('is destroyed, and nothing with its suffix is left', async () => {
    judgedWithCheckov = Promise.all(environments.map(judgeWithCheckov));
    await together(async (deployment) => {
      const { suffix } = deployment.environment;
      expect(await destroyDeployment(deployment, suffix)).toMatchObject({
        kind: 'destroyed',
        stacks: stacksOf(deployment).reverse(),
      });
      expect(await account.aws.leftovers(suffix)).toEqual([]);
    });
  });

  step('was planned so that Checkov objects to nothing that is not decided about', async () => {
    const judged = await judgedWithCheckov;
    expect(
      judged.map(({ judged: { stacks }, verdict, findings, checkov }) => ({
        stacks,
        verdict,
        findings,
        undecided: checkov?.checks.filter((check) => check.as === 'adds'),
      })),
    ).toEqual(
      deployments.map((deployment) => ({
        stacks: [...stacksOf(deployment)].sort(),
        verdict: 'pass',
        findings: [],
        undecided: [],
      })),
    );
    say(
      `Checkov's objections to the plans, superseded or accepted: ${judged.map(({ checkov }) => checkov?.checks.length).join(' and ')}`,
    );
  });

  it('was answered every call, by services that the search for what is left looks into', () => {
    expect(account.aws.unknownCalls()).toEqual([]);
    const services = new Set(account.aws.calls().map(({ service }) => service));
    expect([...services].filter((service) => !isSearched(service))).toEqual([]);

    say(`${formatDuration(systemClock.monotonic() - started)} in all; the provider waited for:`);
    for (const wait of waits.atLeast(10)) say(`  ${wait}`);
  });
});

/** The runner of all processes, telling what terraform shows of a plan and in whose folder. */
function hearingPlans(hear: (stack: string, text: string) => void): ProcessRunner {
  const processes = createProcessRunner();
  return {
    ...processes,
    run: async (request) => {
      const result = await processes.run(request);
      if (request.args[0] === 'show') hear(basename(request.cwd ?? ''), result.stdout);
      return result;
    },
  };
}
