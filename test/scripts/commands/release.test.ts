import type { Deployment } from '../../../scripts/commands/deploy/deployment';
import { describeDrift } from '../../../scripts/commands/describe-drift';
import { describeRelease } from '../../../scripts/commands/release/describe-release';
import { withoutIntendedDrift } from '../../../scripts/commands/release/intended-drift';
import { findMovedAliases } from '../../../scripts/commands/release/moved-aliases';
import { releaseFunctions } from '../../../scripts/commands/release/release';
import type { ResourceChange } from '../../../scripts/model/change';
import { sha256 } from '../../../scripts/model/digest';
import type { JsonObject } from '../../../scripts/model/json';
import type { FunctionAnswer, FunctionVersions } from '../../../scripts/model/ports';
import type { ReviewRecord } from '../../../scripts/record/record';
import type { StoredOutcome } from '../../../scripts/record/outcome';
import { storeOutcome } from '../../../scripts/record/store';
import { parseState } from '../../../scripts/terraform/state-json';
import { stackNamed } from '../../support/stacks';

const alias = (name: string) => ({
  function_name: `payments-${name}-dev`,
  name: 'live',
  function_version: '1',
});
const lambda = (name: string, version: string, tags: object = {}) => ({
  function_name: `payments-${name}-dev`,
  version,
  tags,
});
const resource = (type: string, name: string, attributes: object) => ({
  mode: 'managed',
  type,
  name,
  instances: [{ attributes }],
});
const migratorTags = { 'tollgate:task': 'migrations' };
const resources = [
  resource('aws_lambda_function', 'api', lambda('api', '7')),
  resource('aws_lambda_alias', 'api', alias('api')),
  resource('aws_lambda_function', 'migrator', lambda('migrator', '3', migratorTags)),
  resource('aws_lambda_alias', 'migrator', alias('migrator')),
  // terraform moves this one itself
  resource('aws_lambda_alias', 'other', { ...alias('api'), name: 'canary' }),
];
const ignoring = { lifecycle: { ignore_changes: ['function_version'] } };
const service = stackNamed('service', {
  terraform: {
    resource: {
      aws_lambda_alias: { api: ignoring, migrator: ignoring, other: {} },
      aws_ssm_parameter: { secret: { value_wo: '${ephemeral.x}' }, plain: { value: '1' } },
    },
  },
  sources: {
    'aws_lambda_alias.api': { file: 'stacks/service.ts', line: 9, constructPath: 'service/Api/Live' },
  },
});

const answered = (action: string, parts: object = {}): FunctionAnswer => ({
  kind: 'answered',
  value: { action, pending: [], applied: [], users: { status: 'provisioned', users: ['a'] }, ...parts },
});
const answers: Record<string, FunctionAnswer> = {
  plan: answered('plan', { pending: ['0002-b.sql'] }),
  migrate: answered('migrate', { applied: ['0002-b.sql'] }),
};

