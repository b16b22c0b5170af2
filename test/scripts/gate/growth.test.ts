import type { Evidence } from '../../../scripts/gate/evidence/evidence';
import { environmentOfSuffix } from '../../../scripts/gate/input/environments';
import { judge } from '../../../scripts/gate/judge';
import type { JsonObject } from '../../../scripts/model/json';
import { policyDirectory } from './support';

const small = 1000;
const large = 8 * small;
/** The time may grow as the resources to this power: 1 is linear. A hundred thousand are for `npm run bench:gate`. */
const mostExponent = 1.1;
/** Other processes lengthen a run and never shorten it: the shortest of some counts, and one is enough where it is short. */
const mostRounds = 4;

/** Members by name, made for each number below a count. */
function times(count: number, make: (index: number) => JsonObject): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, make(index)]));
}

/** Functions with roles, log groups, queues and networks: whatever rules look up by name, key or reference. */
function services(resources: number): JsonObject {
  const count = resources / 8;
  return {
    aws_lambda_function: times(count, (index) => ({
      function_name: `f${index}-dev`,
      role: `\${aws_iam_role.x${index}.arn}`,
      vpc_config: [{ subnet_ids: [`\${aws_subnet.x${index}.id}`] }],
    })),
    aws_cloudwatch_log_group: times(count, (index) => ({ name: `/aws/lambda/f${index}-dev` })),
    aws_iam_role: times(count, (index) => ({ name: `f${index}-dev` })),
    aws_sqs_queue: times(count, (index) => ({ name: `q${index}-dev` })),
    aws_sqs_queue_redrive_policy: times(count, (index) => ({ queue_url: `\${aws_sqs_queue.x${index}.id}` })),
    aws_subnet: times(count, (index) => ({ vpc_id: `\${aws_vpc.x${index}.id}` })),
    aws_vpc: times(count, () => ({ cidr_block: '10.0.0.0/16' })),
    aws_security_group: times(count, (index) => ({
      name: `g${index}-dev`,
      vpc_id: `\${aws_vpc.x${index}.id}`,
    })),
  };
}

/** Functions with an alias and a permission to call it. */
function callers(resources: number): JsonObject {
  const count = Math.ceil(resources / 3);
  const functionName = (index: number): string => `\${aws_lambda_function.x${index}.function_name}`;
  return {
    aws_lambda_function: times(count, (index) => ({ function_name: `f${index}-dev` })),
    aws_lambda_alias: times(count, (index) => ({ name: 'live', function_name: functionName(index) })),
    aws_lambda_permission: times(count, (index) => ({
      action: 'lambda:InvokeFunction',
      function_name: functionName(index),
      principal: 'events.amazonaws.com',
    })),
  };
}

/** Roles with inline and managed policies, each of which passes the next one. */
function identities(resources: number): JsonObject {
  const count = resources / 4;
  const document = (action: string, resource: string): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
    });
  return {
    aws_iam_role: times(count, (index) => ({ name: `r${index}-dev` })),
    aws_iam_role_policy: times(count, (index) => ({
      name: `p${index}-dev`,
      role: `\${aws_iam_role.x${index}.id}`,
      policy: document('iam:PassRole', `\${aws_iam_role.x${(index + 1) % count}.arn}`),
    })),
    aws_iam_policy: times(count, (index) => ({
      name: `m${index}-dev`,
      policy: document('sqs:SendMessage', `arn:aws:sqs:us-east-1:123456789012:q${index}-dev`),
    })),
    aws_iam_role_policy_attachment: times(count, (index) => ({
      role: `\${aws_iam_role.x${index}.name}`,
      policy_arn: `\${aws_iam_policy.x${index}.arn}`,
    })),
  };
}

/** Functions, log groups and queues with names that are not wholly known, each of which fits no other. */
function halfNamed(resources: number): JsonObject {
  const count = Math.ceil(resources / 3);
  return {
    aws_lambda_function: times(count, (index) => ({ function_name: `f${index}-\${var.colour}-dev` })),
    aws_cloudwatch_log_group: times(count, (index) => ({ name: `/aws/lambda/g${index}-\${var.colour}` })),
    aws_sqs_queue: times(count, (index) => ({ name: `q${index}-\${var.colour}-dev` })),
  };
}

/** Milliseconds of processor time, which other processes hardly lengthen. */
async function timeOf(resource: JsonObject): Promise<number> {
  const evidence: Evidence[] = [
    { kind: 'configuration', origin: 'growth.tf.json', stack: null, terraform: { resource } },
  ];
  const before = process.cpuUsage();
  const judgement = await judge({
    evidence,
    stage: 'synth',
    environment: environmentOfSuffix('dev'),
    suffixes: ['dev', 'prod'],
    policyDirectory,
    now: '2026-11-25',
  });
  const { user } = process.cpuUsage(before);
  expect(judgement.judged.resources).toBe(
    Object.values(resource).reduce((sum: number, named) => sum + Object.keys(named ?? {}).length, 0),
  );
  return user / 1000;
}

describe('the time a judgement takes', () => {
  it.each([
    ['services', services],
    ['functions that are called', callers],
    ['identities', identities],
    ['names that are half known', halfNamed],
  ])(
    'grows no faster than the number of %s',
    async (_, resourcesOf) => {
      await timeOf(resourcesOf(small));
      const shortest = { small: Infinity, large: Infinity };
      let exponent = Infinity;
      for (let round = 0; round < mostRounds && exponent > mostExponent; round += 1) {
        shortest.small = Math.min(shortest.small, await timeOf(resourcesOf(small)));
        shortest.large = Math.min(shortest.large, await timeOf(resourcesOf(large)));
        exponent = Math.log(shortest.large / shortest.small) / Math.log(large / small);
      }
      expect(exponent).toBeLessThan(mostExponent);
    },
    240_000,
  );
});
