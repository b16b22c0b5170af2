import type { FunctionName } from './functions';

/** SSM parameters of type String, below `/payments/<suffix>/`. */
export const parameters = {
  databaseWriterEndpoint: 'database/writer-endpoint',
  databaseReaderEndpoint: 'database/reader-endpoint',
  databasePort: 'database/port',
  /** The secret AWS manages for the master user; only the migrator reads it. */
  databaseMasterSecretArn: 'database/master-secret-arn',
  sessionsTableName: 'sessions/table-name',
  busName: 'events/bus-name',
  /** Where the API is reached, without a slash at its end. */
  apiUrl: 'api/url',
  captureSagaArn: 'sagas/capture-arn',
  refundSagaArn: 'sagas/refund-arn',
} as const;

/**
 * SSM parameters of type SecureString, below the same path. They are filled with a random placeholder once and replaced by
 * `npm run secret -- set NAME`; no plan reverts that.
 */
export const secretParameters = {
  /** What the payment provider knows us by. */
  pspApiKey: 'psp/api-key',
  /** What the payment provider signs its webhooks with. */
  pspWebhookSecret: 'psp/webhook-secret',
} as const;

export type ParameterPath =
  (typeof parameters)[keyof typeof parameters] | (typeof secretParameters)[keyof typeof secretParameters];

const database = [parameters.databaseWriterEndpoint, parameters.databasePort] as const;

/** What each function reads: its role is granted these parameters and no other. */
export const functionParameters = {
  api: [...database, parameters.sessionsTableName, secretParameters.pspWebhookSecret],
  consumer: [...database],
  relay: [...database],
  reconciler: [...database],
  migrator: [...database, parameters.databaseMasterSecretArn],
} as const satisfies Readonly<Record<FunctionName, readonly ParameterPath[]>>;

/** The name of a parameter: `psp/api-key` becomes `/payments/<suffix>/psp/api-key`. */
export function parameterName(suffix: string, path: ParameterPath): string {
  return `/payments/${suffix}/${path}`;
}
