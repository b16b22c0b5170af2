import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { digestOf, type Digest } from '../../model/digest';
import { waiverFileSchema, type Waiver } from '../../model/waiver';
import { inOneLine } from '../../model/error';
import { GateError } from '../error';
import { parseJson } from '../evidence/json-file';

/** In the folder of the policy. */
export const waiversFile = 'waivers.json';

/** A waiver and where it stands, so that what is wrong with it is said at its line. */
export interface WrittenWaiver {
  readonly waiver: Waiver;
  readonly source: { readonly file: string; readonly line: number };
}

/** All waivers of a policy. */
export interface Waivers {
  readonly written: readonly WrittenWaiver[];
  /** Of what they say, in any order and layout. */
  readonly digest: Digest;
}

/**
 * Reads the waivers of a policy; a policy without the file has none.
 *
 * @throws GateError where an entry is not complete: what a waiver leaves out nobody has agreed to
 */
export function readWaivers(policyDirectory: string): Waivers {
  const file = join(policyDirectory, waiversFile);
  if (!existsSync(file)) return { written: [], digest: waiversDigest([]) };
  const text = readFileSync(file, 'utf8');
  const parsed = waiverFileSchema.safeParse(parseJson(text, file));
  if (!parsed.success) {
    throw new GateError(
      `${file} is not a list of whole waivers: ${inOneLine(z.prettifyError(parsed.error))}; write them with npm run waive`,
      { cause: parsed.error },
    );
  }
  const lines = entryLines(text);
  const { waivers } = parsed.data;
  return {
    written: waivers.map((waiver, index) => ({
      waiver,
      source: { file: `${basename(policyDirectory)}/${waiversFile}`, line: lines[index] ?? 1 },
    })),
    digest: waiversDigest(waivers),
  };
}

/** The digest of a list of waivers; their order does not count. */
export function waiversDigest(waivers: readonly Waiver[]): Digest {
  return digestOf(
    waivers.map((waiver) => digestOf({ ...waiver, environments: [...waiver.environments].sort() })).sort(),
  );
}

/** The line each entry of the list begins at: the file has one list, and its entries are the only objects two levels deep. */
function entryLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') line += 1;
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      if (character === '{' && depth === 2) lines.push(line);
      depth += 1;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return lines;
}
