import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runApply } from '../../../scripts/commands/apply';
import {
  openDeployment,
  type DeploymentInput,
  type DeploymentPorts,
} from '../../../scripts/commands/deploy/deployment';
import { judgePlans } from '../../../scripts/commands/deploy/judge-stacks';
import { planStacks } from '../../../scripts/commands/deploy/plan-stacks';
import { emulatorTarget } from '../../../scripts/commands/deploy/targets';
import { runDestroy } from '../../../scripts/commands/destroy';
import { runDrift } from '../../../scripts/commands/drift';
import { recordPlan, runPlan } from '../../../scripts/commands/plan';
import { startEmulator, type Emulator } from '../../../scripts/emulator/emulator';
import { createStateBucket } from '../../../scripts/emulator/state-bucket';
import { sha256 } from '../../../scripts/model/digest';
import type { ObjectStore } from '../../../scripts/model/ports';
import { systemClock } from '../../../scripts/ports/clock';
import { createLocalSigner } from '../../../scripts/ports/local-signer';
import { createProcessRunner } from '../../../scripts/ports/processes';
import { createS3Store } from '../../../scripts/ports/s3-store';
import { storeRecord } from '../../../scripts/record/store';
import { TerraformInterrupted } from '../../../scripts/terraform/error';
import { describeWithTools, toolchain, toolPath } from '../../support/requirements';
import { readFrom, writePlainSynthesis, type PlainStack } from '../../support/terraform-stacks';

const repository = resolve(__dirname, '../../..');
const bucket = 'payments-terraform-state-123456789012';

const producer = (value: string, outputs: PlainStack['outputs'] = {}): PlainStack => ({
  id: 'producer',
  resources: { made: value },
  outputs: { value: '${terraform_data.made.output}', ...outputs },
});
const consumer = (output = 'value'): PlainStack => ({
  id: 'consumer',
  reads: ['producer'],
  resources: { used: readFrom('producer', output) },
});

