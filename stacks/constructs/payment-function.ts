import type { Construct } from 'constructs';
import type { FunctionName, taskTag } from '../../lambda/contract/functions';
import { variables } from '../../lambda/contract/variables';
import { artifactOf, type Artifacts } from '../artifacts';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { enterDatabase, readParameters } from '../lib/permissions';
import type { Statement } from '../lib/policy-document';
import type { DataOutputs, NetworkOutputs } from '../outputs';
import { FunctionEgress } from './function-egress';
import { VpcFunction } from './vpc-function';

/** What every function of the platform is made with. */
export interface FunctionSurroundings {
  readonly environment: Environment;
  readonly naming: Naming;
  readonly network: NetworkOutputs;
  readonly data: DataOutputs;
  readonly artifacts: Artifacts;
}

export interface PaymentFunctionProps {
  readonly surroundings: FunctionSurroundings;
  /** The folder of `lambda/` it runs; its parameters and its database user go by this name. */
  readonly name: FunctionName;
  readonly description: string;
  /** Seconds, 1 to 900. @default 29, the longest API Gateway waits */
  readonly timeoutInSeconds?: number;
  /** What the code may do beyond reading its parameters and entering the database. @default nothing */
  readonly statements?: readonly Statement[];
  /** What the pipeline does with it, see `taskTag`. @default nothing */
  readonly task?: typeof taskTag.migrations;
  /** What it reaches beside the database and AWS. @default neither */
  readonly reaches?: { readonly sessions?: boolean; readonly provider?: boolean };
}

/** One of the platform's functions: it reads its parameters, enters the database as a user of its own, and no more. */
export class PaymentFunction extends VpcFunction {
  constructor(scope: Construct, id: string, props: PaymentFunctionProps) {
    const { name, surroundings } = props;
    const { artifacts, data, environment, naming, network } = surroundings;
    super(scope, id, {
      environment,
      naming,
      noun: name,
      description: props.description,
      artifact: artifactOf(artifacts, name),
      vpcId: network.vpcId,
      subnetIds: network.appSubnetIds,
      emptySecurityGroupId: network.emptySecurityGroupId,
      logKeyArn: data.keyArns.logs,
      variableKeyArn: data.keyArns.data,
      statements: [
        ...readParameters(environment, naming, name, data.keyArns.data),
        ...enterDatabase(environment, name, data),
        ...(props.statements ?? []),
      ],
      variables: { [variables.suffix]: environment.suffix },
      ...(props.task === undefined ? {} : { task: props.task }),
      ...(props.timeoutInSeconds === undefined ? {} : { timeoutInSeconds: props.timeoutInSeconds }),
    });
    new FunctionEgress(this, 'Egress', {
      securityGroupId: this.securityGroupId,
      network,
      database: data.database,
      toSessions: props.reaches?.sessions ?? false,
      toProvider: props.reaches?.provider ?? false,
    });
  }
}
