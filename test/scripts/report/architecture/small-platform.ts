import type { JsonObject } from '../../../../scripts/model/json';
import type { Synthesis } from '../../../../scripts/model/synthesis';
import { sha256 } from '../../../../scripts/model/digest';
import { stackNamed } from '../../../support/stacks';

type Blocks = Record<string, Record<string, JsonObject>>;

const zone = (index: number) => `\${data.aws_availability_zones.All.names[${index}]}`;
const network = 'cross-stack-reference-input-network';

function subnets(): Record<string, JsonObject> {
  return Object.fromEntries(
    [0, 1].flatMap((index) =>
      ['Public', 'App', 'Database'].map((tier, place) => [
        `${tier}${index}`,
        { availability_zone: zone(index), cidr_block: `10.0.${place * 10 + index}.0/24` },
      ]),
    ),
  );
}

/** Two zones; every subnet has a table of its own. */
const networkResources: Blocks = {
  aws_vpc: { Vpc: { tags: { Product: 'payments' } } },
  aws_subnet: subnets(),
  aws_route_table: Object.fromEntries(Object.keys(subnets()).map((name) => [name, {}])),
  aws_route_table_association: Object.fromEntries(
    Object.keys(subnets()).map((name) => [
      name,
      { subnet_id: `\${aws_subnet.${name}.id}`, route_table_id: `\${aws_route_table.${name}.id}` },
    ]),
  ),
  aws_nat_gateway: { Nat: { subnet_id: '${aws_subnet.Public1.id}' } },
  aws_route: Object.fromEntries(
    [0, 1].flatMap((index): [string, JsonObject][] => [
      [
        `Public${index}`,
        {
          route_table_id: `\${aws_route_table.Public${index}.id}`,
          gateway_id: '${aws_internet_gateway.Way.id}',
        },
      ],
      [
        `App${index}`,
        { route_table_id: `\${aws_route_table.App${index}.id}`, nat_gateway_id: '${aws_nat_gateway.Nat.id}' },
      ],
    ]),
  ),
  aws_vpc_endpoint: { Sqs: { service_name: 'com.amazonaws.us-east-1.sqs' } },
};

const relayPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['events:PutEvents'], Resource: ['${aws_cloudwatch_event_bus.Bus.arn}'] },
    { Effect: 'Deny', Action: ['dynamodb:GetItem'], Resource: ['${aws_cloudwatch_event_bus.Bus.arn}'] },
  ],
});

const lambda = (name: string): JsonObject => ({
  function_name: `payments-${name}-dev`,
  memory_size: 512,
  timeout: 9,
  role: `\${aws_iam_role.${name}.arn}`,
  vpc_config: { security_group_ids: [`\${aws_security_group.${name}.id}`] },
});

const serviceResources: Blocks = {
  aws_lambda_function: { Api: lambda('api'), Relay: lambda('relay') },
  aws_lambda_alias: { ApiLive: { function_name: '${aws_lambda_function.Api.function_name}' } },
  aws_iam_role: { api: {}, relay: {} },
  aws_iam_role_policy: { relay: { role: '${aws_iam_role.relay.name}', policy: relayPolicy } },
  aws_security_group: { api: {}, relay: {}, database: {} },
  aws_vpc_security_group_egress_rule: {
    Out: {
      security_group_id: '${aws_security_group.api.id}',
      cidr_ipv4: '0.0.0.0/0',
      description: 'The payment provider, through NAT',
    },
    In: {
      security_group_id: '${aws_security_group.relay.id}',
      referenced_security_group_id: '${aws_security_group.database.id}',
    },
  },
  aws_rds_cluster: {
    Ledger: {
      cluster_identifier: 'payments-ledger-dev',
      engine_version: '8.0.mysql_aurora.3.10.4',
      storage_encrypted: true,
      backtrack_window: 259_200,
      vpc_security_group_ids: ['${aws_security_group.database.id}'],
    },
  },
  aws_rds_cluster_instance: {
    First: {
      identifier: 'payments-ledger-1-dev',
      instance_class: 'db.r5.large',
      promotion_tier: 0,
      availability_zone: `\${data.terraform_remote_state.${network}.outputs.zone-of-second}`,
    },
  },
  aws_api_gateway_rest_api: { Api: { name: 'payments-api-dev' } },
  aws_api_gateway_method: { Post: { authorization: 'NONE', http_method: 'POST' } },
  aws_api_gateway_integration: {
    Post: {
      rest_api_id: '${aws_api_gateway_rest_api.Api.id}',
      uri: '${aws_lambda_alias.ApiLive.invoke_arn}',
    },
  },
  aws_cloudwatch_event_bus: { Bus: { name: 'payments-events-dev' } },
  aws_cloudwatch_event_target: {
    Target: {
      event_bus_name: '${aws_cloudwatch_event_bus.Bus.name}',
      arn: '${aws_sqs_queue.Queue.arn}',
    },
  },
  aws_lambda_event_source_mapping: {
    Mapping: {
      event_source_arn: '${aws_sqs_queue.Queue.arn}',
      function_name: '${aws_lambda_alias.ApiLive.arn}',
    },
  },
  aws_sqs_queue: {
    Queue: {
      name: 'payments-captured-dev',
      visibility_timeout_seconds: 60,
      redrive_policy: JSON.stringify({
        deadLetterTargetArn: '${aws_sqs_queue.Dead.arn}',
        maxReceiveCount: 5,
      }),
    },
    Dead: { name: 'payments-captured-dead-dev', message_retention_seconds: 1_209_600 },
  },
};

/** A small platform of two stacks, one of which reads from the other. */
export function smallPlatform(change: (service: Blocks) => void = () => undefined): Synthesis {
  const service = structuredClone(serviceResources);
  change(service);
  return {
    directory: '/cdktf.out',
    environment: {
      name: 'dev',
      scope: 'environment',
      suffix: 'dev',
      region: 'us-east-1',
      account: '123456789012',
      ephemeral: true,
      stateBucket: 'payments-state',
      options: {},
    },
    stacks: [
      stackNamed('network', {
        terraform: {
          resource: networkResources,
          output: { 'zone-of-second': { value: '${aws_subnet.Database1.availability_zone}' } },
        },
      }),
      stackNamed('service', { terraform: { resource: service } }),
    ],
    digest: sha256('small'),
  };
}
