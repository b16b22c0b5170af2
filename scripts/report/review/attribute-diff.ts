import type { AttributeChange, ResourceChange } from '../../model/change';
import type { JsonValue } from '../../model/json';
import { formatPath } from '../../model/json';
import { clip, counted } from '../printable';
import { embeddedDocument, leafChanges } from './json-leaves';

/** How much of a resource a diff shows. */
export interface DiffLimits {
  /** Code points of one value. */
  readonly value: number;
  /** Lines of one resource. */
  readonly lines: number;
}

const sensitive = '(sensitive value)';
const unknown = '(known after apply)';

/** Lines of a `diff` block, each starting with `-` or `+`; attributes left out are counted in the last line. */
export function diffLines(
  change: Pick<ResourceChange, 'attributes' | 'action'>,
  limits: DiffLimits,
): string[] {
  const lines = change.attributes.flatMap((attribute) => attributeLines(attribute, limits));
  if (lines.length <= limits.lines) return lines;
  const left = lines.length - limits.lines;
  return [...lines.slice(0, limits.lines), `# ${counted(left, 'more line')} of this resource`];
}

function attributeLines(attribute: AttributeChange, limits: DiffLimits): string[] {
  const name = formatPath(attribute.path);
  const replaces = attribute.forcesReplacement ? '  # forces replacement' : '';
  if (attribute.sensitive) return [`! ${name} = ${sensitive}${replaces}`];
  const before = attribute.before === undefined ? undefined : embeddedDocument(attribute.before);
  const after = attribute.after === undefined ? undefined : embeddedDocument(attribute.after);
  if (!attribute.known) {
    return [
      ...leafChanges(before, undefined).map((leaf) => line('-', attribute, leaf.path, leaf.before, limits)),
      `+ ${name} = ${unknown}${replaces}`,
    ].filter((text) => before !== undefined || text.startsWith('+'));
  }
  return leafChanges(before, after)
    .flatMap((leaf) => [
      ...(leaf.before === undefined ? [] : [line('-', attribute, leaf.path, leaf.before, limits)]),
      ...(leaf.after === undefined ? [] : [line('+', attribute, leaf.path, leaf.after, limits)]),
    ])
    .map((text, index, all) => (index === all.length - 1 ? `${text}${replaces}` : text));
}

function line(
  sign: '-' | '+',
  attribute: AttributeChange,
  inside: AttributeChange['path'],
  value: JsonValue | undefined,
  limits: DiffLimits,
): string {
  return `${sign} ${formatPath([...attribute.path, ...inside])} = ${clip(JSON.stringify(value ?? null), limits.value)}`;
}

/** `name, tags.owner and 3 more`: the attributes a change touches, without their values. */
export function attributeNames(attributes: readonly AttributeChange[], limit: number): readonly string[] {
  const names = attributes.slice(0, limit).map((attribute) => clip(formatPath(attribute.path), 80));
  const left = attributes.length - names.length;
  return left > 0 ? [...names, `${left} more`] : names;
}
