import { CreateBucketCommand, GetBucketRequestPaymentCommand, S3Client } from '@aws-sdk/client-s3';
import { describeWithTools } from '../../support/requirements';
import {
  callAws,
  clientOptions,
  startTestEmulator,
  type RawAnswer,
  type TestEmulator,
} from './running-emulator';

describeWithTools(['moto'], 'what moto lacks', () => {
  let emulator: TestEmulator;
  let endpoint: string;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    endpoint = emulator.aws.endpoint;
  }, 60_000);
  afterAll(() => emulator.stop());

  const read = (answer: RawAnswer): unknown => JSON.parse(answer.text);

  describe('Step Functions', () => {
    const validate = async (definition: string) =>
      read(
        await callAws(endpoint, 'states', {
          target: 'AWSStepFunctions.ValidateStateMachineDefinition',
          body: JSON.stringify({ definition }),
        }),
      );

    it('accepts a definition that starts somewhere', async () => {
      const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
      expect(await validate(definition)).toEqual({ result: 'OK', diagnostics: [], truncated: false });
    });

    it.each(['{', '{}', '{"StartAt":"B","States":{"A":{}}}', 'null'])('refuses %s', async (definition) => {
      expect(await validate(definition)).toMatchObject({ result: 'FAIL' });
    });

    it('has no versions of a state machine', async () => {
      const answer = await callAws(endpoint, 'states', {
        target: 'AWSStepFunctions.ListStateMachineVersions',
        body: '{}',
      });
      expect(read(answer)).toEqual({ stateMachineVersions: [] });
    });
  });

  describe('API Gateway', () => {
    const patch = async (operation: object) =>
      read(
        await callAws(endpoint, 'apigateway', {
          method: 'PATCH',
          path: '/account',
          body: JSON.stringify({ patchOperations: [{ path: '/cloudwatchRoleArn', ...operation }] }),
        }),
      );

    it('gives the account a role for logs, and takes it off by an operation without a value', async () => {
      const value = 'arn:aws:iam::123456789012:role/logs';
      expect(await patch({ op: 'replace', value })).toMatchObject({ cloudwatchRoleArn: value });
      expect(await patch({ op: 'replace' })).toMatchObject({ cloudwatchRoleArn: '' });
    });
  });

  describe('AWS Backup', () => {
    const backup = (method: string, path: string, body?: object) =>
      callAws(endpoint, 'backup', {
        method,
        path,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });

    it('keeps what a plan selects until it is deleted', async () => {
      await backup('PUT', '/backup-vaults/daily', {});
      const rule = { RuleName: 'daily', TargetBackupVaultName: 'daily' };
      const made = await backup('PUT', '/backup/plans/', {
        BackupPlan: { BackupPlanName: 'daily', Rules: [rule] },
      });
      const { BackupPlanId } = read(made) as { BackupPlanId: string };
      const selections = `/backup/plans/${BackupPlanId}/selections`;
      const selection = {
        SelectionName: 'aurora',
        IamRoleArn: 'arn:aws:iam::123456789012:role/backup',
        Resources: ['*'],
      };
      const { SelectionId } = read(await backup('PUT', `${selections}/`, { BackupSelection: selection })) as {
        SelectionId: string;
      };
      expect(read(await backup('GET', `${selections}/${SelectionId}`))).toMatchObject({
        BackupPlanId,
        BackupSelection: selection,
      });
      expect(read(await backup('GET', `${selections}/`))).toEqual({
        BackupSelectionsList: [{ SelectionId, BackupPlanId }],
      });
      await backup('DELETE', `${selections}/${SelectionId}`);
      expect((await backup('GET', `${selections}/${SelectionId}`)).text).toContain(
        'ResourceNotFoundException',
      );
    });

    it('refuses a selection for a plan that is not there', async () => {
      const answer = await backup('PUT', '/backup/plans/none/selections/', { BackupSelection: {} });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    });

    it.each([
      ['access-policy', { Policy: '{"Version":"2012-10-17"}' }],
      [
        'notification-configuration',
        { SNSTopicArn: 'arn:aws:sns:us-east-1:123456789012:t', BackupVaultEvents: ['X'] },
      ],
    ])('keeps the %s of a vault as long as the vault', async (part, value) => {
      const name = `vault-${part}`;
      await backup('PUT', `/backup-vaults/${name}`, {});
      expect((await backup('GET', `/backup-vaults/${name}/${part}`)).text).toContain(
        'ResourceNotFoundException',
      );
      await backup('PUT', `/backup-vaults/${name}/${part}`, value);
      expect(read(await backup('GET', `/backup-vaults/${name}/${part}`))).toEqual({
        ...value,
        BackupVaultName: name,
        BackupVaultArn: `arn:aws:backup:us-east-1:123456789012:backup-vault:${name}`,
      });
      await backup('DELETE', `/backup-vaults/${name}`);
      await backup('PUT', `/backup-vaults/${name}`, {});
      expect((await backup('GET', `/backup-vaults/${name}/${part}`)).text).toContain(
        'ResourceNotFoundException',
      );
    });

    it('refuses a policy for a vault that is not there', async () => {
      const answer = await backup('PUT', '/backup-vaults/none/access-policy', { Policy: '{}' });
      expect([answer.status, answer.text]).toEqual([
        400,
        expect.stringContaining('ResourceNotFoundException'),
      ]);
    });

    it('gives the tags of a vault whether or not the path ends with a slash', async () => {
      const made = await backup('PUT', '/backup-vaults/tagged', { BackupVaultTags: { Environment: 'dev' } });
      const arn = encodeURIComponent((read(made) as { BackupVaultArn: string }).BackupVaultArn);
      for (const path of [`/tags/${arn}`, `/tags/${arn}/`]) {
        expect(read(await backup('GET', path))).toEqual({ Tags: { Environment: 'dev' } });
      }
    });

    it('has no recovery points', async () => {
      await backup('PUT', '/backup-vaults/points', {});
      expect(read(await backup('GET', '/backup-vaults/points/recovery-points/'))).toEqual({
        RecoveryPoints: [],
      });
    });
  });

  describe('CloudWatch', () => {
    const cloudWatch = async (Action: string, fields: Record<string, string>) =>
      (await callAws(endpoint, 'monitoring', { query: { Action, Version: '2010-08-01', ...fields } })).text;
    const composite = { 'AlarmTypes.member.1': 'CompositeAlarm' };

    it('makes, describes, tags and deletes composite alarms beside the metric alarms of moto', async () => {
      await cloudWatch('PutMetricAlarm', {
        AlarmName: 'errors',
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: '1',
        Period: '60',
        Statistic: 'Sum',
        Threshold: '1',
      });
      await cloudWatch('PutCompositeAlarm', {
        AlarmName: 'down',
        AlarmRule: 'ALARM("errors") AND NOT ALARM("<other>")',
        'AlarmActions.member.1': 'arn:aws:sns:us-east-1:123456789012:alarms',
        'Tags.member.1.Key': 'Environment',
        'Tags.member.1.Value': 'dev',
      });
      const described = await cloudWatch('DescribeAlarms', { ...composite, 'AlarmNames.member.1': 'down' });
      expect(described).toContain(
        '<AlarmRule>ALARM(&quot;errors&quot;) AND NOT ALARM(&quot;&lt;other&gt;&quot;)</AlarmRule>',
      );
      expect(described).toContain(
        '<AlarmActions><member>arn:aws:sns:us-east-1:123456789012:alarms</member></AlarmActions>',
      );
      expect(described).not.toContain('<AlarmName>errors<');
      expect(await cloudWatch('DescribeAlarms', {})).toContain('<AlarmName>errors<');
      const both = await cloudWatch('DescribeAlarms', { ...composite, 'AlarmTypes.member.2': 'MetricAlarm' });
      expect([both.includes('<AlarmName>errors<'), both.includes('<AlarmName>down<')]).toEqual([true, true]);

      const inJson = async (body: object) =>
        read(
          await callAws(endpoint, 'monitoring', {
            target: 'GraniteServiceVersion20100801.DescribeAlarms',
            body: JSON.stringify(body),
          }),
        );
      const down = {
        AlarmName: 'down',
        AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:down',
        AlarmRule: 'ALARM("errors") AND NOT ALARM("<other>")',
        ActionsEnabled: true,
        AlarmActions: ['arn:aws:sns:us-east-1:123456789012:alarms'],
        OKActions: [],
        InsufficientDataActions: [],
        StateValue: 'OK',
      };
      expect(await inJson({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).toMatchObject({
        MetricAlarms: [{ AlarmName: 'errors' }],
        CompositeAlarms: [down],
      });
      expect(await inJson({ AlarmTypes: ['CompositeAlarm'], AlarmNames: ['other'] })).toMatchObject({
        CompositeAlarms: [],
      });
      expect(await inJson({})).not.toHaveProperty('CompositeAlarms.0');

      const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:down';
      await cloudWatch('TagResource', {
        ResourceARN,
        'Tags.member.1.Key': 'Stack',
        'Tags.member.1.Value': 'data',
      });
      await cloudWatch('UntagResource', { ResourceARN, 'TagKeys.member.1': 'Environment' });
      const tags = await cloudWatch('ListTagsForResource', { ResourceARN });
      expect(tags).toContain('<Tags><member><Key>Stack</Key><Value>data</Value></member></Tags>');

      await cloudWatch('DeleteAlarms', { 'AlarmNames.member.1': 'down', 'AlarmNames.member.2': 'errors' });
      expect(await cloudWatch('DescribeAlarms', composite)).toContain('<CompositeAlarms></CompositeAlarms>');
      expect(await cloudWatch('DescribeAlarms', {})).not.toContain('<AlarmName>errors<');
    });
  });

  describe('SQS', () => {
    const sqs = async (action: string, body: object) =>
      read(await callAws(endpoint, 'sqs', { target: `AmazonSQS.${action}`, body: JSON.stringify(body) }));
    const allow = '{"redrivePermission":"denyAll"}';

    it('keeps which queues may use another one for their failures', async () => {
      const { QueueUrl } = (await sqs('CreateQueue', {
        QueueName: 'failures',
        Attributes: { RedriveAllowPolicy: allow, VisibilityTimeout: '30' },
      })) as { QueueUrl: string };
      const one = { QueueUrl, AttributeNames: ['RedriveAllowPolicy'] };
      expect(await sqs('GetQueueAttributes', one)).toEqual({ Attributes: { RedriveAllowPolicy: allow } });
      expect(await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).toMatchObject({
        Attributes: { RedriveAllowPolicy: allow, VisibilityTimeout: '30' },
      });
      await sqs('SetQueueAttributes', { QueueUrl, Attributes: { RedriveAllowPolicy: '' } });
      expect(await sqs('GetQueueAttributes', one)).toEqual({});
    });

    it('forgets it with the queue', async () => {
      const { QueueUrl } = (await sqs('CreateQueue', { QueueName: 'gone' })) as { QueueUrl: string };
      await sqs('SetQueueAttributes', { QueueUrl, Attributes: { RedriveAllowPolicy: allow } });
      await sqs('DeleteQueue', { QueueUrl });
      await sqs('CreateQueue', { QueueName: 'gone' });
      expect(await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['RedriveAllowPolicy'] })).toEqual(
        {},
      );
    });

    it('writes a redrive policy without spaces, as AWS does', async () => {
      await sqs('CreateQueue', { QueueName: 'dead' });
      const RedrivePolicy =
        '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":5}';
      const { QueueUrl } = (await sqs('CreateQueue', {
        QueueName: 'work',
        Attributes: { RedrivePolicy },
      })) as {
        QueueUrl: string;
      };
      expect(await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['RedrivePolicy'] })).toEqual({
        Attributes: { RedrivePolicy },
      });
    });
  });

  it('S3: the owner pays for requests unless told otherwise', async () => {
    const s3 = new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'paid' }));
    const payer = async () => (await s3.send(new GetBucketRequestPaymentCommand({ Bucket: 'paid' }))).Payer;
    expect(await payer()).toBe('BucketOwner');
    const body = '<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>';
    await callAws(endpoint, 's3', { method: 'PUT', path: '/paid?requestPayment', body });
    expect(await payer()).toBe('Requester');
  });

  describe('RDS', () => {
    const rds = async (Action: string, fields: Record<string, string>) =>
      (await callAws(endpoint, 'rds', { query: { Action, Version: '2014-10-31', ...fields } })).text;
    const snapshots = async () =>
      [
        ...(await rds('DescribeDBClusterSnapshots', {})).matchAll(/<DBClusterSnapshotIdentifier>([^<]+)/g),
      ].map(([, name]) => name);

    it('deletes the automated snapshots of a cluster with it, unless it is told to keep them', async () => {
      for (const [name, more] of [
        ['gone', {}],
        ['kept', { DeleteAutomatedBackups: 'false' }],
      ] as const) {
        const DBClusterIdentifier = name;
        await rds('CreateDBCluster', {
          DBClusterIdentifier,
          Engine: 'aurora-mysql',
          MasterUsername: 'admin',
          MasterUserPassword: 'not-a-secret',
        });
        await rds('CreateDBClusterSnapshot', {
          DBClusterIdentifier,
          DBClusterSnapshotIdentifier: `by-hand-of-${name}`,
        });
        await rds('DeleteDBCluster', { DBClusterIdentifier, SkipFinalSnapshot: 'true', ...more });
      }
      expect((await snapshots()).sort()).toEqual([
        'by-hand-of-gone',
        'by-hand-of-kept',
        expect.stringMatching(/^rds:kept-/),
      ]);
    });
  });

  describe('X-Ray', () => {
    const xray = async (action: string, body: object) =>
      read(await callAws(endpoint, 'xray', { path: `/${action}`, body: JSON.stringify(body) }));
    const tags = [{ Key: 'Environment', Value: 'dev' }];
    const insights = { InsightsEnabled: false, NotificationsEnabled: false };

    it('keeps a group with its tags until it is deleted', async () => {
      const { Group } = (await xray('CreateGroup', {
        GroupName: 'traces',
        FilterExpression: 'http.status = 500',
        Tags: tags,
      })) as { Group: { GroupARN: string } };
      const { GroupARN } = Group;
      expect(await xray('CreateGroup', { GroupName: 'traces' })).toMatchObject({
        __type: 'InvalidRequestException',
      });
      expect(await xray('UpdateGroup', { GroupARN, FilterExpression: 'fault' })).toEqual({
        Group: {
          GroupName: 'traces',
          GroupARN,
          FilterExpression: 'fault',
          InsightsConfiguration: insights,
        },
      });
      expect(await xray('GetGroup', { GroupARN })).toEqual(await xray('GetGroup', { GroupName: 'traces' }));
      expect(await xray('Groups', {})).toMatchObject({
        Groups: [{ GroupARN, FilterExpression: 'fault' }],
      });

      await xray('TagResource', { ResourceARN: GroupARN, Tags: [{ Key: 'Stack', Value: 'service' }] });
      await xray('UntagResource', { ResourceARN: GroupARN, TagKeys: ['Environment'] });
      expect(await xray('ListTagsForResource', { ResourceARN: GroupARN })).toEqual({
        Tags: [{ Key: 'Stack', Value: 'service' }],
      });
      await xray('DeleteGroup', { GroupARN });
      expect(await xray('GetGroup', { GroupARN })).toMatchObject({ __type: 'InvalidRequestException' });
      expect(await xray('ListTagsForResource', { ResourceARN: GroupARN })).toMatchObject({
        __type: 'ResourceNotFoundException',
      });
    });

    it('keeps a sampling rule as it was made and changed', async () => {
      const rule = { RuleName: 'payments', Priority: 10, FixedRate: 0.1, ReservoirSize: 1, Version: 1 };
      const RuleARN = 'arn:aws:xray:us-east-1:123456789012:sampling-rule/payments';
      await xray('CreateSamplingRule', { SamplingRule: rule, Tags: tags });
      await xray('UpdateSamplingRule', { SamplingRuleUpdate: { RuleName: 'payments', FixedRate: 0.5 } });
      expect(await xray('GetSamplingRules', {})).toMatchObject({
        SamplingRuleRecords: [{ SamplingRule: { ...rule, FixedRate: 0.5, RuleARN } }],
      });
      expect(await xray('ListTagsForResource', { ResourceARN: RuleARN })).toEqual({ Tags: tags });
      await xray('DeleteSamplingRule', { RuleARN });
      expect(await xray('GetSamplingRules', {})).toEqual({ SamplingRuleRecords: [] });
      expect(await xray('DeleteSamplingRule', { RuleARN })).toMatchObject({
        __type: 'InvalidRequestException',
      });
    });
  });

  it('none of this is unknown', () => {
    expect(emulator.aws.unknownCalls()).toEqual([]);
  });
});
