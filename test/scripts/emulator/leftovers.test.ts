import { isSearched } from '../../../scripts/emulator/inventory';
import { describeWithTools } from '../../support/requirements';
import { callAws, startTestEmulator, type TestEmulator } from './running-emulator';

describeWithTools(['moto'], 'leftovers', () => {
  let emulator: TestEmulator;
  let endpoint: string;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    endpoint = emulator.aws.endpoint;
  }, 60_000);
  afterAll(() => emulator.stop());

  const query = (service: string, version: string) => (Action: string, fields: Record<string, string>) =>
    succeed(callAws(endpoint, service, { query: { Action, Version: version, ...fields } }));
  const json = (service: string, prefix: string) => (action: string, body: object) =>
    succeed(callAws(endpoint, service, { target: `${prefix}.${action}`, body: JSON.stringify(body) }));
  const rest = (service: string) => (method: string, path: string, body: object) =>
    succeed(callAws(endpoint, service, { method, path, body: JSON.stringify(body) }));

  async function succeed(call: Promise<{ status: number; text: string }>): Promise<string> {
    const { status, text } = await call;
    if (status > 299) throw new Error(text);
    return text;
  }

  const ec2 = query('ec2', '2016-11-15');
  const iam = query('iam', '2010-05-08');
  const monitoring = query('monitoring', '2010-08-01');
  const rds = query('rds', '2014-10-31');
  const sns = query('sns', '2010-03-31');
  const dynamodb = json('dynamodb', 'DynamoDB_20120810');
  const ssm = json('ssm', 'AmazonSSM');
  const kms = json('kms', 'TrentService');
  const logs = json('logs', 'Logs_20140328');
  const sqs = json('sqs', 'AmazonSQS');
  const events = json('events', 'AWSEvents');
  const wafv2 = json('wafv2', 'AWSWAF_20190729');
  const states = json('states', 'AWSStepFunctions');
  const backup = rest('backup');
  const role = 'arn:aws:iam::123456789012:role/forgotten-aa1';

  const first = (text: string, element: string): string =>
    new RegExp(`<${element}>([^<]+)`).exec(text)?.[1] ?? '';
  const tag = (kind: string, suffix: string) => ({
    'TagSpecification.1.ResourceType': kind,
    'TagSpecification.1.Tag.1.Key': 'Environment',
    'TagSpecification.1.Tag.1.Value': suffix,
  });
  const vpc = async (suffix: string) =>
    first(await ec2('CreateVpc', { CidrBlock: '10.8.0.0/16', ...tag('vpc', suffix) }), 'vpcId');

  const kinds: [name: string, create: (suffix: string) => Promise<unknown>, found: string | RegExp][] = [
    ['VPC', vpc, /^ec2 vpc vpc-\w+$/],
    [
      'subnet',
      async (suffix) =>
        ec2('CreateSubnet', { VpcId: await vpc('none'), CidrBlock: '10.8.1.0/24', ...tag('subnet', suffix) }),
      /^ec2 subnet subnet-\w+$/,
    ],
    [
      'route table',
      async (suffix) => ec2('CreateRouteTable', { VpcId: await vpc('none'), ...tag('route-table', suffix) }),
      /^ec2 route-table rtb-\w+$/,
    ],
    [
      'address',
      (suffix) => ec2('AllocateAddress', { Domain: 'vpc', ...tag('elastic-ip', suffix) }),
      /^ec2 .* eipalloc-\w+$/,
    ],
    [
      'internet gateway',
      (suffix) => ec2('CreateInternetGateway', tag('internet-gateway', suffix)),
      /^ec2 internet-gateway igw-\w+$/,
    ],
    [
      'NAT gateway',
      async (suffix) => {
        const subnet = await ec2('CreateSubnet', { VpcId: await vpc('none'), CidrBlock: '10.8.2.0/24' });
        const address = await ec2('AllocateAddress', { Domain: 'vpc' });
        await ec2('CreateNatGateway', {
          SubnetId: first(subnet, 'subnetId'),
          AllocationId: first(address, 'allocationId'),
          ...tag('natgateway', suffix),
        });
      },
      /^ec2 nat\S+ nat-\w+$/,
    ],
    [
      'gateway endpoint',
      async (suffix) =>
        ec2('CreateVpcEndpoint', {
          VpcId: await vpc('none'),
          ServiceName: 'com.amazonaws.us-east-1.dynamodb',
          ...tag('vpc-endpoint', suffix),
        }),
      /^ec2 vpc-endpoint vpce-\w+$/,
    ],
    [
      'security group',
      async (suffix) =>
        ec2('CreateSecurityGroup', {
          GroupName: `fn-${suffix}`,
          GroupDescription: 'x',
          VpcId: await vpc('none'),
        }),
      'ec2 fn-aa1',
    ],
    [
      'role',
      (suffix) => iam('CreateRole', { RoleName: `forgotten-${suffix}`, AssumeRolePolicyDocument: '{}' }),
      'iam forgotten-aa1',
    ],
    [
      'policy',
      (suffix) =>
        iam('CreatePolicy', {
          PolicyName: `read-${suffix}`,
          PolicyDocument:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}',
        }),
      'iam read-aa1',
    ],
    [
      'table',
      (suffix) =>
        dynamodb('CreateTable', {
          TableName: `sessions-${suffix}`,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        }),
      'dynamodb sessions-aa1',
    ],
    [
      'parameter',
      (suffix) => ssm('PutParameter', { Name: `/payments/${suffix}/table`, Value: 'x', Type: 'String' }),
      'ssm /payments/aa1/table',
    ],
    [
      'key',
      (suffix) => kms('CreateKey', { Tags: [{ TagKey: 'Environment', TagValue: suffix }] }),
      /^kms key [\w-]+$/,
    ],
    [
      'alias',
      async (suffix) => {
        const { KeyMetadata } = JSON.parse(await kms('CreateKey', {})) as { KeyMetadata: { KeyId: string } };
        await kms('CreateAlias', { AliasName: `alias/data-${suffix}`, TargetKeyId: KeyMetadata.KeyId });
      },
      'kms alias/data-aa1',
    ],
    [
      'log group',
      (suffix) => logs('CreateLogGroup', { logGroupName: `/aws/lambda/fn-${suffix}` }),
      'logs /aws/lambda/fn-aa1',
    ],
    [
      'function',
      (suffix) =>
        rest('lambda')('POST', '/2015-03-31/functions', {
          FunctionName: `fn-${suffix}`,
          Role: role,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' },
        }),
      'lambda fn-aa1',
    ],
    [
      'bucket',
      (suffix) => succeed(callAws(endpoint, 's3', { method: 'PUT', path: `/files-${suffix}` })),
      's3 files-aa1',
    ],
    ['queue', (suffix) => sqs('CreateQueue', { QueueName: `work-${suffix}` }), /^sqs .*\/work-aa1$/],
    [
      'topic',
      (suffix) => sns('CreateTopic', { Name: `alarms-${suffix}` }),
      'sns arn:aws:sns:us-east-1:123456789012:alarms-aa1',
    ],
    ['event bus', (suffix) => events('CreateEventBus', { Name: `bus-${suffix}` }), 'events bus-aa1'],
    [
      'state machine',
      (suffix) => states('CreateStateMachine', { name: `saga-${suffix}`, definition: '{}', roleArn: role }),
      'states saga-aa1',
    ],
    [
      'alarm',
      (suffix) =>
        monitoring('PutMetricAlarm', {
          AlarmName: `errors-${suffix}`,
          Namespace: 'AWS/Lambda',
          MetricName: 'Errors',
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: '1',
          Period: '60',
          Statistic: 'Sum',
          Threshold: '1',
        }),
      'monitoring errors-aa1',
    ],
    [
      'composite alarm',
      (suffix) => monitoring('PutCompositeAlarm', { AlarmName: `down-${suffix}`, AlarmRule: 'TRUE' }),
      'monitoring down-aa1',
    ],
    ['vault', (suffix) => backup('PUT', `/backup-vaults/vault-${suffix}`, {}), 'backup vault-aa1'],
    [
      'backup plan and selection',
      async (suffix) => {
        const rule = { RuleName: 'daily', TargetBackupVaultName: 'vault-aa1' };
        const plan = await backup('PUT', '/backup/plans/', {
          BackupPlan: { BackupPlanName: `plan-${suffix}`, Rules: [rule] },
        });
        const { BackupPlanId } = JSON.parse(plan) as { BackupPlanId: string };
        await backup('PUT', `/backup/plans/${BackupPlanId}/selections/`, {
          BackupSelection: { SelectionName: `aurora-${suffix}`, IamRoleArn: role },
        });
      },
      'backup selection aurora-aa1',
    ],
    [
      'database subnet group',
      async (suffix) => {
        const subnet = await ec2('CreateSubnet', { VpcId: await vpc('none'), CidrBlock: '10.8.3.0/24' });
        await rds('CreateDBSubnetGroup', {
          DBSubnetGroupName: `db-${suffix}`,
          DBSubnetGroupDescription: 'x',
          'SubnetIds.SubnetIdentifier.1': first(subnet, 'subnetId'),
        });
      },
      'rds db-aa1',
    ],
    [
      'cluster',
      (suffix) =>
        rds('CreateDBCluster', {
          DBClusterIdentifier: `cluster-${suffix}`,
          Engine: 'aurora-mysql',
          MasterUsername: 'admin',
          MasterUserPassword: 'not-a-secret',
        }),
      'rds cluster-aa1',
    ],
    [
      'snapshot of a cluster',
      async (suffix) => {
        await rds('CreateDBCluster', {
          DBClusterIdentifier: 'kept',
          Engine: 'aurora-mysql',
          MasterUsername: 'admin',
          MasterUserPassword: 'not-a-secret',
        });
        await rds('CreateDBClusterSnapshot', {
          DBClusterIdentifier: 'kept',
          DBClusterSnapshotIdentifier: `final-${suffix}`,
        });
      },
      'rds final-aa1',
    ],
    [
      'rule on the default bus',
      (suffix) => events('PutRule', { Name: `health-${suffix}`, EventPattern: '{"source":["aws.health"]}' }),
      'events health-aa1',
    ],
    [
      'schedule',
      (suffix) =>
        rest('scheduler')('POST', `/schedules/relay-${suffix}`, {
          ScheduleExpression: 'rate(1 minute)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: role, RoleArn: role },
        }),
      'scheduler relay-aa1',
    ],
    [
      'REST API',
      (suffix) => rest('apigateway')('POST', '/restapis', { name: `api-${suffix}` }),
      'apigateway api-aa1',
    ],
    [
      "API Gateway's role for logs",
      async (suffix) => {
        const name = `api-logs-${suffix}`;
        await iam('CreateRole', { RoleName: name, AssumeRolePolicyDocument: '{}' });
        await rest('apigateway')('PATCH', '/account', {
          patchOperations: [
            { op: 'replace', path: '/cloudwatchRoleArn', value: `arn:aws:iam::123456789012:role/${name}` },
          ],
        });
      },
      'apigateway arn:aws:iam::123456789012:role/api-logs-aa1',
    ],
    [
      'web ACL',
      (suffix) =>
        wafv2('CreateWebACL', {
          Name: `api-${suffix}`,
          Scope: 'REGIONAL',
          DefaultAction: { Allow: {} },
          VisibilityConfig: {
            SampledRequestsEnabled: false,
            CloudWatchMetricsEnabled: false,
            MetricName: 'api',
          },
        }),
      'wafv2 api-aa1',
    ],
    [
      'hosted zone',
      (suffix) =>
        succeed(
          callAws(endpoint, 'route53', {
            path: '/2013-04-01/hostedzone',
            body: `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>payments-${suffix}.example-bank.com</Name><CallerReference>${suffix}</CallerReference></CreateHostedZoneRequest>`,
          }),
        ),
      'route53 payments-aa1.example-bank.com.',
    ],
    [
      'X-Ray group',
      (suffix) => rest('xray')('POST', '/CreateGroup', { GroupName: `traces-${suffix}` }),
      /^xray arn:aws:xray:us-east-1:123456789012:group\/traces-aa1\//,
    ],
  ];

  describe('after a destroy that did nothing', () => {
    let found: string[];
    beforeAll(async () => {
      for (const [, create] of kinds) await create('aa1');
      found = await emulator.aws.leftovers('aa1');
    }, 120_000);

    it.each(kinds)('finds a forgotten %s', (_name, _create, expected) => {
      const match = typeof expected === 'string' ? expected : (expect.stringMatching(expected) as string);
      expect(found).toEqual(expect.arrayContaining([match]));
    });
  });

  it('knows which services it cannot look into', () => {
    expect(['rds', 'xray', 'sts', 'wafv2', 'redshift'].map(isSearched)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('tells suffixes apart that begin or end alike', async () => {
    await logs('CreateLogGroup', { logGroupName: '/x/fn-bb12' });
    await logs('CreateLogGroup', { logGroupName: '/x/fn-xbb1' });
    expect(await emulator.aws.leftovers('bb1')).toEqual([]);
  });

  it('does not find what was deleted, though moto keeps its tags, nor a key that waits for its deletion', async () => {
    const id = await vpc('cc1');
    const { KeyMetadata } = JSON.parse(
      await kms('CreateKey', { Tags: [{ TagKey: 'Environment', TagValue: 'cc1' }] }),
    ) as {
      KeyMetadata: { KeyId: string };
    };
    expect(await emulator.aws.leftovers('cc1')).toHaveLength(2);
    await ec2('DeleteVpc', { VpcId: id });
    await kms('ScheduleKeyDeletion', { KeyId: KeyMetadata.KeyId, PendingWindowInDays: 7 });
    expect(await emulator.aws.leftovers('cc1')).toEqual([]);
  });

  it('looks at every page of a list', async () => {
    for (let number = 10; number < 70; number += 1) {
      await ssm('PutParameter', { Name: `/dd1/${number}`, Value: 'x', Type: 'String' });
      await logs('CreateLogGroup', { logGroupName: `/dd1/${number}` });
    }
    expect(await emulator.aws.leftovers('dd1')).toHaveLength(120);
  }, 60_000);

  it('looks at every region that was called', async () => {
    await callAws(endpoint, 'sqs', {
      region: 'eu-west-1',
      target: 'AmazonSQS.CreateQueue',
      body: '{"QueueName":"far-ee1"}',
    });
    expect(await emulator.aws.leftovers('ee1')).toEqual([expect.stringMatching(/far-ee1$/)]);
  });
});
