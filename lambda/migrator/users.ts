import type { Connection, RowDataPacket } from 'mysql2/promise';
import { databaseName, databaseUsers } from '../contract/database';
import type { UserProvisioning } from '../contract/migrations';

/** One privilege on one table, or on all of the schema. */
type Grant = `${Privilege} ON ${string}`;
type Privilege = 'INSERT' | 'SELECT' | 'UPDATE' | 'SHOW VIEW';

/** What each function may do, by table; nobody may change the schema or delete a row. */
const grants: Readonly<Record<keyof typeof databaseUsers, Readonly<Record<string, Privilege>>>> = {
  api: { provider_events: 'INSERT' },
  consumer: {},
  relay: { outbox: 'SELECT' },
  reconciler: { provider_events: 'SELECT' },
};

/** Makes a user who logs in with an IAM token; only Aurora and RDS can. */
export type CreateIamUser = (connection: Connection, user: string) => Promise<void>;

/** As https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html has it. */
export const createIamUser: CreateIamUser = async (connection, user) => {
  await connection.query(
    `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL`,
  );
};

/**
 * Sees to it that each function's user is there and may do what is listed above and nothing else. Anywhere but on Aurora
 * nothing is done, and the answer says so.
 */
export async function provisionUsers(
  connection: Connection,
  createUser: CreateIamUser = createIamUser,
): Promise<UserProvisioning> {
  if (createUser === createIamUser && !(await isAurora(connection))) {
    return {
      status: 'skipped',
      reason: 'the server is not Aurora, so no user can log in with an IAM token',
    };
  }
  for (const [name, user] of Object.entries(databaseUsers)) {
    await createUser(connection, user);
    await bringGrantsInLine(connection, user, wantedGrants(name as keyof typeof grants));
  }
  return { status: 'provisioned', users: Object.values(databaseUsers) };
}

/** To name the schema at login a user needs some privilege in it; this one shows nothing, as there are no views. */
const login: Grant = `SHOW VIEW ON ${databaseName}.*`;

function wantedGrants(name: keyof typeof grants): readonly Grant[] {
  const tables = Object.entries(grants[name]);
  return [login, ...tables.map(([table, privilege]): Grant => `${privilege} ON ${databaseName}.${table}`)];
}

/** Grants what is missing before it revokes what is too much, so that a function that runs never lacks what it may do. */
async function bringGrantsInLine(
  connection: Connection,
  user: string,
  wanted: readonly Grant[],
): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT CONCAT(PRIVILEGE_TYPE, ' ON ', TABLE_SCHEMA, '.', TABLE_NAME) AS held
       FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = ?
     UNION SELECT CONCAT(PRIVILEGE_TYPE, ' ON ', TABLE_SCHEMA, '.*')
       FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = ?`,
    [`'${user}'@'%'`, `'${user}'@'%'`],
  );
  const held = rows.map((row) => String(row['held']));
  for (const grant of wanted) {
    if (!held.includes(grant)) await connection.query(`GRANT ${grant} TO '${user}'@'%'`);
  }
  for (const grant of held) {
    if (!(wanted as readonly string[]).includes(grant)) {
      await connection.query(`REVOKE ${grant} FROM '${user}'@'%'`);
    }
  }
}

async function isAurora(connection: Connection): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW VARIABLES LIKE 'aurora_version'");
  return rows.length > 0;
}
