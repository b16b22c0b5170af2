import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { databaseName } from '../contract/database';
import type { MigratorAnswer } from '../contract/migrations';
import { functionParameters, parameters } from '../contract/parameters';
import { databaseAuthorities } from '../shared/database/authorities';
import { connectToWriter } from '../shared/database/connect';
import { createRuntime, writerAddress } from '../shared/function-runtime';
import { readMigrations } from './migration-files';
import { serveMigrator } from './serve';

const runtime = createRuntime(functionParameters.migrator);
const secrets = new SecretsManagerClient();

/** What RDS keeps in the secret it manages: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html */
const secretSchema = z.object({ username: z.string(), password: z.string() });

/** The schema of the database: called by the pipeline between an apply and the move of the aliases. */
export function handler(event: unknown): Promise<MigratorAnswer> {
  return serveMigrator(event, {
    logger: runtime.logger,
    // beside the bundle, in the zip
    migrations: readMigrations(join(__dirname, 'migrations')),
    connect: connectAsMaster,
  });
}

async function connectAsMaster() {
  const values = await runtime.configuration.values();
  const secretArn = values[parameters.databaseMasterSecretArn];
  const { SecretString: text = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }));
  const { username, password } = secretSchema.parse(JSON.parse(text));
  return connectToWriter({
    ...writerAddress(values),
    user: username,
    password: () => Promise.resolve(password),
    database: databaseName,
    authorities: databaseAuthorities(),
  });
}
