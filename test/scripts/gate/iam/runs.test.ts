import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { creation, planOf, synthesisOf } from '../support';
import { iamFactsOf, tables } from './facts-of';
import { documentOf, granting, iamOf, role } from './systems';

describe('what runs as a principal', () => {
  const running = (values: JsonObject): JsonObject => ({
    aws_lambda_function: { f: { function_name: 'f', ...values } },
  });
  const whose = ({ runs }: IamFacts): Record<string, string[]> =>
    Object.fromEntries(Object.entries(runs).map(([key, found]) => [key, found.map(({ as }) => as)]));
  const runsOf = (resource: JsonObject): IamFacts['runs'] =>
    iamOf({ aws_iam_role: { r: role('jobs') }, ...resource }).runs;

  it.each([
    '${aws_iam_role.r.arn}',
    'jobs',
    'arn:aws:iam::123456789012:role/jobs',
    'arn:aws:iam::123456789012:role/teams/jobs',
    'arn:aws:iam::${var.account}:role/jobs',
    '${local.role}',
  ])('names it as %s', (name) => {
    const facts = iamOf(
      { aws_iam_role: { r: role('jobs') }, ...running({ role: name }) },
      { locals: { role: '${aws_iam_role.r.arn}' } },
    );
    expect(whose(facts)).toEqual({ '1': ['aws_iam_role.r'] });
  });

  it.each<[JsonValue]>([
    ['arn:aws:iam::123456789012:role/others'],
    ['${var.role}'],
    ['${aws_iam_role.x.arn}'],
    [null],
    [['jobs']],
  ])('is nobody of the system where it names %j', (name) => {
    expect(runsOf(running({ role: name }))).toEqual({});
  });

  it('says where the policies of that are written, each once, and which of AWS it has', () => {
    const attached = (...arns: string[]): JsonObject =>
      Object.fromEntries(arns.map((policy_arn, index) => [`a${index}`, { role: 'jobs', policy_arn }]));
    const runs = runsOf({
      ...running({ role: 'jobs' }),
      aws_iam_policy: { p: { name: 'p', policy: documentOf(granting) } },
      aws_iam_role_policy: { own: { role: 'jobs', policy: documentOf('s3:GetObject') } },
      aws_iam_role_policy_attachment: attached(
        '${aws_iam_policy.p.arn}',
        'arn:aws:iam::123456789012:policy/p',
        'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        'arn:aws:iam::123456789012:policy/elsewhere',
        '${var.policy}',
        '${var.another}',
      ),
    });
    const written = ['aws_iam_role.r', 'aws_iam_role_policy.own', 'aws_iam_policy.p'];
    expect(Object.values(runs)).toEqual([
      [
        {
          as: 'aws_iam_role.r',
          policies: written.map((address) => ({ address, stack: null })),
          managed: ['ReadOnlyAccess', 'service-role/AWSLambdaBasicExecutionRole'],
          waits_for: ['var.another', 'var.policy'],
        },
      ],
    ]);
  });

  it('has a key only where it is judged', () => {
    const network = { resource: { aws_iam_role: { r: role('jobs') }, ...running({ role: 'jobs' }) } };
    const service = { resource: running({ role: 'arn:aws:iam::123456789012:role/jobs' }) };
    const values = { function_name: 'f', role: 'arn:aws:iam::123456789012:role/jobs' };
    const plan = { ...planOf([creation('aws_lambda_function.f', values)]), stack: 'service' };
    expect(whose(iamFactsOf([plan], tables, synthesisOf({ network, service })))).toEqual({
      '0': ['network: aws_iam_role.r'],
    });
  });
});
