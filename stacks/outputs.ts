import type { FunctionName } from '../lambda/contract/functions';

/**
 * What one stack hands to another, and nothing else. A stack takes these interfaces and not the class of its upstream,
 * so that what crosses a stack (an output there, a remote state here) can be read on one page.
 */

/** Ids of the network every function and the database live in. Lists have one entry a zone, in the order of zones. */
export interface NetworkOutputs {
  readonly vpcId: string;
  /** Where functions run; their default route is NAT. */
  readonly appSubnetIds: readonly string[];
  /** Where the database runs; without a default route. */
  readonly databaseSubnetIds: readonly string[];
  /** Names of the three zones, as AWS gives them. */
  readonly zoneNames: readonly string[];
  /** Lets nothing in and nothing out. */
  readonly emptySecurityGroupId: string;
  /** The addresses of what the gateway endpoints lead to, for security group rules. */
  readonly prefixListIds: { readonly dynamodb: string; readonly s3: string };
  /** The group of the interface endpoints; null in an environment that reaches AWS through NAT. */
  readonly endpointSecurityGroupId: string | null;
  readonly natGatewayIds: readonly string[];
}

/** Where data is kept and what encrypts it. */
export interface DataOutputs {
  /** ARNs of the customer managed keys: `data` for tables, queues, parameters and the database; `logs` for log groups. */
  readonly keyArns: { readonly data: string; readonly logs: string };
  readonly sessionTable: { readonly name: string; readonly arn: string };
  readonly database: {
    readonly clusterId: string;
    readonly clusterArn: string;
    /** `cluster-…`, which `rds-db:connect` is granted on. */
    readonly resourceId: string;
    readonly port: number;
    readonly securityGroupId: string;
    /** The secret AWS manages; only the migrator may read it. */
    readonly masterSecretArn: string;
    readonly instanceIds: readonly string[];
  };
  readonly backupVaultName: string;
}

/** What is watched. */
export interface ServiceOutputs {
  readonly functions: Readonly<Record<FunctionName, WatchedFunction>>;
  readonly api: { readonly name: string; readonly stage: string };
  /** Every queue with its dead-letter queue, by noun. */
  readonly queues: Readonly<Record<string, { readonly name: string; readonly deadLetterName: string }>>;
  readonly bus: {
    readonly name: string;
    readonly deadLetterName: string;
    readonly ruleNames: readonly string[];
  };
  readonly stateMachineArns: readonly string[];
  /** Takes the scheduled calls that failed. */
  readonly schedules: { readonly groupName: string; readonly deadLetterName: string };
}

export interface WatchedFunction {
  readonly name: string;
  /** The alias callers use. */
  readonly alias: string;
  readonly timeoutInSeconds: number;
}
