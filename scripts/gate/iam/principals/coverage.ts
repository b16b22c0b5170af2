import { GateError } from '../../error';
import type { Subject } from '../../system/scope';
import type { IamResource } from './holders';
import { credentialTypes, typesWithoutPermissions } from './iam-types';

/** Joined to principals through what refers to them. */
const referredTo: ReadonlySet<string> = new Set(['aws_iam_instance_profile', 'aws_iam_policy']);

/**
 * Makes sure that every IAM resource ended in a fact: one that did not would look as if nobody had any permission from it.
 *
 * @param accounted what was joined, or is known not to be joinable
 * @throws GateError where a resource is of a type nothing is known of
 */
export function checkCoverage(resources: readonly IamResource[], accounted: ReadonlySet<Subject>): void {
  const lost = resources.find(
    ({ subject }) => isIam(subject) && !accounted.has(subject) && !isKnown(subject),
  );
  if (lost === undefined) return;
  const { address, type } = lost.subject.resource;
  throw new GateError(
    `${address} ended in no IAM fact, so no verdict about permissions can be trusted: nothing is known of the type ${type}; say in scripts/gate/iam/principals/iam-types.ts what it gives to whom`,
  );
}

function isIam({ resource }: Subject): boolean {
  return resource.type.startsWith('aws_iam_');
}

function isKnown({ resource }: Subject): boolean {
  return (
    referredTo.has(resource.type) ||
    credentialTypes.has(resource.type) ||
    typesWithoutPermissions.has(resource.type)
  );
}
