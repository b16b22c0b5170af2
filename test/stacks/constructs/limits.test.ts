import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import type { Environment } from '../../../stacks/config';
import { SessionTable } from '../../../stacks/constructs/session-table';
import { VpcFunction, type VpcFunctionProps } from '../../../stacks/constructs/vpc-function';
import { StackError } from '../../../stacks/lib/error';
import { Naming } from '../../../stacks/lib/naming';
import { policyDocument } from '../../../stacks/lib/policy-document';

const environment: Environment = {
  name: 'dev',
  scope: 'environment',
  suffix: 'dev',
  region: 'us-east-1',
  account: '123456789012',
  ephemeral: true,
  stateBucket: 'payments-state',
  options: {},
};

let outdir: string;
let stack: TerraformStack;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tollgate-limits-'));
  stack = new TerraformStack(new App({ outdir }), 'data');
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

function vpcFunction(props: Partial<VpcFunctionProps>): VpcFunction {
  return new VpcFunction(stack, 'Payments', {
    environment,
    naming: new Naming('dev'),
    noun: 'payments',
    description: 'Takes payments',
    artifact: { file: __filename, sha256Base64: 'q83v' },
    vpcId: 'vpc-1',
    subnetIds: ['subnet-1', 'subnet-2'],
    emptySecurityGroupId: 'sg-1',
    logKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1',
    variableKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/2',
    statements: [],
    variables: {},
    ...props,
  });
}

test.each([
  [{ timeoutInSeconds: 0 }, 'timeoutInSeconds is 0 where 1 to 900 are allowed'],
  [{ timeoutInSeconds: 901 }, 'timeoutInSeconds is 901 where 1 to 900 are allowed'],
  [{ memorySizeInMb: 127 }, 'memorySizeInMb is 127 where 128 to 10240 are allowed'],
  [{ memorySizeInMb: 1024.5 }, 'memorySizeInMb is 1024.5 where 128 to 10240 are allowed'],
  [{ subnetIds: ['subnet-1'] }, 'subnetIds has 1 entries where at least 2 are needed'],
  [
    { timeoutInSeconds: 901, memorySizeInMb: 127 },
    'timeoutInSeconds is 901 where 1 to 900 are allowed; memorySizeInMb is 127 where 128 to 10240 are allowed',
  ],
])('a function with %j is refused before any resource is made', (props, message) => {
  expect(() => vpcFunction(props)).toThrow(new StackError(`data/Payments: ${message}`));
  expect(stack.node.findChild('Payments').node.children).toEqual([]);
});

test('a function takes the limits themselves, and a value nobody knows yet', () => {
  const memory = new TerraformVariable(stack, 'memory', { type: 'number' });

  expect(() => vpcFunction({ timeoutInSeconds: 900, memorySizeInMb: memory.numberValue })).not.toThrow();
});

test.each([0, 36])('a table restorable for %d days is refused', (recoveryPeriodInDays) => {
  expect(
    () =>
      new SessionTable(stack, 'Sessions', {
        name: 'payments-sessions-dev',
        keyArn: 'arn',
        recoveryPeriodInDays,
      }),
  ).toThrow(`data/Sessions: recoveryPeriodInDays is ${recoveryPeriodInDays} where 1 to 35 are allowed`);
});

test('a policy document keeps a policy variable as it was escaped', () => {
  const text = policyDocument([
    { sid: 'Own', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/$${aws:username}'] },
  ]);

  expect(JSON.parse(text)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Own',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::b/$${aws:username}'],
      },
    ],
  });
});
