import type { Construct } from 'constructs';
import type { PlatformConfig } from './config';
import { FlowLog } from './constructs/flow-log';
import { GatewayEndpoints } from './constructs/gateway-endpoints';
import { InterfaceEndpoints } from './constructs/interface-endpoints';
import { ThreeZoneVpc } from './constructs/three-zone-vpc';
import { PlatformStack } from './lib/platform-stack';
import type { NetworkOutputs } from './outputs';

/** The network everything runs in. It holds no data and is deployed first. */
export class NetworkStack extends PlatformStack implements NetworkOutputs {
  readonly vpcId: string;
  readonly appSubnetIds: readonly string[];
  readonly databaseSubnetIds: readonly string[];
  readonly zoneNames: readonly string[];
  readonly emptySecurityGroupId: string;
  readonly prefixListIds: NetworkOutputs['prefixListIds'];
  readonly endpointSecurityGroupId: string | null;
  readonly natGatewayIds: readonly string[];

  constructor(scope: Construct, id: string, config: PlatformConfig) {
    super(scope, id, config);
    const { environment } = config;
    const { naming, options } = this;
    const vpc = new ThreeZoneVpc(this, 'Vpc', { cidr: options.vpcCidr, natMode: options.natMode });
    this.vpcId = vpc.vpcId;
    this.appSubnetIds = vpc.zones.map((zone) => zone.appSubnetId);
    this.databaseSubnetIds = vpc.zones.map((zone) => zone.databaseSubnetId);
    this.zoneNames = vpc.zones.map((zone) => zone.name);
    this.emptySecurityGroupId = vpc.emptySecurityGroupId;
    this.natGatewayIds = vpc.natGatewayIds;

    new FlowLog(this, 'FlowLog', { environment, naming, vpcId: vpc.vpcId });
    this.prefixListIds = new GatewayEndpoints(this, 'GatewayEndpoints', {
      environment,
      naming,
      vpcId: vpc.vpcId,
      routeTableIds: vpc.zones.map((zone) => zone.appRouteTableId),
    }).prefixListIds;
    this.endpointSecurityGroupId =
      options.interfaceEndpoints === 'none'
        ? null
        : new InterfaceEndpoints(this, 'InterfaceEndpoints', {
            environment,
            naming,
            profile: options.interfaceEndpoints,
            vpcId: vpc.vpcId,
            subnetIds: this.appSubnetIds,
          }).securityGroupId;
  }
}
