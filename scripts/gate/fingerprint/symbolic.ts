import { canonicalJson } from '../../model/digest';
import type { JsonValue } from '../../model/json';
import { redactText } from '../finding/sensitive';
import { isTemplate, isValueObject, type Hole, type Template, type Value } from '../value/value';
import { isEmpty } from './agree';

/** What differs between environments and must not count. */
export interface EnvironmentNames {
  readonly suffix: string | null;
  readonly account: string | null;
  readonly region: string | null;
}

/**
 * A value in the one form in which it is compared: references kept as they are written; suffix, account and region of the
 * environment as placeholders; secrets left out; what is empty left out; lists in one order, and a list of one as its item.
 */
export function symbolic(
  value: Value | undefined,
  names: EnvironmentNames,
  secrets: readonly string[],
  stack: string | null,
): JsonValue {
  if (value === undefined || isEmpty(value)) return null;
  if (isTemplate(value)) return templateText(value, names, secrets, stack);
  if (Array.isArray(value)) {
    const items = value.map((item) => symbolic(item, names, secrets, stack));
    const [only = null] = items;
    return items.length === 1 ? only : items.sort(compareJson);
  }
  if (isValueObject(value)) {
    const members = Object.entries(value).map(([key, item]): [string, JsonValue] => [
      key,
      symbolic(item, names, secrets, stack),
    ]);
    return Object.fromEntries(members.filter(([, item]) => item !== null));
  }
  return withPlaceholders(redactText(String(value), secrets), names);
}

function templateText(
  { parts }: Template,
  names: EnvironmentNames,
  secrets: readonly string[],
  stack: string | null,
): JsonValue {
  const texts = parts.map((part) =>
    typeof part === 'string' ? withPlaceholders(redactText(part, secrets), names) : holeText(part, stack),
  );
  return texts.join('');
}

function holeText(hole: Hole, stack: string | null): string {
  const said = hole.text ?? hole.references.join(', ');
  return hole.stack === stack || hole.stack === null ? `\${${said}}` : `\${${hole.stack}: ${said}}`;
}

/** Each name counts only where it stands alone between what is no letter or digit; a zone is its region and a letter. */
function withPlaceholders(text: string, { account, region, suffix }: EnvironmentNames): string {
  return [
    { name: account, placeholder: '{account}', end: '' },
    { name: region, placeholder: '{region}', end: '[a-z]?' },
    { name: suffix, placeholder: '{suffix}', end: '' },
  ].reduce(
    (shown, { name, placeholder, end }) =>
      name === null
        ? shown
        : shown.replaceAll(
            new RegExp(`(?<![A-Za-z0-9])${escaped(name)}(?=${end}(?![A-Za-z0-9]))`, 'g'),
            placeholder,
          ),
    text,
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function compareJson(left: JsonValue, right: JsonValue): number {
  const [first, second] = [canonicalJson(left), canonicalJson(right)];
  return first < second ? -1 : first > second ? 1 : 0;
}
