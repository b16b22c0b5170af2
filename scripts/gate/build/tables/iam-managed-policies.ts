import * as z from 'zod';
import { actionTableOf, type ActionTable } from '../../iam/action-table';

const texts = z.union([z.string(), z.array(z.string())]);
const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([texts, z.boolean(), z.number()]))).optional(),
});
type Statement = z.infer<typeof statementSchema>;

/** AWS's managed policies by name, as moto has them. */
export const managedPolicySourceSchema = z.object({
  version: z.string(),
  policies: z.record(
    z.string(),
    z.object({
      Path: z.string(),
      CreateDate: z.string(),
      UpdateDate: z.string().optional(),
      Document: z.object({ Statement: z.union([statementSchema, z.array(statementSchema)]) }),
    }),
  ),
});

/**
 * AWS's managed policies by path and name (`service-role/AWSLambdaBasicExecutionRole`), each with those of its statements
 * that matter to the strength of a principal; one without any is known to be harmless.
 */
export const managedPolicyTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  policies: z.record(z.string(), z.array(statementSchema)),
});
export type ManagedPolicyTable = z.infer<typeof managedPolicyTableSchema>;

/** @param interest the actions of escalation paths and powers */
export function buildManagedPolicyTable(
  { version, policies }: z.infer<typeof managedPolicySourceSchema>,
  interest: readonly string[],
): ManagedPolicyTable {
  const table = actionTableOf(interest);
  const attachable = Object.entries(policies).filter(
    ([, { Path }]) => !Path.startsWith('/aws-service-role/'),
  );
  const dates = attachable.map(([, policy]) => (policy.UpdateDate ?? policy.CreateDate).slice(0, 10));
  return managedPolicyTableSchema.parse({
    source: `the AWS managed policies in moto ${version}, reduced to the actions of tables/iam-escalation`,
    date: dates.sort().at(-1),
    policies: Object.fromEntries(
      attachable
        .map(([name, { Path, Document }]): [string, Statement[]] => [
          Path.slice(1) + name,
          isOfService(Path)
            ? []
            : [Document.Statement].flat().flatMap((statement) => reduce(statement, table)),
        ])
        .sort(([left], [right]) => (left < right ? -1 : 1)),
    ),
  });
}

/** AWS keeps the policies of service roles to what the service does with them. */
function isOfService(path: string): boolean {
  return path === '/service-role/';
}

function reduce(statement: Statement, table: ActionTable): Statement[] {
  if (statement.NotAction !== undefined) return [statement];
  const actions = [statement.Action ?? []].flat().filter((pattern) => table.match(pattern).length > 0);
  return actions.length === 0 ? [] : [{ ...statement, Action: actions }];
}
