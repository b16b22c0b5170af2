import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { judgementSchemaText } from '../report/judgement-schema';
import { waiverSchemaText } from '../report/waiver-schema';

/** Where the schemas stand in the repository. */
export const judgementSchemaFile = 'docs/schema/judgement.schema.json';
export const waiverSchemaFile = 'docs/schema/waivers.schema.json';

export interface DocsSchemaInput {
  /** The root of the repository, absolute. */
  readonly repository: string;
}

/** Writes the JSON Schemas of a judgement and of the waivers; `written` are paths relative to the repository. */
export function runDocsSchema({ repository }: DocsSchemaInput): { readonly written: readonly string[] } {
  const schemas = { [judgementSchemaFile]: judgementSchemaText(), [waiverSchemaFile]: waiverSchemaText() };
  for (const [path, text] of Object.entries(schemas)) {
    const file = join(repository, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { written: Object.keys(schemas) };
}
