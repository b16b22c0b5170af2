import type { JsonObject, JsonValue } from '../model/json';

/** Parameters that end like an identifier and yet say nothing of what the call is about. */
const besidesThePoint =
  /token|kmskey|masterkey|rolearn|^role$|version|marker|requestid|^action$|accountid|principal|^filter/i;
const identifying = /(arn|arns|name|names|id|ids|identifier|url|bucket|parameter)$/i;

/**
 * The identifier that tells most about a call: what its path names, or else the parameter that is named most like the
 * thing the action is about (`CreateRoute` → `RouteTableId`, not `NatGatewayId`). Empty where nothing fits.
 */
export function resourceOf(
  action: string,
  labels: Readonly<Record<string, string>>,
  parameters: JsonObject,
): string {
  const path = Object.values(labels).filter((label) => label !== '');
  if (path.length > 0) return path.join('/');
  const noun = action.replace(/^[A-Z][a-z]+/, '').toLowerCase();
  const ranked = Object.entries(parameters)
    .map(([key, value]) => ({ key: key.replaceAll(/\.\d+|\.member/g, ''), text: textOf(value) }))
    .filter(({ key, text }) => text !== '' && identifying.test(key) && !besidesThePoint.test(key))
    .map(({ key, text }) => ({ text, likeness: likeness(noun, key.toLowerCase()) }))
    .sort((left, right) => right.likeness - left.likeness);
  return ranked[0]?.text ?? textOf(parameters['Filter.1.Value.1']);
}

/** How many letters the name of a parameter shares with the thing; less than none for a key, mostly a setting. */
function likeness(noun: string, key: string): number {
  let shared = 0;
  while (shared < noun.length && noun[shared] === key[shared]) shared += 1;
  return shared === 0 && key.endsWith('keyid') ? -1 : shared;
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && typeof value[0] === 'string') return value[0];
  return '';
}
