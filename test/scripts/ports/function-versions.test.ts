import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { createFunctionVersions } from '../../../scripts/ports/function-versions';
import { zip } from '../../../scripts/synth/zip';
import { describeWithTools } from '../../support/requirements';
import { clientOptions, startTestEmulator, type TestEmulator } from '../emulator/running-emulator';

describeWithTools(['moto'], 'an alias on the emulator', () => {
  let emulator: TestEmulator;
  beforeAll(async () => {
    emulator = await startTestEmulator();
  }, 90_000);
  afterAll(() => emulator.stop());

  it('is led to another version', async () => {
    const endpoint = emulator.aws.endpoint;
    const client = new LambdaClient(clientOptions(endpoint));
    const { Role: role } = await new IAMClient(clientOptions(endpoint)).send(
      new CreateRoleCommand({
        RoleName: 'api',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        }),
      }),
    );
    await client.send(
      new CreateFunctionCommand({
        FunctionName: 'api',
        Role: role?.Arn,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: zip({ 'index.js': Buffer.from('') }) },
        Publish: true,
      }),
    );
    await client.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'api',
        ZipFile: zip({ 'index.js': Buffer.from('other') }),
        Publish: true,
      }),
    );
    await client.send(new CreateAliasCommand({ FunctionName: 'api', Name: 'live', FunctionVersion: '1' }));
    const functions = createFunctionVersions({ region: 'us-east-1', endpoint });

    expect(await functions.aliasVersion('api', 'live')).toBe('1');
    await functions.moveAlias('api', 'live', '2');
    expect(await functions.aliasVersion('api', 'live')).toBe('2');
    expect(await functions.aliasVersion('api', 'none')).toBeNull();
  }, 30_000);
});

describe('a call of a function', () => {
  let server: Server;
  const requests: string[] = [];
  let reply: { status?: number; error?: string; body: string };
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        requests.push(`${request.url ?? ''} ${body}`);
        response.statusCode = reply.status ?? 200;
        if (reply.error !== undefined) response.setHeader('x-amz-function-error', reply.error);
        response.end(reply.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());
  const invoke = () => {
    const { port } = server.address() as AddressInfo;
    return createFunctionVersions({ region: 'us-east-1', endpoint: `http://127.0.0.1:${port}` }).invoke(
      'migrator',
      '3',
      { action: 'plan' },
    );
  };

  it('is of one version, and gives what was answered', async () => {
    reply = { body: '{"pending":[]}' };

    expect(await invoke()).toEqual({ kind: 'answered', value: { pending: [] } });
    expect(requests.pop()).toBe('/2015-03-31/functions/migrator/invocations?Qualifier=3 {"action":"plan"}');
  });

  it.each([
    ['{"errorType":"MigrationError","errorMessage":"no","trace":[]}', 'MigrationError: no'],
    ['{"errorMessage":"Task timed out after 900.00 seconds"}', 'Task timed out after 900.00 seconds'],
    ['not JSON', 'not JSON'],
  ])('tells what was thrown: %s', async (body, reason) => {
    reply = { error: 'Unhandled', body };

    expect(await invoke()).toEqual({ kind: 'threw', reason });
  });

  it('is not made again by itself, as it may have had its effect', async () => {
    requests.length = 0;
    reply = { status: 500, body: '{"message":"unwell"}' };

    await expect(invoke()).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });
});
