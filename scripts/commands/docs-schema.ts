import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { judgementSchemaText } from '../report/judgement-schema';

/** Where the schema stands in the repository. */
export const judgementSchemaFile = 'docs/schema/judgement.schema.json';

export interface DocsSchemaInput {
  /** The root of the repository, absolute. */
  readonly repository: string;
}

/** Writes the JSON Schema of a judgement; `written` are paths relative to the repository. */
export function runDocsSchema({ repository }: DocsSchemaInput): { readonly written: readonly string[] } {
  const file = join(repository, judgementSchemaFile);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, judgementSchemaText());
  return { written: [judgementSchemaFile] };
}
