import { promotionOf } from '../../../scripts/commands/promotion';
import { InputError } from '../../../scripts/model/error';
import type { Finding } from '../../../scripts/model/finding';
import { aFinding, aJudgement } from '../report/judgement-fixture';

const rule = 'iam/no-wildcard-actions';
const waiver = { environments: ['dev'], owner: 'o', reason: 'r', ticket: 't', expires: '2026-12-01' };
const open = (id: string, parts: Partial<Finding> = {}): Finding =>
  aFinding({ id, rule, status: 'undetermined', waitsFor: ['aws_vpc.main.id'], ...parts });
const synth = (findings: Finding[]): ReturnType<typeof aJudgement> =>
  aJudgement({ stage: 'synth', findings });
const plan = (findings: Finding[]): ReturnType<typeof aJudgement> => aJudgement({ stage: 'plan', findings });

describe('a judgement beside an earlier one', () => {
  it.each<[string, Finding[], Partial<Finding>]>([
    ['passes', [], {}],
    ['fails', [open('a', { status: 'fail' })], {}],
    ['waived', [open('a', { status: 'fail', waiver })], {}],
    ['warns', [open('a', { status: 'warn' })], {}],
    ['demands', [open('a', { status: 'demand' })], {}],
    ['undetermined', [open('a')], {}],
    ['not judged', [], { rule: 'naming/other' }],
    ['not judged', [], { stack: 'not-planned-yet' }],
  ])('says that an open question %s', (outcome, later, parts) => {
    const { address, path, stack } = open('a');
    const before = open('a', parts);
    expect(promotionOf(synth([before]), plan(later))).toEqual({
      from: 'synth',
      to: 'plan',
      ended: [
        {
          id: 'a',
          rule: before.rule,
          stack: parts.stack ?? stack,
          address,
          path,
          waitsFor: ['aws_vpc.main.id'],
          outcome,
        },
      ],
      appeared: [],
      withdrawn: [],
    });
  });

  it('names what fails without having been asked, and what failed and is gone', () => {
    const gone = aFinding({ id: 'gone', rule });
    const unasked = aFinding({ id: 'unasked', rule: 'naming/other' });
    const { appeared, withdrawn, ended } = promotionOf(
      synth([gone, unasked, aFinding({ id: 'both', rule })]),
      plan([aFinding({ id: 'both', rule }), aFinding({ id: 'new', rule })]),
    );
    expect(appeared.map(({ id }) => id)).toEqual(['new']);
    expect(withdrawn.map(({ id }) => id)).toEqual(['gone']);
    expect(ended).toEqual([]);
  });

  it('refuses one of another environment, or of a later stage', () => {
    expect(() => promotionOf(aJudgement({ environment: 'prod' }), plan([]))).toThrow(InputError);
    expect(() => promotionOf(aJudgement({ stage: 'state' }), plan([]))).toThrow(
      /at plan cannot be compared with one at state/,
    );
  });
});
