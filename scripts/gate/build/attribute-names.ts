import type { PolicyFile } from './sources';

/** What Rego can name a member by: `.name`, `"name"` and `` `name` ``. */
const named = /\.([a-z]\w*)|"([a-z]\w*)"|`([a-z]\w*)`/g;

/**
 * Every attribute of a resource a policy can name, sorted: what it calls no attribute by cannot change what it finds. The
 * words of Rego and of its tables, most of which are no attributes at all; no rule makes the name of one out of parts.
 *
 * @param sources Rego; comments and METADATA name nothing
 * @param tables the tables Rego reads, whose keys are attributes or resource types
 */
export function attributeNames(sources: readonly PolicyFile[], tables: readonly unknown[]): string[] {
  const inRego = sources.flatMap(({ text }) =>
    [...text.replaceAll(/^\s*#.*$/gm, '').matchAll(named)].map(
      (match) => match[1] ?? match[2] ?? match[3] ?? '',
    ),
  );
  return [...new Set([...inRego, ...tables.flatMap(wordsOf)])].sort();
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return /\s/.test(value) ? [] : (value.match(/\b[a-z]\w*/g) ?? []);
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(key.startsWith('aws_') ? [] : wordsOf(key)),
    ...wordsOf(item),
  ]);
}
