import { remembered } from '../../../model/once';
import { covers, isHole, isWildcard, overlaps, readPattern, star, type Pattern } from './pattern';

/** How much of the resources of a type a pattern names. */
export type Width = 'any' | 'pattern' | 'named' | 'mismatch';

/** The type of resource an action is about, by its ARN: `iam` and `role/*`. */
export interface ResourceTemplate {
  readonly service: string;
  /** The last field of the ARN with a star for each placeholder. */
  readonly tail: string;
}

/** A resource pattern taken apart once. */
export interface ArnPattern {
  readonly whole: Pattern;
  /** Partition, service, region, account and the rest; null where it is no ARN with six fields. */
  readonly fields: readonly Pattern[] | null;
  /** The type of the resource it begins with a reference to, as in `${aws_s3_bucket.b.arn}`. */
  readonly owner: string | null;
}

const colon = ':'.charCodeAt(0);
const arn = readPattern('arn');

export function readArn(whole: Pattern, owner: string | null = null): ArnPattern {
  const fields = split(whole);
  const [first = []] = fields;
  return { whole, fields: fields.length === 6 && overlaps(first, arn) ? fields : null, owner };
}

/** The first six fields between colons. */
function split(whole: Pattern): Pattern[] {
  const fields: Pattern[] = [];
  let from = 0;
  for (let at = 0; at < whole.length && fields.length < 5; at += 1) {
    if (whole[at] !== colon) continue;
    fields.push(whole.slice(from, at));
    from = at + 1;
  }
  return [...fields, whole.slice(from)];
}

/** The last field: `role/payments/jobs-dev`; null where there is none. */
export function tailOf({ fields }: ArnPattern): Pattern | null {
  return fields?.[5] ?? null;
}

/** Whether nothing but holes is known of what the pattern begins with, as in `${aws_s3_bucket.b.arn}/*`. */
export function isOpaque({ whole, fields }: ArnPattern): boolean {
  return fields === null && whole[0] !== undefined && isHole(whole[0]);
}

const templates = new Map<string, { service: Pattern; tail: Pattern }>();

function patternsOf({ service, tail }: ResourceTemplate): { service: Pattern; tail: Pattern } {
  return remembered(templates, `${service}:${tail}`, () => ({
    service: readPattern(service),
    tail: readPattern(tail),
  }));
}

/**
 * How wide a pattern is for a type of resource. Partition, region and account do not count: a policy cannot reach beyond
 * its own account anyway. One that ends early, such as `arn:aws:iam*`, runs over the rest.
 */
export function widthFor(pattern: ArnPattern, template: ResourceTemplate): Width {
  if (isEverything(pattern.whole)) return 'any';
  const { service, tail } = patternsOf(template);
  if (pattern.fields === null) {
    return isOpaque(pattern) ? opaqueWidth(pattern, template) : shortWidth(pattern, service);
  }
  const [, , ownService = [], , , ownTail = []] = pattern.fields;
  if (!overlaps(ownService, service) || !overlaps(ownTail, tail)) return 'mismatch';
  if (covers(ownTail, tail)) return 'any';
  return ownTail.some(isWildcard) ? 'pattern' : 'named';
}

/** `*`, `*:*` and the like: nothing but wildcards and colons, one star at least. */
export function isEverything(pattern: Pattern): boolean {
  return pattern.includes(star) && pattern.every((symbol) => isWildcard(symbol) || symbol === colon);
}

/** An IAM resource is what IAM's actions are about, each type by its own; another one is not. */
function opaqueWidth({ whole, owner }: ArnPattern, { service, tail }: ResourceTemplate): Width {
  const [, word] = /^aws_iam_([a-z_]+)$/.exec(owner ?? '') ?? [];
  const isOfIam = word !== undefined;
  if (owner !== null && isOfIam !== (service === 'iam')) return 'mismatch';
  if (isOfIam && !tail.startsWith(`${word.replaceAll('_', '-')}/`)) return 'mismatch';
  return whole.some(isWildcard) ? 'pattern' : 'named';
}

/** One that ends in a star before it has six fields: the star runs over the rest. */
function shortWidth({ whole }: ArnPattern, service: Pattern): Width {
  const fields = split(whole);
  const [first = [], , third] = fields;
  const isShort =
    whole.at(-1) === star &&
    mayBe(first, arn, fields.length === 1) &&
    (third === undefined || mayBe(third, service, fields.length === 3));
  return isShort ? 'any' : 'mismatch';
}

/** Whether a field can be a name; the star of the last one takes what follows the name, from the colon on. */
function mayBe(field: Pattern, name: Pattern, isLast: boolean): boolean {
  return overlaps(field, isLast ? [...name, colon, star] : name);
}
