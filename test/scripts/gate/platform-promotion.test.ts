import { promotionOf } from '../../../scripts/commands/promotion';
import type { Evidence } from '../../../scripts/gate/evidence/evidence';
import { judge } from '../../../scripts/gate/judge';
import type { Finding, Judgement } from '../../../scripts/model/finding';
import type { JsonObject } from '../../../scripts/model/json';
import type { Stage } from '../../../scripts/model/resource';
import type { Synthesis } from '../../../scripts/model/synthesis';
import { appliedStates } from '../../support/applied-state';
import { usePlatforms } from '../../support/platforms';
import { devEnvironment, policyDirectory, synthesisOf } from './support';

const platforms = usePlatforms();
const environment = {
  ...devEnvironment,
  options: { natMode: 'single' },
  account: '123456789012',
  stateBucket: 'payments-state',
};

describe('the platform, from its synthesis to its state', () => {
  let stacks: Record<string, JsonObject>;
  let synthesis: Synthesis;
  let synth: Judgement;
  let state: Judgement;

  const run = (stage: Stage, evidence: readonly Evidence[], config: Synthesis | null): Promise<Judgement> =>
    judge({
      evidence,
      config,
      stage,
      environment,
      suffixes: ['dev', 'prod'],
      policyDirectory,
      now: '2026-11-01',
    });

  beforeAll(async () => {
    stacks = platforms.synthesize({ options: { natMode: 'single' } }) as unknown as Record<
      string,
      JsonObject
    >;
    synthesis = synthesisOf(stacks);
    synth = await run('synth', [{ kind: 'synthesis', synthesis }], null);
    state = await run('state', appliedStates(stacks), synthesis);
  }, 120_000);

  const described = (findings: readonly Finding[]): string[] =>
    findings.map(
      ({ rule, status, address, path, waitsFor }) =>
        `${status} ${rule} ${address} ${path} ${waitsFor.join()}`,
    );

  it('leaves no rule undetermined once everything is known', () => {
    expect(state.judged.resources).toBe(synth.judged.resources);
    expect(described(state.findings.filter(({ status }) => status === 'undetermined'))).toEqual([]);
  });

  it('finds nothing at state that was not found or left open at synth, and takes nothing back', () => {
    const { ended, appeared, withdrawn } = promotionOf(synth, state);
    const stateOnly = new Set(state.judged.rules.filter((rule) => !synth.judged.rules.includes(rule)));

    expect(ended.filter(({ outcome }) => outcome === 'undetermined')).toEqual([]);
    expect(appeared.filter(({ rule }) => !stateOnly.has(rule))).toEqual([]);
    expect(withdrawn).toEqual([]);
  });

  it('calls what is found by the same id at both', () => {
    // a policy that is too wide, in whichever stack has a role policy first
    const [stack = '', terraform = {}] =
      Object.entries(stacks).find(([, one]) => JSON.stringify(one).includes('"aws_iam_role_policy"')) ?? [];
    const broken = structuredClone({ ...stacks, [stack]: terraform });
    const policies = (broken[stack]?.['resource'] as Record<string, Record<string, JsonObject>>)[
      'aws_iam_role_policy'
    ];
    const [policy] = Object.values(policies ?? {});
    if (policy === undefined) throw new Error('the platform has no role policy');
    policy['policy'] = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: ['sqs:*'], Resource: '${aws_sqs_queue.none.arn}' },
        { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
      ],
    });
    const config = synthesisOf(broken);

    return Promise.all([
      run('synth', [{ kind: 'synthesis', synthesis: config }], null),
      run('state', appliedStates(broken), config),
    ]).then(([before, after]) => {
      const wide = ({ findings }: Judgement): string[] =>
        findings
          .filter(({ rule }) => rule.startsWith('iam/wildcard'))
          .map(({ id, fingerprint }) => `${id} ${fingerprint}`);
      expect(wide(before).length).toBeGreaterThanOrEqual(3);
      expect(wide(after)).toEqual(wide(before));
    });
  });
});
