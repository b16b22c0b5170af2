import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathStep } from '../../model/json';
import type { VainCondition } from '../input/policy-input';
import { isValueObject, type Value } from '../value/value';
import type { ActionTable } from './action-table';

/** The table `iam-condition-keys`. */
export interface ConditionKeyTable {
  /** With a space between them. */
  readonly global: string;
  readonly services: Readonly<
    Record<string, { readonly keys: readonly string[]; readonly actions: Readonly<Record<string, string>> }>
  >;
}

/** What is known of condition keys by hand: the table `iam-extra-keys`. */
export interface ExtraKeys {
  /** Those that come with credentials, whatever is asked for. */
  readonly of_credentials: Readonly<Record<string, string>>;
  /** Those the reference does not have (any more). */
  readonly older: Readonly<Record<string, string>>;
  /** Services of whose keys the reference says every action; of others it lacks some, as of states:HTTPMethod. */
  readonly exact: readonly string[];
}

/** Knows the condition keys of AWS. */
export class ConditionKeys {
  private readonly anywhere: KeySet;
  private readonly ofServices: KeySet;
  private readonly byAction = new Map<string, KeySet>();
  private readonly loaded = new Set<string>();

  constructor(
    private readonly table: ConditionKeyTable,
    private readonly extra: ExtraKeys,
  ) {
    this.anywhere = new KeySet([
      ...table.global.split(' '),
      ...Object.keys(extra.of_credentials),
      ...Object.keys(extra.older),
    ]);
    this.ofServices = new KeySet(Object.values(table.services).flatMap(({ keys }) => keys));
  }

  /** Whether there is such a key; those of an identity provider are its own, and begin with its host. */
  isKnown(key: string): boolean {
    return isOfProvider(key) || this.anywhere.has(key) || this.ofServices.has(key);
  }

  /** Whether a known key can have a value for an action, such as `s3:GetObject`. */
  isSupported(key: string, action: string): boolean {
    const service = key.slice(0, key.indexOf(':'));
    if (service === 'aws' || isOfProvider(key) || this.anywhere.has(key)) return true;
    if (!this.extra.exact.includes(service)) return true;
    return this.keysOf(action.toLowerCase())?.has(key) === true;
  }

  private keysOf(action: string): KeySet | undefined {
    const service = action.slice(0, action.indexOf(':'));
    if (!this.loaded.has(service)) {
      this.loaded.add(service);
      const { keys, actions } = this.table.services[service] ?? { keys: [], actions: {} };
      for (const [numbers, names] of Object.entries(actions)) {
        const found = new KeySet(numbers.split(' ').flatMap((number) => keys[Number(number)] ?? []));
        for (const name of names.split(' ')) this.byAction.set(`${service}:${name.toLowerCase()}`, found);
      }
    }
    return this.byAction.get(action);
  }
}

/** Keys, some of which end in what somebody chooses. */
class KeySet {
  private readonly whole: ReadonlySet<string>;
  private readonly beginnings: readonly string[];

  constructor(keys: readonly string[]) {
    this.whole = new Set(keys);
    this.beginnings = keys.filter((key) => key.endsWith('*')).map((key) => key.slice(0, -1));
  }

  has(key: string): boolean {
    if (this.whole.has(key)) return true;
    return this.beginnings.some((beginning) => key.length > beginning.length && key.startsWith(beginning));
  }
}

/** `token.actions.githubusercontent.com:sub` or `saml:aud`. */
function isOfProvider(key: string): boolean {
  const prefix = key.slice(0, Math.max(key.lastIndexOf(':'), 0));
  return prefix === 'saml' || prefix.includes('.');
}

/** Operators that are not met where the key has no value. */
const needsValue =
  /^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|numeric\w+|date\w+|bool|binaryequals|ipaddress|arn(?:equals|like))$/;

/**
 * The conditions of a statement that are never what they were meant to be.
 *
 * @param actions its literal actions and patterns; null where nobody knows them all, or what they are
 */
export function vainConditions(
  condition: Value | undefined,
  path: readonly PathStep[],
  actions: readonly string[] | null,
  keys: () => ConditionKeys,
  table: ActionTable,
): VainCondition[] {
  if (condition === undefined || !isValueObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, tests]) =>
    Object.keys(isValueObject(tests) ? tests : {}).flatMap((key): VainCondition[] => {
      const lower = key.toLowerCase();
      const at = [...path, operator, key];
      // a key with a part that is not known, or a policy variable
      if (!/^[\x21-\x23\x25-\x7e ]+$/.test(key)) return [];
      if (!keys().isKnown(lower)) return [{ path: at, key, problem: 'unknown' }];
      if (actions === null || !needsValue.test(operator.toLowerCase())) return [];
      const known = actions.map((pattern) => table.match(pattern));
      if (known.some((found) => found.length === 0)) return [];
      const isMet = known.flat().some(({ name }) => keys().isSupported(lower, name));
      return isMet ? [] : [{ path: at, key, problem: 'unsupported' }];
    }),
  );
}

/** Reads the tables `iam-condition-keys` and `iam-extra-keys`. */
export function readConditionKeys(policyDirectory: string): ConditionKeys {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(policyDirectory, 'tables', name), 'utf8'));
  return new ConditionKeys(
    read('iam-condition-keys.json') as ConditionKeyTable,
    read('iam-extra-keys.json') as ExtraKeys,
  );
}
