import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../model/json';
import { remembered } from '../../model/once';

/** The rows of a table by the prefix of a service, or by the name of a policy. */
export interface TableRows<Row> {
  get(name: string): Row | undefined;
  has(name: string): boolean;
  keys(): Iterable<string>;
}

const beforeName = '\n    "';
const afterName = '": ';

/**
 * The rows of a table in which each has a line of its own, as `npm run policy:tables` writes it. A row is parsed when it is
 * first asked for: policies name a few of 460 services, and to parse all took longer than all that is made of them.
 */
export class LineRows<Row extends object> implements TableRows<Row> {
  /** What the table says beside its rows. */
  readonly rest: JsonObject;
  private readonly lines = new Map<string, string>();
  private readonly rows = new Map<string, Row>();

  constructor(text: string) {
    const first = text.indexOf(beforeName);
    let end = first;
    while (text.startsWith(beforeName, end)) {
      const nameAt = end + beforeName.length;
      const nameEnd = text.indexOf(afterName, nameAt);
      end = text.indexOf('\n', nameEnd);
      const row = text.slice(nameEnd + afterName.length, end);
      this.lines.set(text.slice(nameAt, nameEnd), row.replace(/,$/, ''));
    }
    this.rest = JSON.parse(first < 0 ? text : text.slice(0, first) + text.slice(end)) as JsonObject;
  }

  get(name: string): Row | undefined {
    const line = this.lines.get(name);
    return line === undefined ? undefined : remembered(this.rows, name, () => JSON.parse(line) as Row);
  }

  has(name: string): boolean {
    return this.lines.has(name);
  }

  keys(): Iterable<string> {
    return this.lines.keys();
  }
}

/** Things of a service, and by their numbers (`0 3`) the names of the actions that have them. */
export interface Numbered {
  readonly actions: Readonly<Record<string, string>>;
}

/** By the names of the actions in lower case, what is made of the things they have; actions with the same share it. */
export function byAction<Thing, T>(
  { actions }: Numbered,
  things: readonly Thing[],
  make: (own: Thing[]) => T,
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const [numbers, names] of Object.entries(actions)) {
    const made = make(numbers.split(' ').flatMap((number) => things[Number(number)] ?? []));
    for (const name of names.toLowerCase().split(' ')) byName.set(name, made);
  }
  return byName;
}

/** Reads a table of the policy; its build was verified before. */
export function readTable(policyDirectory: string, name: string): string {
  return readFileSync(join(policyDirectory, 'tables', `${name}.json`), 'utf8');
}
