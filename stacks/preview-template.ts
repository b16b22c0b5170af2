import { StackError } from './lib/error';

/** The entries of `environments.json` by name, before anybody has looked into them. */
export type Entries = Readonly<Record<string, unknown>>;

type Entry = Readonly<Record<string, unknown>>;

/** What an entry may give as `templateFor`: letters, so that the number after them can be told apart. */
export const templatePattern = /^[a-z]{1,6}$/;

/**
 * The entry a name stands for: its own, or for `pr123` the one that says `"templateFor": "pr"`, with `pr123` as its
 * suffix. So every pull request has an environment of its own, and nobody has to list it. `scripts/model/environment.ts`
 * reads names in the same way.
 */
export function entryFor(entries: Entries, name: string): Entry | undefined {
  if (Object.hasOwn(entries, name)) return asEntry(entries[name]);
  const template = Object.values(entries)
    .map(asEntry)
    .find((entry) => isPreviewOf(entry, name));
  return template === undefined ? undefined : { ...template, suffix: name };
}

/** What can be asked for, as people read it: `dev, pr<number>, preview`. */
export function namesOf(entries: Entries): string {
  const previews = Object.values(entries).flatMap((entry) => {
    const { templateFor } = asEntry(entry);
    return typeof templateFor === 'string' ? [`${templateFor}<number>`] : [];
  });
  return [...Object.keys(entries), ...previews].sort().join(', ');
}

/** @throws StackError where an entry that is listed has the name or suffix a preview would have */
export function refusePreviewNames(entries: Entries): void {
  for (const [name, entry] of Object.entries(entries)) {
    for (const [template, other] of Object.entries(entries)) {
      const { suffix } = asEntry(entry);
      const taken = [name, suffix].find(
        (text) => typeof text === 'string' && isPreviewOf(asEntry(other), text),
      );
      if (taken === undefined) continue;
      throw new StackError(
        `the environment ${name} has the name or suffix ${JSON.stringify(taken)} in stacks/environments.json, which a preview made from ${template} would have: give it another`,
      );
    }
  }
}

/** Numbers begin with 1 to 9, so that no two names mean one pull request; 12 characters are the most a suffix has. */
function isPreviewOf({ templateFor }: Entry, name: string): boolean {
  if (typeof templateFor !== 'string' || name.length > 12 || !name.startsWith(templateFor)) return false;
  return /^[1-9]\d*$/.test(name.slice(templateFor.length));
}

function asEntry(value: unknown): Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entry) : {};
}
