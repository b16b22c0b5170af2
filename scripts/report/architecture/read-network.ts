import type { Architecture, Tier, Zone } from './architecture';
import { textOf, type GraphResource, type ResourceGraph } from './resource-graph';
import type { Naming } from './short-name';

interface Subnet {
  readonly resource: GraphResource;
  /** The expression that names its zone, the same in all subnets of the zone. */
  readonly zone: string;
  readonly tier: Tier;
  readonly nat: GraphResource | undefined;
}

/** Zones and tiers: a subnet belongs to the zone it names and to the tier its default route makes it. */
export function readZones(graph: ResourceGraph, naming: Naming): readonly Zone[] {
  const subnets = graph.all('aws_subnet').map((resource) => subnetOf(graph, resource));
  const names = [...new Set(subnets.map(({ zone }) => zone))].sort();
  const gateways = graph.all('aws_nat_gateway').map((gateway) => ({
    gateway,
    zone: subnets.find(
      ({ resource }) => resource.id === graph.referred(gateway, gateway.values['subnet_id'])[0]?.id,
    )?.zone,
  }));
  const instances = graph.all('aws_rds_cluster_instance');
  return names.map((name, index) => {
    const inZone = subnets.filter(({ zone }) => zone === name);
    const app = inZone.find(({ tier }) => tier === 'app');
    const cidr = (tier: Tier): string | null => {
      const found = inZone.find((subnet) => subnet.tier === tier);
      return found === undefined ? null : textOf(found.resource.values, 'cidr_block');
    };
    const natZone = gateways.find(({ gateway }) => gateway.id === app?.nat?.id)?.zone;
    const instance = instances.find((candidate) => zoneOf(graph, candidate) === name);
    return {
      name: zoneName(name, index),
      hasNat: gateways.some(({ zone }) => zone === name),
      natZone: natZone === undefined ? null : names.indexOf(natZone),
      cidrs: { public: cidr('public'), app: cidr('app'), database: cidr('database') },
      instance:
        instance === undefined
          ? null
          : {
              name: naming.short(textOf(instance.values, 'identifier')),
              detail: `${textOf(instance.values, 'instance_class')}, failover tier ${textOf(instance.values, 'promotion_tier')}`,
            },
    };
  });
}

/** The services the endpoints of the VPC lead to. */
export function readEndpoints(graph: ResourceGraph): Architecture['endpoints'] {
  return graph
    .all('aws_vpc_endpoint')
    .map(({ values }) => textOf(values, 'service_name').split('.').at(-1) ?? '')
    .sort();
}

function subnetOf(graph: ResourceGraph, resource: GraphResource): Subnet {
  const association = graph
    .all('aws_route_table_association')
    .find((candidate) => graph.referred(candidate, candidate.values['subnet_id'])[0]?.id === resource.id);
  const table =
    association === undefined
      ? undefined
      : graph.referredOf(association, association.values['route_table_id'], 'aws_route_table');
  const route = graph
    .all('aws_route')
    .find(
      (candidate) =>
        table !== undefined &&
        graph.referred(candidate, candidate.values['route_table_id'])[0]?.id === table.id,
    );
  const nat =
    route === undefined
      ? undefined
      : graph.referredOf(route, route.values['nat_gateway_id'], 'aws_nat_gateway');
  const tier = route === undefined ? 'database' : nat === undefined ? 'public' : 'app';
  return { resource, zone: textOf(resource.values, 'availability_zone'), tier, nat };
}

/** The zone of an instance is that of a subnet it refers to. */
function zoneOf(graph: ResourceGraph, instance: GraphResource): string {
  const subnet = graph.referredOf(instance, instance.values['availability_zone'], 'aws_subnet');
  return subnet === undefined
    ? textOf(instance.values, 'availability_zone')
    : textOf(subnet.values, 'availability_zone');
}

/** Which zone it will be is asked of AWS, and not known before. */
function zoneName(expression: string, index: number): string {
  return expression.includes('${') ? `Availability zone ${index + 1}` : expression;
}
