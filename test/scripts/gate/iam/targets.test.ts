import { targetEntries } from '../../../../scripts/gate/iam/principals/target-entries';
import { kindOf, tailWith } from '../../../../scripts/gate/iam/principals/targets';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import { isTemplate, type Template } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { partsOf, unionsOf } from './principal-parts';
import { role } from './systems';

const shown = (text: string | Template): string =>
  isTemplate(text) ? text.parts.map((part) => (typeof part === 'string' ? part : '…')).join('') : text;

/** Every target of a system: whose it is, its type, the end of its ARN, and who is got hold of with it. */
function targetsOf(
  resource: JsonObject,
  policies: Readonly<Record<string, string[]>> = {},
): (readonly [string, string, string, ...string[]])[] {
  const parts = partsOf(resource);
  return targetEntries(parts.resources, unionsOf(parts, policies), parts.runners, parts.resolver).map(
    ({ subject, template, tail, principals }) =>
      [subject.resource.address, `${template.service}:${template.tail}`, shown(tail), ...principals] as const,
  );
}

describe('a principal as the target of a step', () => {
  it.each<[string, JsonObject, string, string]>([
    ['role', { name: 'jobs', path: '/payments/' }, 'iam:role/*', 'role/payments/jobs'],
    ['role', { name: 'jobs' }, 'iam:role/*', 'role/jobs'],
    ['role', { name: 'jobs', path: 7 }, 'iam:role/*', 'role/jobs'],
    ['role', { name: 'jobs', path: '${var.path}' }, 'iam:role/*', 'role/*'],
    ['role', { name: 'jobs-${var.x}' }, 'iam:role/*', 'role/jobs-…'],
    ['user', { name_prefix: 'a-' }, 'iam:user/*', 'user/a-*'],
    ['user', { name_prefix: 'a-${var.x}' }, 'iam:user/*', 'user/a-…*'],
    ['user', { name: '', name_prefix: '' }, 'iam:user/*', 'user/*'],
    ['group', {}, 'iam:group/*', 'group/*'],
  ])('is a %s, %j', (kind, values, template, tail) => {
    const type = `aws_iam_${kind}`;
    expect(targetsOf({ [type]: { x: values } })).toEqual([[`${type}.x`, template, tail, `${type}.x`]]);
  });

  it('is none where IAM has no action on it, or it is not part of the system', () => {
    expect(
      targetsOf({
        aws_ssoadmin_permission_set: { s: { name: 's' } },
        aws_iam_service_linked_role: { l: { aws_service_name: 'x.amazonaws.com' } },
      }),
    ).toEqual([]);
    const parts = partsOf({ aws_iam_role: { r: role('r') } });
    const outside = unionsOf(parts, {}).map((one) => ({ ...one, holder: { ...one.holder, external: true } }));
    expect(targetEntries(parts.resources, outside, parts.runners, parts.resolver)).toEqual([]);
  });

  it('is whoever has a policy', () => {
    const system = {
      aws_iam_role: { r: role('r') },
      aws_iam_user: { u: { name: 'u' } },
      aws_iam_policy: { p: { name: 'p' }, q: { name: 'q', path: '/a/' } },
    };
    const held = { 'aws_iam_role.r': ['aws_iam_policy.p'], 'aws_iam_user.u': ['aws_iam_policy.p'] };
    expect(targetsOf(system, held)).toEqual([
      ['aws_iam_role.r', 'iam:role/*', 'role/r', 'aws_iam_role.r'],
      ['aws_iam_user.u', 'iam:user/*', 'user/u', 'aws_iam_user.u'],
      ['aws_iam_policy.p', 'iam:policy/*', 'policy/p', 'aws_iam_role.r', 'aws_iam_user.u'],
      ['aws_iam_policy.q', 'iam:policy/*', 'policy/a/q'],
    ]);
  });
});

