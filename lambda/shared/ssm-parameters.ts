import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { ReadParameters } from './configuration';

/** What one call takes: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
const namesPerCall = 10;

/** Reads parameters from SSM, secret ones decrypted. */
export function ssmParameters(client: Pick<SSMClient, 'send'> = new SSMClient()): ReadParameters {
  return async (names) => {
    const found = new Map<string, string>();
    for (let first = 0; first < names.length; first += namesPerCall) {
      const { Parameters: parameters = [] } = await client.send(
        new GetParametersCommand({ Names: names.slice(first, first + namesPerCall), WithDecryption: true }),
      );
      for (const { Name: name, Value: value } of parameters) {
        if (name !== undefined && value !== undefined) found.set(name, value);
      }
    }
    return found;
  };
}
