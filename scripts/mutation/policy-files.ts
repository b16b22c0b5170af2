import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as z from 'zod';
import type { JsonValue } from '../model/json';
import { MutationError } from './error';

/** A file of the policy, of which mutants are made. */
export interface PolicyFile {
  /** Relative to the policy folder, with `/`; of what a table is made of relative to the repository. */
  readonly path: string;
  /** With LF line ends. */
  readonly text: string;
}

/** A Rego file of the policy: a rule, a part of the library, or the tests of either. */
export interface RegoFile extends PolicyFile {
  /** Such as `data.rules.naming.suffix`. */
  readonly package: string;
  /** The packages it imports. */
  readonly imports: readonly string[];
}

/** Every Rego file of a policy folder, by path. */
export function readRegoFiles(policyDirectory: string): RegoFile[] {
  return readdirSync(policyDirectory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', posix.sep))
    .filter((path) => path.endsWith('.rego'))
    .sort()
    .map((path) => regoFile(path, readText(join(policyDirectory, path))));
}

const tablesFolder = 'tables/';

/** The tables of Rego, by path. */
export function readTables(policyDirectory: string): PolicyFile[] {
  return readdirSync(join(policyDirectory, tablesFolder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => tablePath(name))
    .sort()
    .map((path) => ({ path, text: readText(join(policyDirectory, path)) }));
}

/** Where a table of Rego stands, relative to the policy folder. */
export function tablePath(name: string): string {
  return `${tablesFolder}${name}/data.json`;
}

/** The name of a table, as Rego asks for it; undefined for any other file. */
export function tableName({ path }: PolicyFile): string | undefined {
  return path.startsWith(tablesFolder) ? path.split('/')[1] : undefined;
}

/** The content of a file that is JSON. */
export function contentOf({ text }: PolicyFile): JsonValue {
  return z.json().parse(JSON.parse(text));
}

/** A text with LF line ends, whatever the checkout made of them. */
export function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

export function regoFile(path: string, text: string): RegoFile {
  const name = /^package (.+)$/m.exec(text)?.[1];
  if (name === undefined) {
    throw new MutationError(`${path} has no package line; every file of the policy has one`);
  }
  const imports = [...text.matchAll(/^import (data\.\S+)/gm)].flatMap(([, imported]) => imported ?? []);
  return { path, text, package: `data.${name}`, imports };
}

/** Whether a file is Rego and no part of the library. */
export function isRule({ path }: PolicyFile): boolean {
  return path.endsWith('.rego') && !path.startsWith('lib/');
}

export function isTest({ path }: RegoFile): boolean {
  return path.endsWith('_test.rego');
}

/** Whether mutants are made of it: the tests judge, and what supports them is judged by no one. */
export function isMutable(file: RegoFile): boolean {
  return !isTest(file) && file.path !== 'lib/testing.rego';
}

/** Files with all that they import, and what those import. */
export function withImports(files: readonly RegoFile[], roots: readonly RegoFile[]): RegoFile[] {
  return closure(roots, (file) => files.filter((other) => file.imports.includes(other.package)));
}

/** Files with all that import them, and what imports those. */
export function withDependents(files: readonly RegoFile[], roots: readonly RegoFile[]): RegoFile[] {
  return closure(roots, (file) => files.filter((other) => other.imports.includes(file.package)));
}

function closure(roots: readonly RegoFile[], next: (file: RegoFile) => RegoFile[]): RegoFile[] {
  const reached = new Set<RegoFile>(roots);
  for (const file of reached) for (const other of next(file)) reached.add(other);
  return [...reached];
}
