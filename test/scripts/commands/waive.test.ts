import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runGate, type GatePorts } from '../../../scripts/commands/gate';
import { runWaive, type WaiveInput } from '../../../scripts/commands/waive';
import { judge } from '../../../scripts/gate/judge';
import { readWaivers } from '../../../scripts/gate/waiver/read-waivers';
import { InputError } from '../../../scripts/model/error';
import { judgementSchema, type Finding, type Judgement } from '../../../scripts/model/finding';
import type { JsonObject } from '../../../scripts/model/json';
import { devEnvironment, policyDirectory, scratchFolder, synthesisOf } from '../gate/support';
import { aWaiver } from '../gate/waiver/waiver-fixture';

const scratch = scratchFolder();
const said = (findings: readonly Finding[]): string[] =>
  findings.filter(({ rule }) => rule.startsWith('waivers/')).map(({ rule, status }) => `${rule} ${status}`);

describe('npm run waive', () => {
  const ports: GatePorts = {
    clock: { now: () => new Date('2026-02-01T12:00:00Z'), monotonic: () => 0 },
  };
  const terraform = (action: string): JsonObject => ({
    resource: {
      aws_iam_role_policy: {
        p: {
          '//': { metadata: { path: 'app/Policy' } },
          name: 'p-dev',
          role: 'r-dev',
          policy: JSON.stringify({
            Statement: [
              {
                Effect: 'Allow',
                Action: [action, 'sns:*'],
                Resource: 'arn:aws:sqs:us-east-1:123456789012:jobs-dev',
              },
            ],
          }),
        },
      },
    },
  });
  let policy: string;
  beforeEach(() => {
    policy = join(scratch.path(), 'policy');
    cpSync(policyDirectory, policy, { recursive: true });
    writeFileSync(join(policy, 'waivers.json'), '{"waivers":[]}');
  });

  const judged = (action = 'sqs:*', now = '2026-02-01'): Promise<Judgement> =>
    judge({
      evidence: [{ kind: 'synthesis', synthesis: synthesisOf({ app: terraform(action) }) }],
      stage: 'synth',
      environment: devEnvironment,
      suffixes: ['dev', 'prod'],
      rules: 'iam/wildcard-action',
      policyDirectory: policy,
      now,
    });
  const written = async (): Promise<{ file: string; ids: string[] }> => {
    const judgement = await judged();
    return {
      file: scratch.write('gate.json', JSON.stringify(judgement)),
      ids: judgement.findings.map(({ id }) => id),
    };
  };
  const input = (parts: Partial<WaiveInput>): WaiveInput => ({
    finding: { by: 'id', id: 'none', judgementFile: join(scratch.path(), 'gate.json') },
    owner: 'payments-core',
    reason: 'until March',
    ticket: 'PAY-1',
    expires: '2026-03-31',
    policyDirectory: policy,
    ...parts,
  });

  it('writes a whole waiver, after which the gate says so and lets the change go on', async () => {
    const before = await judged();
    const { file, ids } = await written();
    const [first = '', second = ''] = ids;

    const outcome = await runWaive(input({ finding: { by: 'id', id: first, judgementFile: file } }), ports);
    expect(outcome).toMatchObject({
      kind: 'written',
      waiver: { resource: 'app/Policy', environments: ['dev'] },
    });
    expect((await judged()).verdict).toBe('fail');
    await runWaive(input({ finding: { by: 'id', id: second, judgementFile: file } }), ports);

    const after = await judged();
    expect(after.verdict).toBe('pass');
    expect(judgementSchema.parse(after)).toEqual(after);
    expect(after.findings.map(({ id, waiver: by }) => [id, by?.ticket])).toEqual(
      ids.map((id) => [id, 'PAY-1']),
    );
    expect(after.policyDigest).toBe(before.policyDigest);
    expect(after.waiversDigest).not.toBe(before.waiversDigest);
  });

  it('gives no waiver that outlives its value or its time', async () => {
    const { file, ids } = await written();
    for (const id of ids) await runWaive(input({ finding: { by: 'id', id, judgementFile: file } }), ports);

    const widened = await judged('s3:*');
    expect(widened.verdict).toBe('fail');
    expect(said(widened.findings)).toEqual(['waivers/value-changed fail', 'waivers/value-changed fail']);
    const late = await judged('sqs:*', '2026-04-01');
    expect(late.verdict).toBe('fail');
    expect(said(late.findings)).toEqual(['waivers/expired fail', 'waivers/expired fail']);
  });

  it('renews a waiver in its place', async () => {
    const { file, ids } = await written();
    const choice = { finding: { by: 'id', id: ids[0] ?? '', judgementFile: file } } as const;
    await runWaive(input(choice), ports);

    const renewed = await runWaive(
      input({ ...choice, expires: '2026-04-30', environments: ['prod'] }),
      ports,
    );

    expect(renewed).toMatchObject({ kind: 'renewed', waiver: { environments: ['dev', 'prod'] } });
    expect(readWaivers(policy).written.map(({ waiver: one }) => one)).toEqual([renewed.waiver]);
  });

  it('looks a finding up by rule and resource in what can be judged now', async () => {
    const path = scratch.write('cdk.tf.json', JSON.stringify(terraform('sqs:*')));
    const gate = { paths: [path], environmentsFile: null, policyDirectory: policy, suffix: 'dev' };
    const place = { by: 'place', rule: 'iam/wildcard-action', resource: 'app/Policy', gate } as const;
    const waive = (parts: object): ReturnType<typeof runWaive> =>
      runWaive(input({ finding: { ...place, ...parts }, environments: ['dev'] }), ports);

    await expect(waive({})).rejects.toThrow(
      /finds 2 things at app\/Policy.*--attribute: policy.Statement\[0\].Action\[0\], policy.Statement\[0\].Action\[1\]/,
    );
    await expect(waive({ resource: 'app/Other' })).rejects.toThrow(/finds nothing at app\/Other/);
    const { waiver: made } = await waive({ attribute: 'policy.Statement[0].Action[1]' });
    const { judgement } = await runGate({ ...gate, rules: 'iam/wildcard-action' }, ports);
    expect(judgement.findings[1]?.fingerprint).toBe(made.fingerprint);
  });

  it.each<[string, Partial<WaiveInput>, RegExp]>([
    ['a day too far', { expires: '2026-05-03' }, /would hold for 91 days.*from 2026-02-01 to 2026-05-02/],
    ['a day that is over', { expires: '2026-01-31' }, /is over already/],
    ['no day', { expires: 'March' }, /give a day as YYYY-MM-DD/],
    ['nobody who answers for it', { owner: ' ' }, /is not complete.*--owner/],
    [
      'an unknown finding',
      { finding: { by: 'id', id: 'ffffffffffffffff', judgementFile: '' } },
      /no finding ffff/,
    ],
  ])('refuses %s, and writes nothing', async (_, parts, message) => {
    const { file, ids } = await written();
    const finding = { by: 'id', id: ids[0] ?? '', ...parts.finding, judgementFile: file } as const;
    const refusal = runWaive(input({ ...parts, finding }), ports);
    await expect(refusal).rejects.toThrow(InputError);
    await expect(refusal).rejects.toThrow(message);
    expect(readFileSync(join(policy, 'waivers.json'), 'utf8')).toBe('{"waivers":[]}');
  });

  it('refuses a finding about a waiver, which is not waivable', async () => {
    writeFileSync(join(policy, 'waivers.json'), JSON.stringify({ waivers: [aWaiver()] }));
    const judgement = await judged('sqs:SendMessage');
    const file = scratch.write('gate.json', JSON.stringify(judgement));
    const id = judgement.findings.find(({ rule }) => rule.startsWith('waivers/'))?.id ?? '';
    await expect(runWaive(input({ finding: { by: 'id', id, judgementFile: file } }), ports)).rejects.toThrow(
      /^waivers\/(unused|value-changed) cannot be waived/,
    );
  });

  it('refuses a file that is no judgement, and one that is not there', async () => {
    scratch.write('gate.json', '{}');
    await expect(runWaive(input({}), ports)).rejects.toThrow(/is not a judgement of this version/);
    const missing = { by: 'id', id: 'x', judgementFile: join(scratch.path(), 'none.json') } as const;
    await expect(runWaive(input({ finding: missing }), ports)).rejects.toThrow(/there is no .*none.json/);
  });
});
