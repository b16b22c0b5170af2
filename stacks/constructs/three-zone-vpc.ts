import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';
import { isWithin, requireThat } from '../lib/validation';
import { VpcZone } from './vpc-zone';

/** `per-az` survives the loss of a zone; `single` costs a third and is for environments nobody depends on. */
export const natModes = ['per-az', 'single'] as const;

export type NatMode = (typeof natModes)[number];

export interface ThreeZoneVpcProps {
  /** The address range: a /16, so that three zones of three subnets fit. */
  readonly cidr: string;
  /** Where app subnets reach the internet from. */
  readonly natMode: NatMode;
}

/**
 * A VPC over three availability zones and three tiers: public subnets that hold nothing but NAT gateways, app subnets
 * for functions, and database subnets without a way out.
 *
 * Which zones is asked of AWS, as their names differ from account to account. The default security group is emptied, so
 * that nothing can be reached through it by mistake.
 */
export class ThreeZoneVpc extends Construct {
  readonly vpcId: string;
  /** Lets nothing in and nothing out. */
  readonly emptySecurityGroupId: string;
  readonly zones: readonly [VpcZone, VpcZone, VpcZone];

  constructor(scope: Construct, id: string, props: ThreeZoneVpcProps) {
    super(scope, id);
    const network = /^(\d{1,3})\.(\d{1,3})\.0\.0\/16$/.exec(props.cidr);
    const [first, second] = [Number(network?.[1]), Number(network?.[2])];
    requireThat(this, [
      {
        holds: isWithin(first, 1, 223) && isWithin(second, 0, 255),
        otherwise: `cidr is ${props.cidr} where a /16 network such as 10.20.0.0/16 is allowed`,
      },
      {
        holds: natModes.includes(props.natMode),
        otherwise: `natMode is ${props.natMode} where ${natModes.join(' or ')} is allowed`,
      },
    ]);

    const vpc = new Vpc(this, 'Vpc', {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });
    this.vpcId = vpc.id;
    this.emptySecurityGroupId = new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id }).id;
    const internetGateway = new InternetGateway(this, 'InternetGateway', { vpcId: vpc.id });
    const publicRoutes = new RouteTable(this, 'PublicRouteTable', { vpcId: vpc.id });
    new Route(this, 'PublicDefaultRoute', {
      routeTableId: publicRoutes.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: internetGateway.id,
    });
    const databaseRoutes = new RouteTable(this, 'DatabaseRouteTable', { vpcId: vpc.id });
    const available = new DataAwsAvailabilityZones(this, 'AvailableZones', {
      state: 'available',
      // local and wavelength zones must be opted into and have no NAT gateways
      filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
    });

    const zone = (index: 0 | 1 | 2, nat?: string): VpcZone =>
      new VpcZone(this, `Zone${index + 1}`, {
        vpcId: vpc.id,
        availabilityZone: `\${${available.fqn}.names[${index}]}`,
        publicCidr: `${first}.${second}.${index}.0/24`,
        databaseCidr: `${first}.${second}.${index + 8}.0/24`,
        appCidr: `${first}.${second}.${(index + 1) * 16}.0/20`,
        publicRouteTableId: publicRoutes.id,
        databaseRouteTableId: databaseRoutes.id,
        internetGateway,
        sharedNatGatewayId: nat,
      });
    const firstZone = zone(0);
    const sharedNat = props.natMode === 'single' ? firstZone.natGatewayId : undefined;
    this.zones = [firstZone, zone(1, sharedNat), zone(2, sharedNat)];
  }

  /** One a zone, or one for all. */
  get natGatewayIds(): string[] {
    return [...new Set(this.zones.map((zone) => zone.natGatewayId))];
  }
}
