/** The one place versions and checksums are read from: versions.json beside this file, and `.terraform-version`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';

export const versionsFile = fileURLToPath(new URL('./versions.json', import.meta.url));

/** Every pinned version and checksum. */
export function readVersions() {
  return JSON.parse(readFileSync(versionsFile, 'utf8'));
}

/** A Problem where the two places that name terraform's version disagree, else null. */
export function versionDisagreement(root) {
  const { terraform } = readVersions();
  const pinned = readFileSync(join(root, '.terraform-version'), 'utf8').trim();
  if (pinned === terraform.version) return null;
  return new Problem(
    `.terraform-version says ${pinned} and scripts/setup/versions.json has the checksums of ${terraform.version}`,
    `put the version and the checksums of terraform_${pinned}_SHA256SUMS into scripts/setup/versions.json`,
  );
}

/** versions.json as text: one line a package, so that an update reads as one line in a review. */
export function formatVersions(versions) {
  return `${format(versions, '')}\n`;
}

function format(value, indent) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([key, part]) => `${inner}${JSON.stringify(key)}: ${format(part, inner)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}
