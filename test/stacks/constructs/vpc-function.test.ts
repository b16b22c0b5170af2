import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { VpcFunction } from '../../../stacks/constructs/vpc-function';
import { Naming } from '../../../stacks/lib/naming';
import {
  only,
  platformConfig,
  referenceTo,
  statements,
  synthesizeApp,
  type TerraformJson,
} from '../../support/platforms';

const { environment } = platformConfig();

let outdir: string;
let synthesized: TerraformJson;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tollgate-function-'));
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, 'service');
  new AwsProvider(stack, 'Aws');
  new VpcFunction(stack, 'Relay', {
    environment,
    naming: new Naming('dev'),
    noun: 'relay',
    description: 'Publishes what the outbox holds',
    artifact: { file: __filename, sha256Base64: 'q83v' },
    vpcId: 'vpc-1',
    subnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
    emptySecurityGroupId: 'sg-1',
    logKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1',
    variableKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/2',
    statements: [{ sid: 'Publish', actions: ['events:PutEvents'], resources: ['arn:bus'] }],
    variables: { BUS: 'payments' },
  });
  synthesized = synthesizeApp(app)['service']!;
});
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

const granted = () => statements(only(synthesized, 'aws_iam_role_policy'));

test('a function runs in the subnets it is given with a network interface it can leave behind', () => {
  const lambda = only(synthesized, 'aws_lambda_function');

  expect(lambda).toMatchObject({
    function_name: 'payments-relay-dev',
    runtime: 'nodejs22.x',
    architectures: ['arm64'],
    memory_size: 1024,
    replace_security_groups_on_destroy: true,
    replacement_security_group_ids: ['sg-1'],
    tracing_config: { mode: 'Active' },
    vpc_config: {
      subnet_ids: ['subnet-1', 'subnet-2', 'subnet-3'],
      security_group_ids: [referenceTo('aws_security_group')],
    },
    environment: { variables: { BUS: 'payments' } },
    source_code_hash: 'q83v',
    filename: expect.stringMatching(/^assets\/.+\/abcdef\//) as string,
    logging_config: { log_format: 'JSON' },
  });
  expect(lambda['depends_on']).toEqual([expect.stringMatching(/^aws_iam_role_policy\./)]);
});

test('owns a log group that its role can write to and not create', () => {
  const actions = granted().flatMap((statement) => statement.Action);

  expect(only(synthesized, 'aws_cloudwatch_log_group')['name']).toBe('/aws/lambda/payments-relay-dev');
  expect(actions).toContain('logs:PutLogEvents');
  expect(actions).not.toContain('logs:CreateLogGroup');
});

test('is granted nothing by a wildcard, but for actions that take no resource', () => {
  const allowed = granted().filter((statement) => statement.Effect === 'Allow');

  expect(allowed.flatMap((statement) => statement.Action).filter((action) => action.includes('*'))).toEqual(
    [],
  );
  expect(
    allowed.filter((statement) => statement.Resource?.includes('*')).flatMap((statement) => statement.Action),
  ).toEqual([
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
  ]);
});

test('has network permissions that its own code is denied', () => {
  const network = granted()
    .filter((statement) => statement.Effect === 'Allow')
    .flatMap((statement) => statement.Action.filter((action) => action.startsWith('ec2:')));
  const denied = granted().find((statement) => statement.Effect === 'Deny');

  expect([...(denied?.Action ?? [])].sort()).toEqual(network.sort());
  expect(denied?.Condition).toEqual({
    ArnEquals: {
      'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:123456789012:function:payments-relay-dev',
    },
  });
});

test('has a role that only Lambda, for this account, takes', () => {
  expect(statements(only(synthesized, 'aws_iam_role'), 'assume_role_policy')).toMatchObject([
    {
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: ['sts:AssumeRole'],
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    },
  ]);
});
