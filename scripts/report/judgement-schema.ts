import * as z from 'zod';
import { judgementSchema } from '../model/finding';

/** What `$schema` says in a judgement written as JSON, and the `$id` of the schema itself. */
export const judgementSchemaId = 'urn:tollgate:schema:judgement:1';

/** The JSON Schema (2020-12) of a judgement as text, as `docs/schema/judgement.schema.json` holds it. */
export function judgementSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(judgementSchema, { target: 'draft-2020-12' });
  const document = {
    $schema,
    $id: judgementSchemaId,
    title: 'Judgement',
    description: 'What the gate of Tollgate found in one run; written by npm run docs:schema.',
    ...schema,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
