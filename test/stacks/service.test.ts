import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { functionNames } from '../../lambda/contract/functions';
import { routes } from '../../lambda/contract/routes';
import { ApiFirewall } from '../../stacks/constructs/api-firewall';
import { ApiRoute } from '../../stacks/constructs/api-route';
import { ApiStage } from '../../stacks/constructs/api-stage';
import { DeadLetterQueue } from '../../stacks/constructs/dead-letter-queue';
import { EventBus } from '../../stacks/constructs/event-bus';
import { EventSubscription } from '../../stacks/constructs/event-subscription';
import { FunctionSchedules } from '../../stacks/constructs/function-schedules';
import { MessageQueue } from '../../stacks/constructs/message-queue';
import { Tracing } from '../../stacks/constructs/tracing';
import type { VpcFunction } from '../../stacks/constructs/vpc-function';
import { domainOf, ownDomains } from '../../stacks/lib/domain';
import { Naming } from '../../stacks/lib/naming';
import { platformOptions } from '../../stacks/options';
import {
  all,
  only,
  platformConfig,
  referenceTo,
  usePlatforms,
  type TerraformJson,
} from '../support/platforms';
import { describeWithTools, toolchain, toolPath } from '../support/requirements';

const platforms = usePlatforms();
const delegated = { domain: 'delegated', parentZoneId: 'Z0123456789ABC' } as const;

describe('the domain of an environment', () => {
  const domain = (options: Record<string, string>) => {
    const { environment } = platformConfig({ options });
    return domainOf(environment, platformOptions(environment));
  };

  test('is a zone below our own domain that nobody delegates, where nothing is said', () => {
    expect(domain({})).toEqual({ mode: 'undelegated', zoneName: `payments-dev.${ownDomains[0]}` });
  });

  test('may be just as long as a certificate allows, and no character longer', () => {
    const parentDomain = `${'a'.repeat(25)}.${ownDomains[0]}`;

    expect(domain({ parentDomain }).zoneName).toHaveLength(60);
    expect(() => domain({ parentDomain: `a${parentDomain}` })).toThrow('has at most 60 characters');
  });

  test('may be below a part of our domain, and delegated there', () => {
    expect(domain({ ...delegated, parentDomain: `eu.${ownDomains[0]}` })).toEqual({
      mode: 'delegated',
      zoneName: `payments-dev.eu.${ownDomains[0]}`,
      parentZoneId: 'Z0123456789ABC',
    });
  });

  test.each([
    ['example.com', 'no name below the reserved example.com is allowed'],
    ['pay.example.org', 'no name below the reserved example.org is allowed'],
    ['payments.local', 'no name below the reserved local is allowed'],
    ['pay.test', 'no name below the reserved test is allowed'],
    ['pay.internal', 'no name below the reserved internal is allowed'],
    ['1.168.192.in-addr.arpa', 'no name below the reserved arpa is allowed'],
    ['amazonaws.com', 'only tollgate-payments.com and names below are ours'],
    ['not-tollgate-payments.com', 'only tollgate-payments.com and names below are ours'],
    ['tollgate-payments.com.evil.net', 'only tollgate-payments.com and names below are ours'],
    ['tollgate-payments', 'a domain name in lower case such as pay.acme.com is allowed'],
    ['Pay.tollgate-payments.com', 'a domain name in lower case such as pay.acme.com is allowed'],
    ['https://tollgate-payments.com', 'a domain name in lower case such as pay.acme.com is allowed'],
    ['.tollgate-payments.com', 'a domain name in lower case such as pay.acme.com is allowed'],
    ['eu..tollgate-payments.com', 'a domain name in lower case such as pay.acme.com is allowed'],
    [
      'a-part-of-a-very-long-name.tollgate-payments.com',
      'a domain name in lower case such as pay.acme.com is allowed, with which payments-dev.a-part-of-a-very-long-name.tollgate-payments.com has at most 60 characters',
    ],
  ])('is refused below %s', (parentDomain, allowed) => {
    expect(() => domain({ parentDomain })).toThrow(
      `the environment dev has the option parentDomain ${JSON.stringify(parentDomain)} in stacks/environments.json where ${allowed}`,
    );
  });

  test.each([
    [
      { domain: 'public' },
      'the option domain "public" in stacks/environments.json where delegated or undelegated',
    ],
    [
      { domain: 'delegated' },
      'the option parentZoneId "" in stacks/environments.json where the id of the hosted',
    ],
    [
      { ...delegated, parentZoneId: 'zone' },
      'the option parentZoneId "zone" in stacks/environments.json where the',
    ],
    [
      { parentZoneId: 'Z0123456789ABC' },
      'the option parentZoneId "Z0123456789ABC" in stacks/environments.json where',
    ],
  ])('is refused as %j', (options, message) => {
    expect(() => platforms.build({ options })).toThrow(message);
  });
});

