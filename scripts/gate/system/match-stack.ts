import type { Resource } from '../../model/resource';
import { GateError } from '../error';
import { baseAddress, type Scope } from './scope';

/**
 * Finds the stack a plan or state came from: the one whose addresses it shares most of.
 *
 * @throws GateError where none shares any, or where two share as much
 */
export function matchStack(resources: readonly Resource[], scopes: readonly Scope[], origin: string): Scope {
  const addresses = new Set(resources.map(({ address }) => baseAddress(address)));
  const scored = scopes
    .map((scope) => ({ scope, score: similarity(addresses, new Set(scope.subjects.keys())) }))
    .sort((left, right) => right.score - left.score);
  const [best, second] = scored;
  const known = scopes.map(nameOf).sort().join(', ');
  if (best === undefined || best.score === 0) {
    throw new GateError(
      `${origin} shares no address with any stack of the configuration (${known}), so its values cannot be put beside their templates; give the cdktf.out it was planned from`,
    );
  }
  if (second?.score === best.score) {
    throw new GateError(
      `${origin} could be of ${nameOf(best.scope)} or of ${nameOf(second.scope)}: it shares as many addresses with both; judge it with the cdk.tf.json of its own stack`,
    );
  }
  return best.scope;
}

/** 1 where two sets are the same, 0 where they share nothing; two empty sets are the same. */
function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const shared = [...left].filter((address) => right.has(address)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 1 : shared / all;
}

function nameOf(scope: Scope): string {
  return scope.stack ?? scope.origin;
}
