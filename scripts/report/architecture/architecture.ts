/** A deployed system as the picture shows it: what was read out of a synthesis, and nothing about where it is drawn. */
export interface Architecture {
  /** Such as `prod`. */
  readonly environment: string;
  readonly region: string;
  /** In the order of the zones AWS names. */
  readonly zones: readonly Zone[];
  /** AWS services reached from the VPC without NAT, such as `dynamodb`. */
  readonly endpoints: readonly string[];
  readonly functions: readonly FunctionNode[];
  readonly database: DatabaseNode | null;
  readonly edge: readonly ServiceNode[];
  readonly services: readonly ServiceNode[];
  /** Queues that take what failed elsewhere. */
  readonly deadLetters: readonly ServiceNode[];
  readonly operations: readonly ServiceNode[];
  /** What is reached through NAT, as the rules that allow it say. */
  readonly outside: readonly string[];
  /** Whether somebody may post to the API without the credentials of an AWS account, as a provider's webhooks do. */
  readonly acceptsWebhooks: boolean;
  readonly flows: readonly Flow[];
}

/** One availability zone with a subnet in each tier. */
export interface Zone {
  readonly name: string;
  readonly hasNat: boolean;
  /** The zone whose NAT gateway its app subnet uses, as an index; null where it uses none. */
  readonly natZone: number | null;
  /** Address ranges by tier. */
  readonly cidrs: Readonly<Record<Tier, string | null>>;
  readonly instance: { readonly name: string; readonly detail: string } | null;
}

/** By the default route of its subnets: to the internet, to NAT, to nowhere. */
export const tiers = ['public', 'app', 'database'] as const;
export type Tier = (typeof tiers)[number];

export interface FunctionNode {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly reachesInternet: boolean;
  readonly reachesDatabase: boolean;
}

export interface DatabaseNode {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** The kinds of services; a kind has a colour and a place. */
export type ServiceKind =
  | 'api'
  | 'backup'
  | 'bus'
  | 'dashboard'
  | 'dead-letters'
  | 'dns'
  | 'firewall'
  | 'keys'
  | 'notifications'
  | 'parameters'
  | 'queue'
  | 'schedules'
  | 'state-machine'
  | 'table'
  | 'traces';

export interface ServiceNode {
  readonly id: string;
  readonly kind: ServiceKind;
  /** What AWS calls it, such as `SQS queue`. */
  readonly service: string;
  readonly name: string;
  readonly detail: string;
}

/** `request` waits for its answer, `event` does not, `data` is read and written, `failure` is what was given up. */
export type FlowKind = 'data' | 'event' | 'failure' | 'request';

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly kind: FlowKind;
  readonly label: string;
}
