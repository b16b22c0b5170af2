import type { Status } from '../../model/finding';
import { longestWaiverDays, waiverWarningDays } from '../../model/waiver';
import type { RuleEntry } from '../build/manifest';

/** What can be wrong with a waiver, and whether that decides. */
export const waiverProblems = {
  expired: 'fail',
  unused: 'fail',
  'too-broad': 'fail',
  'value-changed': 'fail',
  expiring: 'warn',
} as const satisfies Record<string, Status>;
export type WaiverProblem = keyof typeof waiverProblems;

const common = {
  example:
    "npm run waive -- 0123456789abcdef --in gate.json --owner payments-core --reason 'moves to the new vault in May' --ticket PAY-1234 --expires 2027-02-28",
  controls: ['PCI DSS 4.0.1 6.5.1', 'PCI DSS 4.0.1 12.3.1'],
  related: ['https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/security-governance.html'],
  stages: ['synth', 'plan', 'state'],
  attributes: ['*'],
  waivable: false,
  file: 'waivers.json',
} satisfies Partial<RuleEntry>;

/**
 * The rules the engine itself keeps: whether a waiver matches is no decision about somebody's infrastructure. Their texts
 * are the same kind as those of the other rules, for the same reports.
 */
export const waiverRules: readonly RuleEntry[] = [
  {
    ...common,
    id: 'waivers/expired',
    title: 'Waivers are removed or renewed before they expire',
    description:
      'An exception that nobody ended holds no longer: the finding behind it decides again. The waiver itself is a finding until it is taken out, so that the list says what is in force.',
    severity: 'high',
    message: 'the waiver of {rule} expired on {expires} ({owner}, {ticket})',
    remediation:
      'Mend what it waived and remove the entry, or have the exception agreed again and renew it with npm run waive.',
  },
  {
    ...common,
    id: 'waivers/unused',
    title: 'Waivers waive something',
    description:
      'A waiver for which nothing is found hides what might come: the resource is gone, or obeys the rule by now. It decides at synth, where the whole system is judged as it is written; at plan and state, where a destroy takes resources away, it is a warning.',
    severity: 'medium',
    message: 'the waiver of {rule} waives nothing: {reason}',
    remediation: 'Remove the entry, or name only the environments in which the rule objects.',
  },
  {
    ...common,
    id: 'waivers/too-broad',
    title: 'A waiver is for one rule, one resource and a short time',
    description: `A waiver names one rule and one resource without wildcards, and the environments by name. It ends within ${longestWaiverDays} days, and some rules cannot be waived at all. One that goes further is ignored.`,
    severity: 'high',
    message: 'the waiver of {rule} goes too far: {reason}',
    remediation: 'Write one waiver for each finding with npm run waive.',
  },
  {
    ...common,
    id: 'waivers/value-changed',
    title: 'A waiver holds for the value that was agreed to',
    description:
      'What was waived is not what stands there now. The waiver is bound to the value by a fingerprint, so that an exception for one port or one action never covers a second one. It is ignored.',
    severity: 'high',
    message: 'the waiver of {rule} was given for another value than the one that is there now',
    remediation:
      'Look at the finding as it is now. Mend it, or have the new value agreed to and write the waiver again with npm run waive.',
  },
  {
    ...common,
    id: 'waivers/expiring',
    title: 'Waivers are dealt with before they expire',
    description: `A waiver that ends within ${waiverWarningDays} days is said, so that nobody is surprised by the day its finding decides again.`,
    severity: 'low',
    message: 'the waiver of {rule} expires on {expires}, in {days} days ({owner}, {ticket})',
    remediation: 'Mend what it waives, or have the exception agreed again before that day.',
  },
];
