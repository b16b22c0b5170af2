import type { ActionFact, ResourceFact } from '../input/policy-input';
import { type Template } from '../value/value';

/** What stands for a hole while a pattern is classified: one thing, and never a wildcard. */
const oneThing = 'x';

/** The text of a pattern in which every hole is one thing with a name of its own. */
export function patternText(pattern: string | Template): string {
  if (typeof pattern === 'string') return pattern;
  return pattern.parts.map((part) => (typeof part === 'string' ? part : oneThing)).join('');
}

/** How wide an action pattern is. */
export function actionWildcard(pattern: string | Template): ActionFact['wildcard'] {
  const text = patternText(pattern).replaceAll(/\*+/g, '*');
  if (text === '*' || text === '*:*') return 'all';
  if (!/[*?]/.test(text)) return 'none';
  return /^[^*?:]+:\*$/.test(text) ? 'service' : 'partial';
}

/**
 * How wide a resource pattern is. An ARN whose last part is nothing but wildcards names everything of its service (a
 * policy cannot reach beyond its account and partition anyway), so it counts as all: `arn:aws:s3:::*`, `arn:aws:sqs:*:*:*`.
 */
export function resourceWildcard(pattern: string | Template): ResourceFact['wildcard'] {
  const text = patternText(pattern);
  if (!/[*?]/.test(text)) return 'none';
  const fields = text.split(':');
  const last = fields.length >= 6 ? fields.slice(5).join(':') : text;
  if (/^[*?/:]+$/.test(last)) return 'all';
  // fewer fields than an ARN has: the last wildcard runs over the rest, as in arn:aws:s3* or arn:*
  const isShort = fields.length < 6 && /^(?:arn|\*)(?=:|$|[*?])/.test(text) && text.endsWith('*');
  return isShort ? 'all' : 'partial';
}
