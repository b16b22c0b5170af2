import { isJsonObject } from '../../model/json';
import type { FunctionNode } from './architecture';
import { textOf, type GraphResource, type ResourceGraph } from './resource-graph';
import type { Naming } from './short-name';

/** The functions, and what their security groups let them reach. */
export function readFunctions(graph: ResourceGraph, naming: Naming): readonly FunctionNode[] {
  const egress = graph.all('aws_vpc_security_group_egress_rule');
  return graph.all('aws_lambda_function').map((resource) => {
    const own = egress.filter((rule) => isOf(graph, rule, resource));
    return {
      id: resource.id,
      name: naming.short(textOf(resource.values, 'function_name')),
      detail: `${textOf(resource.values, 'memory_size')} MB, ${textOf(resource.values, 'timeout')} s`,
      reachesInternet: own.some(({ values }) => values['cidr_ipv4'] === '0.0.0.0/0'),
      reachesDatabase: own.some((rule) => leadsToDatabase(graph, rule)),
    };
  });
}

/** What lies behind NAT, in the words of the rules that let functions reach it. */
export function readOutside(graph: ResourceGraph): readonly string[] {
  const said = graph
    .all('aws_vpc_security_group_egress_rule')
    .filter(({ values }) => values['cidr_ipv4'] === '0.0.0.0/0')
    .map(({ values }) => textOf(values, 'description').replace(/, through NAT$/, ''));
  return [...new Set(said)].sort();
}

function isOf(graph: ResourceGraph, rule: GraphResource, resource: GraphResource): boolean {
  const group = graph.referredOf(rule, rule.values['security_group_id'], 'aws_security_group');
  const vpc = resource.values['vpc_config'];
  const groups = isJsonObject(vpc) ? graph.referred(resource, vpc['security_group_ids']) : [];
  return group !== undefined && groups.some(({ id }) => id === group.id);
}

function leadsToDatabase(graph: ResourceGraph, rule: GraphResource): boolean {
  const target = graph.referredOf(rule, rule.values['referenced_security_group_id'], 'aws_security_group');
  return graph
    .all('aws_rds_cluster')
    .some((cluster) =>
      graph.referred(cluster, cluster.values['vpc_security_group_ids']).some(({ id }) => id === target?.id),
    );
}
