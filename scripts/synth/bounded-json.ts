import { readFileSync, statSync } from 'node:fs';
import { parse as parseExactly } from 'lossless-json';
import { digestOf, type Digest } from '../model/digest';
import { reasonOf } from '../model/error';
import type { JsonValue } from '../model/json';
import { SynthError } from './error';
import { scanJson } from './json-scan';

/** Far above any real stack (100,000 resources are some 60 MB), far below what would exhaust the memory of a runner. */
export const largestFile = 128 * 1024 * 1024;
/** Deeper than any configuration, and safe for every recursive reader that follows. */
export const deepestNesting = 256;

/** A JSON document. */
export interface JsonDocument {
  readonly value: JsonValue;
  /** With every digit of its numbers; made when it is asked for, as it takes longer than the reading. */
  readonly digest: () => Digest;
}

/**
 * Reads a JSON file that anybody may have made.
 *
 * @param origin names the file in the error
 * @throws SynthError for more than 128 MiB, what is no JSON (a file cut off, say), nesting deeper than 256, or a key
 * that stands twice in one object: terraform would read both and we only the last
 */
export function readBoundedJson(file: string, origin: string): JsonDocument {
  const { size } = statSync(file);
  if (size > largestFile) {
    throw new SynthError(
      `${origin} has ${size} bytes where ${largestFile} are allowed: spread its resources over more stacks`,
    );
  }
  const text = readFileSync(file, 'utf8');
  const { depth, repeatedKey, longNumber } = scanJson(text);
  if (depth > deepestNesting) {
    throw new SynthError(
      `${origin} is nested ${depth} levels deep where ${deepestNesting} are allowed: no synthesis makes such a file`,
    );
  }
  const value = parse(text, origin);
  if (repeatedKey !== null) {
    throw new SynthError(
      `${origin} has the key ${JSON.stringify(repeatedKey)} twice in one object: no synthesis makes such a file`,
    );
  }
  return { value, digest: () => digestOf(longNumber ? parseExactly(text) : value) };
}

function parse(text: string, origin: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new SynthError(`${origin} is not JSON (${reasonOf(error)}): synthesize again`, { cause: error });
  }
}
