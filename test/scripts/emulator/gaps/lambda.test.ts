import { describeWithTools } from '../../../support/requirements';
import { callAws, startTestEmulator, type TestEmulator } from '../running-emulator';

describeWithTools(['moto'], 'what moto forgets of a function', () => {
  let emulator: TestEmulator;
  let endpoint: string;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    endpoint = emulator.aws.endpoint;
  }, 60_000);
  afterAll(() => emulator.stop());

  const lambda = async (method: string, path: string, body?: object) =>
    JSON.parse(
      (
        await callAws(endpoint, 'lambda', {
          method,
          path: `/2015-03-31/functions${path}`,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
      ).text,
    ) as unknown;
  const ec2 = async (Action: string, fields: Record<string, string>) =>
    (await callAws(endpoint, 'ec2', { query: { Action, Version: '2016-11-15', ...fields } })).text;

  it('says which VPC a function is in, and keeps its logging, key and dead letters', async () => {
    const vpc = /<vpcId>([^<]+)/.exec(await ec2('CreateVpc', { CidrBlock: '10.9.0.0/16' }))?.[1] ?? '';
    const subnet = /<subnetId>([^<]+)/.exec(
      await ec2('CreateSubnet', { VpcId: vpc, CidrBlock: '10.9.1.0/24' }),
    )?.[1];
    await callAws(endpoint, 'iam', {
      query: {
        Action: 'CreateRole',
        Version: '2010-05-08',
        RoleName: 'pay',
        AssumeRolePolicyDocument: '{}',
      },
    });
    const given = {
      LoggingConfig: { LogFormat: 'JSON', LogGroup: '/aws/lambda/pay' },
      KMSKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1',
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead' },
    };
    await lambda('POST', '', {
      FunctionName: 'pay',
      Role: 'arn:aws:iam::123456789012:role/pay',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' },
      VpcConfig: { SubnetIds: [subnet], SecurityGroupIds: ['sg-1'] },
      ...given,
    });
    const expected = { ...given, VpcConfig: { VpcId: vpc } };
    expect(await lambda('GET', '/pay')).toMatchObject({ Configuration: expected });
    expect(await lambda('GET', '/pay/configuration')).toMatchObject(expected);
    expect(await lambda('GET', '/pay/versions')).toMatchObject({ Versions: [expected] });
    await lambda('PUT', '/pay/configuration', { LoggingConfig: { LogFormat: 'Text', LogGroup: '/pay' } });
    expect(await lambda('GET', '/pay/configuration')).toMatchObject({
      ...expected,
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/pay' },
    });
  });
});
