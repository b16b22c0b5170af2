import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';

type WithLists<Name extends string> = JsonObject & Record<Name, JsonValue[]>;

/** What is wrong with the facts about IAM, in a few words; undefined where they are as `IamFacts` says. */
export function problemOfIam(iam: unknown): string | undefined {
  if (!isJsonObject(iam) || !Array.isArray(iam['statements']) || !Array.isArray(iam['undetermined'])) {
    return 'iam has no statements or nothing undetermined';
  }
  if (!iam['statements'].every(isStatement)) return 'a statement lacks a part';
  const { principals, attachments, credentials, unjoined, reaches, runs, denials } = iam;
  const others = [attachments, credentials, unjoined];
  if (!Array.isArray(principals) || !others.every((list) => Array.isArray(list))) {
    return 'iam has no principals, attachments, credentials or unjoined';
  }
  if (!isJsonObject(reaches) || !isJsonObject(runs)) return 'iam has no reaches or runs';
  if (!principals.every(isPrincipal)) return 'a principal lacks a part';
  const ids = new Set(principals.map(({ id }) => id));
  if (ids.size !== principals.length) return 'two principals have one id';
  for (const list of Object.values(reaches)) {
    if (!Array.isArray(list) || !list.every((id) => ids.has(id))) return 'a reach names nobody';
  }
  for (const list of Object.values(runs)) {
    if (!Array.isArray(list) || !list.every((run) => isRun(run) && ids.has(run.as)))
      return 'a run names nobody';
  }
  if (!Array.isArray(denials) || !denials.every(isDenial)) return 'a denial lacks a part';
  const keys = principals.flatMap(({ grants }) => grants).map(({ reach }) => reach);
  if (!keys.every((key) => key === null || (typeof key === 'string' && Object.hasOwn(reaches, key)))) {
    return 'a grant has a reach that is not there';
  }
  return others.flat().every(isPlace)
    ? undefined
    : 'an attachment, a credential or what is unjoined lacks a part';
}

function isStatement(value: unknown): boolean {
  return (
    isPlace(value) &&
    hasLists(value, [
      'actions',
      'not_actions',
      'resources',
      'not_resources',
      'scopable',
      'steps',
      'conditions',
      'principals',
    ]) &&
    value['effect'] !== undefined
  );
}

function isPrincipal(value: unknown): value is JsonObject & { readonly grants: JsonObject[] } {
  return (
    isJsonObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['kind'] === 'string' &&
    typeof value['judged'] === 'boolean' &&
    isOneOf(value['admin'], ['yes', 'no', 'undetermined']) &&
    hasLists(value, ['powers', 'grants', 'members', 'unread']) &&
    isObjectOrNull(value['boundary']) &&
    isObjectOrNull(value['trust']) &&
    value.grants.every(isGrant)
  );
}

function isGrant(value: unknown): value is JsonObject {
  return (
    isJsonObject(value) &&
    isOneOf(value['scope'], ['any', 'except', 'pattern', 'named']) &&
    typeof value['self'] === 'boolean' &&
    hasLists(value, [
      'actions',
      'resources',
      'strangers',
      'conditions',
      'denied_when',
      'granted_when',
      'waits_for',
    ]) &&
    isPlace(value['from'])
  );
}

function isRun(value: unknown): value is JsonObject & { readonly as: string } {
  return (
    isJsonObject(value) &&
    typeof value['as'] === 'string' &&
    hasLists(value, ['policies', 'managed', 'waits_for'])
  );
}

function isDenial(value: unknown): boolean {
  return isPlace(value) && typeof value['action'] === 'string' && hasLists(value, ['conditions']);
}

function isPlace(value: unknown): value is JsonObject {
  return isJsonObject(value) && typeof value['address'] === 'string' && Array.isArray(value['path']);
}

function hasLists<Name extends string>(value: JsonObject, names: readonly Name[]): value is WithLists<Name> {
  return names.every((name) => Array.isArray(value[name]));
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
  return words.some((word) => word === value);
}

function isObjectOrNull(value: unknown): boolean {
  return value === null || isJsonObject(value);
}
