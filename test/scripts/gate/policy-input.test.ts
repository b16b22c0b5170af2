import type { Evidence } from '../../../scripts/gate/evidence/evidence';
import { policyInputVersion, type PolicyInput } from '../../../scripts/gate/input/policy-input';
import { policyInput, readActionTable, type JudgeRequest } from '../../../scripts/gate/judge';
import { assembleSystem } from '../../../scripts/gate/system/assemble';
import type { JsonObject } from '../../../scripts/model/json';
import { noPrincipals } from '../../policy/principal-inputs';
import { policyDirectory } from './support';

const dev = {
  name: 'dev',
  suffix: 'dev',
  scope: 'environment',
  region: 'eu-west-1',
  ephemeral: true,
  options: { size: 1 },
  account: '111122223333',
} as const;

function inputOf(
  terraform: JsonObject | null,
  request: Partial<JudgeRequest> = {},
  asked: Parameters<typeof policyInput>[2] = { rules: [], attributes: null },
  actions?: Parameters<typeof policyInput>[3],
): PolicyInput {
  const evidence: Evidence[] =
    terraform === null ? [] : [{ kind: 'configuration', origin: 'a.tf.json', stack: null, terraform }];
  return policyInput(
    {
      evidence,
      stage: 'synth',
      environment: null,
      suffixes: [],
      policyDirectory,
      now: '2026-01-01',
      ...request,
    },
    assembleSystem(evidence, null),
    asked,
    actions,
  );
}

const document = (Action: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

describe('what the policy is told', () => {
  it('is a whole input, even of nothing', () => {
    expect(inputOf(null, {}, { rules: ['a/b'], attributes: null })).toEqual({
      version: policyInputVersion,
      stage: 'synth',
      now: '2026-01-01',
      environment: null,
      suffixes: [],
      rules: ['a/b'],
      resources: {},
      data: {},
      configurations: [],
      region_mentions: [],
      mentions: [],
      iam: { statements: [], undetermined: [], ...noPrincipals },
      links: {},
      api: { routes: {} },
    });
  });

  it.each<[environment: JudgeRequest['environment'], suffixes: string[], told: string[]]>([
    [null, [], []],
    [null, ['prod', 'dev', 'prod'], ['dev', 'prod']],
    [dev, ['prod'], ['dev', 'prod']],
    [{ ...dev, suffix: 'prod' }, ['prod', 'dev'], ['dev', 'prod']],
    [{ ...dev, suffix: null }, ['prod'], ['prod']],
  ])('has of %j and %j the suffixes %j', (environment, suffixes, told) => {
    expect(inputOf(null, { environment, suffixes }).suffixes).toEqual(told);
  });

  it('has the environment, and what speaks of other ones and of other regions', () => {
    const terraform = {
      resource: {
        aws_sqs_queue: {
          q: { name: 'jobs-prod', policy: 'arn:aws:sqs:us-west-2:111122223333:jobs' },
        },
      },
      output: { queue: { value: 'jobs-prod' } },
    };
    const told = inputOf(terraform, { environment: dev, suffixes: ['dev', 'prod'] });
    expect(told.environment).toEqual({ ...dev, state_bucket: null });
    expect(told.region_mentions).toMatchObject([{ address: 'aws_sqs_queue.q', region: 'us-west-2' }]);
    expect(told.mentions.map(({ address, suffix }) => [address, suffix])).toEqual([
      ['aws_sqs_queue.q', 'prod'],
      ['output.queue', 'prod'],
    ]);
    expect(inputOf(terraform).region_mentions).toEqual([]);
    expect(inputOf(terraform).mentions).toEqual([]);
  });

  it('follows references, and joins resources to one another and methods to their paths', () => {
    const told = inputOf({
      terraform: { backend: { s3: { bucket: '${local.name}' } } },
      locals: { name: 'jobs' },
      resource: {
        aws_api_gateway_method: {
          m: { resource_id: '${aws_api_gateway_resource.r.id}', http_method: 'GET' },
        },
        aws_api_gateway_resource: {
          r: { path_part: 'jobs', parent_id: '${aws_api_gateway_rest_api.a.root_resource_id}' },
        },
        aws_api_gateway_rest_api: { a: { name: 'a' } },
        aws_sqs_queue: { q: { name: '${local.name}' } },
        aws_sqs_queue_policy: { p: { queue_url: '${aws_sqs_queue.q.id}', policy: document('sqs:*') } },
      },
    });
    expect(told.resources['aws_sqs_queue']?.map(({ values }) => values)).toEqual([{ name: 'jobs' }]);
    expect(Object.values(told.links).flat()).toEqual([
      { from: '0', path: 'resource_id', type: 'aws_api_gateway_method' },
      { from: '1', path: 'parent_id', type: 'aws_api_gateway_resource' },
      { from: '4', path: 'queue_url', type: 'aws_sqs_queue_policy' },
    ]);
    expect(told.api.routes).toEqual({ '0': { path: '/jobs', waits_for: [] } });
    expect(told.configurations).toMatchObject([{ backends: [{ type: 's3', values: { bucket: 'jobs' } }] }]);
  });

  it('has of resources only the attributes that are asked for', () => {
    const terraform = { resource: { aws_sqs_queue: { q: { name: 'jobs', delay_seconds: 7 } } } };
    const told = inputOf(terraform, {}, { rules: [], attributes: new Set(['name']) });
    expect(told.resources['aws_sqs_queue']?.map(({ values }) => values)).toEqual([{ name: 'jobs' }]);
  });
});

describe('the tables about IAM', () => {
  const reading = (terraform: JsonObject): number => {
    let times = 0;
    inputOf(terraform, {}, undefined, () => {
      times += 1;
      return readActionTable(policyDirectory);
    });
    return times;
  };
  const policies = {
    a: { role: 'r', policy: document('s3:GetObject') },
    b: { role: 'r', policy: document('s3:PutObject') },
  };

  it('are read once, and only where there is a document', () => {
    expect(reading({ resource: { aws_sqs_queue: { q: {} } } })).toBe(0);
    expect(reading({ resource: { aws_iam_role_policy: policies } })).toBe(1);
  });

  it('are those of the policy: actions, conditions, resources, steps and the policies of AWS', () => {
    const Statement = {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
      Condition: { StringLike: { 's3:prefix': 'x' } },
    };
    const { iam } = inputOf({
      resource: {
        aws_iam_role_policy: {
          a: { role: 'r', policy: JSON.stringify({ Statement }) },
          b: { role: 'r', policy: document('iam:PassRole') },
        },
        aws_iam_role_policy_attachment: {
          c: { role: 'r', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        },
      },
    });
    expect(
      iam.statements.map(({ actions, vain_conditions: vain, steps }) => [
        actions.map(({ pattern, grants, known, reach }) => [pattern, grants, known, reach]),
        vain.map(({ problem }) => problem),
        steps,
      ]),
    ).toEqual([
      [[['s3:GetObject', ['Read'], 'yes', 'no']], ['unsupported'], []],
      [[['iam:PassRole', ['Write'], 'yes', 'yes']], [], ['iam:PassRole']],
    ]);
    expect(iam.principals.map(({ id, admin }) => [id, admin])).toEqual([['role r (elsewhere)', 'yes']]);
  });
});
