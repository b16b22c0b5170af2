import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import type { Statement } from '../lib/policy-document';
import { policyDocument } from '../lib/policy-document';

export interface GatewayEndpointsProps {
  readonly environment: Environment;
  readonly naming: Naming;
  readonly vpcId: string;
  /** The route tables that lead to the endpoints. */
  readonly routeTableIds: readonly string[];
}

/**
 * The two endpoints that cost nothing. They let through calls on this environment's tables and buckets only, so that
 * nothing can be carried off to a table or bucket of somebody else.
 */
export class GatewayEndpoints extends Construct {
  /** The addresses behind each, for security group rules. */
  readonly prefixListIds: { readonly dynamodb: string; readonly s3: string };

  constructor(scope: Construct, id: string, props: GatewayEndpointsProps) {
    super(scope, id);
    const { account, region } = props.environment;
    const ours = props.naming.pattern;
    const endpoint = (
      endpointId: string,
      service: string,
      statement: Pick<Statement, 'sid' | 'actions' | 'resources'>,
    ) =>
      new VpcEndpoint(this, endpointId, {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Gateway',
        routeTableIds: [...props.routeTableIds],
        policy: policyDocument([
          {
            ...statement,
            principals: '*',
            conditions: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
          },
        ]),
      }).prefixListId;
    this.prefixListIds = {
      dynamodb: endpoint('Dynamodb', 'dynamodb', {
        sid: 'Items',
        actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resources: [`arn:aws:dynamodb:${region}:${account}:table/${ours}`],
      }),
      s3: endpoint('S3', 's3', {
        sid: 'Objects',
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [`arn:aws:s3:::${ours}/*`],
      }),
    };
  }
}
