import { basename, join } from 'node:path';
import { GateError } from '../../../../scripts/gate/error';
import { applyWaivers, type JudgedScope } from '../../../../scripts/gate/waiver/apply-waivers';
import { readWaivers, waiversDigest } from '../../../../scripts/gate/waiver/read-waivers';
import { waiverRules } from '../../../../scripts/gate/waiver/waiver-rules';
import { verdictOf, type Finding } from '../../../../scripts/model/finding';
import type { Waiver } from '../../../../scripts/model/waiver';
import { aFinding } from '../../report/judgement-fixture';
import { policyDirectory, scratchFolder } from '../support';
import { aRule, aWaiver } from './waiver-fixture';

const scratch = scratchFolder();
const fingerprint = (digit: string): string => `sha256:${digit.repeat(64)}`;
const waiver = aWaiver;
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

  it('is unused with a resource that is gone from one of several stacks, after synth too', () => {
    const gone = [waiver({ resource: 'app/Gone' })];
    const reasons = (parts: Partial<JudgedScope>): unknown[] =>
      apply([], gone, { resources: new Set(), ...parts }).map(({ params }) => params['reason']);
    expect(reasons({ stage: 'synth', stacks: [] })).toEqual(['there is no such resource']);
    expect(reasons({ stage: 'plan', stacks: ['network', 'app'] })).toEqual(['there is no such resource']);
    expect(reasons({ stage: 'plan', stacks: ['network'] })).toEqual([]);
  });

  it('is unused whatever else is found, of its rule elsewhere or of another rule there', () => {
    const elsewhere = finding({ constructPath: 'app/Other' });
    const other = finding({ rule: 'naming/suffix', fingerprint: fingerprint('3') });
    expect(said(apply([elsewhere, other], [waiver()]))).toEqual(['waivers/unused fail']);
  });

  it('is of the environments it names, one of several, and of no name that begins or ends like one', () => {
    const holds = (environments: string[], environment: string): boolean =>
      verdictOf(apply([finding()], [waiver({ environments })], { environment })) === 'pass';
    expect(holds(['prod', 'dev'], 'dev')).toBe(true);
    const none = [
      ['pr<number>', 'prx1'],
      ['pr<number>', 'pr1x'],
      ['pr<number>', 'xpr1'],
      ['pr', 'pr1'],
      ['prnumber', 'pr1'],
    ];
    expect(none.map(([name = '', environment = '']) => holds([name], environment))).toEqual(
      none.map(() => false),
    );
  });

  it('says how many days are left', () => {
    const [second, first] = apply([finding()], [waiver()], { now: '2026-03-30' });
    expect([first?.waiver?.ticket, second?.params['days'], second?.message]).toEqual([
      'PAY-1',
      1,
      'the waiver of iam/wildcard-action expires on 2026-03-31, in 1 days (payments-core, PAY-1)',
    ]);
  });

  it('has a finding of its own name and place, among the others in their order', () => {
    const old = { now: '2026-04-01' };
    const late = (parts: Partial<Waiver>): Finding[] => apply([], [waiver(parts)], old);
    const ids = [late({}), late({ resource: 'app/B' }), late({ fingerprint: fingerprint('2') })].map(
      ([one]) => one?.id,
    );
    expect(new Set(ids).size).toBe(3);
    const sourced = finding({ source: { file: 'z.ts', line: 1 } });
    expect(apply([sourced], [waiver()], old).map(({ rule }) => rule)).toEqual([
      'waivers/expired',
      sourced.rule,
    ]);
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

  it('is none where there is no file', () => {
    expect(readWaivers(join(scratch.path(), 'nowhere'))).toEqual({ written: [], digest: waiversDigest([]) });
  });

  it('says where each entry stands, and what it is', () => {
    const text = JSON.stringify({ waivers: [waiver({ reason: 'a \\"{[' }), waiver({ ticket: 'PAY-2' })] });
    const file = `${basename(scratch.path())}/waivers.json`;
    expect(readWaivers(folderWith(text)).written).toEqual([
      { waiver: waiver({ reason: 'a \\"{[' }), source: { file, line: 1 } },
      { waiver: waiver({ ticket: 'PAY-2' }), source: { file, line: 1 } },
    ]);
    const lines =
      '{\n"waivers": [\n' + [waiver(), waiver()].map((one) => JSON.stringify(one)).join(',\n\n') + '\n]}';
    expect(readWaivers(folderWith(lines)).written.map(({ source: { line } }) => line)).toEqual([3, 5]);
  });

  it('is refused in one sentence that says what is missing', () => {
    const { owner, ...rest } = waiver();
    const folder = folderWith(JSON.stringify({ waivers: [rest] }));
    expect(owner).not.toBe('');
    expect(() => readWaivers(folder)).toThrow(
      `${join(folder, 'waivers.json')} is not a list of whole waivers: ✖ Invalid input: expected string, received undefined → at waivers[0].owner; write them with npm run waive`,
    );
  });

  it('has a digest of all that is said in it', () => {
    const changed = [waiver(), waiver({ ticket: 'PAY-2' }), waiver({ environments: ['prod'] })].map((one) =>
      waiversDigest([one]),
    );
    expect(new Set(changed).size).toBe(3);
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
