import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { inOneLine } from '../model/error';
import { MutationError } from './error';
import type { RegoFile } from './policy-files';
import type { TestSet } from './test-set';

/** Runs OPA in a folder; rejects where it could not be started or did not end. */
export type RunOpa = (
  args: readonly string[],
  cwd: string,
) => Promise<{ readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }>;

/** Where and with what mutants are run. */
export interface Laboratory {
  /** Absolute; only its tables are read here. */
  readonly policyDirectory: string;
  /** An existing folder for temporary files; absolute. */
  readonly scratchDirectory: string;
  readonly opa: RunOpa;
}

/** A mutant as a batch runs it: another text of a file, or another table of a name. */
export interface Change {
  readonly file?: { readonly path: string; readonly text: string };
  readonly table?: { readonly name: string; readonly content: () => unknown };
}

/** `stillborn`: OPA does not compile it, so nobody can make this mistake unnoticed. */
export type Fate = 'killed' | 'survived' | 'stillborn';

/**
 * Runs many mutants in one OPA: each has its copies of the files of its own, in packages of its own (`m7.rules…`).
 * A copy without any change is run along, and must pass.
 *
 * @returns the fate of each mutant, in the order given
 * @throws MutationError where the tests fail without a mutation
 */
export async function runBatch(
  laboratory: Laboratory,
  set: TestSet,
  changes: readonly Change[],
): Promise<Fate[]> {
  const directory = mkdtempSync(join(laboratory.scratchDirectory, 'mutants-'));
  try {
    write(directory, set.shared, (file) => file.text);
    copyTables(join(laboratory.policyDirectory, 'tables'), join(directory, 'tables'));
    [{}, ...changes].forEach((change, index) => {
      writeMutant(join(directory, nameOf(index)), nameOf(index), set, change);
    });
    // another row of a table cannot keep Rego from being compiled
    const stillborn = changes.some(({ file }) => file !== undefined)
      ? await removeStillborn(laboratory.opa, directory)
      : new Set<string>();
    const killed = await failing(laboratory.opa, directory);
    if (killed.has(nameOf(0)) || stillborn.has(nameOf(0))) {
      throw new MutationError(
        `the tests of ${set.own.map(({ path }) => path).join(', ')} fail without any mutation; make npm test -- --only policy pass first`,
      );
    }
    return changes.map((_, index) => {
      const name = nameOf(index + 1);
      return stillborn.has(name) ? 'stillborn' : killed.has(name) ? 'killed' : 'survived';
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The tables of Rego; those for TypeScript stand beside them as files. */
function copyTables(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) cpSync(join(from, entry.name), join(to, entry.name), { recursive: true });
  }
}

const nameOf = (index: number): string => `m${index}`;

function writeMutant(directory: string, name: string, { own }: TestSet, { file, table }: Change): void {
  write(directory, own, ({ path, text }) => {
    const renamed = path === file?.path ? file.text : text;
    const moved = own.reduce(
      (source, other) => source.replaceAll(mentions(other.package), `data.${name}${other.package.slice(4)}`),
      renamed.replace(/^package /m, `package ${name}.`),
    );
    return table === undefined ? moved : moved.replaceAll(mentionsTable(table.name), `data.${name}.table`);
  });
  if (table === undefined) return;
  mkdirSync(join(directory, 'table'), { recursive: true });
  writeFileSync(join(directory, 'table', 'data.json'), JSON.stringify(table.content()));
}

/** Where a text names a package, and not one with a longer name. */
function mentions(name: string): RegExp {
  return new RegExp(`\\b${literally(name)}(?!\\w)`, 'g');
}

/** Where a text names a table. */
export function mentionsTable(name: string): RegExp {
  return new RegExp(`\\bdata\\.tables(?:\\.${literally(name)}(?!\\w)|\\["${literally(name)}"\\])`, 'g');
}

function literally(text: string): string {
  return text.replaceAll(/[.[\]]/g, String.raw`\$&`);
}

function write(directory: string, files: readonly RegoFile[], textOf: (file: RegoFile) => string): void {
  for (const file of files) {
    mkdirSync(dirname(join(directory, file.path)), { recursive: true });
    writeFileSync(join(directory, file.path), textOf(file));
  }
}

const checkSchema = z.object({
  errors: z.array(z.object({ message: z.string(), location: z.object({ file: z.string() }).optional() })),
});

/** Removes what does not compile until all the rest does: OPA stops at the first stage that finds errors. */
async function removeStillborn(opa: RunOpa, directory: string): Promise<Set<string>> {
  const removed = new Set<string>();
  const args = ['check', '--format', 'json', '--max-errors', '100000', '.'];
  for (;;) {
    const { exitCode, stdout, stderr } = await opa(args, directory);
    if (exitCode === 0) return removed;
    const text = [stdout, stderr].find((printed) => printed.trimStart().startsWith('{'));
    const errors = text === undefined ? [] : checkSchema.parse(JSON.parse(text)).errors;
    const names = errors.flatMap(({ location }) => mutantOf(location?.file) ?? []);
    if (names.length === 0) {
      throw new MutationError(
        `opa check refused the files around the mutants: ${inOneLine((text ?? stderr).trim())}; make npm test -- --only policy-check pass first`,
      );
    }
    for (const name of new Set(names)) {
      removed.add(name);
      rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
}

function mutantOf(file: string | undefined): string | undefined {
  return /(?:^|\/)(m\d+)\//.exec(file ?? '')?.[1];
}

const resultsSchema = z.array(
  z.object({ package: z.string(), fail: z.boolean().optional(), error: z.unknown().optional() }),
);

/** The mutants of which a test fails, or cannot be evaluated. */
async function failing(opa: RunOpa, directory: string): Promise<Set<string>> {
  // a mutant is slow only where the machine is
  const args = ['test', '--format', 'json', '--timeout', '60s', '--parallel', '1', '.'];
  const { stdout, stderr } = await opa(args, directory);
  const parsed = stdout.trimStart().startsWith('[') ? resultsSchema.parse(JSON.parse(stdout)) : null;
  if (parsed === null) {
    throw new MutationError(
      `opa test did not say which tests passed: ${(stderr || stdout)
        .trim()
        .replaceAll(/\s*\n\s*/g, ' ')
        .slice(0, 400)}; use the OPA of scripts/setup/versions.json`,
    );
  }
  const failed = parsed.filter(({ fail, error }) => fail === true || error !== undefined);
  return new Set(failed.flatMap((result) => /^data\.(m\d+)\./.exec(result.package)?.[1] ?? []));
}
