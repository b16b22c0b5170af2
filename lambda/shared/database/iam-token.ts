import { Signer } from '@aws-sdk/rds-signer';

/**
 * An IAM token in place of a password. It is signed here, without a call to AWS, by the credentials of the function's role,
 * which needs `rds-db:connect` on exactly this user.
 */
export function iamToken(hostname: string, port: number, username: string): Promise<string> {
  return new Signer({ hostname, port, username }).getAuthToken();
}
