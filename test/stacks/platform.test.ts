import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { functionNames } from '../../lambda/contract/functions';
import { readPublishedFunctions } from '../../scripts/terraform/published-functions';
import { buildAccountApp, buildApp, buildEntry } from '../../stacks/app';
import type { PlatformConfig } from '../../stacks/config';
import { all, only, platformConfig, synthesizeApp, usePlatforms } from '../support/platforms';

const platforms = usePlatforms();

describe('the options of an environment', () => {
  test.each([
    [{ natMode: 'none' }, 'network/Vpc: natMode is none where per-az or single is allowed'],
    [
      { vpcCidr: '10.20.0.0/24' },
      'network/Vpc: cidr is 10.20.0.0/24 where a /16 network such as 10.20.0.0/16 is allowed',
    ],
    [
      { vpcCidr: '10.256.0.0/16', natMode: 'two' },
      'network/Vpc: cidr is 10.256.0.0/16 where a /16 network such as 10.20.0.0/16 is allowed; natMode is two where per-az or single is allowed',
    ],
    [
      { interfaceEndpoints: 'all' },
      'network/InterfaceEndpoints: profile is all where none or core is allowed',
    ],
    [
      { sessionReadUnitLimit: 0 },
      'data/Sessions: readUnitLimit is 0 where a whole number of at least 1 is allowed',
    ],
    [
      { natmode: 'single' },
      'the environment dev has an option "natmode" in stacks/environments.json where natMode, vpcCidr, interfaceEndpoints, sessionReadUnitLimit, sessionWriteUnitLimit, alarmEmail, domain, parentDomain, parentZoneId are allowed',
    ],
    [
      { sessionWriteUnitLimit: '10' },
      'the environment dev has the option sessionWriteUnitLimit "10" in stacks/environments.json where a number is allowed',
    ],
  ])('%j are refused', (options, message) => {
    expect(() => platforms.build({ options })).toThrow(message);
  });

  test('of none are a NAT gateway a zone, no interface endpoint and no bound on the session table', () => {
    const { network, data } = platforms.synthesize();

    expect(all(network!, 'aws_nat_gateway')).toHaveLength(3);
    expect(all(network!, 'aws_vpc_endpoint').map((endpoint) => endpoint['vpc_endpoint_type'])).toEqual([
      'Gateway',
      'Gateway',
    ]);
    expect(only(data!, 'aws_dynamodb_table')).not.toHaveProperty('on_demand_throughput');
  });

  test('with a single NAT gateway send every app subnet through it, at the address it has among three', () => {
    const perZone = platforms.synthesize()['network']!;
    const single = platforms.synthesize({ options: { natMode: 'single' } })['network']!;

    const routes = all(single, 'aws_route').filter((route) => 'nat_gateway_id' in route);
    expect(routes).toHaveLength(3);
    expect(new Set(routes.map((route) => route['nat_gateway_id'])).size).toBe(1);
    expect(all(single, 'aws_eip')).toHaveLength(1);
    const [gateway, ...others] = Object.keys(single.resource['aws_nat_gateway']!);
    expect(others).toEqual([]);
    expect(Object.keys(perZone.resource['aws_nat_gateway']!)).toContain(gateway);
  });

  test('may bound reading of the session table alone', () => {
    const { data } = platforms.synthesize({ options: { sessionReadUnitLimit: 40 } });

    expect(only(data!, 'aws_dynamodb_table')['on_demand_throughput']).toEqual({ max_read_request_units: 40 });
  });
});

describe('every stack', () => {
  test('writes the same bytes twice, and no path of the machine', () => {
    const [first, second] = [platforms.build(), platforms.build()];
    const stacks = Object.keys(synthesizeApp(first.app));
    second.app.synth();

    for (const file of ['manifest.json', ...stacks.map((stack) => `stacks/${stack}/cdk.tf.json`)]) {
      const text = readFileSync(join(first.app.outdir, file), 'utf8');
      expect(text).toBe(readFileSync(join(second.app.outdir, file), 'utf8'));
      expect(text).not.toContain(platforms.folder());
    }
  });

  test('lets a construct keep a tag of its own', () => {
    const built = platforms.build();
    new SnsTopic(built.data, 'Alarms', {
      name: 'payments-alarms-dev',
      tags: { Name: 'alarms', Owner: 'sre' },
    });

    expect(only(synthesizeApp(built.app)['data']!, 'aws_sns_topic')['tags']).toMatchObject({
      Name: 'alarms',
      Owner: 'sre',
      Stack: 'data',
    });
  });

  test('refuses two constructs that would be written to one address', () => {
    const built = platforms.build();
    new SnsTopic(built.data, 'Alarms.High', { name: 'payments-alarms-high-dev' });
    new SnsTopic(built.data, 'AlarmsHigh', { name: 'payments-alarms-higher-dev' });

    expect(() => {
      built.app.synth();
    }).toThrow(
      'data/Alarms.High and data/AlarmsHigh would both be written as aws_sns_topic.AlarmsHigh: give one of them an id that differs in letters or digits',
    );
  });
});

describe('an entry of environments.json', () => {
  const account = platformConfig({ name: 'account-test', scope: 'account', suffix: 'accttest' });
  const stacksOf = (change: PlatformConfig) =>
    Object.keys(synthesizeApp(buildEntry(change, platforms.artifacts(), platforms.outdir()).app));

  test('of the scope account is built as the one stack of it, and any other as none of it', () => {
    expect(stacksOf(account)).toEqual(['account']);
    expect(stacksOf(platformConfig())).not.toContain('account');
  });

  test('is refused where the other scope is built', () => {
    expect(() => buildApp(account, {}, platforms.outdir())).toThrow(
      'account-test has the scope account where the scope environment is built: choose another entry of stacks/environments.json',
    );
    expect(() => buildAccountApp(platformConfig(), platforms.outdir())).toThrow(
      'dev has the scope environment where the scope account is built',
    );
  });

  test('of the scope account shares no singleton with an environment', () => {
    const singletons = ['aws_api_gateway_account', 'aws_cloudwatch_log_resource_policy'];
    for (const stack of Object.values(platforms.synthesize())) {
      expect(Object.keys(stack.resource).filter((type) => singletons.includes(type))).toEqual([]);
    }
  });
});

test('the pipeline finds in the state of the service the function that migrates and every alias it moves', () => {
  const { service } = platforms.synthesize();
  const terraform = { resource: service!.resource };
  const functions = service!.resource['aws_lambda_function']!;
  const resolved = (name: string) =>
    name.replace(
      /^\$\{aws_lambda_function\.(\w+)\..*/,
      (_, local: string) => functions[local]!['function_name'] as string,
    );
  const resources = ['aws_lambda_function', 'aws_lambda_alias'].flatMap((type) =>
    Object.entries(service!.resource[type]!).map(([name, attributes]) => ({
      mode: 'managed',
      type,
      name,
      instances: [
        {
          attributes: {
            ...attributes,
            // as terraform resolves them
            function_name: resolved(attributes['function_name'] as string),
            version: '4',
          },
        },
      ],
    })),
  );

  const { aliases, migrator } = readPublishedFunctions({ terraform }, JSON.stringify({ resources }));

  expect(migrator).toEqual({ functionName: 'payments-migrator-dev', version: '4' });
  expect(
    aliases.map(({ functionName, alias, published }) => `${functionName}:${alias} ${published}`).sort(),
  ).toEqual([...functionNames].sort().map((name) => `payments-${name}-dev:live 4`));
});
