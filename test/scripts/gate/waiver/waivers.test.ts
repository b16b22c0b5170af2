import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runGate, type GatePorts } from '../../../../scripts/commands/gate';
import { runWaive, type WaiveInput } from '../../../../scripts/commands/waive';
import { GateError } from '../../../../scripts/gate/error';
import { judge } from '../../../../scripts/gate/judge';
import { applyWaivers, type JudgedScope } from '../../../../scripts/gate/waiver/apply-waivers';
import { readWaivers, waiversDigest } from '../../../../scripts/gate/waiver/read-waivers';
import { waiverRules } from '../../../../scripts/gate/waiver/waiver-rules';
import { InputError } from '../../../../scripts/model/error';
import { judgementSchema, verdictOf, type Finding, type Judgement } from '../../../../scripts/model/finding';
import type { JsonObject } from '../../../../scripts/model/json';
import type { Waiver } from '../../../../scripts/model/waiver';
import { aFinding } from '../../report/judgement-fixture';
import { policyDirectory, scratchFolder, synthesisOf } from '../support';
import { aRule } from './waiver-fixture';

const scratch = scratchFolder();
const fingerprint = (digit: string): string => `sha256:${digit.repeat(64)}`;
const waiver = (parts: Partial<Waiver> = {}): Waiver => ({
  rule: 'iam/wildcard-action',
  resource: 'app/Policy',
  environments: ['dev'],
  owner: 'payments-core',
  reason: 'the vendor names its actions in March',
  ticket: 'PAY-1',
  expires: '2026-03-31',
  fingerprint: fingerprint('1'),
  ...parts,
});
const finding = (parts: Partial<Finding> = {}): Finding =>
  aFinding({
    rule: 'iam/wildcard-action',
    constructPath: 'app/Policy',
    address: 'aws_iam_role_policy.p',
    stack: 'app',
    fingerprint: fingerprint('1'),
    ...parts,
  });
const scope = (parts: Partial<JudgedScope> = {}): JudgedScope => ({
  environment: 'dev',
  stage: 'synth',
  now: '2026-02-01',
  catalogue: [aRule(), aRule({ id: 'supply/provider', waivable: false })],
  judgedRules: ['iam/wildcard-action', 'supply/provider'],
  resources: new Set(['app/Policy']),
  stacks: ['app'],
  ...parts,
});
const source = { file: 'policy/waivers.json', line: 4 };
const apply = (
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  parts: Partial<JudgedScope> = {},
): Finding[] =>
  applyWaivers(
    findings,
    waivers.map((one) => ({ waiver: one, source })),
    scope(parts),
  );
const said = (findings: readonly Finding[]): string[] =>
  findings.filter(({ rule }) => rule.startsWith('waivers/')).map(({ rule, status }) => `${rule} ${status}`);

