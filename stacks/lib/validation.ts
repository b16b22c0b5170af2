import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { StackError } from './error';

/** One limit a construct puts on its props. */
export interface Condition {
  readonly holds: boolean;
  /** What is wrong: the prop, the value given, the values allowed. */
  readonly otherwise: string;
}

/**
 * Refuses props that break a limit, before any resource is made of them.
 *
 * @throws StackError with every condition that does not hold, after the path of the construct.
 */
export function requireThat(construct: Construct, conditions: readonly Condition[]): void {
  const broken = conditions.filter((condition) => !condition.holds);
  if (broken.length === 0) return;
  throw new StackError(
    `${construct.node.path}: ${broken.map((condition) => condition.otherwise).join('; ')}`,
  );
}

/** Whether a number is a whole one within limits; a token, whose value nobody knows yet, passes. */
export function isWithin(value: number, minimum: number, maximum: number): boolean {
  return Token.isUnresolved(value) || (Number.isInteger(value) && value >= minimum && value <= maximum);
}