describe('what runs as a role', () => {
  const arn = '${aws_iam_role.r.arn}';
  const r = 'aws_iam_role.r';
  const profiles: JsonObject = {
    p: { name: 'p', role: '${aws_iam_role.r.name}' },
    open: { name: 'p-${var.x}', role: 'r' },
    nameless: { role: 'r' },
  };
  const running = (type: string, values: JsonObject): (readonly string[])[] =>
    targetsOf({
      aws_iam_role: { r: role('r') },
      aws_iam_instance_profile: profiles,
      // no profile, though it has a name and a role
      aws_iam_role_policy: { p: { name: 'of-policy', role: 'r' } },
      aws_s3_bucket: { b: { bucket: 'code' }, nameless: {}, open: { bucket: 'code-${var.x}' } },
      aws_ecr_repository: { e: { name: 'team/worker' }, nameless: { name: '' } },
      aws_codecommit_repository: { c: { repository_name: 'c' } },
      [type]: { x: values },
    }).filter(([address]) => address !== r);

  it.each<[string, JsonObject, string, string, ...string[]]>([
    ['aws_lambda_function', { function_name: 'f', role: arn }, 'lambda:function:*', 'function:f', r],
    ['aws_lambda_function', { function_name: '', role: 'r' }, 'lambda:function:*', 'function:*', r],
    ['aws_lambda_function', { function_name: 'f-${var.x}' }, 'lambda:function:*', 'function:f-…'],
    ['aws_lambda_function', { function_name: 7, role: 'elsewhere' }, 'lambda:function:*', 'function:*'],
    ['aws_batch_job_definition', { name: 'j' }, 'batch:job-definition/*:*', 'job-definition/j:*'],
    [
      'aws_apprunner_service',
      { service_name: 's', instance_configuration: [{ instance_role_arn: arn }] },
      'apprunner:service/*/*',
      'service/s/*',
      r,
    ],
    [
      'aws_apprunner_service',
      { service_name: 's', instance_configuration: { instance_role_arn: arn } },
      'apprunner:service/*/*',
      'service/s/*',
      r,
    ],
    [
      'aws_apprunner_service',
      { service_name: 's', instance_configuration: [{ instance_role_arn: null }] },
      'apprunner:service/*/*',
      'service/s/*',
    ],
    [
      'aws_instance',
      { iam_instance_profile: '${aws_iam_instance_profile.p.name}' },
      'ec2:instance/*',
      'instance/*',
      r,
    ],
    ['aws_instance', { iam_instance_profile: 'p' }, 'ec2:instance/*', 'instance/*', r],
    ['aws_instance', { iam_instance_profile: 'p-${var.x}' }, 'ec2:instance/*', 'instance/*', r],
    ['aws_instance', { iam_instance_profile: 'q' }, 'ec2:instance/*', 'instance/*'],
    ['aws_instance', { iam_instance_profile: '${aws_s3_bucket.b.id}' }, 'ec2:instance/*', 'instance/*'],
    ['aws_instance', { iam_instance_profile: 'of-policy' }, 'ec2:instance/*', 'instance/*'],
    ['aws_instance', { iam_instance_profile: 7 }, 'ec2:instance/*', 'instance/*'],
    [
      'aws_launch_template',
      { iam_instance_profile: [{ name: 'p' }, { arn: '${aws_iam_instance_profile.p.arn}' }] },
      'ec2:launch-template/*',
      'launch-template/*',
      r,
    ],
  ])('is a target: %s %j', (type, values, ...target) => {
    expect(running(type, values)).toEqual([[`${type}.x`, ...target]]);
  });

  const withCode = (values: JsonObject): unknown =>
    running('aws_lambda_function', { function_name: 'f', role: 'r', ...values }).slice(1);
  const x = 'aws_lambda_function.x';

  it.each<[JsonValue, JsonValue | undefined, string, string]>([
    ['${aws_s3_bucket.b.id}', 'f.zip', 'aws_s3_bucket.b', 'code/f.zip'],
    ['${aws_s3_bucket.b.id}', 'f-${var.x}', 'aws_s3_bucket.b', 'code/f-…'],
    ['${aws_s3_bucket.b.id}', undefined, 'aws_s3_bucket.b', 'code/*'],
    ['${aws_s3_bucket.nameless.id}', 'f.zip', 'aws_s3_bucket.nameless', '*/f.zip'],
    ['${aws_s3_bucket.open.id}', 'f.zip', 'aws_s3_bucket.open', '*/*'],
    ['code', 'f.zip', x, 'code/f.zip'],
    ['code', '', x, 'code/*'],
    ['code-${var.x}', 'f.zip', x, '*/*'],
  ])('is changed by whoever writes its code: %j, %j', (s3_bucket, s3_key, owner, tail) => {
    expect(withCode({ s3_bucket, ...(s3_key === undefined ? {} : { s3_key }) })).toEqual([
      [owner, 's3:*/*', tail, r],
    ]);
  });

  it.each<[JsonValue, string, string]>([
    ['${aws_ecr_repository.e.repository_url}:latest', 'aws_ecr_repository.e', 'repository/team/worker'],
    ['${aws_ecr_repository.nameless.repository_url}', 'aws_ecr_repository.nameless', 'repository/*'],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/worker:1', x, 'repository/team/worker'],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/worker@sha256:00', x, 'repository/team/worker'],
  ])('is changed by whoever pushes its image: %j', (image_uri, owner, tail) => {
    expect(withCode({ image_uri })).toEqual([[owner, 'ecr:repository/*', tail, r]]);
  });

  it.each([
    'public.ecr.aws/team/worker:1',
    '${var.image}',
    '${aws_codecommit_repository.c.clone_url_http}:1',
    'eu-west-1.amazonaws.com/team',
  ])('is of an image nobody knows: %s', (image_uri) => {
    expect(withCode({ image_uri })).toEqual([]);
  });
});

describe('the end of an ARN', () => {
  it('has the name, or a star where nobody knows it', () => {
    expect(tailWith('role/', 'jobs', ':x')).toBe('role/jobs:x');
    expect(tailWith('role/', null, ':x')).toBe('role/*:x');
    const tail = tailWith('role/', parseTemplate('a-${var.x}', null), '/b');
    expect(isTemplate(tail) ? tail.parts : tail).toEqual([
      'role/a-',
      { kind: 'reference', stack: null, references: ['var.x'] },
      '/b',
    ]);
  });

  it.each([
    [{ service: 'iam', tail: 'role/*' }, 'iam:role'],
    [{ service: 'batch', tail: 'job-definition/*:*' }, 'batch:job-definition'],
    [{ service: 's3', tail: '*/*' }, 's3:'],
  ])('%j says of which kind it is', (template, kind) => {
    expect(kindOf(template)).toBe(kind);
  });
});