describeWithTools(['terraform', 'moto'], 'a change of two stacks', () => {
  let emulator: Emulator;
  let folder: string;
  let store: ObjectStore;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-change-'));
    emulator = await startEmulator(
      { motoServer: toolPath('moto'), directory: folder, env: { PATH: process.env['PATH'] ?? '' } },
      { processes: createProcessRunner(), clock: systemClock },
    );
    await createStateBucket(emulator.endpoint, bucket, 'us-east-1');
    store = createS3Store({ bucket, region: 'us-east-1', endpoint: emulator.endpoint });
  }, 90_000);

  afterAll(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });

  const config = () => join(folder, 'cdktf.out');
  const input = (): DeploymentInput & { commit: null; base: null; confirm: string } => ({
    config: config(),
    policyDirectory: join(repository, 'policy'),
    workDirectory: join(folder, 'work'),
    lockFile: join(folder, 'no-provider-is-used'),
    terraform: { binary: toolPath('terraform'), version: toolchain().versions['terraform'] ?? '' },
    target: emulatorTarget(emulator.endpoint, {
      PATH: process.env['PATH'] ?? '',
      TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '',
    }),
    suffixes: ['dev'],
    commit: null,
    base: null,
    confirm: 'dev',
  });
  const ports = (parts: Partial<DeploymentPorts> = {}): DeploymentPorts => ({
    processes: createProcessRunner(),
    clock: systemClock,
    output: { write: () => undefined, notice: () => undefined, isTerminal: false },
    signer: createLocalSigner(join(folder, 'key.pem')),
    openStore: () => store,
    openFunctions: () => {
      throw new Error('no stack here has functions');
    },
    ...parts,
  });
  const plan = async () => {
    const outcome = await runPlan(input(), ports());
    if (outcome.kind === 'refused') throw new Error('the gate refused a plain stack');
    return outcome;
  };
  const stateOf = async (stack: string) => {
    const bytes = await store.get(`dev/${stack}.tfstate`);
    const state = JSON.parse(Buffer.from(bytes ?? Buffer.from('{}')).toString()) as {
      resources: { mode: string; instances: { attributes: { output: { value: string } } }[] }[];
    };
    return { resources: state.resources.filter(({ mode }) => mode === 'managed') };
  };
  const usedValue = async () =>
    (await stateOf('consumer')).resources[0]?.instances[0]?.attributes.output.value;
  const outcomes = (applied: Awaited<ReturnType<typeof runApply>>) => ({
    kind: applied.kind,
    stacks: applied.stacks.map(({ stack, status }) => `${stack}: ${status}`),
  });

  // the tests are the life of one system, in this order
  it('refuses to apply what nobody planned', async () => {
    writePlainSynthesis(config(), [producer('one'), consumer()]);

    expect(await runApply(input(), ports())).toEqual({
      kind: 'refused',
      stacks: [],
      reason: expect.stringMatching(
        /^nobody has planned what is synthesized here for dev \(sha256:[0-9a-f]{64}\); run npm run plan/,
      ) as string,
    });
  }, 60_000);

  it('defers the stack whose upstream has no state, and applies it when its turn comes', async () => {
    const planned = await plan();
    expect(planned.stacks).toMatchObject([
      { kind: 'planned', stack: 'producer' },
      {
        kind: 'deferred',
        stack: 'consumer',
        reason: { kind: 'upstream-without-state', upstream: 'producer' },
        envelope: { create: { terraform_data: 1 }, update: {}, replace: {}, delete: {} },
      },
    ]);

    expect(outcomes(await runApply(input(), ports()))).toEqual({
      kind: 'applied',
      stacks: ['producer: applied', 'consumer: applied'],
    });
    expect(await usedValue()).toBe('one');
  }, 120_000);

  it('refuses the same record again, as the state has moved', async () => {
    const again = await runApply(input(), ports());

    expect(again).toMatchObject({
      kind: 'refused',
      stacks: [],
      reason: expect.stringMatching(
        /^the state of producer has moved since the review: it was planned from no state and is at serial \d+ of lineage [0-9a-f-]+ now; run npm run plan again/,
      ) as string,
    });
  }, 60_000);

  it('plans both stacks once both are there, and has nothing to do', async () => {
    const planned = await plan();

    expect(planned.stacks).toMatchObject([
      { kind: 'planned', changes: [], outputs: [] },
      { kind: 'planned', changes: [], outputs: [] },
    ]);
    expect(outcomes(await runApply(input(), ports()))).toEqual({
      kind: 'applied',
      stacks: ['producer: unchanged', 'consumer: unchanged'],
    });
  }, 120_000);

  it('defers the stack that reads an output which this change gives another value', async () => {
    writePlainSynthesis(config(), [producer('two'), consumer()]);
    const planned = await plan();
    expect(planned.stacks[1]).toMatchObject({
      kind: 'deferred',
      reason: { kind: 'upstream-output-changes', upstream: 'producer', output: 'value' },
      envelope: { create: {}, update: { terraform_data: 1 } },
    });

    expect((await runApply(input(), ports())).kind).toBe('applied');
    expect(await usedValue()).toBe('two');
  }, 120_000);

  it('defers the stack that reads an output which its upstream does not have yet', async () => {
    writePlainSynthesis(config(), [producer('two', { other: 'new' }), consumer('other')]);
    const planned = await plan();
    expect(planned.stacks[1]).toMatchObject({
      kind: 'deferred',
      reason: { kind: 'upstream-lacks-output', upstream: 'producer', output: 'other' },
    });

    expect((await runApply(input(), ports())).kind).toBe('applied');
    expect(await usedValue()).toBe('new');
  }, 120_000);

  it('refuses a plan file that was swapped in the bucket', async () => {
    writePlainSynthesis(config(), [producer('three', { other: 'new' }), consumer('other')]);
    const { record } = await plan();
    const key = `dev/records/${record.synthDigest.replace('sha256:', '')}/producer.tfplan`;
    await store.put(key, Buffer.from('another plan'));

    await expect(runApply(input(), ports())).rejects.toThrow(
      /is not the one that was reviewed \(its hash is sha256:/,
    );
    expect(await usedValue()).toBe('new');
  }, 120_000);

  it('refuses a record of another policy', async () => {
    const { record } = await plan();
    await storeRecord({ ...record, policyDigest: sha256('other') }, new Map(), store, ports().signer);

    expect(await runApply(input(), ports())).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(`the change was judged by the policy ${sha256('other')}`) as string,
    });
  }, 120_000);

  it('says which deferred stack goes beyond what was reviewed, and leaves it alone', async () => {
    const { record } = await plan();
    const deferred = {
      kind: 'deferred' as const,
      synthDigest: record.stacks['consumer']?.synthDigest ?? sha256(''),
      reason: { kind: 'upstream-deferred' as const, upstream: 'producer' },
      envelope: { create: {}, update: {}, replace: {}, delete: {} },
    };
    writePlainSynthesis(config(), [
      producer('three', { other: 'new' }),
      { ...consumer('other'), resources: { ...consumer('other').resources, extra: 'x' } },
    ]);
    const next = await plan();
    const files = new Map([
      ['producer', Buffer.from((await store.get(planKey(next.record.synthDigest))) ?? [])],
    ]);
    const synthDigest = next.record.stacks['consumer']?.synthDigest ?? sha256('');
    await storeRecord(
      { ...next.record, stacks: { ...next.record.stacks, consumer: { ...deferred, synthDigest } } },
      files,
      store,
      ports().signer,
    );

    expect(await runApply(input(), ports())).toMatchObject({
      kind: 'refused',
      stacks: [{ stack: 'producer' }],
      reason: expect.stringContaining(
        'consumer was deferred, and its plan now goes beyond what was reviewed: create 1 terraform_data (0 reviewed)',
      ) as string,
    });
    expect((await stateOf('consumer')).resources).toHaveLength(1);
  }, 120_000);

  const planKey = (digest: string) => `dev/records/${digest.replace('sha256:', '')}/producer.tfplan`;

  it('finds no drift where nobody touched anything, and names what was merged and never applied', async () => {
    await plan();
    expect((await runApply(input(), ports())).kind).toBe('applied');
    expect(await runDrift(input(), ports())).toMatchObject({ kind: 'none', entries: [], notDeployed: [] });

    writePlainSynthesis(config(), [producer('four', { other: 'new' }), consumer('other')]);
    const drift = await runDrift(input(), ports());

    expect(drift.entries.map(({ kind, stack, address }) => `${kind}: ${stack} ${address}`)).toEqual([
      'unapplied: producer terraform_data.made',
      'unapplied: consumer terraform_data.extra',
    ]);
  }, 180_000);

  it('releases the lock when it is interrupted in the middle of an apply', async () => {
    const slow: PlainStack = {
      ...producer('five', { other: 'new' }),
      block: { provisioner: [{ 'local-exec': { command: 'sleep 20' } }], triggers_replace: 'five' },
    };
    writePlainSynthesis(config(), [slow, consumer('other')]);
    const deployment = await openDeployment(input(), ports());
    const change = await planStacks(deployment);
    const judgement = await judgePlans(deployment, change.saved);
    // the gate refuses what makes it slow
    await recordPlan(deployment, { commit: null, base: null }, change, { ...judgement, verdict: 'pass' });
    const processes = createProcessRunner();
    let interrupted = false;
    const applying = runApply(
      input(),
      ports({
        processes,
        onProgress: (_, detail) => {
          if (interrupted || !detail.includes('Provisioning with')) return;
          interrupted = true;
          void processes.interrupt();
        },
      }),
    );

    await expect(applying).rejects.toThrow(TerraformInterrupted);
    expect(await store.get('dev/producer.tfstate.tflock')).toBeNull();
  }, 120_000);

  it('asks for the suffix before it destroys, then destroys the dependent stack first', async () => {
    writePlainSynthesis(config(), [producer('two', { other: 'new' }), consumer('other')]);
    const before = await stateOf('consumer');
    await expect(runDestroy({ ...input(), confirm: 'prod' }, ports())).rejects.toThrow(
      'destroying dev needs its suffix as a confirmation, and "prod" was given; run it again with --confirm dev',
    );
    expect(await stateOf('consumer')).toEqual(before);

    const outcome = await runDestroy(input(), ports());

    expect(outcome).toMatchObject({ kind: 'destroyed', stacks: ['consumer', 'producer'] });
    expect((await stateOf('consumer')).resources).toEqual([]);
    expect((await stateOf('producer')).resources).toEqual([]);
    expect(await runDrift(input(), ports())).toMatchObject({
      kind: 'none',
      notDeployed: ['producer', 'consumer'],
    });
  }, 180_000);
});
