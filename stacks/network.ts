import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import type { Construct } from 'constructs';
import type { PlatformConfig } from './config';
import type { NatMode } from './constructs/three-zone-vpc';
import { ThreeZoneVpc } from './constructs/three-zone-vpc';
import { PlatformStack } from './lib/platform-stack';
import { policyDocument } from './lib/policy-document';

/** The network every function runs in. It holds no data and is deployed first. */
export class NetworkStack extends PlatformStack {
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
  /** Lets nothing in and nothing out. */
  readonly emptySecurityGroupId: string;
  /** The addresses of DynamoDB in this region, for security group rules. */
  readonly dynamodbPrefixListId: string;

  constructor(scope: Construct, id: string, config: PlatformConfig) {
    super(scope, id, config);
    const { options, region } = config.environment;
    const vpc = new ThreeZoneVpc(this, 'Vpc', {
      cidr: String(options['vpcCidr'] ?? '10.20.0.0/16'),
      natMode: String(options['natMode'] ?? 'per-az') as NatMode,
    });
    // keeps the session path inside AWS's network, so that the loss of NAT does not touch it
    const dynamodb = new VpcEndpoint(this, 'DynamodbEndpoint', {
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${region}.dynamodb`,
      vpcEndpointType: 'Gateway',
      routeTableIds: vpc.privateRouteTableIds,
      policy: this.sessionTableOnly(),
    });
    this.vpcId = vpc.vpcId;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.emptySecurityGroupId = vpc.emptySecurityGroupId;
    this.dynamodbPrefixListId = dynamodb.prefixListId;
  }

  /** What may pass the endpoint: item calls on our own tables, by our own account. */
  private sessionTableOnly(): string {
    const { account, region } = this.config.environment;
    return policyDocument([
      {
        sid: 'SessionItems',
        principals: '*',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: [`arn:aws:dynamodb:${region}:${account}:table/${this.naming.name('sessions')}`],
        conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
      },
    ]);
  }
}
