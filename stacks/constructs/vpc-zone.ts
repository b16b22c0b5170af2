import { Eip } from '@cdktf/provider-aws/lib/eip';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';

/** A function's network interfaces keep a subnet busy for up to 45 minutes after the function is gone. */
const subnetDeleteTimeout = '60m';

export interface VpcZoneProps {
  readonly vpcId: string;
  readonly availabilityZone: string;
  /** The range of the public subnet, which holds a NAT gateway and nothing else. */
  readonly publicCidr: string;
  readonly privateCidr: string;
  readonly publicRouteTableId: string;
  /** A NAT gateway and its address work only while this one is there. */
  readonly internetGateway: InternetGateway;
  /** The NAT gateway of another zone. @default - a gateway in this zone */
  readonly sharedNatGatewayId: string | undefined;
}

/** What a VPC has in one availability zone. Each private subnet has a route table of its own, so NAT can differ. */
export class VpcZone extends Construct {
  readonly privateSubnetId: string;
  readonly privateRouteTableId: string;
  readonly natGatewayId: string;

  constructor(scope: Construct, id: string, props: VpcZoneProps) {
    super(scope, id);
    const publicSubnet = this.subnet('PublicSubnet', props, props.publicCidr);
    new RouteTableAssociation(this, 'PublicSubnetRoutes', {
      subnetId: publicSubnet.id,
      routeTableId: props.publicRouteTableId,
    });
    this.natGatewayId = props.sharedNatGatewayId ?? this.natGateway(publicSubnet, props.internetGateway).id;

    const privateSubnet = this.subnet('PrivateSubnet', props, props.privateCidr);
    const privateRoutes = new RouteTable(this, 'PrivateRouteTable', { vpcId: props.vpcId });
    new RouteTableAssociation(this, 'PrivateSubnetRoutes', {
      subnetId: privateSubnet.id,
      routeTableId: privateRoutes.id,
    });
    new Route(this, 'PrivateDefaultRoute', {
      routeTableId: privateRoutes.id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: this.natGatewayId,
    });
    this.privateSubnetId = privateSubnet.id;
    this.privateRouteTableId = privateRoutes.id;
  }

  private subnet(id: string, props: VpcZoneProps, cidrBlock: string): Subnet {
    return new Subnet(this, id, {
      vpcId: props.vpcId,
      availabilityZone: props.availabilityZone,
      cidrBlock,
      mapPublicIpOnLaunch: false,
      timeouts: { delete: subnetDeleteTimeout },
    });
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
