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
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  return isLosslessNumber(value) ? value.value : membersOf(value as Readonly<Record<string, unknown>>);
}

function membersOf(value: Readonly<Record<string, unknown>>): string {
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}
