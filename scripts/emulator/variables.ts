import type { EnvironmentVariables } from '../model/ports';

/**
 * The variables that send terraform, its provider and the AWS SDKs to the emulator. The credentials are placeholders
 * that no one can take for real ones.
 */
export function emulatorVariables(endpoint: string, region = 'us-east-1'): EnvironmentVariables {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'emulator',
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // a profile or a shared file of the person at the machine must not lead to a real account
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
