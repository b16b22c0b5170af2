import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf, sha256, type Digest } from '../model/digest';

/** Files that decide what an import means without being part of a bundle. */
const alwaysInputs = ['package-lock.json', 'tsconfig.json', 'scripts/synth/functions.ts'];

interface CachedBundle {
  readonly code: Digest;
  readonly inputs: Readonly<Record<string, Digest>>;
}

/**
 * The bundle made earlier, or null unless every file it was made from still has the same content.
 *
 * By content and not by time, and the code itself is checked too: an old bundle must never be deployed.
 */
export function readBundle(repository: string, name: string): Uint8Array | null {
  try {
    const { code, inputs } = JSON.parse(readFileSync(indexFile(repository, name), 'utf8')) as CachedBundle;
    const now = inputDigests(repository, Object.keys(inputs));
    if (digestOf(inputs) !== digestOf(now)) return null;
    const bundle = readFileSync(codeFile(repository, name));
    return sha256(bundle) === code ? bundle : null;
  } catch {
    return null;
  }
}

/** Remembers a bundle with the files it was made from, relative to the repository. */
export function storeBundle(
  repository: string,
  name: string,
  code: Uint8Array,
  inputs: readonly string[],
): void {
  const index: CachedBundle = {
    code: sha256(code),
    inputs: inputDigests(repository, [...inputs, ...alwaysInputs]),
  };
  mkdirSync(dirname(codeFile(repository, name)), { recursive: true });
  replaceFile(codeFile(repository, name), code);
  replaceFile(indexFile(repository, name), JSON.stringify(index));
}

interface CachedArchive {
  readonly content: Digest;
  readonly archive: Digest;
}

/**
 * The zip of some files, made earlier where the same files were zipped by the same code: compressing takes longer than all
 * the rest of a synthesis.
 */
export function archiveOf(
  repository: string,
  name: string,
  files: Readonly<Record<string, Uint8Array>>,
  make: (files: Readonly<Record<string, Uint8Array>>) => Uint8Array,
): Uint8Array {
  const content = digestOf({
    files: Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, sha256(bytes)])),
    code: inputDigests(repository, ['scripts/synth/zip.ts']),
    node: process.version,
  });
  const known = readArchive(repository, name, content);
  if (known !== null) return known;
  const archive = make(files);
  mkdirSync(dirname(archiveFile(repository, name)), { recursive: true });
  replaceFile(archiveFile(repository, name), archive);
  replaceFile(archiveIndexFile(repository, name), JSON.stringify({ content, archive: sha256(archive) }));
  return archive;
}

function readArchive(repository: string, name: string, content: Digest): Uint8Array | null {
  try {
    const known = JSON.parse(readFileSync(archiveIndexFile(repository, name), 'utf8')) as CachedArchive;
    const archive = readFileSync(archiveFile(repository, name));
    return known.content === content && sha256(archive) === known.archive ? archive : null;
  } catch {
    return null;
  }
}

function inputDigests(repository: string, inputs: readonly string[]): Record<string, Digest> {
  return Object.fromEntries(inputs.map((input) => [input, sha256(readFileSync(join(repository, input)))]));
}

/** Two syntheses at once must not read each other's halves. */
function replaceFile(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function codeFile(repository: string, name: string): string {
  return join(repository, '.cache', 'functions', `${name}.js`);
}

function indexFile(repository: string, name: string): string {
  return join(repository, '.cache', 'functions', `${name}.json`);
}

function archiveFile(repository: string, name: string): string {
  return join(repository, '.cache', 'functions', `${name}.zip`);
}

function archiveIndexFile(repository: string, name: string): string {
  return join(repository, '.cache', 'functions', `${name}.zip.json`);
}
