import type { SecretStore } from '../model/ports';
import { clientOptions, type AwsOptions } from './aws-client';

/** Secrets as SecureString parameters of SSM, with the credentials the AWS SDK finds; loaded only when it is first asked. */
export function createSecretStore(options: AwsOptions): SecretStore {
  return {
    replace: async (name, value, key) => {
      const { PutParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
      const client = new SSMClient(clientOptions(options));
      try {
        const { Version: version } = await client.send(
          // without a key SSM would take one that is not ours
          new PutParameterCommand({
            Name: name,
            Value: value,
            Type: 'SecureString',
            KeyId: key,
            Overwrite: true,
          }),
        );
        return version ?? 0;
      } finally {
        client.destroy();
      }
    },
  };
}
