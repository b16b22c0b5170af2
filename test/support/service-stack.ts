import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { JsonObject } from '../../scripts/model/json';
import type { Artifacts } from '../../stacks/artifacts';
import type { Environment } from '../../stacks/config';
import type { DataOutputs, NetworkOutputs } from '../../stacks/outputs';
import { ServiceStack } from '../../stacks/service';
import { functionNames } from '../../lambda/contract/functions';

/** What `cdk.tf.json` holds, as far as tests of stacks look at it. */
export interface Terraform {
  readonly resource: Record<string, Record<string, JsonObject>>;
  readonly data?: Record<string, Record<string, JsonObject>>;
  readonly output?: Record<string, JsonObject>;
  readonly terraform: JsonObject;
  readonly provider: JsonObject;
}

/** The outputs of a network, as somebody else's state would tell them. */
export const network: NetworkOutputs = {
  vpcId: 'vpc-1',
  appSubnetIds: ['subnet-a1', 'subnet-a2', 'subnet-a3'],
  databaseSubnetIds: ['subnet-d1', 'subnet-d2', 'subnet-d3'],
  zoneNames: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  emptySecurityGroupId: 'sg-empty',
  prefixListIds: { dynamodb: 'pl-dynamodb', s3: 'pl-s3' },
  endpointSecurityGroupId: 'sg-endpoints',
  natGatewayIds: ['nat-1'],
};

const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;

/** The outputs of the data, as somebody else's state would tell them. */
export const data: DataOutputs = {
  keyArns: { data: key('data'), logs: key('logs') },
  sessionTable: {
    name: 'payments-sessions-dev',
    arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/payments-sessions-dev',
  },
  database: {
    clusterId: 'payments-database-dev',
    clusterArn: 'arn:aws:rds:us-east-1:123456789012:cluster:payments-database-dev',
    resourceId: 'cluster-ABCDEFGHIJKL',
    port: 3306,
    securityGroupId: 'sg-database',
    masterSecretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-1-AbCdEf',
    instanceIds: ['payments-database-1-dev', 'payments-database-2-dev', 'payments-database-3-dev'],
  },
  backupVaultName: 'payments-database-dev',
};

export const environment: Environment = {
  name: 'dev',
  scope: 'environment',
  suffix: 'dev',
  region: 'us-east-1',
  account: '123456789012',
  ephemeral: true,
  stateBucket: 'payments-state',
  options: {},
};

export interface ServiceChanges {
  readonly environment?: Partial<Environment>;
  readonly network?: Partial<NetworkOutputs>;
}

export interface SynthesizedService {
  readonly stack: ServiceStack;
  readonly terraform: Terraform;
  /** The folder of the stack, which terraform can be run in. */
  readonly directory: string;
}

/** Builds the service stack alone, of outputs that are plain texts, into a folder below `root`. */
export function synthService(root: string, changes: ServiceChanges = {}): SynthesizedService {
  const app = new App({ outdir: mkdtempSync(join(root, 'service-')), stackTraces: false });
  const config = { environment: { ...environment, ...changes.environment }, terraformVersion: '1.11.4' };
  const stack = new ServiceStack(
    app,
    'service',
    config,
    { ...network, ...changes.network },
    data,
    artifacts(root),
  );
  app.synth();
  const directory = join(app.outdir, 'stacks/service');
  const terraform = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as Terraform;
  return { stack, terraform, directory };
}

/** Code of no function: a file for each that is no archive. */
export function artifacts(root: string): Artifacts {
  return Object.fromEntries(
    functionNames.map((name) => {
      const file = join(root, `${name}.zip`);
      writeFileSync(file, name);
      return [name, { file, sha256Base64: 'q83v' }];
    }),
  );
}
