import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { sha256, type Digest } from '../../model/digest';

/** A file of the policy: its path relative to the policy folder with `/`, and its text with LF line ends. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
  /** Of `text`, so that a checkout with other line ends has the same digest. */
  readonly sha256: Digest;
}

/** Assertions for the tests beside the rules; no rule may depend on them, so they are not built. */
const testSupport = 'lib/testing.rego';

/** Every Rego file that is built, by path: no tests and none of their support. */
export function readSources(policyDirectory: string): PolicyFile[] {
  return readFiles(
    policyDirectory,
    (path) => path.endsWith('.rego') && !path.endsWith('_test.rego') && path !== testSupport,
  );
}

/** Every data table, by path: `tables/<name>/data.json` for Rego, `tables/<name>.json` for TypeScript. */
export function readTables(policyDirectory: string): PolicyFile[] {
  return readFiles(policyDirectory, (path) => path.startsWith('tables/') && path.endsWith('.json'));
}

/** Whether a source holds a rule, which is every one outside `lib/` but the entry point. */
export function isRule(path: string): boolean {
  return path.includes('/') && !path.startsWith('lib/');
}

function readFiles(directory: string, wanted: (path: string) => boolean): PolicyFile[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', posix.sep))
    .filter(wanted)
    .sort((left, right) => (left < right ? -1 : 1))
    .map((path) => {
      const text = readFileSync(join(directory, path), 'utf8').replaceAll('\r\n', '\n');
      return { path, text, sha256: sha256(text) };
    });
}
