import { Eip } from '@cdktf/provider-aws/lib/eip';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import { deleteTimeoutBehindFunctions } from '../lib/limits';

export interface VpcZoneProps {
  readonly vpcId: string;
  readonly availabilityZone: string;
  /** The range of the public subnet, which holds a NAT gateway and nothing else. */
  readonly publicCidr: string;
  readonly appCidr: string;
  readonly databaseCidr: string;
  readonly publicRouteTableId: string;
  /** Knows the way to addresses of the VPC and no other. */
  readonly databaseRouteTableId: string;
  /** A NAT gateway and its address work only while this one is there. */
  readonly internetGateway: InternetGateway;
  /** The NAT gateway of another zone. @default - a gateway in this zone */
  readonly sharedNatGatewayId: string | undefined;
}

/** What a VPC has in one availability zone. Each app subnet has a route table of its own, so NAT can differ. */
export class VpcZone extends Construct {
  /** The zone's name, as AWS gives it. */
  readonly name: string;
  readonly appSubnetId: string;
  readonly databaseSubnetId: string;
  readonly appRouteTableId: string;
  /** The gateway the app subnet reaches the internet through, be it in this zone or in another. */
  readonly natGatewayId: string;

  constructor(scope: Construct, id: string, props: VpcZoneProps) {
    super(scope, id);
    const publicSubnet = this.subnet('PublicSubnet', props, props.publicCidr, props.publicRouteTableId);
    this.natGatewayId = props.sharedNatGatewayId ?? this.natGateway(publicSubnet, props.internetGateway).id;

    const appRoutes = new RouteTable(this, 'AppRouteTable', { vpcId: props.vpcId });
    new Route(this, 'AppDefaultRoute', {
      routeTableId: appRoutes.id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: this.natGatewayId,
    });
    const appSubnet = this.subnet('AppSubnet', props, props.appCidr, appRoutes.id);
    const databaseSubnet = this.subnet(
      'DatabaseSubnet',
      props,
      props.databaseCidr,
      props.databaseRouteTableId,
    );
    this.name = databaseSubnet.availabilityZone;
    this.appSubnetId = appSubnet.id;
    this.databaseSubnetId = databaseSubnet.id;
    this.appRouteTableId = appRoutes.id;
  }

  private subnet(id: string, props: VpcZoneProps, cidrBlock: string, routeTableId: string): Subnet {
    const subnet = new Subnet(this, id, {
      vpcId: props.vpcId,
      availabilityZone: props.availabilityZone,
      cidrBlock,
      mapPublicIpOnLaunch: false,
      timeouts: { delete: deleteTimeoutBehindFunctions },
    });
    new RouteTableAssociation(this, `${id}Routes`, { subnetId: subnet.id, routeTableId });
    return subnet;
  }

  private natGateway(subnet: Subnet, internetGateway: InternetGateway): NatGateway {
    const address = new Eip(this, 'NatAddress', { domain: 'vpc', dependsOn: [internetGateway] });
    return new NatGateway(this, 'NatGateway', {
      allocationId: address.allocationId,
      subnetId: subnet.id,
      dependsOn: [internetGateway],
    });
  }
}
