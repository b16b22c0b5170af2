import { InputError } from '../model/error';
import type { Finding, Judgement, Status } from '../model/finding';
import type { Outcome, Promotion } from '../model/promotion';
import { stages } from '../model/resource';

/**
 * Holds a judgement against that of an earlier stage, by the ids of the findings, which are the same at all of them.
 *
 * @throws InputError where the two are not of one change in that order
 */
export function promotionOf(earlier: Judgement, later: Judgement): Promotion {
  if (earlier.environment !== later.environment || earlier.suffix !== later.suffix) {
    throw new InputError(
      `a judgement of ${nameOf(later)} cannot be compared with one of ${nameOf(earlier)}; compare two of one environment`,
    );
  }
  if (stages.indexOf(earlier.stage) > stages.indexOf(later.stage)) {
    throw new InputError(
      `a judgement at ${later.stage} cannot be compared with one at ${earlier.stage}, which comes after it; compare with an earlier stage`,
    );
  }
  const now = new Map(later.findings.map((finding) => [finding.id, finding]));
  const before = new Map(earlier.findings.map((finding) => [finding.id, finding]));
  return {
    from: earlier.stage,
    to: later.stage,
    ended: earlier.findings
      .filter(({ status }) => status === 'undetermined')
      .map((finding) => ({
        ...placeOf(finding),
        waitsFor: finding.waitsFor,
        outcome: outcomeOf(finding, now.get(finding.id), later),
      })),
    appeared: later.findings.filter(({ id, status }) => status === 'fail' && !before.has(id)).map(placeOf),
    withdrawn: earlier.findings
      .filter(({ id, status }) => status === 'fail' && !now.has(id))
      .filter((finding) => couldAnswer(finding, later))
      .map(placeOf),
  };
}

function nameOf({ environment, suffix }: Judgement): string {
  return environment ?? (suffix === null ? 'no environment' : `the suffix ${suffix}`);
}

const outcomeOfStatus: Readonly<Record<Status, Outcome>> = {
  fail: 'fails',
  undetermined: 'undetermined',
  warn: 'warns',
  demand: 'demands',
};

function outcomeOf(before: Finding, now: Finding | undefined, later: Judgement): Outcome {
  if (now === undefined) return couldAnswer(before, later) ? 'passes' : 'not judged';
  return now.waiver !== null && now.status === 'fail' ? 'waived' : outcomeOfStatus[now.status];
}

/** Whether a judgement asked the rule about the stack at all; what it did not ask it has not answered. */
function couldAnswer({ rule, stack }: Finding, { judged }: Judgement): boolean {
  return judged.rules.includes(rule) && (stack === null || judged.stacks.includes(stack));
}

function placeOf({ id, rule, stack, address, path }: Finding): Promotion['appeared'][number] {
  return { id, rule, stack, address, path };
}
