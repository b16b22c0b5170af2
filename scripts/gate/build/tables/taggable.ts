import * as z from 'zod';
import { isConfigurable, type ProviderSchema, type ResourceSchema } from './provider-schema';

/**
 * How every resource type takes its tags: in `tags`, to which the provider adds its default tags, or in blocks named
 * `tag` with a key and a value, to which it adds none. A type without tags is not in it.
 */
export const taggableTableSchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  types: z.record(z.string(), z.enum(['tags', 'tag'])),
});
export type TaggableTable = z.infer<typeof taggableTableSchema>;

export function buildTaggableTable(schema: ProviderSchema, date: string): TaggableTable {
  const types = Object.entries(schema.resources)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([type, resource]): [string, 'tags' | 'tag'][] => {
      if (isMap(resource)) return [[type, 'tags']];
      const tag = resource.block_types?.['tag']?.block;
      // a type that ends so gives its tags to another resource
      return !type.endsWith('_tag') &&
        tag !== undefined &&
        isConfigurable(tag, 'key') &&
        isConfigurable(tag, 'value')
        ? [[type, 'tag']]
        : [];
    });
  return taggableTableSchema.parse({ source: schema.source, date, types: Object.fromEntries(types) });
}

/** Whether `tags` is a map of texts; a few types call something else so. */
function isMap(resource: ResourceSchema): boolean {
  return (
    isConfigurable(resource, 'tags') &&
    JSON.stringify(resource.attributes?.['tags']?.type) === JSON.stringify(['map', 'string'])
  );
}
