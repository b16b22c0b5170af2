import { all, only, referenceTo, statements } from '../../support/platforms';
import { added, changed, policyChanged, removed, set, without, type Requirement } from './requirement';

const everywhere = '0.0.0.0/0';

/** What the brief asks of the network, for an environment with a NAT gateway a zone and interface endpoints. */
export const networkRequirements: readonly Requirement[] = [
  {
    name: 'spreads three tiers over three zones that AWS names',
    check: (network) => {
      const zones = Object.keys(network.data?.['aws_availability_zones'] ?? {});
      const zone = (index: number) => `\${data.aws_availability_zones.${zones[0] ?? '?'}.names[${index}]}`;
      expect(
        all(network, 'aws_subnet')
          .map(({ cidr_block, availability_zone }) => [cidr_block, availability_zone])
          .sort(),
      ).toEqual(
        [0, 1, 2]
          .flatMap((index) => [
            [`10.20.${index}.0/24`, zone(index)],
            [`10.20.${index + 8}.0/24`, zone(index)],
            [`10.20.${(index + 1) * 16}.0/20`, zone(index)],
          ])
          .sort(),
      );
    },
    broken: [
      set(['aws_subnet', 'Zone2_DatabaseSubnet'], 'availability_zone', 'us-east-1b'),
      set(['aws_subnet', 'Zone3_AppSubnet'], 'cidr_block', '10.20.9.0/24'),
      removed(['aws_subnet', 'Zone3_DatabaseSubnet']),
    ],
  },
  {
    name: 'gives nothing in a subnet a public address by itself',
    check: (network) => {
      expect(all(network, 'aws_subnet').map((subnet) => subnet['map_public_ip_on_launch'])).toEqual(
        Array<boolean>(9).fill(false),
      );
    },
    broken: [
      set(['aws_subnet', 'Zone1_PublicSubnet'], 'map_public_ip_on_launch', true),
      without(['aws_subnet', 'Zone1_PublicSubnet'], 'map_public_ip_on_launch'),
    ],
  },
  {
    name: 'gives each app subnet a way out through the NAT gateway of its own zone',
    check: (network) => {
      for (const zone of ['Zone1', 'Zone2', 'Zone3']) {
        const route = only(network, 'aws_route', `${zone}_AppDefaultRoute`);
        expect(route).toMatchObject({
          destination_cidr_block: everywhere,
          nat_gateway_id: expect.stringContaining(`aws_nat_gateway.Vpc_${zone}_NatGateway`) as string,
          route_table_id: expect.stringContaining(`${zone}_AppRouteTable`) as string,
        });
        expect(only(network, 'aws_route_table_association', `${zone}_AppSubnetRoutes`)).toMatchObject({
          subnet_id: expect.stringContaining(`${zone}_AppSubnet`) as string,
          route_table_id: expect.stringContaining(`${zone}_AppRouteTable`) as string,
        });
        expect(only(network, 'aws_nat_gateway', zone)).toMatchObject({
          subnet_id: expect.stringContaining(`${zone}_PublicSubnet`) as string,
        });
      }
    },
    broken: [
      removed(['aws_nat_gateway', 'Zone2']),
      changed('every zone leaves through one gateway', (network) => {
        const first = only(network, 'aws_route', 'Zone1_AppDefaultRoute')['nat_gateway_id']!;
        for (const zone of ['Zone2', 'Zone3']) {
          only(network, 'aws_route', `${zone}_AppDefaultRoute`)['nat_gateway_id'] = first;
        }
      }),
      set(['aws_nat_gateway', 'Zone3'], 'subnet_id', '${aws_subnet.Vpc_Zone1_PublicSubnet_0A1B2C3D.id}'),
    ],
  },
  {
    name: 'gives the database tier no way out and public subnets nothing but the internet gateway',
    check: (network) => {
      const routes = all(network, 'aws_route').filter(
        (route) => !(route['route_table_id'] as string).includes('AppRouteTable'),
      );
      expect(routes).toEqual([
        {
          destination_cidr_block: everywhere,
          gateway_id: referenceTo('aws_internet_gateway'),
          route_table_id: expect.stringContaining('PublicRouteTable') as string,
        },
      ]);
      for (const zone of ['Zone1', 'Zone2', 'Zone3']) {
        expect(only(network, 'aws_route_table_association', `${zone}_DatabaseSubnetRoutes`)).toMatchObject({
          subnet_id: expect.stringContaining(`${zone}_DatabaseSubnet`) as string,
          route_table_id: expect.stringContaining('Vpc_DatabaseRouteTable') as string,
        });
      }
    },
    broken: [
      added(
        'aws_route',
        {
          route_table_id: '${aws_route_table.Vpc_DatabaseRouteTable_0A1B2C3D.id}',
          destination_cidr_block: everywhere,
          nat_gateway_id: '${aws_nat_gateway.Vpc_Zone1_NatGateway_0A1B2C3D.id}',
        },
        'the database tier has a default route',
      ),
      set(
        ['aws_route_table_association', 'Zone1_DatabaseSubnetRoutes'],
        'route_table_id',
        '${aws_route_table.Vpc_PublicRouteTable_0A1B2C3D.id}',
      ),
      set(
        ['aws_route_table_association', 'Zone1_DatabaseSubnetRoutes'],
        'subnet_id',
        '${aws_subnet.Vpc_Zone1_AppSubnet_0A1B2C3D.id}',
      ),
    ],
  },
  {
    name: 'empties the default security group of the VPC',
    check: (network) => {
      const group = only(network, 'aws_default_security_group');
      expect(group).toMatchObject({ vpc_id: referenceTo('aws_vpc') });
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    },
    broken: [
      removed('aws_default_security_group'),
      set('aws_default_security_group', 'egress', [
        { cidr_blocks: [everywhere], from_port: 0, to_port: 0, protocol: '-1' },
      ]),
    ],
  },
  {
    name: 'opens no security group to a range of addresses',
    check: (network) => {
      for (const group of all(network, 'aws_security_group')) {
        expect(group).not.toHaveProperty('ingress');
        expect(group).not.toHaveProperty('egress');
      }
      expect(all(network, 'aws_security_group_rule')).toEqual([]);
      for (const direction of ['ingress', 'egress']) {
        expect(all(network, `aws_vpc_security_group_${direction}_rule`)).toEqual([]);
      }
    },
    broken: [
      set('aws_security_group', 'ingress', [
        { cidr_blocks: ['10.20.0.0/16'], from_port: 443, to_port: 443, protocol: 'tcp' },
      ]),
      added(
        'aws_vpc_security_group_ingress_rule',
        { cidr_ipv4: '10.20.0.0/16', ip_protocol: '-1' },
        'the whole VPC may come in',
      ),
      added('aws_security_group_rule', { type: 'egress', cidr_blocks: [everywhere] }, 'all may go out'),
    ],
  },
  {
    name: 'reaches DynamoDB and S3 from the app subnets without NAT, and only its own tables and buckets',
    check: (network) => {
      const ours = { 'aws:PrincipalAccount': '123456789012', 'aws:ResourceAccount': '123456789012' };
      for (const [service, resource] of [
        ['Dynamodb', 'arn:aws:dynamodb:us-east-1:123456789012:table/payments-*-dev'],
        ['S3', 'arn:aws:s3:::payments-*-dev/*'],
      ] as const) {
        const endpoint = only(network, 'aws_vpc_endpoint', `GatewayEndpoints_${service}`);
        expect(endpoint).toMatchObject({
          service_name: `com.amazonaws.us-east-1.${service.toLowerCase()}`,
          vpc_endpoint_type: 'Gateway',
        });
        expect(endpoint['route_table_ids']).toEqual(
          ['Zone1', 'Zone2', 'Zone3'].map(
            (zone) => expect.stringContaining(`${zone}_AppRouteTable`) as string,
          ),
        );
        expect(statements(endpoint)).toEqual([
          expect.objectContaining({
            Effect: 'Allow',
            Action: expect.not.arrayContaining([expect.stringContaining('*')]) as string[],
            Resource: [resource],
            Condition: { StringEquals: ours },
          }),
        ]);
      }
    },
    broken: [
      removed(['aws_vpc_endpoint', 'GatewayEndpoints_S3']),
      without(['aws_vpc_endpoint', 'GatewayEndpoints_Dynamodb'], ['route_table_ids', 2]),
      policyChanged(
        'any table of anybody may be written to',
        ['aws_vpc_endpoint', 'GatewayEndpoints_Dynamodb'],
        ([statement]) => {
          statement!['Resource'] = ['*'];
        },
      ),
      policyChanged(
        'a bucket of another account may be written to',
        ['aws_vpc_endpoint', 'GatewayEndpoints_S3'],
        ([statement]) => {
          statement!['Condition'] = { StringEquals: { 'aws:PrincipalAccount': '123456789012' } };
        },
      ),
    ],
  },
  {
    name: 'reaches every other service it calls through an endpoint in each zone, behind one group without rules',
    check: (network) => {
      const endpoints = all(network, 'aws_vpc_endpoint').filter(
        (endpoint) => endpoint['vpc_endpoint_type'] === 'Interface',
      );
      expect(endpoints.map((endpoint) => endpoint['service_name'])).toEqual(
        ['events', 'kms', 'logs', 'secretsmanager', 'sqs', 'ssm', 'states', 'sts', 'xray'].map(
          (service) => `com.amazonaws.us-east-1.${service}`,
        ),
      );
      for (const endpoint of endpoints) {
        expect(endpoint).toMatchObject({
          private_dns_enabled: true,
          security_group_ids: [referenceTo('aws_security_group')],
          subnet_ids: ['Zone1', 'Zone2', 'Zone3'].map(
            (zone) => expect.stringContaining(`${zone}_AppSubnet`) as string,
          ),
        });
        expect(statements(endpoint)).toEqual([
          expect.objectContaining({
            Action: expect.not.arrayContaining([expect.stringContaining('*')]) as string[],
            Condition: {
              StringEquals: { 'aws:PrincipalAccount': '123456789012' },
              StringEqualsIfExists: { 'aws:ResourceAccount': '123456789012' },
            },
          }),
        ]);
      }
    },
    broken: [
      removed(['aws_vpc_endpoint', 'InterfaceEndpoints_ssm']),
      without(['aws_vpc_endpoint', 'InterfaceEndpoints_kms'], ['subnet_ids', 0]),
      set(['aws_vpc_endpoint', 'InterfaceEndpoints_sqs'], 'private_dns_enabled', false),
      policyChanged(
        'credentials of another account pass',
        ['aws_vpc_endpoint', 'InterfaceEndpoints_secretsmanager'],
        ([statement]) => {
          delete statement!['Condition'];
        },
      ),
    ],
  },
  {
    name: 'logs every flow each minute, encrypted, for a year',
    check: (network) => {
      expect(only(network, 'aws_flow_log')).toMatchObject({
        traffic_type: 'ALL',
        vpc_id: referenceTo('aws_vpc'),
        log_destination: referenceTo('aws_cloudwatch_log_group'),
        iam_role_arn: referenceTo('aws_iam_role'),
        max_aggregation_interval: 60,
      });
      expect(only(network, 'aws_cloudwatch_log_group')).toMatchObject({
        name: '/aws/vpc/payments-flow-logs-dev',
        kms_key_id: referenceTo('aws_kms_key'),
        retention_in_days: 400,
      });
    },
    broken: [
      removed('aws_flow_log'),
      set('aws_flow_log', 'traffic_type', 'REJECT'),
      set('aws_flow_log', 'max_aggregation_interval', 600),
      without('aws_cloudwatch_log_group', 'kms_key_id'),
      set('aws_cloudwatch_log_group', 'retention_in_days', 30),
    ],
  },
  {
    name: 'lets the flow log service write to that log group only, and only for this account',
    check: (network) => {
      expect(statements(only(network, 'aws_iam_role'), 'assume_role_policy')).toMatchObject([
        {
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '123456789012' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*' },
          },
        },
      ]);
      const [write, find] = statements(only(network, 'aws_iam_role_policy'));
      expect(write!.Resource).toEqual([
        referenceTo('aws_cloudwatch_log_group'),
        expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.[^}]+\}:log-stream:\*$/),
      ]);
      expect(write!.Action).not.toContain('logs:CreateLogGroup');
      expect(find).toMatchObject({ Action: ['logs:DescribeLogGroups'] });
    },
    broken: [
      policyChanged(
        'another account may make the service take the role',
        'aws_iam_role',
        ([statement]) => {
          delete statement!['Condition'];
        },
        'assume_role_policy',
      ),
      policyChanged('it may write to every log group', 'aws_iam_role_policy', ([write]) => {
        write!['Resource'] = ['*'];
      }),
    ],
  },
];
