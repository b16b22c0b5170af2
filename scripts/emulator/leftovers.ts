import { isJsonObject, type JsonValue } from '../model/json';
import type { HttpRequest } from './aws-call';
import type { Gap } from './gaps/gap';
import { ec2Inventory, inventory, madeBy, type Listing } from './inventory';
import { askMoto } from './moto-request';
import { sendUpstream } from './upstream';

/** A service in a region that was called, and may therefore hold something. */
export interface CalledService {
  readonly service: string;
  readonly region: string;
}

/** Sends a request to moto and gives the text of the answer; empty where moto answers with an error. */
type Ask = (request: HttpRequest) => Promise<string>;

const pageLimit = 50;

/**
 * Names of all that is still there and carries the suffix as a word of its name or of a tag, each with its service.
 * Aside from it stand the objects of the state bucket and keys that wait for their deletion, which AWS keeps for days.
 */
export async function findLeftovers(
  suffix: string,
  motoPort: number,
  gaps: readonly Gap[],
  called: readonly CalledService[],
): Promise<string[]> {
  const word = new RegExp(`(^|[^A-Za-z0-9])${suffix}([^A-Za-z0-9]|$)`);
  const carries = (text: string): boolean => word.test(text);
  const ask: Ask = async (request) => {
    const answer = await sendUpstream(motoPort, request);
    return answer.status === 200 ? answer.body.toString('utf8') : '';
  };
  const found = new Set<string>();
  const searches = withImplied(called).flatMap(({ service, region }) => [
    ...inventory
      .filter((listing) => listing.service === service)
      .map(async (listing) => {
        const names = await listAll(listing, region, ask);
        for (const name of names.filter(carries)) found.add(`${service} ${name}`);
      }),
    searchTags(service, region, ask).then((tagged) => {
      for (const { name, tags } of tagged) if (tags.some(carries)) found.add(`${service} ${name}`);
    }),
  ]);
  await Promise.all(searches);
  for (const gap of gaps)
    for (const name of gap.held?.() ?? []) if (carries(name)) found.add(`${gap.service} ${name}`);
  return [...found].sort();
}

function withImplied(called: readonly CalledService[]): CalledService[] {
  const all = called.flatMap(({ service, region }) =>
    [service, ...(madeBy[service] ?? [])].map((name) => ({ service: name, region })),
  );
  return [...new Map(all.map((each) => [`${each.service} ${each.region}`, each])).values()];
}

async function listAll(listing: Listing, region: string, ask: Ask): Promise<string[]> {
  const names: string[] = [];
  let page: readonly [key: string, value: string] | null = null;
  for (let count = 0; count < pageLimit; count += 1) {
    const text: string = await ask(requestFor(listing, region, page));
    names.push(...(text.startsWith('{') ? namesInJson(text, listing.names) : elements(text, listing.names)));
    page = nextPage(text);
    if (page === null) break;
  }
  return names;
}

function requestFor(listing: Listing, region: string, page: readonly [string, string] | null): HttpRequest {
  const more = page === null ? {} : { [page[0]]: page[1] };
  if (listing.query !== undefined) return askMoto.query(listing.service, region, ...listing.query, more);
  if (listing.json !== undefined)
    return askMoto.json(listing.service, region, listing.json, { ...listing.members, ...more });
  const query = new URLSearchParams(more).toString();
  return askMoto.rest(listing.service, region, `${listing.rest ?? '/'}${query === '' ? '' : `?${query}`}`);
}

/** Where an answer says that there is more, and how the next request asks for it. */
function nextPage(text: string): readonly [string, string] | null {
  const ways = [
    ['NextToken', 'NextToken'],
    ['nextToken', 'nextToken'],
    ['NextMarker', 'Marker'],
    ['LastEvaluatedTableName', 'ExclusiveStartTableName'],
    ['Marker', 'Marker'],
  ] as const;
  for (const [key, parameter] of ways) {
    const value = new RegExp(`(?:"${key}": ?"|<${key}>)([^"<]+)`).exec(text)?.[1];
    if (value !== undefined) return [parameter, value];
  }
  return null;
}

/** Texts under a key, however deep, or in the list under it. */
function namesInJson(text: string, key: string): string[] {
  const walk = (value: JsonValue, under: string): string[] => {
    if (typeof value === 'string') return under === key ? [value] : [];
    if (Array.isArray(value)) return value.flatMap((item) => walk(item, under));
    return isJsonObject(value) ? Object.entries(value).flatMap(([name, member]) => walk(member, name)) : [];
  };
  return walk(JSON.parse(text) as JsonValue, '');
}

function elements(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1] ?? '');
}

/** The services whose resources have ids for names. */
async function searchTags(service: string, region: string, ask: Ask): Promise<Tagged[]> {
  if (service === 'ec2') return taggedInEc2(region, ask);
  return service === 'kms' ? taggedKeys(region, ask) : [];
}

interface Tagged {
  readonly name: string;
  readonly tags: readonly string[];
}

/** moto keeps the tags of what was deleted, so only those count whose resource is still described. */
async function taggedInEc2(region: string, ask: Ask): Promise<Tagged[]> {
  const query = (action: string, fields: Readonly<Record<string, string>> = {}): Promise<string> =>
    ask(askMoto.query('ec2', region, action, '2016-11-15', fields));
  const described = await Promise.all(
    ec2Inventory.map(async ({ action, names, filter }) => elements(await query(action, filter), names)),
  );
  const existing = new Set(described.flat());
  const tags = await query('DescribeTags');
  return [...tags.matchAll(/<item>([\s\S]*?)<\/item>/g)].flatMap((item) => {
    const one = (name: string): string => elements(item[1] ?? '', name)[0] ?? '';
    const id = one('resourceId');
    return existing.has(id) ? [{ name: `${one('resourceType')} ${id}`, tags: [one('value')] }] : [];
  });
}

async function taggedKeys(region: string, ask: Ask): Promise<Tagged[]> {
  const ids = await listAll({ service: 'kms', names: 'KeyId', json: 'TrentService.ListKeys' }, region, ask);
  const keys = await Promise.all(
    ids.map(async (KeyId): Promise<Tagged[]> => {
      const description = await ask(askMoto.json('kms', region, 'TrentService.DescribeKey', { KeyId }));
      if (namesInJson(description, 'KeyState').includes('PendingDeletion')) return [];
      const tags = await ask(askMoto.json('kms', region, 'TrentService.ListResourceTags', { KeyId }));
      return [{ name: `key ${KeyId}`, tags: tags === '' ? [] : namesInJson(tags, 'TagValue') }];
    }),
  );
  return keys.flat();
}
