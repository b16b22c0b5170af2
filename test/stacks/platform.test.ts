import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { suffixPattern } from '../../scripts/model/environment';
import type { JsonObject } from '../../scripts/model/json';
import { buildApp, type Platform } from '../../stacks/app';
import type { Environment, PlatformConfig } from '../../stacks/config';

type Resources = Record<string, Record<string, JsonObject>>;
interface Terraform {
  readonly resource: Resources;
  readonly data: Resources;
  readonly terraform: JsonObject;
  readonly provider: JsonObject;
}

const config: PlatformConfig = {
  environment: {
    name: 'dev',
    scope: 'environment',
    suffix: 'dev',
    region: 'us-east-1',
    account: '123456789012',
    ephemeral: true,
    stateBucket: 'payments-state',
    options: { natMode: 'single' },
  },
  terraformVersion: '1.11.4',
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-stacks-'));
  writeFileSync(join(folder, 'sessions.zip'), 'code');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function platform(options: Environment['options'] = {}, environment: Partial<Environment> = {}): Platform {
  const merged = {
    ...config.environment,
    ...environment,
    options: { ...config.environment.options, ...options },
  };
  const artifacts = { sessions: { file: join(folder, 'sessions.zip'), sha256Base64: 'q83v' } };
  return buildApp({ ...config, environment: merged }, artifacts, mkdtempSync(join(folder, 'out-')));
}

function synth({ app }: Platform): { network: Terraform; data: Terraform } {
  app.synth();
  const read = (stack: string) =>
    JSON.parse(readFileSync(join(app.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')) as Terraform;
  return { network: read('network'), data: read('data') };
}

/** All resources of a type. */
function all(stack: Terraform, type: string): JsonObject[] {
  return Object.values(stack.resource[type] ?? {});
}

function only(stack: Terraform, type: string): JsonObject {
  const found = all(stack, type);
  expect(found).toHaveLength(1);
  return found[0]!;
}

interface Document {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: JsonObject;
  }[];
}

function policy(resource: JsonObject, attribute = 'policy'): Document {
  return JSON.parse(resource[attribute] as string) as Document;
}

describe('the network', () => {
  let network: Terraform;
  beforeAll(() => {
    network = synth(platform()).network;
  });

  test('has a public and a private subnet in each of three zones that AWS names', () => {
    const subnets = all(network, 'aws_subnet');

    const zones = Object.keys(network.data['aws_availability_zones'] ?? {});
    expect(zones).toHaveLength(1);
    const zone = (index: number) => `\${data.aws_availability_zones.${zones[0]!}.names[${index}]}`;
    expect(subnets.map(({ cidr_block, availability_zone }) => [cidr_block, availability_zone])).toEqual([
      ['10.20.16.0/20', zone(0)],
      ['10.20.0.0/24', zone(0)],
      ['10.20.32.0/20', zone(1)],
      ['10.20.1.0/24', zone(1)],
      ['10.20.48.0/20', zone(2)],
      ['10.20.2.0/24', zone(2)],
    ]);
    expect(subnets.every((subnet) => subnet['map_public_ip_on_launch'] === false)).toBe(true);
  });

  test('empties the default security group', () => {
    expect(only(network, 'aws_default_security_group')).not.toHaveProperty('ingress');
    expect(only(network, 'aws_default_security_group')).not.toHaveProperty('egress');
  });

  test('has one route table for each private subnet', () => {
    expect(all(network, 'aws_route_table')).toHaveLength(4);
    expect(all(network, 'aws_route_table_association')).toHaveLength(6);
  });

  test('with a single NAT gateway sends every private subnet through it', () => {
    const routes = all(network, 'aws_route').filter((route) => 'nat_gateway_id' in route);

    expect(all(network, 'aws_nat_gateway')).toHaveLength(1);
    expect(all(network, 'aws_eip')).toHaveLength(1);
    expect(routes).toHaveLength(3);
    expect(new Set(routes.map((route) => route['nat_gateway_id'])).size).toBe(1);
  });

  test('with a NAT gateway for each zone keeps the address of the one it had', () => {
    const perZone = synth(platform({ natMode: 'per-az' })).network;

    const routes = all(perZone, 'aws_route').filter((route) => 'nat_gateway_id' in route);
    expect(new Set(routes.map((route) => route['nat_gateway_id'])).size).toBe(3);
    expect(Object.keys(perZone.resource['aws_nat_gateway']!)).toEqual(
      expect.arrayContaining(Object.keys(network.resource['aws_nat_gateway']!)),
    );
  });

  test('lets nothing but item calls on the session table through the endpoint of DynamoDB', () => {
    const endpoint = only(network, 'aws_vpc_endpoint');

    expect(endpoint['vpc_endpoint_type']).toBe('Gateway');
    expect(endpoint['route_table_ids']).toHaveLength(3);
    expect(policy(endpoint).Statement).toMatchObject([
      {
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        Resource: ['arn:aws:dynamodb:us-east-1:123456789012:table/payments-sessions-dev'],
        Condition: { StringEquals: { 'aws:PrincipalAccount': '123456789012' } },
      },
    ]);
  });

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
  ])('refuses the options %j', (options, message) => {
    expect(() => platform(options)).toThrow(message);
  });
});

describe('the data stack', () => {
  let data: Terraform;
  beforeAll(() => {
    data = synth(platform()).data;
  });

  test('keeps sessions in a table that is encrypted, restorable and destroyable', () => {
    expect(only(data, 'aws_dynamodb_table')).toMatchObject({
      name: 'payments-sessions-dev',
      billing_mode: 'PAY_PER_REQUEST',
      deletion_protection_enabled: false,
      point_in_time_recovery: { enabled: true },
      server_side_encryption: {
        enabled: true,
        kms_key_arn: expect.stringMatching(/^\$\{aws_kms_key\./) as string,
      },
      ttl: { enabled: true, attribute_name: 'expires_at' },
    });
  });

  test('runs the function in the private subnets with a network interface it can leave behind', () => {
    const lambda = only(data, 'aws_lambda_function');

    expect(lambda).toMatchObject({
      function_name: 'payments-sessions-dev',
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      memory_size: 1024,
      replace_security_groups_on_destroy: true,
      replacement_security_group_ids: [expect.stringContaining('aws_default_security_group')],
      tracing_config: { mode: 'Active' },
      source_code_hash: 'q83v',
      filename: expect.stringMatching(/^assets\/.+\/abcdef\/sessions\.zip$/) as string,
      logging_config: { log_format: 'JSON' },
    });
    expect((lambda['vpc_config'] as JsonObject)['subnet_ids']).toHaveLength(3);
    expect(lambda['depends_on']).toEqual([expect.stringMatching(/^aws_iam_role_policy\./)]);
  });

  test('reads network values from the state of the network', () => {
    expect(only(data, 'aws_security_group')['vpc_id']).toMatch(
      /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-network\.outputs\.[\w-]+\}$/,
    );
  });

  test('owns a log group that the role can write to and not create', () => {
    const actions = policy(only(data, 'aws_iam_role_policy')).Statement.flatMap(
      (statement) => statement.Action,
    );

    expect(only(data, 'aws_cloudwatch_log_group')['name']).toBe('/aws/lambda/payments-sessions-dev');
    expect(actions).toContain('logs:PutLogEvents');
    expect(actions).not.toContain('logs:CreateLogGroup');
  });

  test('grants the function nothing by a wildcard, but for actions that take no resource', () => {
    const { Statement: statements } = policy(only(data, 'aws_iam_role_policy'));

    const allowed = statements.filter((statement) => statement.Effect === 'Allow');
    expect(allowed.flatMap((statement) => statement.Action).filter((action) => action.includes('*'))).toEqual(
      [],
    );
    expect(
      allowed
        .filter((statement) => statement.Resource?.includes('*'))
        .flatMap((statement) => statement.Action),
    ).toEqual([
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
    ]);
  });

  test('denies the network permissions to the code of the function', () => {
    const { Statement: statements } = policy(only(data, 'aws_iam_role_policy'));

    const granted = statements
      .filter((statement) => statement.Effect === 'Allow')
      .flatMap((statement) => statement.Action.filter((action) => action.startsWith('ec2:')));
    const denied = statements.find((statement) => statement.Effect === 'Deny');
    expect([...(denied?.Action ?? [])].sort()).toEqual(granted.sort());
    expect(denied?.Condition).toEqual({
      ArnEquals: {
        'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:123456789012:function:payments-sessions-dev',
      },
    });
  });

  test('lets only Lambda, for this account, take the role', () => {
    expect(policy(only(data, 'aws_iam_role'), 'assume_role_policy').Statement).toMatchObject([
      {
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['sts:AssumeRole'],
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
    ]);
  });

  test('separates who administers the key from who uses it, and through which service', () => {
    const key = only(data, 'aws_kms_key');

    expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 7 });
    const uses = policy(key).Statement.filter((statement) => statement.Action.includes('kms:Decrypt'));
    expect(uses.map((statement) => statement.Condition)).toEqual([
      {
        StringEquals: {
          'kms:CallerAccount': '123456789012',
          'kms:ViaService': ['dynamodb.us-east-1.amazonaws.com', 'lambda.us-east-1.amazonaws.com'],
        },
      },
      {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': [
            'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/payments-sessions-dev',
          ],
        },
      },
    ]);
  });

  test('publishes the names of table and function as parameters of the environment', () => {
    expect(all(data, 'aws_ssm_parameter').map(({ name, type }) => [name, type])).toEqual([
      ['/payments/dev/sessions/function-name', 'String'],
      ['/payments/dev/sessions/table-name', 'String'],
    ]);
  });
});