describe('a waiver', () => {
  it('marks its finding, which stays and does not decide', () => {
    const [marked, ...others] = apply([finding()], [waiver()]);

    expect(others).toEqual([]);
    expect(marked).toEqual({
      ...finding(),
      waiver: {
        environments: ['dev'],
        owner: 'payments-core',
        reason: 'the vendor names its actions in March',
        ticket: 'PAY-1',
        expires: '2026-03-31',
      },
    });
    expect(verdictOf(apply([finding()], [waiver()]))).toBe('pass');
    expect(verdictOf(apply([finding(), finding({ fingerprint: fingerprint('2') })], [waiver()]))).toBe(
      'fail',
    );
  });

  it('goes by the address where no construct made the resource', () => {
    const found = finding({ constructPath: null });
    expect(verdictOf(apply([found], [waiver({ resource: 'aws_iam_role_policy.p' })]))).toBe('pass');
    expect(verdictOf(apply([finding()], [waiver({ resource: 'aws_iam_role_policy.p' })]))).toBe('fail');
  });

  it.each<[string, Partial<Waiver>]>([
    ['rule', { rule: 'iam/wildcard-resource' }],
    ['resource', { resource: 'app/Other' }],
    ['environment', { environments: ['prod'] }],
    ['value', { fingerprint: fingerprint('2') }],
  ])('of another %s waives nothing', (_, parts) => {
    const found = apply([finding()], [waiver(parts)], {
      catalogue: [aRule(), aRule({ id: 'iam/wildcard-resource' })],
    });
    expect(found.find(({ rule }) => rule === 'iam/wildcard-action')).toEqual(finding());
  });

  it('for pr<number> holds in every preview, and in nothing else', () => {
    const previews = [waiver({ environments: ['pr<number>'] })];
    const verdict = (environment: string): string => verdictOf(apply([finding()], previews, { environment }));
    expect(['pr1', 'pr123', 'pr0', 'prod', 'pr', 'dev'].map(verdict)).toEqual([
      'pass',
      'pass',
      'fail',
      'fail',
      'fail',
      'fail',
    ]);
  });

  it('does not hold where the environment is not known', () => {
    expect(apply([finding()], [waiver()], { environment: null })).toEqual([finding()]);
  });

  it('holds on its last day and is a finding from the next', () => {
    const on = (now: string): string[] => said(apply([finding()], [waiver()], { now }));
    expect(on('2026-03-16')).toEqual([]);
    expect(on('2026-03-17')).toEqual(['waivers/expiring warn']);
    expect(on('2026-03-31')).toEqual(['waivers/expiring warn']);
    expect(on('2026-04-01')).toEqual(['waivers/expired fail']);
    expect(apply([finding()], [waiver()], { now: '2026-04-01' })).toContainEqual(finding());
  });

  it('that is expired says so at its line, with who answers for it', () => {
    const [expired] = apply([], [waiver()], { now: '2026-04-01' });
    expect(expired).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      rule: 'waivers/expired',
      status: 'fail',
      severity: 'high',
      title: 'Waivers are removed or renewed before they expire',
      message: 'the waiver of iam/wildcard-action expired on 2026-03-31 (payments-core, PAY-1)',
      remediation: waiverRules.find(({ id }) => id === 'waivers/expired')?.remediation,
      controls: ['PCI DSS 4.0.1 6.5.1', 'PCI DSS 4.0.1 12.3.1'],
      stack: null,
      address: 'app/Policy',
      path: '',
      constructPath: null,
      source,
      params: { rule: 'iam/wildcard-action', owner: 'payments-core', ticket: 'PAY-1', expires: '2026-03-31' },
      waitsFor: [],
      related: [],
      fingerprint: fingerprint('1'),
      waiver: null,
    });
  });

  it('of a value that changed is a finding beside the one it no longer waives', () => {
    const changed = finding({ fingerprint: fingerprint('2') });
    const found = apply([changed], [waiver()]);
    expect(said(found)).toEqual(['waivers/value-changed fail']);
    expect(found).toContainEqual(changed);
  });

  it('is unused, not changed, where another waiver covers all that is found', () => {
    const found = apply([finding()], [waiver(), waiver({ fingerprint: fingerprint('2') })]);
    expect(said(found)).toEqual(['waivers/unused fail']);
    expect(found.find(({ rule }) => rule === 'waivers/unused')?.message).toBe(
      'the waiver of iam/wildcard-action waives nothing: other waivers cover all that is found there',
    );
  });

  it.each<[string, Partial<Waiver>, Partial<JudgedScope>, string]>([
    ['a rule that does not object', {}, {}, 'the rule does not object there'],
    ['a resource that is gone', { resource: 'app/Gone' }, {}, 'there is no such resource'],
    ['a rule that is gone', { rule: 'iam/gone' }, {}, 'there is no such rule'],
  ])('is unused with %s', (_, parts, judged, reason) => {
    const [unused] = apply([], [waiver(parts)], judged);
    expect(unused).toMatchObject({ rule: 'waivers/unused', status: 'fail', params: { reason } });
  });

  it('is said to be unused only by a run that could have met its finding', () => {
    expect(apply([], [waiver()], { judgedRules: ['naming/suffix'] })).toEqual([]);
    expect(apply([], [waiver()], { stage: 'state', stacks: ['network'], resources: new Set() })).toEqual([]);
    expect(apply([], [waiver({ environments: ['prod'] })])).toEqual([]);
  });

  it('that is unused does not decide once a destroy may have taken its resource away', () => {
    for (const stage of ['plan', 'state'] as const) {
      expect(said(apply([], [waiver()], { stage }))).toEqual(['waivers/unused warn']);
      expect(said(apply([], [waiver({ resource: 'app/Gone' })], { stage }))).toEqual(['waivers/unused warn']);
      const late = { stage, now: '2026-04-01' } as const;
      expect(said(apply([], [waiver()], late))).toEqual(['waivers/expired fail']);
      expect(said(apply([], [waiver({ resource: 'app/Gone' })], late))).toEqual(['waivers/expired warn']);
    }
  });

  it.each<[string, Partial<Waiver>, RegExp]>([
    ['every rule of a family', { rule: 'iam/*' }, /iam\/\* is a pattern/],
    ['every resource', { resource: '*' }, /\* is a pattern/],
    ['every environment', { environments: ['*'] }, /\* is a pattern/],
    ['a rule nobody may waive', { rule: 'supply/provider' }, /this rule cannot be waived/],
    ['91 days', { expires: '2026-05-03' }, /in 91 days, and at most 90 are allowed/],
  ])('that is for %s is ignored and a finding', (_, parts, reason) => {
    const found = apply([finding({ rule: parts.rule ?? 'iam/wildcard-action' })], [waiver(parts)]);
    expect(said(found)).toEqual(['waivers/too-broad fail']);
    expect(found.find(({ rule }) => rule === 'waivers/too-broad')?.message).toMatch(reason);
    expect(found.map((one) => one.waiver)).toEqual([null, null]);
  });

  it('may be for 90 days', () => {
    expect(said(apply([finding()], [waiver({ expires: '2026-05-02' })]))).toEqual([]);
  });
});

