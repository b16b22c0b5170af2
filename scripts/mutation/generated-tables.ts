import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../model/json';
import { MutationError } from './error';
import { tableName, type PolicyFile } from './policy-files';
import type { Candidate, Trial } from './run-mutants';
import type { Remake } from './source-mutants';

/** What makes tables, with all it needs. */
export interface Generators {
  /** The content of the tables that are made, by name. */
  readonly tables: ReadonlyMap<string, JsonValue>;
  /** What becomes of a table where a source of it is another, by the path of the source. */
  readonly remakes: ReadonlyMap<string, { readonly table: string; readonly remake: Remake }>;
}

/** Which tables are made, and the files that people write for it. */
export interface GeneratedTables {
  readonly names: readonly string[];
  readonly sources: readonly PolicyFile[];
  /** Takes seconds, as Terraform is asked for the schema of its provider. */
  readonly load: () => Promise<Generators>;
}

/**
 * The mutants of a table that is made, judged as the tests judge it: it is compared with what its generator makes.
 *
 * @throws MutationError where it is something else without any mutation
 */
export function comparedTrials(
  file: PolicyFile,
  content: JsonValue,
  candidates: readonly Candidate[],
  { tables }: Pick<Generators, 'tables'>,
): Trial[] {
  if (!isDeepStrictEqual(content, tables.get(tableName(file) ?? ''))) {
    throw new MutationError(`${file.path} is not what its generator makes; run npm run policy:tables`);
  }
  // it is what the generator makes, and shares with the mutants what they have in common, which is compared at once
  return candidates.map(({ mutant, change }) => ({
    mutant,
    fate: isDeepStrictEqual(change.table?.content(), content) ? 'survived' : 'killed',
  }));
}
