import { functionNames } from '../../../lambda/contract/functions';
import type { JsonObject, JsonValue } from '../../../scripts/model/json';
import { all, only, readFrom, referenceTo, type TerraformJson } from '../../support/platforms';
import { added, changed, removed, set, without, type Requirement } from './requirement';

const lambda = 'aws_lambda_function';
const relay = [lambda, 'Relay_Function'] as const;
const relayAlias = ['aws_lambda_alias', 'Relay'] as const;

/** The construct of each function, and the function. */
export const functionIds = {
  Api: 'api',
  Consumer: 'consumer',
  Migrator: 'migrator',
  Reconciler: 'reconciler',
  Relay: 'relay',
} as const;

const eachFunction = (service: TerraformJson): [id: string, name: string, lambda: JsonObject][] =>
  Object.entries(functionIds).map(([id, name]) => [id, name, only(service, lambda, `${id}_Function`)]);

const attribute = (resource: JsonObject, name: string): JsonObject => resource[name] as JsonObject;

/** What calls a function, by the attribute that says which. */
function callers(service: TerraformJson): JsonValue[] {
  return [
    ...all(service, 'aws_lambda_event_source_mapping').map(({ function_name }) => function_name!),
    ...all(service, 'aws_scheduler_schedule').map((schedule) => attribute(schedule, 'target')['arn']!),
    ...all(service, 'aws_api_gateway_integration').map(({ uri }) => uri!),
  ];
}

