import { MutationError } from './error';

/** A stretch of a source: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A node of what `opa parse` prints: an object of which only the parts that are asked for are looked at. */
export type RegoNode = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is RegoNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The nodes of a list; none where there is no list. */
export function nodesOf(value: unknown): RegoNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/**
 * A source in which `else` is a rule of its own named `elze`, with every other character at its offset.
 *
 * OPA gives all that is inside an `else` the place of the `else` itself. Nothing but `opa parse` ever reads the result.
 */
export function withoutElse(source: string): string {
  return source.replaceAll(/^\} else /gm, '}\nelze ').replaceAll(/^else /gm, 'elze ');
}

/** Finds where the nodes of a parsed source stand in it. */
export class RegoPlaces {
  private readonly lineStarts: readonly number[];

  constructor(
    private readonly path: string,
    private readonly parsed: string,
  ) {
    this.lineStarts = [0, ...[...parsed.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** @throws MutationError where the tree is not of this source */
  spanOf(node: RegoNode): Span {
    const { location } = node;
    if (!isNode(location)) throw this.misplaced(node);
    const { row, col, text } = location;
    if (typeof row !== 'number' || typeof col !== 'number' || typeof text !== 'string') {
      throw this.misplaced(node);
    }
    const said = Buffer.from(text, 'base64').toString('utf8');
    const lineStart = this.lineStarts[row - 1] ?? 0;
    // the columns are those of bytes, which only differ behind a character beyond ASCII
    const before = Buffer.from(this.parsed.slice(lineStart), 'utf8')
      .subarray(0, col - 1)
      .toString('utf8');
    const start = lineStart + before.length;
    // a term in parentheses has the column of what is in them
    const found = this.parsed.lastIndexOf(said, start);
    if (found === start || (said.startsWith('(') && found >= lineStart)) {
      return { start: found, end: found + said.length };
    }
    throw this.misplaced(node);
  }

  private misplaced(node: RegoNode): MutationError {
    return new MutationError(
      `opa parse printed a part of ${this.path} that does not stand where it says (${JSON.stringify(node['location'])}); use the OPA of scripts/setup/versions.json, and run opa fmt`,
    );
  }
}
