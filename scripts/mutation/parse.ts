import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunOpa } from './batch';
import { MutationError } from './error';
import { mutated } from './mutant';
import type { PolicyFile } from './policy-files';
import { regoMutants } from './rego-mutants';
import { withoutElse } from './rego-tree';
import type { Candidate } from './run-mutants';

/** Every mutant of a file, each with the text it makes of it. */
export async function parsedMutants(
  opa: RunOpa,
  scratchDirectory: string,
  { path, text }: PolicyFile,
): Promise<Candidate[]> {
  writeFileSync(join(scratchDirectory, 'parsed.rego'), withoutElse(text));
  const args = ['parse', '--format', 'json', '--json-include', 'locations', 'parsed.rego'];
  const { exitCode, stdout, stderr } = await opa(args, scratchDirectory);
  if (exitCode !== 0) {
    throw new MutationError(
      `opa parse does not understand ${path} with its else branches apart: ${stderr.trim()}; run opa fmt, and begin an else as it does`,
    );
  }
  const tree: unknown = JSON.parse(stdout);
  return regoMutants(path, text, tree).map((mutant) => ({
    mutant,
    change: { file: { path, text: mutated(text, mutant) } },
  }));
}