describe('every stack', () => {
  test('keeps its state under the suffix, locked by a file, for one line of terraform versions', () => {
    const { network, data } = synth(platform());

    const state = (stack: Terraform) => (stack.terraform['backend'] as JsonObject)['s3'];
    const expected = { bucket: 'payments-state', encrypt: true, region: 'us-east-1', use_lockfile: true };
    expect(state(network)).toEqual({ ...expected, key: 'dev/network.tfstate' });
    expect(state(data)).toEqual({ ...expected, key: 'dev/data.tfstate' });
    expect(data.terraform['required_version']).toBe('~> 1.11.4');
    expect(data.provider['aws']).toEqual([{ allowed_account_ids: ['123456789012'], region: 'us-east-1' }]);
  });

  test('tags every taggable resource with a name that ends in the suffix', () => {
    const { network, data } = synth(platform());

    const tags = [network, data]
      .flatMap((stack) => Object.values(stack.resource).flatMap((byName) => Object.values(byName)))
      .flatMap((resource) => (resource['tags'] === undefined ? [] : [resource['tags'] as JsonObject]));
    expect(tags.length).toBeGreaterThan(20);
    expect(tags.filter((tag) => !(tag['Name'] as string).endsWith('-dev'))).toEqual([]);
    expect(tags[0]).toMatchObject({ Product: 'payments', Environment: 'dev', ManagedBy: 'tollgate' });
  });

  test('has names that fit with the longest suffix', () => {
    const suffix = 'abcdefghijkl';
    expect(suffixPattern.test(suffix)).toBe(true);

    expect(only(synth(platform({}, { suffix })).data, 'aws_iam_role')['name']).toBe(
      `payments-sessions-${suffix}`,
    );
  });

  test('writes the same bytes twice, and no path of the machine', () => {
    const [first, second] = [platform(), platform()];
    first.app.synth();
    second.app.synth();

    for (const file of ['manifest.json', 'stacks/network/cdk.tf.json', 'stacks/data/cdk.tf.json']) {
      const text = readFileSync(join(first.app.outdir, file), 'utf8');
      expect(text).toBe(readFileSync(join(second.app.outdir, file), 'utf8'));
      expect(text).not.toContain(folder);
    }
  });

  test('lets a construct keep a tag of its own', () => {
    const built = platform();
    new SnsTopic(built.data, 'Alarms', {
      name: 'payments-alarms-dev',
      tags: { Name: 'alarms', Owner: 'sre' },
    });

    expect(only(synth(built).data, 'aws_sns_topic')['tags']).toMatchObject({
      Name: 'alarms',
      Owner: 'sre',
      Stack: 'data',
    });
  });

  test('refuses two constructs that would be written to one address', () => {
    const built = platform();
    new SnsTopic(built.data, 'Alarms.High', { name: 'payments-alarms-high-dev' });
    new SnsTopic(built.data, 'AlarmsHigh', { name: 'payments-alarms-higher-dev' });

    expect(() => {
      built.app.synth();
    }).toThrow(
      'data/Alarms.High and data/AlarmsHigh would both be written as aws_sns_topic.AlarmsHigh: give one of them an id that differs in letters or digits',
    );
  });
});

test('a function without code is refused with the functions there are', () => {
  expect(() =>
    buildApp(config, { payments: { file: 'p.zip', sha256Base64: '' } }, mkdtempSync(join(folder, 'out-'))),
  ).toThrow('there is no function sessions: the folders of lambda/ with a handler.ts are payments');
});

test('an account has no stack yet', () => {
  expect(() => platform({}, { scope: 'account' })).toThrow(
    'dev has the scope account, for which there is no stack',
  );
});