/** What the brief asks of the functions. */
export const functionRequirements: readonly Requirement[] = [
  {
    name: 'runs five functions of 1,024 MB, on Node 22 and arm64, in the app subnets of three zones',
    check: (service) => {
      expect(Object.values(functionIds).sort()).toEqual([...functionNames].sort());
      expect(all(service, lambda)).toHaveLength(5);
      for (const [id, name, resource] of eachFunction(service)) {
        expect(resource).toMatchObject({
          function_name: `payments-${name}-dev`,
          runtime: 'nodejs22.x',
          architectures: ['arm64'],
          memory_size: 1024,
          handler: 'index.handler',
          source_code_hash: 'q83v',
          vpc_config: { security_group_ids: [expect.stringContaining(`.${id}_SecurityGroup`)] },
        });
        const subnets = attribute(resource, 'vpc_config')['subnet_ids'] as string[];
        expect(subnets).toEqual([0, 1, 2].map(() => readFrom('network')));
        expect(new Set(subnets.filter((subnet) => subnet.includes('AppSubnet'))).size).toBe(3);
      }
    },
    broken: [
      removed(relay),
      set(relay, 'memory_size', 128),
      set(relay, 'runtime', 'nodejs20.x'),
      set(relay, 'architectures', ['x86_64']),
      without(relay, 'vpc_config'),
      without(relay, ['vpc_config', 'subnet_ids', 2]),
      changed('it runs where the database is', (service) => {
        const network = attribute(only(service, ...relay), 'vpc_config');
        network['subnet_ids'] = (network['subnet_ids'] as string[]).map((subnet) =>
          subnet.replace('AppSubnet', 'DatabaseSubnet'),
        );
      }),
    ],
  },
  {
    name: 'publishes every version of a function under the alias live, which terraform makes and then leaves alone',
    check: (service) => {
      expect(all(service, 'aws_lambda_alias')).toHaveLength(5);
      for (const [id, , resource] of eachFunction(service)) {
        expect(resource['publish']).toBe(true);
        expect(only(service, 'aws_lambda_alias', `${id}_Live`)).toMatchObject({
          name: 'live',
          function_name: expect.stringContaining(`.${id}_Function`) as string,
          function_version: expect.stringMatching(
            new RegExp(`\\.${id}_Function\\w+\\.version\\}$`),
          ) as string,
          lifecycle: { ignore_changes: ['function_version'] },
        });
      }
    },
    broken: [
      set(relay, 'publish', false),
      without(relay, 'publish'),
      removed(relayAlias),
      set(relayAlias, 'name', 'latest'),
      set(relayAlias, 'function_version', '$LATEST'),
      without(relayAlias, 'lifecycle'),
    ],
  },
  {
    name: 'calls functions at their alias and nowhere else',
    check: (service) => {
      expect(callers(service)).toHaveLength(12);
      for (const caller of callers(service)) expect(caller).toEqual(referenceTo('aws_lambda_alias'));
      for (const permission of [
        ...all(service, 'aws_lambda_permission'),
        ...all(service, 'aws_lambda_function_event_invoke_config'),
      ]) {
        expect(permission['qualifier']).toBe('live');
      }
      for (const { definition } of all(service, 'aws_sfn_state_machine')) {
        const called = [...(definition as string).matchAll(/"FunctionName":"([^"]+)"/g)];
        expect(called.map(([, name]) => name)).toEqual(called.map(() => referenceTo('aws_lambda_alias')));
        expect(called).not.toEqual([]);
      }
    },
    broken: [
      set('aws_lambda_event_source_mapping', 'function_name', 'payments-consumer-dev'),
      set(['aws_scheduler_schedule', 'Outbox'], ['target', 'arn'], '${aws_lambda_function.relay.arn}'),
      set(['aws_api_gateway_integration', 'Health'], 'uri', '${aws_lambda_function.api.invoke_arn}'),
      without(['aws_lambda_permission', 'Health'], 'qualifier'),
      changed('a saga calls a function without its alias', (service) => {
        const machine = only(service, 'aws_sfn_state_machine', 'Capture');
        machine['definition'] = (machine['definition'] as string).replaceAll(
          /aws_lambda_alias\.[^}]+/g,
          'aws_lambda_function.consumer.arn',
        );
      }),
    ],
  },
  {
    name: 'traces every call of a function, and logs as JSON to a group that is encrypted and there before it',
    check: (service) => {
      for (const [id, name, resource] of eachFunction(service)) {
        expect(resource).toMatchObject({
          tracing_config: { mode: 'Active' },
          logging_config: {
            log_format: 'JSON',
            log_group: expect.stringContaining(`aws_cloudwatch_log_group.${id}_LogGroup`) as string,
          },
        });
        expect(only(service, 'aws_cloudwatch_log_group', `${id}_LogGroup`)).toMatchObject({
          name: `/aws/lambda/payments-${name}-dev`,
          kms_key_id: expect.stringContaining('LogKey') as string,
          retention_in_days: 400,
        });
      }
    },
    broken: [
      set(relay, ['tracing_config', 'mode'], 'PassThrough'),
      without(relay, 'tracing_config'),
      set(relay, ['logging_config', 'log_format'], 'Text'),
      removed(['aws_cloudwatch_log_group', 'Relay']),
      set(['aws_cloudwatch_log_group', 'Relay'], 'name', 'payments-relay-dev'),
      without(['aws_cloudwatch_log_group', 'Relay'], 'kms_key_id'),
      without(['aws_cloudwatch_log_group', 'Relay'], 'retention_in_days'),
    ],
  },
  {
    name: 'gives functions the suffix as their one variable, encrypted: all else they read from parameters',
    check: (service) => {
      for (const [, , resource] of eachFunction(service)) {
        expect(resource['environment']).toEqual({ variables: { ENVIRONMENT_SUFFIX: 'dev' } });
        expect(resource['kms_key_arn']).toEqual(expect.stringContaining('DataKey'));
      }
    },
    broken: [
      set(relay, ['environment', 'variables', 'DATABASE_PASSWORD'], 'ChangeMeInProduction'),
      without(relay, 'kms_key_arn'),
    ],
  },
  {
    name: 'lets go of the network at once when a function is destroyed, and waits for what cannot',
    check: (service) => {
      for (const [id, , resource] of eachFunction(service)) {
        expect(resource).toMatchObject({
          replace_security_groups_on_destroy: true,
          replacement_security_group_ids: [readFrom('network')],
        });
        expect(only(service, 'aws_security_group', `${id}_SecurityGroup`)['timeouts']).toEqual({
          delete: '60m',
        });
      }
    },
    broken: [
      without(relay, 'replace_security_groups_on_destroy'),
      set(relay, 'replace_security_groups_on_destroy', false),
      without(relay, 'replacement_security_group_ids'),
      without(['aws_security_group', 'Relay'], 'timeouts'),
    ],
  },
  {
    name: 'has no function that anybody could call by a URL',
    check: (service) => {
      expect(all(service, 'aws_lambda_function_url')).toEqual([]);
      expect(JSON.stringify(service)).not.toMatch(/lambda_function_url|lambda-url/);
    },
    broken: [added('aws_lambda_function_url', { authorization_type: 'NONE' }, 'a function has a public URL')],
  },
  {
    name: 'has nothing a function can reach but database, endpoints, and on port 443 the provider and the sessions',
    check: (service) => {
      const rules = Object.entries(service.resource['aws_vpc_security_group_egress_rule'] ?? {});
      const targets = rules.map(([local, rule]) => [local.replace(/_[0-9A-F]{8}$/, ''), targetOf(rule)]);
      const database = [expect.stringContaining('aws_security_groupDatabase'), 3306, 3306, 'tcp'];
      const endpoints = [expect.stringContaining('InterfaceEndpoints'), 443, 443, 'tcp'];
      const internet = ['0.0.0.0/0', 443, 443, 'tcp'];
      const tables = [expect.stringContaining('GatewayEndpoints_Dynamodb'), 443, 443, 'tcp'];
      expect(Object.fromEntries(targets)).toEqual({
        ...Object.fromEntries(
          Object.keys(functionIds).flatMap((id) => [
            [`${id}_Egress_Database`, database],
            [`${id}_Egress_Endpoints`, endpoints],
          ]),
        ),
        Api_Egress_Dynamodb: tables,
        Api_Egress_Internet: internet,
        Consumer_Egress_Internet: internet,
        Reconciler_Egress_Internet: internet,
      });
      for (const group of all(service, 'aws_security_group')) {
        expect(group).not.toHaveProperty('egress');
        expect(group).not.toHaveProperty('ingress');
      }
      expect(all(service, 'aws_security_group_rule')).toEqual([]);
    },
    broken: [
      added(
        'aws_vpc_security_group_egress_rule',
        { security_group_id: 'sg', cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1' },
        'a function may reach everything',
      ),
      set(['aws_vpc_security_group_egress_rule', 'Api_Egress_Internet'], 'from_port', 0),
      removed(['aws_vpc_security_group_egress_rule', 'Relay_Egress_Database']),
      set(['aws_security_group', 'Relay'], 'egress', [
        { cidr_blocks: ['0.0.0.0/0'], from_port: 0, to_port: 0, protocol: '-1' },
      ]),
    ],
  },
  {
    name: 'is let in by database and endpoints through the group of each function, never by addresses',
    check: (service) => {
      const rules = Object.entries(service.resource['aws_vpc_security_group_ingress_rule'] ?? {});
      expect(rules).toHaveLength(10);
      for (const [local, rule] of rules) {
        const [id = '', , target = ''] = local.split('_');
        const isDatabase = target === 'DatabaseEntrance';
        const port = isDatabase ? 3306 : 443;
        expect(rule).toMatchObject({
          security_group_id: expect.stringContaining(
            isDatabase ? 'aws_security_groupDatabase' : 'InterfaceEndpoints',
          ) as string,
          referenced_security_group_id: expect.stringContaining(`.${id}_SecurityGroup`) as string,
          from_port: port,
          to_port: port,
          ip_protocol: 'tcp',
        });
        expect(rule).not.toHaveProperty('cidr_ipv4');
      }
    },
    broken: [
      removed(['aws_vpc_security_group_ingress_rule', 'Relay_Egress_DatabaseEntrance']),
      set(['aws_vpc_security_group_ingress_rule', 'Relay_Egress_Database'], 'cidr_ipv4', '10.20.0.0/16'),
      set(['aws_vpc_security_group_ingress_rule', 'Relay_Egress_Database'], 'to_port', 65_535),
      added(
        'aws_vpc_security_group_ingress_rule',
        { security_group_id: 'sg', cidr_ipv4: '10.20.0.0/16', from_port: 3306, to_port: 3306 },
        'the database is open to the whole VPC',
      ),
    ],
  },
];

function targetOf(rule: JsonObject): unknown[] {
  const { cidr_ipv4, from_port, ip_protocol, prefix_list_id, referenced_security_group_id, to_port } = rule;
  return [cidr_ipv4 ?? prefix_list_id ?? referenced_security_group_id, from_port, to_port, ip_protocol];
}
