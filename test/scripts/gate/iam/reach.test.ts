import { GateError } from '../../../../scripts/gate/error';
import { checkPolicyInput } from '../../../../scripts/gate/input/check-policy-input';
import type { IamPrincipalFact, PolicyInput } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { creation, inputOf, planOf, stateOf, synthesisOf } from '../support';
import {
  actionsOf,
  configuration,
  documentOf,
  granting,
  iamOf,
  named,
  policies,
  role,
  trust,
} from './systems';

describe('whom a grant reaches', () => {
  const reached = (
    Action: string,
    Resource: JsonValue,
    rest: JsonObject = {},
    statement: JsonObject = {},
  ): unknown => {
    const { aws_iam_role: others = {}, ...resources } = rest as Record<string, JsonObject>;
    const facts = iamOf({
      aws_iam_role: { ci: role('ci'), ...others },
      aws_iam_role_policy: { ci: { role: 'ci', policy: documentOf(Action, Resource, statement) } },
      ...resources,
    });
    const [grant] = named(facts, 'aws_iam_role.ci').grants;
    return grant === undefined
      ? null
      : [
          grant.scope,
          grant.reach === null ? [] : facts.reaches[grant.reach],
          grant.self,
          grant.strangers,
          grant.waits_for,
        ];
  };
  const jobs = { aws_iam_role: { jobs: role('jobs-dev'), other: role('other', { path: '/x/' }) } };
  const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

  it.each<[string, JsonValue, unknown]>([
    ['a reference', '${aws_iam_role.jobs.arn}', ['named', ['aws_iam_role.jobs'], false, [], []]],
    ['a name', arn('jobs-dev'), ['named', ['aws_iam_role.jobs'], false, [], []]],
    [
      'a name in another account, as far as anybody knows',
      'arn:aws:iam::*:role/jobs-dev',
      ['named', ['aws_iam_role.jobs'], false, [], []],
    ],
    ['a path', arn('x/other'), ['named', ['aws_iam_role.other'], false, [], []]],
    ['a beginning', arn('jobs*'), ['pattern', ['aws_iam_role.jobs'], false, [], []]],
    ['an end', arn('*-dev'), ['pattern', ['aws_iam_role.jobs'], false, [], []]],
    ['a middle', arn('*o*'), ['pattern', ['aws_iam_role.jobs', 'aws_iam_role.other'], false, [], []]],
    ['itself', '${aws_iam_role.ci.arn}', ['named', ['aws_iam_role.ci'], true, [], []]],
    ['somebody else', arn('nobody'), ['named', [], false, [arn('nobody')], []]],
    ['whatever it is', '${var.role}', ['named', [], false, [], ['var.role']]],
    ['a name nobody knows', 'arn:aws:iam::1:role/a-${var.x}', ['named', [], false, [], ['var.x']]],
    ['a data source', '${data.aws_iam_role.d.arn}', ['named', [], false, [], ['data.aws_iam_role.d.arn']]],
    ['all', '*', ['any', [], true, [], []]],
    ['something that is no role', '${aws_sqs_queue.q.arn}', null],
  ])('%s', (_, resource, expected) => {
    const rest = { ...jobs, aws_sqs_queue: { q: { name: 'q' } } };
    const found = reached('iam:PassRole', resource, rest);
    expect(found).toEqual(expected ?? ['named', [], false, ['…'], []]);
  });

  it('leaves out whom a Deny covers', () => {
    const facts = iamOf({
      aws_iam_role: { ci: role('ci'), a: role('app-a'), b: role('app-b') },
      aws_iam_role_policy: {
        ci: {
          role: 'ci',
          policy: JSON.stringify({
            Statement: [
              { Effect: 'Allow', Action: 'iam:PassRole', Resource: arn('app-*') },
              { Effect: 'Deny', Action: 'iam:*', Resource: '${aws_iam_role.b.arn}' },
            ],
          }),
        },
      },
    });
    expect(Object.values(facts.reaches)).toEqual([['aws_iam_role.a']]);
  });

  it('is a name that is made of the same unknown parts', () => {
    const rest = { aws_iam_role: { jobs: role('jobs-${var.suffix}') } };
    expect(reached('iam:PassRole', 'arn:aws:iam::1:role/jobs-${var.suffix}', rest)).toEqual([
      'named',
      ['aws_iam_role.jobs'],
      false,
      [],
      [],
    ]);
  });

  it.each<[string, string, JsonObject]>([
    [
      'lambda:UpdateFunctionCode',
      '${aws_lambda_function.c.arn}',
      { aws_lambda_function: { c: { function_name: 'c', role: '${aws_iam_role.jobs.arn}' } } },
    ],
    [
      'lambda:UpdateFunctionCode',
      'arn:aws:lambda:eu-west-1:1:function:c',
      { aws_lambda_function: { c: { function_name: 'c', role: arn('jobs-dev') } } },
    ],
    [
      'states:UpdateStateMachine',
      'arn:aws:states:eu-west-1:1:stateMachine:c',
      { aws_sfn_state_machine: { c: { name: 'c', role_arn: '${aws_iam_role.jobs.arn}' } } },
    ],
    [
      'codebuild:StartBuild',
      'arn:aws:codebuild:eu-west-1:1:project/c*',
      { aws_codebuild_project: { c: { name: 'c', service_role: '${aws_iam_role.jobs.arn}' } } },
    ],
    [
      'glue:UpdateJob',
      '${aws_glue_job.c.arn}',
      { aws_glue_job: { c: { name: 'c', role_arn: '${aws_iam_role.jobs.arn}' } } },
    ],
    [
      'apprunner:UpdateService',
      'arn:aws:apprunner:eu-west-1:1:service/c/1',
      {
        aws_apprunner_service: {
          c: {
            service_name: 'c',
            instance_configuration: [{ instance_role_arn: '${aws_iam_role.jobs.arn}' }],
          },
        },
      },
    ],
    [
      'ssm:StartSession',
      '${aws_instance.c.arn}',
      {
        aws_instance: { c: { iam_instance_profile: '${aws_iam_instance_profile.p.name}' } },
        aws_iam_instance_profile: { p: { name: 'p', role: '${aws_iam_role.jobs.name}' } },
      },
    ],
    [
      'iam:SetDefaultPolicyVersion',
      '${aws_iam_policy.p.arn}',
      {
        aws_iam_policy: { p: { name: 'p', policy: documentOf('s3:GetObject') } },
        aws_iam_role_policy_attachment: { a: { role: 'jobs-dev', policy_arn: '${aws_iam_policy.p.arn}' } },
      },
    ],
  ])('%s on %s is the role of what is named', (action, resource, rest) => {
    const scope = resource.includes('*') ? 'pattern' : 'named';
    expect(reached(action, resource, { ...jobs, ...rest })).toEqual([
      scope,
      ['aws_iam_role.jobs'],
      false,
      [],
      [],
    ]);
  });
});

