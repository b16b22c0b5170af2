import type { FunctionName } from './functions';

/** The schema everything is in. */
export const databaseName = 'payments';

/** Whom AWS manages the password of; only the migrator logs in as it. */
export const masterUser = 'payments_admin';

/** Who each function logs in as, with an IAM token (`rds-db:connect` on exactly this user). */
export const databaseUsers: Readonly<Record<Exclude<FunctionName, 'migrator'>, string>> = {
  api: 'payments_api',
  consumer: 'payments_consumer',
  relay: 'payments_relay',
  reconciler: 'payments_reconciler',
};
