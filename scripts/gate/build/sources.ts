import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, type Digest } from '../../model/digest';

/** Which file of the policy has which content. */
export interface PolicyDigest {
  /** Relative to the policy folder, with `/`. */
  readonly path: string;
  /** Of the text with LF line ends, so that a checkout with others has the same digest. */
  readonly sha256: Digest;
}

/** A file of the policy with its text, whose line ends are LF. */
export interface PolicyFile extends PolicyDigest {
  readonly text: string;
}

/** Assertions for the tests beside the rules; no rule may depend on them, so they are not built. */
const testSupport = 'lib/testing.rego';

/** Every Rego file that is built, by path: no tests and none of their support. */
export function readSources(policyDirectory: string): PolicyFile[] {
  return readFiles(policyDirectory, isSource);
}

/** Every data table, by path: `tables/<name>/data.json` for Rego, `tables/<name>.json` for TypeScript. */
export function readTables(policyDirectory: string): PolicyFile[] {
  return readFiles(policyDirectory, isTable);
}

/** Whether a source holds a rule, which is every one outside `lib/` but the entry point. */
export function isRule(path: string): boolean {
  return path.includes('/') && !path.startsWith('lib/');
}

/** The digests of everything a build is made of, by path: all that is looked at when a build is used. */
export function digestsOfPolicy(policyDirectory: string): Record<'sources' | 'tables', PolicyDigest[]> {
  const paths = pathsBelow(policyDirectory);
  const digests = (wanted: (path: string) => boolean): PolicyDigest[] =>
    paths.filter(wanted).map((path) => ({ path, sha256: digestOfFile(join(policyDirectory, path)) }));
  return { sources: digests(isSource), tables: digests(isTable) };
}

/** The digest of a text file with LF line ends, whichever it has. */
export function digestOfFile(file: string): Digest {
  const bytes = readFileSync(file);
  return sha256(bytes.includes('\r\n') ? bytes.toString('utf8').replaceAll('\r\n', '\n') : bytes);
}

function isSource(path: string): boolean {
  return path.endsWith('.rego') && !path.endsWith('_test.rego') && path !== testSupport;
}

function isTable(path: string): boolean {
  return path.startsWith('tables/') && path.endsWith('.json');
}

function readFiles(directory: string, wanted: (path: string) => boolean): PolicyFile[] {
  return pathsBelow(directory)
    .filter(wanted)
    .map((path) => {
      const text = readFileSync(join(directory, path), 'utf8').replaceAll('\r\n', '\n');
      return { path, text, sha256: sha256(text) };
    });
}

function pathsBelow(directory: string): string[] {
  return filesBelow(directory, '').sort((left, right) => (left < right ? -1 : 1));
}

/** Node's own way to do this asks of every file once more what it is. */
function filesBelow(directory: string, folder: string): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(directory, `${folder}${entry.name}/`) : [folder + entry.name],
  );
}
