import { digestOf } from '../../model/digest';
import type { PathStep } from '../../model/json';
import type { RawFinding } from '../engine/policy-engine';

/** What terraform adds to the name of a resource of which there are several, or that waits to be destroyed. */
const instanceAtEnd = /(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?: \(deposed .*\))?$/;

/**
 * The name of a finding: the same at synth, plan and state, so that a waiver or a baseline made at one holds at all.
 *
 * What terraform adds does not count: the instance `[0]` of a resource, and the index 0 of a block or of a list of one,
 * which is written with and without.
 */
export function findingId({ rule, stack, address, path }: RawFinding, constructPath: string | null): string {
  const base = address.replace(instanceAtEnd, '');
  const instance = address.slice(base.length);
  const owner = constructPath ?? (stack === null ? base : `${stack} ${base}`);
  const place = owner + (instance === '[0]' ? '' : instance);
  return digestOf([rule, place, steps(path)]).slice('sha256:'.length, 'sha256:'.length + 16);
}

function steps(path: readonly PathStep[]): PathStep[] {
  return path.filter((step) => step !== 0);
}