describe('the trust of a role', () => {
  const trusted = (principal: JsonValue): IamPrincipalFact['trust'] =>
    named(
      iamOf({ aws_iam_role: { a: role('a'), r: { name: 'r', assume_role_policy: trust(principal) } } }),
      'aws_iam_role.r',
    ).trust;
  const nobody = { services: [], principals: [], account: false, anyone: false, waits_for: [] };

  it.each<[JsonValue, Partial<NonNullable<IamPrincipalFact['trust']>>]>([
    [
      { Service: ['Lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      { services: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
    ],
    [{ AWS: '${aws_iam_role.a.arn}' }, { principals: ['aws_iam_role.a'] }],
    [{ AWS: 'arn:aws:iam::111122223333:role/a' }, { principals: ['aws_iam_role.a'] }],
    [{ AWS: 'arn:aws:iam::111122223333:root' }, { account: true }],
    [{ AWS: '111122223333' }, { account: true }],
    [{ AWS: 'arn:aws:iam::${data.aws_caller_identity.c.account_id}:root' }, { account: true }],
    [{ AWS: '*' }, { anyone: true }],
    ['*', { anyone: true }],
    [{ AWS: '${var.who}' }, { waits_for: ['var.who'] }],
    ['${var.who}', { waits_for: ['var.who'] }],
    [{ Federated: 'cognito-identity.amazonaws.com' }, {}],
  ])('%j', (principal, expected) => {
    expect(trusted(principal)).toEqual({ ...nobody, ...expected });
  });
});

describe('stacks', () => {
  const base = {
    resource: { aws_iam_role: { r: role('r') } },
    output: { role: { value: '${aws_iam_role.r.name}' } },
  };
  const service = {
    data: { terraform_remote_state: { 'cross-stack-reference-input-base': { backend: 's3' } } },
    resource: {
      aws_iam_role_policy: {
        p: {
          role: '${data.terraform_remote_state.cross-stack-reference-input-base.outputs.role}',
          policy: documentOf(granting),
        },
      },
    },
  };
  const synthesis = synthesisOf({ base, service });

  it('share their principals', () => {
    const facts = inputOf([{ kind: 'synthesis', synthesis }]).iam;
    expect(actionsOf(facts, 'base: aws_iam_role.r')).toEqual([granting]);
  });

  it('that are not judged are joined all the same, and say so', () => {
    const plan = planOf([creation('aws_iam_role_policy.p', {}, { role: true, policy: true })]);
    const facts = inputOf([plan], 'plan', synthesis).iam;
    const found = named(facts, 'base: aws_iam_role.r');
    expect(found.judged).toBe(false);
    expect(found.grants).toMatchObject([{ actions: [granting], from: { stack: 'service', judged: true } }]);
  });
});

describe('a plan and a state', () => {
  it('are joined by names, as nothing refers to anything there', () => {
    const state = (type: string, name: string, values: JsonObject): JsonObject => ({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      values,
    });
    const facts = inputOf(
      [
        stateOf([
          state('aws_iam_role', 'r', {
            ...role('r'),
            arn: 'arn:aws:iam::111122223333:role/r',
            inline_policy: [],
          }),
          state('aws_iam_role_policy_attachment', 'a', {
            role: 'r',
            policy_arn: 'arn:aws:iam::111122223333:policy/p',
          }),
          state('aws_iam_policy', 'p', { name: 'p', policy: documentOf(granting) }),
        ]),
      ],
      'state',
    ).iam;
    expect(actionsOf(facts, 'aws_iam_role.r')).toEqual([granting]);
  });

  it('leave out what is deleted', () => {
    const gone = {
      ...creation('aws_iam_role.r', {}),
      change: { actions: ['delete'], before: role('r'), after: null },
    };
    expect(inputOf([planOf([gone])], 'plan').iam.principals).toEqual([]);
  });
});

describe('the facts are checked before anything is evaluated', () => {
  const valid = (): PolicyInput =>
    inputOf([
      configuration({
        resource: { ...policies, aws_iam_role_policy: { p: { role: 'r', policy: documentOf(granting) } } },
      }),
    ]);
  const broken = (change: (iam: Record<string, unknown>) => void): (() => void) => {
    const input = JSON.parse(JSON.stringify(valid())) as PolicyInput & { iam: unknown };
    change(input.iam as unknown as Record<string, unknown>);
    return () => {
      checkPolicyInput(input);
    };
  };
  const first = (iam: Record<string, unknown>): Record<string, unknown> =>
    (iam['principals'] as Record<string, unknown>[]).find(({ grants }) => (grants as unknown[]).length > 0)!;

  it('and are as they should be', () => {
    expect(broken(() => undefined)).not.toThrow();
  });

  it.each<[string, (iam: Record<string, unknown>) => void]>([
    ['iam has no principals', (iam) => delete iam['principals']],
    ['iam has no principals', (iam) => delete iam['unjoined']],
    ['iam has no reaches', (iam) => delete iam['reaches']],
    ['a principal lacks a part', (iam) => delete first(iam)['admin']],
    ['a principal lacks a part', (iam) => delete first(iam)['unread']],
    ['a principal lacks a part', (iam) => delete (first(iam)['grants'] as JsonObject[])[0]!['self']],
    ['a reach names nobody', (iam) => (iam['reaches'] = { r: ['nobody'] })],
    [
      'a grant has a reach that is not there',
      (iam) => ((first(iam)['grants'] as JsonObject[])[0]!['reach'] = 'r9'),
    ],
    ['two principals have one id', (iam) => (iam['principals'] as unknown[]).push(first(iam))],
    ['an attachment', (iam) => (iam['attachments'] = [{}])],
    ['a statement lacks a part', (iam) => delete (iam['statements'] as JsonObject[])[0]!['steps']],
  ])('%s', (problem, change) => {
    expect(broken(change)).toThrow(GateError);
    expect(broken(change)).toThrow(problem);
  });
});