describe('with a delegated domain', () => {
  let service: TerraformJson;
  beforeAll(() => {
    service = platforms.synthesize({ options: delegated })['service']!;
  });
  const zone = 'payments-dev.tollgate-payments.com';

  test('the zone is delegated in its parent, and an alias leads to the API', () => {
    expect(only(service, 'aws_route53_record', 'Delegation')).toEqual({
      zone_id: 'Z0123456789ABC',
      name: zone,
      type: 'NS',
      ttl: 300,
      records: expect.stringMatching(/^\$\{aws_route53_zone\.\w+\.name_servers\}$/) as string,
    });
    expect(only(service, 'aws_route53_record', 'Api')).toEqual({
      zone_id: referenceTo('aws_route53_zone'),
      name: `api.${zone}`,
      type: 'A',
      alias: {
        name: expect.stringMatching(
          /^\$\{aws_api_gateway_domain_name\.\w+\.regional_domain_name\}$/,
        ) as string,
        zone_id: expect.stringMatching(
          /^\$\{aws_api_gateway_domain_name\.\w+\.regional_zone_id\}$/,
        ) as string,
        evaluate_target_health: false,
      },
    });
  });

  test('a certificate is waited for no longer than 15 minutes, once the zone can be found', () => {
    const [delegation] = Object.keys(service.resource['aws_route53_record']!).filter((local) =>
      local.includes('Delegation'),
    );

    expect(only(service, 'aws_acm_certificate')).toMatchObject({
      domain_name: `api.${zone}`,
      validation_method: 'DNS',
    });
    expect(only(service, 'aws_acm_certificate_validation')).toMatchObject({
      timeouts: { create: '15m' },
      depends_on: [`aws_route53_record.${delegation!}`],
    });
  });

  test('the API is found by our name alone, with TLS 1.2 and later', () => {
    expect(only(service, 'aws_api_gateway_rest_api')['disable_execute_api_endpoint']).toBe(true);
    expect(only(service, 'aws_api_gateway_domain_name')).toMatchObject({
      domain_name: `api.${zone}`,
      security_policy: 'TLS_1_2',
      endpoint_configuration: { types: ['REGIONAL'] },
      regional_certificate_arn: referenceTo('aws_acm_certificate_validation'),
    });
    expect(only(service, 'aws_api_gateway_base_path_mapping')).toMatchObject({
      api_id: referenceTo('aws_api_gateway_rest_api'),
      stage_name: referenceTo('aws_api_gateway_stage'),
    });
    expect(only(service, 'aws_ssm_parameter', 'ApiUrl')['value']).toBe(`https://api.${zone}`);
  });
});

test('without interface endpoints every function reaches AWS through NAT, on port 443 alone', () => {
  const service = platforms.synthesize()['service']!;

  const internet = all(service, 'aws_vpc_security_group_egress_rule').filter(({ cidr_ipv4 }) => cidr_ipv4);
  expect(internet.map(({ cidr_ipv4, from_port, to_port }) => [cidr_ipv4, from_port, to_port])).toEqual(
    functionNames.map(() => ['0.0.0.0/0', 443, 443]),
  );
  expect(all(service, 'aws_vpc_security_group_ingress_rule')).toHaveLength(functionNames.length);
});