describe('the file of waivers', () => {
  const folderWith = (text: string): string => {
    scratch.write('waivers.json', text);
    return scratch.path();
  };

  it('is read with the line of each entry', () => {
    const text = JSON.stringify({ waivers: [waiver({ reason: 'a "{" in a text' }), waiver()] }, null, 2);
    const lines = text.split('\n').flatMap((line, index) => (line === '    {' ? [index + 1] : []));
    expect(readWaivers(folderWith(text)).written.map(({ source: { line } }) => line)).toEqual(lines);
  });

  it('has a digest that knows no order', () => {
    const [first, second] = [waiver(), waiver({ resource: 'app/Other', environments: ['dev', 'prod'] })];
    const turned = { ...second, environments: [...second.environments].reverse() };
    expect(waiversDigest([first, second])).toBe(waiversDigest([turned, first]));
    expect(waiversDigest([first])).not.toBe(waiversDigest([first, second]));
  });

  it.each([
    ['an entry without an owner', { waivers: [{ ...waiver(), owner: '' }] }],
    ['an entry without an environment', { waivers: [waiver({ environments: [] })] }],
    ['a day that is none', { waivers: [waiver({ expires: '2026-02-30' })] }],
    ['a fingerprint that is none', { waivers: [waiver({ fingerprint: 'sha256:1' })] }],
    ['something more', { waivers: [{ ...waiver(), forever: true }] }],
    ['no list', {}],
  ])('with %s is an error and never a pass', (_, content) => {
    expect(() => readWaivers(folderWith(JSON.stringify(content)))).toThrow(GateError);
  });

  it('of this repository is complete', () => {
    expect(() => readWaivers(policyDirectory)).not.toThrow();
  });
});

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

  const environment = {
    name: 'dev',
    suffix: 'dev',
    scope: 'environment',
    region: 'us-east-1',
    ephemeral: true,
    options: {},
  } as const;
  const judged = (action = 'sqs:*', now = '2026-02-01'): Promise<Judgement> =>
    judge({
      evidence: [{ kind: 'synthesis', synthesis: synthesisOf({ app: terraform(action) }) }],
      stage: 'synth',
      environment,
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
    writeFileSync(join(policy, 'waivers.json'), JSON.stringify({ waivers: [waiver()] }));
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
