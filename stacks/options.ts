import type { Environment } from './config';
import type { EndpointProfile } from './constructs/interface-endpoints';
import type { NatMode } from './constructs/three-zone-vpc';
import { StackError } from './lib/error';

/**
 * What an entry of `environments.json` may say under `options`. Here each is given its type and default; what it may be
 * is checked by the construct that takes it, which knows the limit and why.
 */
export interface PlatformOptions {
  /** Where functions reach the internet from. @default per-az */
  readonly natMode: NatMode;
  /** The address range of the VPC, a /16. @default 10.20.0.0/16 */
  readonly vpcCidr: string;
  /** Which AWS services are reached without NAT. @default none */
  readonly interfaceEndpoints: EndpointProfile;
  /** Read units a second the session table may take at most: a bound for its cost. @default no bound */
  readonly sessionReadUnitLimit: number | undefined;
  /** Write units a second the session table may take at most. @default no bound */
  readonly sessionWriteUnitLimit: number | undefined;
  /** Whoever is told of alarms by mail, and has to confirm it once. @default nobody: subscribe to the topic otherwise */
  readonly alarmEmail: string | undefined;
  /** Whether the zone of the API is delegated: `delegated` or `undelegated`. @default undelegated */
  readonly domain: string;
  /** The domain of ours that the zone is made below. @default the first of `ownDomains` */
  readonly parentDomain: string | undefined;
  /** The hosted zone of that domain, where the zone is delegated. @default none */
  readonly parentZoneId: string | undefined;
}

type OptionType = 'string' | 'number';

const types: Readonly<Record<keyof PlatformOptions, OptionType>> = {
  natMode: 'string',
  vpcCidr: 'string',
  interfaceEndpoints: 'string',
  sessionReadUnitLimit: 'number',
  sessionWriteUnitLimit: 'number',
  alarmEmail: 'string',
  domain: 'string',
  parentDomain: 'string',
  parentZoneId: 'string',
};

const defaults = {
  natMode: 'per-az',
  vpcCidr: '10.20.0.0/16',
  interfaceEndpoints: 'none',
  sessionReadUnitLimit: undefined,
  sessionWriteUnitLimit: undefined,
  alarmEmail: undefined,
  domain: 'undelegated',
  parentDomain: undefined,
  parentZoneId: undefined,
} as const satisfies PlatformOptions;

/**
 * The options of an environment.
 *
 * @throws StackError for an option nobody reads, or of another type than it has
 */
export function platformOptions({ name, options }: Pick<Environment, 'name' | 'options'>): PlatformOptions {
  for (const [option, value] of Object.entries(options)) {
    const type = Object.hasOwn(types, option) ? types[option as keyof PlatformOptions] : undefined;
    if (type === undefined) {
      throw new StackError(
        `the environment ${name} has an option ${JSON.stringify(option)} in stacks/environments.json where ${Object.keys(types).join(', ')} are allowed`,
      );
    }
    if (typeof value !== type) {
      throw new StackError(
        `the environment ${name} has the option ${option} ${JSON.stringify(value)} in stacks/environments.json where a ${type} is allowed`,
      );
    }
  }
  return { ...defaults, ...options };
}
