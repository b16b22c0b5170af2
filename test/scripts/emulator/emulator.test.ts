import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  GetContextKeysForCustomPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describeWithTools } from '../../support/requirements';
import { callAws, clientOptions, isAlive, startTestEmulator, type TestEmulator } from './running-emulator';

describeWithTools(['moto'], 'startEmulator', () => {
  let emulator: TestEmulator;
  let endpoint: string;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    endpoint = emulator.aws.endpoint;
  }, 60_000);
  afterAll(() => emulator.stop());

  /** What was recorded while something was done. */
  async function recorded(work: () => Promise<unknown>): Promise<string[]> {
    const before = emulator.aws.calls().length;
    await work();
    return emulator.aws
      .calls()
      .slice(before)
      .map(({ service, action, resource, status }) => `${service}:${action} ${resource} ${status}`);
  }

  it('listens on the loopback interface only', () => {
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('names a call of a query protocol', async () => {
    const iam = new IAMClient(clientOptions(endpoint));
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const calls = await recorded(() =>
      iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust })),
    );
    expect(calls).toEqual(['iam:CreateRole reader 200']);
  });

  it('names a call of a JSON protocol', async () => {
    const ssm = new SSMClient(clientOptions(endpoint));
    const calls = await recorded(() =>
      ssm.send(new PutParameterCommand({ Name: '/payments/table', Value: 'sessions', Type: 'String' })),
    );
    expect(calls).toEqual(['ssm:PutParameter /payments/table 200']);
  });

  it('names calls of REST protocols by the operations of AWS', async () => {
    const s3 = new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
    const calls = await recorded(async () => {
      await s3.send(new CreateBucketCommand({ Bucket: 'states' }));
      await s3.send(new PutObjectCommand({ Bucket: 'states', Key: 'dev/a b.tfstate', Body: '{}' }));
      await callAws(endpoint, 'lambda', { method: 'GET', path: '/2015-03-31/functions/pay%3Alive' });
    });
    expect(calls).toEqual([
      's3:CreateBucket states 200',
      's3:PutObject states/dev/a b.tfstate 200',
      'lambda:GetFunction pay:live 404',
    ]);
  });

  it('says when each call arrived', async () => {
    await new DynamoDBClient(clientOptions(endpoint)).send(new ListTablesCommand({}));
    expect(emulator.aws.calls().at(-1)?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('lets an error that AWS would give pass as it is', async () => {
    const iam = new IAMClient(clientOptions(endpoint));
    const before = emulator.aws.unknownCalls().length;
    await expect(iam.send(new GetRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    expect(emulator.aws.unknownCalls()).toHaveLength(before);
  });

  it('names a call nobody knows, in the protocol of the service, and no SDK tries it again', async () => {
    const iam = new IAMClient(clientOptions(endpoint));
    const calls = await recorded(() =>
      expect(iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [] }))).rejects.toThrow(
        'the emulator does not know iam:GetContextKeysForCustomPolicy; add it under scripts/emulator/gaps, or leave out what makes this call',
      ),
    );
    expect(calls).toEqual(['iam:GetContextKeysForCustomPolicy  400']);
    expect(emulator.aws.unknownCalls().at(-1)).toMatchObject({ action: 'GetContextKeysForCustomPolicy' });
  });

  it('names a REST call that moto has no route for', async () => {
    const answer = await callAws(endpoint, 'lambda', {
      method: 'PUT',
      path: '/2024-08-31/functions/pay/recursion-config',
      body: '{"RecursiveLoop":"Terminate"}',
    });
    expect(answer).toEqual({
      status: 400,
      text: expect.stringContaining(
        'the emulator does not know lambda:PutFunctionRecursionConfig;',
      ) as string,
    });
    expect(emulator.aws.unknownCalls().at(-1)).toMatchObject({ service: 'lambda', resource: 'pay' });
  });

  it('refuses a call that moto would answer as though it were another one', async () => {
    const s3 = new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'tiers' }));
    await expect(
      s3.send(new GetBucketIntelligentTieringConfigurationCommand({ Bucket: 'tiers', Id: 'all' })),
    ).rejects.toThrow('the emulator does not know s3:GetBucketIntelligentTieringConfiguration');
    const removal = await callAws(endpoint, 's3', { method: 'DELETE', path: '/tiers?metrics&id=all' });
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect([removal.status, Buckets?.map(({ Name }) => Name)]).toEqual([
      400,
      expect.arrayContaining(['tiers']),
    ]);
  });

  it('quotes the exception where moto breaks, and no SDK tries it again', async () => {
    const answer = await callAws(endpoint, 'kms', { target: 'TrentService.CreateAlias', body: '{}' });
    expect(answer).toEqual({
      status: 400,
      text: expect.stringMatching(/the emulator failed at kms:CreateAlias: \w+(Error|Exception)?:/) as string,
    });
  });

  it('gives each emulator a memory of its own', async () => {
    const other = await startTestEmulator();
    try {
      const s3 = new S3Client({ ...clientOptions(other.aws.endpoint), forcePathStyle: true });
      expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
      expect(other.aws.calls()).toHaveLength(1);
    } finally {
      await other.stop();
    }
  }, 60_000);

  it('says which port is taken and starts nothing', async () => {
    const port = Number(new URL(endpoint).port);
    await expect(startTestEmulator(port)).rejects.toThrow(
      `port ${port} of 127.0.0.1 is taken, so the emulator cannot listen there; stop the program that uses it, or give another port, or 0 for any that is free`,
    );
  });

  it('leaves no process behind, however often it is stopped', async () => {
    const other = await startTestEmulator();
    await other.stop();
    await other.stop();
    expect(other.pids.map(isAlive)).toEqual([false]);
    await expect(other.aws.ended).resolves.toBeUndefined();
  }, 60_000);

  it('tells whoever waits for the end that moto ended by itself', async () => {
    const other = await startTestEmulator();
    try {
      other.pids.forEach((pid) => process.kill(pid, 'SIGKILL'));
      await expect(other.aws.ended).rejects.toThrow(/^moto_server ended .*; start the emulator again$/);
    } finally {
      await other.stop();
    }
  }, 60_000);
});