describe('the limits of', () => {
  const naming = new Naming('dev');
  const { environment } = platformConfig();
  const scope = () => new TerraformStack(new App({ outdir: platforms.outdir() }), 'service');
  /** What the constructs look at before they make a resource. */
  const functionWith = (parts: Partial<Pick<VpcFunction, 'timeoutInSeconds' | 'statements'>> = {}) =>
    ({ timeoutInSeconds: 29, statements: [], ...parts }) as unknown as VpcFunction;
  const consumer = functionWith();
  const queueProps = { environment, naming, noun: 'more', keyArn: 'arn:key', eventSourceArns: [] };

  test.each([
    [
      { visibilityTimeoutInSeconds: 43_201 },
      'visibilityTimeoutInSeconds is 43201 where 0 to 43200 are allowed',
    ],
    [{ maximumReceives: 0 }, 'maximumReceives is 0 where 1 to 1000 are allowed'],
  ])('a queue refuse %j', (props, message) => {
    expect(() => new MessageQueue(scope(), 'More', { ...queueProps, ...props })).toThrow(
      `service/More: ${message}`,
    );
  });

  test('a dead-letter queue are ten sources', () => {
    const sourceQueueArns = Array.from({ length: 11 }, (_, index) => `arn:${index}`);

    expect(() => new DeadLetterQueue(scope(), 'More', { ...queueProps, sourceQueueArns })).toThrow(
      'service/More: sourceQueueArns has 11 entries where at most 10 are allowed',
    );
  });

  test('an archive are 1 to 3650 days', () => {
    const props = {
      naming,
      noun: 'more',
      keyArn: 'arn',
      deadLetterQueueArn: 'arn',
      archiveRetentionInDays: 0,
    };

    expect(() => new EventBus(scope(), 'More', props)).toThrow(
      'service/More: archiveRetentionInDays is 0 where 1 to 3650 are allowed',
    );
  });

  test.each([
    [{ types: [] }, 'types has 0 entries where at least 1 is needed'],
    [{ maximumConcurrency: 1 }, 'maximumConcurrency is 1 where 2 to 1000 are allowed'],
    [
      { consumer: functionWith({ timeoutInSeconds: 31 }) },
      'the queue hides a message for 180 s where the consumer needs at least 186 s',
    ],
    [
      {
        consumer: functionWith({
          statements: [{ sid: 'Put', actions: ['events:PutEvents'], resources: ['arn:bus'] }],
        }),
      },
      'the consumer may put events on a bus, so that the rule for payments.core could feed itself: let another function put them',
    ],
  ])('a subscription refuse %j', (props, message) => {
    const service = scope();
    const subscribe = () =>
      new EventSubscription(service, 'More', {
        naming,
        noun: 'more',
        description: 'More',
        bus: new EventBus(service, 'MoreEvents', {
          naming,
          noun: 'more',
          keyArn: 'arn:key',
          deadLetterQueueArn: 'arn:queue',
        }),
        source: 'payments.core',
        types: ['PaymentCaptured'],
        queue: new MessageQueue(service, 'MoreMessages', queueProps),
        consumer,
        deadLetterQueueArn: 'arn:queue',
        ...(props as object),
      });

    expect(subscribe).toThrow(`service/More: ${message}`);
  });

  test('a schedule are 60 to 21600 seconds of age', () => {
    expect(
      () =>
        new FunctionSchedules(scope(), 'More', {
          environment,
          naming,
          noun: 'more',
          deadLetterQueueArn: 'arn:queue',
          queueKeyArn: 'arn:key',
          schedules: {
            Often: {
              noun: 'often',
              description: 'Often',
              expression: 'rate(1 minute)',
              target: consumer,
              maximumAgeInSeconds: 59,
            },
          },
        }),
    ).toThrow('service/More: maximumAgeInSeconds of Often is 59 where 60 to 21600 are allowed');
  });

  test.each([
    [{ rateLimit: 0 }, 'rateLimit is 0 where 1 to 10000 are allowed'],
    [{ burstLimit: 5001 }, 'burstLimit is 5001 where 1 to 5000 are allowed'],
  ])('a stage refuse %j', (props, message) => {
    const stage = { naming, restApiId: 'api', name: 'more', routes: [], description: '', logKeyArn: 'arn' };

    expect(() => new ApiStage(scope(), 'More', { ...stage, ...props })).toThrow(`service/More: ${message}`);
  });

  test('a firewall are ten requests of an address and more', () => {
    const props = { naming, noun: 'more', stageArn: 'arn', logKeyArn: 'arn', requestsPerAddress: 9 };

    expect(() => new ApiFirewall(scope(), 'More', props)).toThrow(
      'service/More: requestsPerAddress is 9 where 10 to 2000000000 are allowed',
    );
  });

  test('traces are all of them', () => {
    expect(() => new Tracing(scope(), 'More', { naming, apiSegment: 'api', percentage: 101 })).toThrow(
      'service/More: percentage is 101 where 0 to 100 are allowed',
    );
  });

  test.each([
    [
      { route: { ...routes.createPayment, authorization: 'none' as const } },
      'the authorization of POST /v1/payments is none where none is for POST /v1/webhooks/psp and GET /healthz and iam for every other route',
    ],
    [
      { route: { ...routes.health, authorization: 'iam' as const } },
      'the authorization of GET /healthz is iam where none is for POST /v1/webhooks/psp and GET /healthz and iam for every other route',
    ],
    [
      { handler: functionWith({ timeoutInSeconds: 30 }) },
      'the function may take 30 s where API Gateway waits 29',
    ],
  ])('a route refuse %j', (props, message) => {
    const route = {
      api: { id: 'api', executionArn: 'arn' },
      stageName: 'more',
      route: routes.createPayment,
      resourceId: 'root',
      requestValidatorId: 'validator',
      handler: consumer,
    };

    expect(() => new ApiRoute(scope(), 'More', { ...route, ...props })).toThrow(`service/More: ${message}`);
  });
});

describeWithTools(['terraform'], 'terraform', () => {
  test('accepts the service with a delegated domain, which no emulated deployment has', () => {
    const { app } = platforms.build({ options: delegated });
    app.synth();
    const directory = join(app.outdir, 'stacks/service');
    copyFileSync(
      resolve(__dirname, '../../stacks/.terraform.lock.hcl'),
      join(directory, '.terraform.lock.hcl'),
    );
    const terraform = (...args: string[]) =>
      execFileSync(toolPath('terraform'), [...args, '-no-color'], {
        cwd: directory,
        env: { ...process.env, TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '' },
        encoding: 'utf8',
      });

    terraform('init', '-backend=false', '-lockfile=readonly');
    expect(JSON.parse(terraform('validate', '-json'))).toMatchObject({ valid: true, diagnostics: [] });
  }, 240_000);
});
