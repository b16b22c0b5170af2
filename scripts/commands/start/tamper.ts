import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { InputError } from '../../model/error';
import { isJsonObject, type JsonObject } from '../../model/json';
import type { Deployment } from '../deploy/deployment';

/** An edit behind terraform's back, and where it must be found again. */
export interface Tampering {
  readonly stack: string;
  readonly address: string;
  readonly what: string;
}

/**
 * Does what somebody in a hurry does at night: gives a function's role `Action: "*"` by hand, in the emulator.
 *
 * The first inline role policy in a state is taken, so that the path does not depend on one stack's names.
 */
export async function tamperWithRolePolicy(deployment: Deployment, endpoint: string): Promise<Tampering> {
  for (const { id } of deployment.synthesis.stacks) {
    const policy = firstRolePolicy((await deployment.state(id))?.text);
    if (policy === null) continue;
    const client = new IAMClient({
      endpoint,
      region: deployment.environment.region,
      credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
    });
    await client.send(
      new PutRolePolicyCommand({
        RoleName: policy.role,
        PolicyName: policy.name,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        }),
      }),
    );
    client.destroy();
    return {
      stack: id,
      address: policy.address,
      what: `the policy ${policy.name} was given Action "*" by hand`,
    };
  }
  throw new InputError(
    'no stack has an inline role policy, so there is nothing to edit behind terraform; add one to the stacks or another edit to this step',
  );
}

function firstRolePolicy(state: string | undefined): { address: string; role: string; name: string } | null {
  const parsed = state === undefined ? null : (JSON.parse(state) as JsonObject);
  const resources = parsed === null ? [] : parsed['resources'];
  for (const resource of Array.isArray(resources) ? resources : []) {
    if (!isJsonObject(resource) || resource['type'] !== 'aws_iam_role_policy') continue;
    const [instance] = Array.isArray(resource['instances']) ? resource['instances'] : [];
    const attributes = isJsonObject(instance) ? instance['attributes'] : undefined;
    if (!isJsonObject(attributes)) continue;
    const { role, name } = attributes;
    const local = resource['name'];
    if (typeof role !== 'string' || typeof name !== 'string' || typeof local !== 'string') continue;
    return { address: `aws_iam_role_policy.${local}`, role, name };
  }
  return null;
}
