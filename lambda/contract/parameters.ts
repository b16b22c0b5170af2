/**
 * The SSM parameters that stacks and functions agree on, as paths below `/payments/<suffix>/`.
 *
 * Those of the session table stand in `sessions.ts`.
 */

/** How the database is reached. Endpoints have no port, and the name is that of the schema. */
export const databaseParameters = {
  writerEndpoint: 'database/writer-endpoint',
  readerEndpoint: 'database/reader-endpoint',
  port: 'database/port',
  name: 'database/name',
} as const;

/** What the payment provider gave us. First they hold a random text; `npm run secret -- set` puts in the real ones. */
export const secretParameters = {
  pspApiKey: 'psp/api-key',
  pspWebhookSecret: 'psp/webhook-secret',
} as const;
