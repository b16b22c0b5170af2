import type { Span } from './rego-tree';

/** What can be done to a rule; each is a mistake somebody could make. */
export const operators = {
  'drop-condition': 'a condition that always holds',
  'negate-condition': 'a condition that holds where it did not',
  never: 'a clause, comprehension or quantifier whose body never holds',
  'swap-comparison': 'another comparison, the neighbouring one or the opposite',
  'swap-builtin': 'the sister of a built-in function',
  'change-string': 'another text',
  'change-number': 'a number that is one more, or one less',
  'flip-boolean': 'true for false, false for true',
  'change-null': 'false for null',
  'swap-status': 'a finding of another status',
  'drop-row': 'a row of a table, or a part of one, left out',
  'change-value': 'another value in a row of a table',
  'change-fixture':
    'a passing example that is changed at an attribute the rule says it reads, in every way there is',
} as const;
export type Operator = keyof typeof operators;

/** One change of one file. */
export interface Mutant extends Span {
  /** Relative to the policy folder. */
  readonly file: string;
  readonly operator: Operator;
  /** What stands there, and what is written instead. */
  readonly from: string;
  readonly to: string;
  /** The line of the source in which it begins, without the white space around it. */
  readonly line: string;
}

/** The source of a mutant. */
export function mutated(source: string, { start, end, to }: Mutant): string {
  return source.slice(0, start) + to + source.slice(end);
}

/** A mutant in one line, as people read it and as an equivalent one is named: no line number, so that it outlives edits. */
export function describeMutant({ file, operator, from, to, line }: Omit<Mutant, keyof Span>): string {
  return `${file}: ${operator} ${from} -> ${to} in: ${line}`.replaceAll(/\s+/g, ' ');
}
