import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject } from '../../../../scripts/model/json';
import { noPrincipals } from '../../../policy/principal-inputs';
import { creation, planOf, synthesisOf } from '../support';
import { iamFactsOf, tables } from './facts-of';
import { configuration, documentOf, granting, iamOf, lambda, named, role } from './systems';

const removal = (address: string, values: JsonObject, action: string): JsonObject => ({
  ...creation(address, {}),
  change: { actions: [action], before: values, after: null, after_unknown: {} },
});
const idsOf = ({ principals }: IamFacts): string[] => principals.map(({ id }) => id);

describe('whom the facts about IAM are about', () => {
  it('is nobody where the system has nothing of IAM', () => {
    const running = { function_name: 'f', role: 'elsewhere' };
    expect(iamOf({ aws_lambda_function: { f: running }, aws_sqs_queue: { q: {} } })).toEqual({
      ...noPrincipals,
      statements: [],
      undetermined: [],
    });
  });

  it('is asked of no table where the system has nothing of IAM', () => {
    const refusing = (): never => {
      throw new Error('the table is read');
    };
    const known = { ...tables, interest: refusing, managed: refusing };
    const asked = (resource: JsonObject): IamFacts => iamFactsOf([configuration({ resource })], known);
    const running = { aws_lambda_function: { f: { function_name: 'f' } }, aws_sqs_queue: { q: {} } };
    expect(asked(running).principals).toEqual([]);
    expect(() => asked({ ...running, aws_iam_role: { r: role('r') } })).toThrow('the table is read');
    expect(() => asked({ aws_ssoadmin_permission_set: { s: {} } })).toThrow('the table is read');
  });

  it('is every principal, whatever else there is', () => {
    const facts = iamOf(
      {
        aws_lambda_function: { f: { function_name: 'f', role: '${aws_iam_role.r.arn}' } },
        aws_iam_role: { r: role('r') },
        aws_sqs_queue: { q: {} },
      },
      { data: { aws_iam_role: { other: { name: 'other' } } } },
    );
    expect(idsOf(facts)).toEqual(['aws_iam_role.r']);
    expect(idsOf(iamOf({ aws_ssoadmin_permission_set: { s: { name: 's' } } }))).toEqual([
      'aws_ssoadmin_permission_set.s',
    ]);
  });

  it('has what runs as a role among what it gets hold of', () => {
    const facts = iamOf({
      aws_iam_role: { r: role('r'), admin: role('admin') },
      aws_lambda_function: { f: { function_name: 'f', role: '${aws_iam_role.admin.arn}' } },
      aws_iam_role_policy: {
        p: {
          role: 'r',
          policy: documentOf('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:1:function:f'),
        },
      },
    });
    expect(facts.reaches).toEqual({ r0: ['aws_iam_role.admin'] });
  });

  it('is nobody who is taken away or forgotten', () => {
    const values = { name: 'r', assume_role_policy: lambda };
    const plan = planOf([
      creation('aws_iam_role.new', values),
      removal('aws_iam_role.old', values, 'delete'),
      removal('aws_iam_role.left', values, 'forget'),
    ]);
    expect(idsOf(iamFactsOf([plan]))).toEqual(['aws_iam_role.new']);
  });

  it('may be of a stack that is not judged, of whose documents nothing is said', () => {
    const other = {
      aws_iam_role: { r: role('${local.name}') },
      aws_iam_role_policy: { p: { role: 'other', policy: documentOf(granting) } },
    };
    const config = synthesisOf({
      main: { resource: { aws_iam_role: { r: role('r') } } },
      other: { locals: { name: 'other' }, resource: other },
    });
    const facts = iamFactsOf(
      [planOf([creation('aws_iam_role.r', { name: 'r', assume_role_policy: lambda })])],
      undefined,
      config,
    );
    expect(facts.principals.map(({ id, name, judged }) => [id, name, judged])).toEqual([
      ['main: aws_iam_role.r', 'r', true],
      ['other: aws_iam_role.r', 'other', false],
    ]);
    expect(
      named(facts, 'other: aws_iam_role.r').grants.map(({ actions, from }) => [actions, from.judged]),
    ).toEqual([[[granting], false]]);
    expect(new Set(facts.statements.map(({ stack }) => stack))).toEqual(new Set(['main']));
  });

  it('has a policy once, through whatever groups', () => {
    const facts = iamOf({
      aws_iam_user: { u: { name: 'u' } },
      aws_iam_group: { a: { name: 'a' }, b: { name: 'b' } },
      aws_iam_policy: { p: { name: 'p', policy: documentOf(granting) } },
      aws_iam_policy_attachment: { p: { groups: ['a', 'b'], policy_arn: '${aws_iam_policy.p.arn}' } },
      aws_iam_user_group_membership: { m: { user: 'u', groups: ['a', 'b'] } },
    });
    expect(named(facts, 'aws_iam_user.u').grants).toHaveLength(1);
  });
});

describe('a document that is open', () => {
  const undetermined = (policy: string): unknown =>
    iamOf({ aws_iam_role_policy: { r: { role: 'r', policy } } }).undetermined;
  const fact = (path: (string | number)[], reason: string, ...waits_for: string[]): unknown => [
    { address: 'aws_iam_role_policy.r', stack: null, kind: 'identity', path, waits_for, reason },
  ];

  it('waits for what it refers to, and else for itself', () => {
    expect(undetermined('${local.document}')).toEqual(fact(['policy'], 'is not known yet', 'local.document'));
    expect(undetermined('${timestamp()}')).toEqual(
      fact(['policy'], 'is not known yet', 'aws_iam_role_policy.r.policy'),
    );
    expect(undetermined('{')).toEqual(fact(['policy'], 'is not JSON'));
  });

  it('is open in a statement, or has what is none', () => {
    const at = ['policy', 'Statement', 0];
    expect(undetermined('{"Statement":["${local.s}"]}')).toEqual(fact(at, 'is not known yet', 'local.s'));
    expect(undetermined('{"Statement":[7]}')).toEqual(fact(at, 'is no statement'));
    expect(undetermined('{"Statement":[{"Effect":"Allow"}]}')).toEqual(
      fact(at, 'has neither Action nor NotAction'),
    );
  });
});