/** A deployment of one stack, with functions that write down what is done to them. */
function deploymentOf(parts: {
  state?: object[] | null;
  runsFunctions?: boolean;
  answers?: Record<string, FunctionAnswer>;
  live?: Record<string, string>;
}) {
  const calls: string[] = [];
  const live = new Map(
    Object.entries(parts.live ?? { 'payments-api-dev': '6', 'payments-migrator-dev': '3' }),
  );
  const functions: FunctionVersions = {
    aliasVersion: (name) => Promise.resolve(live.get(name) ?? null),
    moveAlias: (name, aliasName, version) => {
      calls.push(`move ${name}:${aliasName} to ${version}`);
      live.set(name, version);
      return Promise.resolve();
    },
    invoke: (name, version, payload: JsonObject) => {
      calls.push(`invoke ${name}:${version} ${JSON.stringify(payload)}`);
      const answer = (parts.answers ?? answers)[payload['action'] as string];
      if (answer === undefined) throw new Error('not asked for in this test');
      return Promise.resolve(answer);
    },
  };
  const objects = new Map<string, Uint8Array>();
  const text = JSON.stringify({ version: 4, lineage: 'l', serial: 1, resources: parts.state ?? resources });
  const deployment = {
    synthesis: { stacks: [service], digest: sha256('synth'), directory: '', environment: null },
    environment: { suffix: 'dev', region: 'us-east-1' },
    input: { target: { name: 'emulator', runsFunctions: parts.runsFunctions ?? true } },
    ports: { openFunctions: () => functions, onProgress: (_: string, detail: string) => calls.push(detail) },
    store: {
      get: (key: string) => Promise.resolve(objects.get(key) ?? null),
      put: (key: string, bytes: Uint8Array) => Promise.resolve(void objects.set(key, bytes)),
    },
    terraform: { settle: (directory: string) => Promise.resolve(void calls.push(`settle ${directory}`)) },
    workspace: (stack: string) => Promise.resolve(stack),
    state: () =>
      Promise.resolve(
        parts.state === null ? null : { text, parsed: parseState(text, 'dev/service.tfstate') },
      ),
  } as unknown as Deployment;
  return { deployment, calls };
}

describe('what a stack has published', () => {
  it('comes into use after the migrations of its own version, and only where it is not yet', async () => {
    const { deployment, calls } = deploymentOf({});

    const outcome = await releaseFunctions(deployment, 'service');

    expect(outcome).toEqual({
      kind: 'released',
      release: {
        migrations: {
          kind: 'ran',
          applied: ['0002-b.sql'],
          users: { status: 'provisioned', users: ['a'] },
        },
        aliases: [
          { functionName: 'payments-api-dev', alias: 'live', version: '7' },
          { functionName: 'payments-migrator-dev', alias: 'live', version: '3' },
        ],
      },
    });
    expect(calls).toEqual([
      'invoke payments-migrator-dev:3 {"action":"plan"}',
      'pending: 0002-b.sql',
      'invoke payments-migrator-dev:3 {"action":"migrate"}',
      'move payments-api-dev:live to 7',
      'payments-api-dev: live leads to version 7 now',
      'settle service',
    ]);
  });

  it.each(['plan', 'migrate'])('stays out of use where the migrator throws at %s', async (action) => {
    const threw: FunctionAnswer = { kind: 'threw', reason: 'MigrationError: 0002-b.sql was changed' };
    const { deployment, calls } = deploymentOf({ answers: { ...answers, [action]: threw } });

    expect(await releaseFunctions(deployment, 'service')).toEqual({
      kind: 'failed',
      pending: action === 'plan' ? [] : ['0002-b.sql'],
      reason:
        'payments-migrator-dev could not migrate the database (MigrationError: 0002-b.sql was changed); no alias was moved, so the versions before go on serving: mend it, then plan and apply again',
    });
    expect(calls.filter((call) => call.startsWith('move'))).toEqual([]);
  });

  it('comes into use without migrations where nothing can be called, and that is said', async () => {
    const { deployment, calls } = deploymentOf({ runsFunctions: false });

    const outcome = await releaseFunctions(deployment, 'service');

    expect(outcome?.kind === 'released' && describeRelease(outcome.release)).toEqual([
      'migrations: not run, as the emulator runs no functions',
      'payments-api-dev: live is version 7',
      'payments-migrator-dev: live is version 3',
    ]);
    expect(calls.filter((call) => call.startsWith('invoke'))).toEqual([]);
  });

  it('is not asked for where there are no such aliases', async () => {
    const without = deploymentOf({ state: resources.filter(({ type }) => type !== 'aws_lambda_alias') });
    const notDeployed = deploymentOf({ state: null });

    expect(await releaseFunctions(without.deployment, 'service')).toBeNull();
    expect(await releaseFunctions(notDeployed.deployment, 'service')).toBeNull();
    expect(without.calls).toEqual([]);
  });

  it('does not follow a function that publishes nothing', async () => {
    const unpublished = resources.map((each) =>
      each.name === 'api' && each.type === 'aws_lambda_function'
        ? resource(each.type, each.name, lambda('api', '$LATEST'))
        : each,
    );
    const { deployment, calls } = deploymentOf({ state: unpublished });

    await releaseFunctions(deployment, 'service');

    expect(calls.filter((call) => call.startsWith('move'))).toEqual([]);
  });

  it('refuses an answer that no migrator gives', async () => {
    const { deployment, calls } = deploymentOf({
      answers: { plan: { kind: 'answered', value: 'hello' } },
    });

    await expect(releaseFunctions(deployment, 'service')).rejects.toThrow(
      /^payments-migrator-dev answered something else than a migrator does .*look which function bears the tag tollgate:task$/,
    );
    expect(calls.filter((call) => call.startsWith('move'))).toEqual([]);
  });
});

