import * as z from 'zod';
import { waiverFileSchema } from '../model/waiver';

/** The JSON Schema (2020-12) of `policy/waivers.json` as text, as `docs/schema/waivers.schema.json` holds it. */
export function waiverSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(waiverFileSchema, { target: 'draft-2020-12' });
  const document = {
    $schema,
    $id: 'urn:tollgate:schema:waivers:1',
    title: 'Waivers',
    description: 'The agreed exceptions from the rules of Tollgate; written by npm run docs:schema.',
    ...schema,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
