import type { ResourceChange } from '../../model/change';
import { isJsonObject, valueAt } from '../../model/json';
import type { SynthesizedStack } from '../../model/synthesis';
import { aliasesLeftAlone } from '../../terraform/published-functions';
import type { Deployment } from '../deploy/deployment';

/**
 * Leaves out of what terraform finds changed since it looked last what changes outside it on purpose: the version of an
 * alias, which the pipeline moves (`findMovedAliases` holds it against the record), and the number of times a secret was
 * set, whose value no state holds. What else changed of the same resource stays.
 */
export function withoutIntendedDrift(
  { synthesis }: Pick<Deployment, 'synthesis'>,
  drifted: readonly ResourceChange[],
): readonly ResourceChange[] {
  const intended = new Map(
    synthesis.stacks.flatMap((stack) => [
      ...[...aliasesLeftAlone(stack)].map(
        (address) => [`${stack.id} ${address}`, 'function_version'] as const,
      ),
      ...secretsWrittenOnly(stack).map((address) => [`${stack.id} ${address}`, 'version'] as const),
    ]),
  );
  return drifted.flatMap((change) => {
    const attribute = intended.get(`${change.stack} ${change.address}`);
    if (change.action !== 'update' || attribute === undefined) return [change];
    const attributes = change.attributes.filter(({ path }) => path[0] !== attribute);
    return attributes.length === 0 ? [] : [{ ...change, attributes }];
  });
}

/** Addresses of the parameters whose value terraform writes once and never reads. */
function secretsWrittenOnly(stack: Pick<SynthesizedStack, 'terraform'>): readonly string[] {
  const parameters = valueAt(stack.terraform, ['resource', 'aws_ssm_parameter']);
  return Object.entries(isJsonObject(parameters) ? parameters : {})
    .filter(([, parameter]) => valueAt(parameter, ['value_wo']) !== undefined)
    .map(([name]) => `aws_ssm_parameter.${name}`);
}
