import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Resource } from '../../model/resource';

/** What stands in a finding where a value must not be shown. */
export const redacted = '(sensitive)';

/** A shorter text is only hidden where it is the whole value: it would be found everywhere. */
const shortestPart = 6;

/** Attributes that hold a secret in clear; a configuration has no mask that would say so. */
const secretAttribute =
  /(?:^|_)(?:password|passphrase|secret|secret_string|secret_binary|secret_key|private_key|auth_token|token)$/;

/** The texts of a resource that must not be shown, longest first. */
export function secretsOf({ values, before, sensitive, type }: Resource): string[] {
  const found = new Set<string>();
  for (const attributes of [values, before ?? {}]) {
    collect(attributes, sensitive, found);
    collectNamed(attributes, found);
    if (type === 'aws_ssm_parameter' && attributes['type'] === 'SecureString')
      collect(attributes['value'], true, found);
  }
  found.delete('');
  return [...found].sort((left, right) => right.length - left.length);
}

/** A value without the given texts. */
export function redact(value: JsonValue, secrets: readonly string[]): JsonValue {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redact(member, secrets)]));
}

/** A text without the given texts. */
export function redactText(text: string, secrets: readonly string[]): string {
  if (secrets.includes(text)) return redacted;
  return secrets
    .filter((secret) => secret.length >= shortestPart)
    .reduce((shown, secret) => shown.replaceAll(secret, () => redacted), text);
}

function collect(value: JsonValue | undefined, mask: JsonValue | undefined, found: Set<string>): void {
  if (mask === true) addTexts(value, found);
  else if (Array.isArray(mask) && Array.isArray(value))
    mask.forEach((part, index) => {
      collect(value[index], part, found);
    });
  else if (isJsonObject(mask) && isJsonObject(value)) {
    for (const [key, part] of Object.entries(mask)) collect(value[key], part, found);
  }
}

function collectNamed(attributes: JsonObject, found: Set<string>): void {
  for (const [key, value] of Object.entries(attributes)) {
    // an expression names where the secret comes from and is none
    if (typeof value === 'string' && secretAttribute.test(key) && !value.includes('${')) found.add(value);
    else
      for (const block of Array.isArray(value) ? value : [value])
        if (isJsonObject(block)) collectNamed(block, found);
  }
}

function addTexts(value: JsonValue | undefined, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (Array.isArray(value)) for (const item of value) addTexts(item, found);
  else if (isJsonObject(value)) for (const item of Object.values(value)) addTexts(item, found);
}