describe('an alias', () => {
  const record = { suffix: 'dev', synthDigest: sha256('synth') } as ReviewRecord;
  const outcome: StoredOutcome = {
    status: 'applied',
    stacks: { service: 'applied' },
    finishedAt: '2026-01-01T00:00:00.000Z',
    releases: {
      service: {
        migrations: { kind: 'none' },
        aliases: [
          { functionName: 'payments-api-dev', alias: 'live', version: '7' },
          { functionName: 'payments-migrator-dev', alias: 'live', version: '3' },
        ],
      },
    },
  };

  it('that leads elsewhere than the last apply has recorded is drift, at its line', async () => {
    const { deployment } = deploymentOf({});
    await storeOutcome(record, outcome, deployment.store);

    const entries = await findMovedAliases(deployment);

    expect(entries.map(describeDrift)).toEqual([
      'drift: service aws_lambda_alias.api (stacks/service.ts:9): leads to another version than the last apply has recorded: function_version',
    ]);
    expect(entries[0]?.change.attributes).toMatchObject([{ before: '7', after: '6' }]);
  });

  it.each([
    ['leads where it should', { 'payments-api-dev': '7', 'payments-migrator-dev': '3' }, outcome],
    ['is gone, which terraform finds', {}, outcome],
    ['was never recorded', { 'payments-api-dev': '6' }, null],
  ])('is none where it %s', async (_, live, stored) => {
    const { deployment } = deploymentOf({ live });
    if (stored !== null) await storeOutcome(record, stored, deployment.store);

    expect(await findMovedAliases(deployment)).toEqual([]);
  });
});

describe('what changes outside terraform on purpose', () => {
  const change = (address: string, ...paths: string[]): ResourceChange => ({
    stack: 'service',
    address,
    type: address.split('.')[0] ?? '',
    mode: 'managed',
    action: 'update',
    source: null,
    attributes: paths.map((path) => ({
      path: [path],
      before: '6',
      after: '7',
      known: true,
      sensitive: false,
      forcesReplacement: false,
    })),
  });

  it('is no drift: where an alias leads, and how often a secret was set; what else changed is', () => {
    const { deployment } = deploymentOf({});
    const gone: ResourceChange = { ...change('aws_lambda_alias.api', 'function_version'), action: 'delete' };

    expect(
      withoutIntendedDrift(deployment, [
        change('aws_lambda_alias.api', 'function_version'),
        change('aws_lambda_alias.migrator', 'function_version', 'description'),
        change('aws_lambda_alias.other', 'function_version'),
        gone,
        change('aws_ssm_parameter.secret', 'version'),
        change('aws_ssm_parameter.secret', 'version', 'key_id'),
        change('aws_ssm_parameter.plain', 'version'),
      ]),
    ).toEqual([
      change('aws_lambda_alias.migrator', 'description'),
      change('aws_lambda_alias.other', 'function_version'),
      gone,
      change('aws_ssm_parameter.secret', 'key_id'),
      change('aws_ssm_parameter.plain', 'version'),
    ]);
  });
});
