import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { masterUser } from '../../lambda/contract/database';
import type { FunctionName } from '../../lambda/contract/functions';
import {
  parameterName,
  parameters,
  secretParameters,
  type ParameterPath,
} from '../../lambda/contract/parameters';
import { sessionTableAttributes } from '../../lambda/contract/sessions';
import { variables } from '../../lambda/contract/variables';
import { emulatorVariables } from '../../scripts/emulator/variables';
import { clientOptions, startTestEmulator } from '../scripts/emulator/running-emulator';
import { bundledFunctions, type ExecutionEnvironment } from './bundled-functions';
import { startIamDatabase, type IamDatabase } from './iam-database';
import { startMariadb, type TestMariadb } from './mariadb';

export const webhookSecret = 'a secret of this test';
const masterPassword = 'of this test';

/** What the functions find where they are deployed: a database, parameters, secrets, a session table. */
export interface FunctionsPlatform {
  readonly mariadb: TestMariadb;
  /** In front of it, as Aurora's users log in. */
  readonly database: IamDatabase;
  put(path: ParameterPath, value: string): Promise<void>;
  remove(path: ParameterPath): Promise<void>;
  /** A new execution environment of a bundled function. */
  start(name: FunctionName, more?: Readonly<Record<string, string>>): Promise<ExecutionEnvironment>;
  stop(): Promise<void>;
}

/**
 * A database without a schema, and what the emulator has of AWS. The port parameter leads past the tokens, as the migrator
 * has a password. Needs the tools `mariadb`, `moto` and `python`.
 */
export async function startFunctionsPlatform(): Promise<FunctionsPlatform> {
  const [mariadb, emulator, functions] = await Promise.all([
    startMariadb(),
    startTestEmulator(),
    bundledFunctions(),
  ]);
  const database = await startIamDatabase(mariadb);
  const options = clientOptions(emulator.aws.endpoint);
  const ssm = new SSMClient(options);
  const put = async (path: ParameterPath, value: string): Promise<void> => {
    const type = (Object.values(secretParameters) as string[]).includes(path) ? 'SecureString' : 'String';
    await ssm.send(
      new PutParameterCommand({
        Name: parameterName('dev', path),
        Value: value,
        Type: type,
        Overwrite: true,
      }),
    );
  };
  const secret = await new SecretsManagerClient(options).send(
    new CreateSecretCommand({
      Name: 'master',
      SecretString: JSON.stringify({ username: masterUser, password: masterPassword }),
    }),
  );
  await new DynamoDBClient(options).send(
    new CreateTableCommand({
      TableName: 'sessions',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: sessionTableAttributes.key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: sessionTableAttributes.key, AttributeType: 'S' }],
    }),
  );
  await mariadb.query(
    `CREATE USER '${masterUser}'@'%' IDENTIFIED BY '${masterPassword}' REQUIRE SSL;
     GRANT ALL PRIVILEGES ON *.* TO '${masterUser}'@'%' WITH GRANT OPTION;`,
  );
  await put(parameters.databaseWriterEndpoint, 'localhost');
  await put(parameters.databasePort, String(mariadb.port));
  await put(parameters.databaseMasterSecretArn, secret.ARN ?? '');
  await put(parameters.sessionsTableName, 'sessions');
  await put(secretParameters.pspWebhookSecret, webhookSecret);

  return {
    mariadb,
    database,
    put,
    remove: async (path) => {
      await ssm.send(new DeleteParameterCommand({ Name: parameterName('dev', path) }));
    },
    start: (name, more = {}) =>
      functions.start(name, {
        ...emulatorVariables(emulator.aws.endpoint),
        [variables.suffix]: 'dev',
        [variables.databaseAuthorityFile]: mariadb.authority.authorityFile,
        ...more,
      }),
    stop: async () => {
      await functions.remove();
      await database.stop();
      await emulator.stop();
      await mariadb.stop();
    },
  };
}
