import type { PathStep } from '../../model/json';
import { remembered } from '../../model/once';
import type { VainCondition } from '../input/policy-input';
import { isValueObject, type Value } from '../value/value';
import type { ActionTable } from './action-table';
import { byAction, LineRows, readTable, type Numbered, type TableRows } from './table-rows';

/** The table `iam-condition-keys`. */
export interface ConditionKeyTable {
  /** With a space between them. */
  readonly global: string;
  readonly services: TableRows<ServiceKeys>;
}

/** The keys of a service, and the actions they can hold. */
interface ServiceKeys extends Numbered {
  readonly keys: readonly string[];
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
  private readonly ofServices = new Map<string, KeySet>();
  private readonly ofActions = new Map<string, ReadonlyMap<string, KeySet>>();

  constructor(
    private readonly table: ConditionKeyTable,
    private readonly extra: ExtraKeys,
  ) {
    this.anywhere = new KeySet([
      ...table.global.split(' '),
      ...Object.keys(extra.of_credentials),
      ...Object.keys(extra.older),
    ]);
  }

  /** Whether there is such a key; those of an identity provider are its own, and begin with its host. */
  isKnown(key: string): boolean {
    if (isOfProvider(key) || this.anywhere.has(key) || this.keysOf(serviceOf(key)).has(key)) return true;
    // most are of the service they begin with, and only then the others have to be read
    return [...this.table.services.keys()].some((service) => this.keysOf(service).has(key));
  }

  /** Whether a known key can have a value for an action, such as `s3:GetObject`. */
  isSupported(key: string, action: string): boolean {
    const service = serviceOf(key);
    if (service === 'aws' || isOfProvider(key) || this.anywhere.has(key)) return true;
    if (!this.extra.exact.includes(service)) return true;
    const [prefix = '', name = ''] = action.toLowerCase().split(':');
    return this.keysOfActions(prefix).get(name)?.has(key) === true;
  }

  private keysOf(service: string): KeySet {
    return remembered(
      this.ofServices,
      service,
      () => new KeySet(this.table.services.get(service)?.keys ?? []),
    );
  }

  /** By the names of the actions in lower case. */
  private keysOfActions(service: string): ReadonlyMap<string, KeySet> {
    return remembered(this.ofActions, service, () => {
      const own = this.table.services.get(service) ?? { keys: [], actions: {} };
      return byAction(own, own.keys, (keys) => new KeySet(keys));
    });
  }
}

function serviceOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
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
  const services = new LineRows<ServiceKeys>(readTable(policyDirectory, 'iam-condition-keys'));
  const { global } = services.rest as unknown as Pick<ConditionKeyTable, 'global'>;
  return new ConditionKeys(
    { global, services },
    JSON.parse(readTable(policyDirectory, 'iam-extra-keys')) as ExtraKeys,
  );
}
