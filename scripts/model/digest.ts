import { createHash } from 'node:crypto';
import { isLosslessNumber } from 'lossless-json';

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** The sha-256 of bytes, or of a text as UTF-8. */
export function sha256(bytes: string | Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The sha-256 of a value's canonical JSON. */
export function digestOf(value: unknown): Digest {
  return sha256(canonicalJson(value));
}

/**
 * JSON with keys sorted by code unit and no white space, so that equal values have equal bytes.
 *
 * Numbers are written as they were read: parse with `lossless-json` where a number may exceed what a double holds,
 * as Terraform prints numbers exactly and two different ones must not meet in one digest.
 */
export function canonicalJson(value: unknown): string {
  if (isLosslessNumber(value)) return value.value;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
