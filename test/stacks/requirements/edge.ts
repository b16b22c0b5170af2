import ruleTable from '../../../policy/tables/network/data.json';
import { requestSchemas } from '../../../lambda/contract/requests';
import { openRoutes, routes, type Route } from '../../../lambda/contract/routes';
import type { JsonObject } from '../../../scripts/model/json';
import { all, only, referenceTo, type TerraformJson } from '../../support/platforms';
import { added, changed, removed, set, without, type Requirement } from './requirement';

const restApi = 'aws_api_gateway_rest_api';
const method = 'aws_api_gateway_method';
const createPayment = [method, 'CreatePayment'] as const;
const integration = ['aws_api_gateway_integration', 'CreatePayment'] as const;
const permission = ['aws_lambda_permission', 'CreatePayment'] as const;
const validator = 'aws_api_gateway_request_validator';
const paymentModel = ['aws_api_gateway_model', 'ModelPayment'] as const;
const stage = 'aws_api_gateway_stage';
const settings = 'aws_api_gateway_method_settings';
const accessLog = ['aws_cloudwatch_log_group', 'AccessLog'] as const;
const webAcl = 'aws_wafv2_web_acl';
const record = 'aws_route53_record';

const local = (reference: unknown): string => /\$\{\w+\.([\w-]+)\./.exec(String(reference))?.[1] ?? '';

/** The path of a resource of the API, put together from its parents. */
function pathOf(service: TerraformJson, reference: unknown): string {
  const resource = service.resource['aws_api_gateway_resource']?.[local(reference)];
  return resource === undefined
    ? ''
    : `${pathOf(service, resource['parent_id'])}/${resource['path_part'] as string}`;
}

/** Every method by `METHOD /path`. */
const methodsOf = (service: TerraformJson): [route: string, JsonObject][] =>
  all(service, method).map((one) => [
    `${one['http_method'] as string} ${pathOf(service, one['resource_id'])}`,
    one,
  ]);

const contract = Object.values<Route>(routes);

/** What the brief asks of the API and of its name. */
export const edgeRequirements: readonly Requirement[] = [
  {
    name: 'has a regional REST API with the routes of the contract',
    check: (service) => {
      expect(only(service, restApi)).toMatchObject({
        name: 'payments-api-dev',
        endpoint_configuration: { types: ['REGIONAL'] },
        disable_execute_api_endpoint: false,
      });
      expect(methodsOf(service).map(([route]) => route)).toEqual(
        expect.arrayContaining(contract.map(({ method: verb, path }) => `${verb} ${path}`)),
      );
      expect(all(service, method)).toHaveLength(contract.length);
    },
    broken: [
      set(restApi, ['endpoint_configuration', 'types'], ['EDGE']),
      removed(createPayment),
      added(
        method,
        { http_method: 'ANY', authorization: 'AWS_IAM' },
        'a route is there that no contract has',
      ),
    ],
  },
  {
    name: 'asks for a signed request on every route but the two that the contract leaves open',
    check: (service) => {
      expect(openRoutes).toEqual(['POST /v1/webhooks/psp', 'GET /healthz']);
      expect(ruleTable.open_routes.map((route) => `${route.method} ${route.path}`)).toEqual(openRoutes);
      for (const [route, { authorization }] of methodsOf(service)) {
        const isOpen = (openRoutes as readonly string[]).includes(route);
        expect({ route, authorization }).toEqual({ route, authorization: isOpen ? 'NONE' : 'AWS_IAM' });
      }
    },
    broken: [
      set(createPayment, 'authorization', 'NONE'),
      set([method, 'ReadSession'], 'authorization', 'NONE'),
      set([method, 'Health'], 'authorization', 'AWS_IAM'),
    ],
  },
  {
    name: 'refuses a request that is not what the contract says before a function is called',
    check: (service) => {
      expect(only(service, validator)).toMatchObject({
        validate_request_body: true,
        validate_request_parameters: true,
      });
      for (const [body, schema] of Object.entries(requestSchemas)) {
        const model = only(
          service,
          'aws_api_gateway_model',
          `Model${body[0]!.toUpperCase()}${body.slice(1)}`,
        );
        expect(JSON.parse(model['schema'] as string)).toEqual(schema);
        expect(model['content_type']).toBe('application/json');
      }
      const byRoute = Object.fromEntries(methodsOf(service));
      for (const { authorization, body, method: verb, path } of contract) {
        const one = byRoute[`${verb} ${path}`]!;
        expect(one['request_validator_id']).toEqual(referenceTo(validator));
        const model = local((one['request_models'] as JsonObject | undefined)?.['application/json']);
        expect(model.toLowerCase()).toContain(body === null || body === 'raw' ? '' : `model${body}`);
        const parameters = Object.keys((one['request_parameters'] ?? {}) as JsonObject);
        expect(parameters.includes('method.request.header.Idempotency-Key')).toBe(
          verb === 'POST' && authorization === 'iam',
        );
        expect(parameters.includes('method.request.header.Stripe-Signature')).toBe(body === 'raw');
        expect(parameters.filter((name) => name.startsWith('method.request.path.'))).toHaveLength(
          path.split('{').length - 1,
        );
      }
    },
    broken: [
      set(validator, 'validate_request_body', false),
      set(validator, 'validate_request_parameters', false),
      without(createPayment, 'request_validator_id'),
      without(createPayment, 'request_models'),
      without(createPayment, 'request_parameters'),
      without([method, 'PspWebhook'], 'request_parameters'),
      set(paymentModel, 'schema', '{}'),
    ],
  },
  {
    name: 'hands every request to the live version of one function, which lets each route call it and nobody else',
    check: (service) => {
      for (const one of all(service, 'aws_api_gateway_integration')) {
        expect(one).toMatchObject({
          type: 'AWS_PROXY',
          integration_http_method: 'POST',
          timeout_milliseconds: 29_000,
          uri: expect.stringMatching(/^\$\{aws_lambda_alias\.Api_Live_\w+\.invoke_arn\}$/) as string,
        });
      }
      expect(all(service, 'aws_api_gateway_integration')).toHaveLength(contract.length);
      const api = Object.keys(service.resource[restApi]!)[0]!;
      expect(
        all(service, 'aws_lambda_permission')
          .map(({ source_arn }) => source_arn)
          .sort(),
      ).toEqual(
        contract
          .map(
            ({ method: verb, path }) =>
              `\${${restApi}.${api}.execution_arn}/payments-api-dev/${verb}${path.replaceAll(/\{\w+\}/g, '*')}`,
          )
          .sort(),
      );
      for (const one of all(service, 'aws_lambda_permission')) {
        expect(one).toMatchObject({
          action: 'lambda:InvokeFunction',
          principal: 'apigateway.amazonaws.com',
          function_name: expect.stringContaining('aws_lambda_function.Api_Function') as string,
        });
      }
    },
    broken: [
      removed(integration),
      set(integration, 'timeout_milliseconds', 300_000),
      removed(permission),
      without(permission, 'source_arn'),
      set(permission, 'source_arn', '${aws_api_gateway_rest_api.PaymentApi.execution_arn}/*/*'),
      set(permission, 'principal', '*'),
      set(permission, 'action', 'lambda:*'),
    ],
  },
  {
    name: 'throttles every route, and logs who called it and never what was said',
    check: (service) => {
      expect(only(service, settings)).toMatchObject({
        method_path: '*/*',
        settings: {
          throttling_rate_limit: 50,
          throttling_burst_limit: 100,
          metrics_enabled: true,
          logging_level: 'OFF',
          data_trace_enabled: false,
        },
      });
      const { destination_arn, format } = (only(service, stage)['access_log_settings'] ?? {}) as JsonObject;
      expect(destination_arn).toEqual(referenceTo('aws_cloudwatch_log_group'));
      expect(local(destination_arn)).toMatch(/AccessLog/);
      expect(Object.keys(JSON.parse(format as string) as object)).toEqual(
        expect.arrayContaining(['requestId', 'caller', 'route', 'status', 'sourceIp', 'time']),
      );
      expect(format).not.toMatch(/body|\$input|authorization/i);
      expect(only(service, ...accessLog)).toMatchObject({
        name: '/aws/apigateway/payments-api-dev',
        kms_key_id: expect.stringContaining('LogKey') as string,
        retention_in_days: 400,
      });
    },
    broken: [
      removed(settings),
      set(settings, ['settings', 'throttling_rate_limit'], -1),
      without(settings, ['settings', 'throttling_burst_limit']),
      set(settings, ['settings', 'data_trace_enabled'], true),
      set(settings, ['settings', 'logging_level'], 'INFO'),
      without(stage, 'access_log_settings'),
      set(stage, ['access_log_settings', 'format'], '{"requestId":"$context.requestId"}'),
      removed(accessLog),
    ],
  },
  {
    name: 'deploys the routes anew when they change, and the old deployment goes after the new one is there',
    check: (service) => {
      const deployment = only(service, 'aws_api_gateway_deployment');
      expect(deployment).toMatchObject({
        triggers: { routes: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        lifecycle: { create_before_destroy: true },
      });
      const snapshot = [method, 'aws_api_gateway_integration'].flatMap((type) =>
        Object.keys(service.resource[type] ?? {}).map((name) => `${type}.${name}`),
      );
      expect([...(deployment['depends_on'] as string[])].sort()).toEqual(snapshot.sort());
      expect(only(service, stage)['deployment_id']).toEqual(referenceTo('aws_api_gateway_deployment'));
    },
    broken: [
      without('aws_api_gateway_deployment', 'triggers'),
      without('aws_api_gateway_deployment', 'lifecycle'),
      without('aws_api_gateway_deployment', ['depends_on', 0]),
      set(stage, 'deployment_id', 'abc123'),
    ],
  },
  {
    name: 'stands behind a firewall with the rules AWS keeps and a limit for each address',
    check: (service) => {
      const { rule: rules, scope } = only(service, webAcl) as { rule: JsonObject[]; scope: string };
      expect(scope).toBe('REGIONAL');
      const managed = rules.flatMap(({ statement }) => {
        const { managed_rule_group_statement: group } = statement as JsonObject;
        return group === undefined ? [] : [(group as JsonObject)['name']];
      });
      expect(managed).toEqual([
        'AWSManagedRulesAmazonIpReputationList',
        'AWSManagedRulesCommonRuleSet',
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesSQLiRuleSet',
      ]);
      for (const rule of rules.slice(1)) expect(rule['override_action']).toEqual({ none: {} });
      expect(rules[0]).toMatchObject({
        action: { block: {} },
        statement: {
          rate_based_statement: { limit: 2000, evaluation_window_sec: 300, aggregate_key_type: 'IP' },
        },
      });
      expect(only(service, 'aws_wafv2_web_acl_association')).toMatchObject({
        web_acl_arn: referenceTo(webAcl),
        resource_arn: referenceTo(stage),
      });
      expect(only(service, 'aws_cloudwatch_log_group', 'Firewall')['name']).toBe(
        'aws-waf-logs-payments-api-dev',
      );
      expect(only(service, 'aws_wafv2_web_acl_logging_configuration')).toMatchObject({
        resource_arn: referenceTo(webAcl),
        log_destination_configs: [referenceTo('aws_cloudwatch_log_group')],
        redacted_fields: [
          { single_header: { name: 'authorization' } },
          { single_header: { name: 'x-amz-security-token' } },
        ],
      });
    },
    broken: [
      removed('aws_wafv2_web_acl_association'),
      set('aws_wafv2_web_acl_association', 'resource_arn', 'arn:other'),
      changed('one group of rules is left out', (service) => {
        (only(service, webAcl)['rule'] as JsonObject[]).pop();
      }),
      changed('an address may ask as often as it likes', (service) => {
        (only(service, webAcl)['rule'] as JsonObject[]).shift();
      }),
      set(webAcl, ['rule', 2, 'override_action'], { count: {} }),
      set(webAcl, ['rule', 0, 'action'], { count: {} }),
      removed('aws_wafv2_web_acl_logging_configuration'),
      without('aws_wafv2_web_acl_logging_configuration', 'redacted_fields'),
    ],
  },
  {
    name: 'has a zone with one simple record that leads to the host of the API and goes with what is in it',
    check: (service) => {
      const zone = only(service, 'aws_route53_zone');
      expect(zone).toMatchObject({ name: 'payments-dev.tollgate-payments.com', force_destroy: true });
      const api = Object.keys(service.resource[restApi]!)[0]!;
      expect(only(service, record)).toEqual({
        zone_id: referenceTo('aws_route53_zone'),
        name: 'api.payments-dev.tollgate-payments.com',
        type: 'CNAME',
        ttl: 300,
        records: [`\${${restApi}.${api}.id}.execute-api.us-east-1.amazonaws.com`],
      });
    },
    broken: [
      removed(record),
      set('aws_route53_zone', 'force_destroy', false),
      set('aws_route53_zone', 'name', 'payments.example.com'),
      set(record, 'records', ['${aws_lambda_function_url.u.function_url}']),
      set(record, 'records', ['https://abc.execute-api.us-east-1.amazonaws.com/']),
      set(record, 'set_identifier', 'blue'),
    ],
  },
  {
    name: 'publishes where the bus, the API and the sagas are as parameters of the environment',
    check: (service) => {
      expect(
        all(service, 'aws_ssm_parameter').map(({ name, type, value }) => [name, type, local(value)]),
      ).toEqual([
        ['/payments/dev/api/url', 'String', expect.stringContaining('Stage')],
        ['/payments/dev/events/bus-name', 'String', expect.stringContaining('Events_Bus')],
        ['/payments/dev/sagas/capture-arn', 'String', expect.stringContaining('Capture')],
        ['/payments/dev/sagas/refund-arn', 'String', expect.stringContaining('Refund')],
      ]);
    },
    broken: [
      removed(['aws_ssm_parameter', 'BusName']),
      set(['aws_ssm_parameter', 'BusName'], 'name', '/payments/events/bus-name'),
      changed('the parameters of the sagas are exchanged', (service) => {
        const first = only(service, 'aws_ssm_parameter', 'CaptureSaga');
        const second = only(service, 'aws_ssm_parameter', 'RefundSaga');
        [first['value'], second['value']] = [second['value']!, first['value']!];
      }),
    ],
  },
];
