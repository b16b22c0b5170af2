import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../model/json';

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
    const known = this.rows.get(name);
    if (known !== undefined) return known;
    const line = this.lines.get(name);
    if (line === undefined) return undefined;
    const row = JSON.parse(line) as Row;
    this.rows.set(name, row);
    return row;
  }

  has(name: string): boolean {
    return this.lines.has(name);
  }

  keys(): Iterable<string> {
    return this.lines.keys();
  }
}

/** Reads a table of the policy; its build was verified before. */
export function readTable(policyDirectory: string, name: string): string {
  return readFileSync(join(policyDirectory, 'tables', `${name}.json`), 'utf8');
}
