import { suffixMentions } from '../../../../scripts/gate/suffix/mentions';
import type { SuffixMention } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject } from '../../../../scripts/model/json';
import type { Resource } from '../../../../scripts/model/resource';
import { resolvedSubject } from '../resolved-subject';

function mentionsOf(
  values: JsonObject,
  own: string | null = 'dev',
  parts: Partial<Resource> = {},
): SuffixMention[] {
  return suffixMentions([resolvedSubject(values, parts)], own, ['dev', 'prod', 'dev2']);
}

/** Path and text of what is found in one resource. */
function found(values: JsonObject, own = 'dev'): string[] {
  return mentionsOf(values, own).map(
    ({ path, text, suffix, waits_for }) => `${path.join('.')}: ${text} (${suffix ?? waits_for.join()})`,
  );
}

describe('the suffix of another environment', () => {
  it.each<[string, string, string[]]>([
    ['at the end of a name', 'sessions-prod', ['name: sessions-prod (prod)']],
    ['after an underscore', 'audit_prod', ['name: audit_prod (prod)']],
    ['before a tail', 'jobs-prod.fifo', ['name: jobs-prod (prod)']],
    ['as a part of a path', '/payments/prod/url', ['name: prod (prod)']],
    ['in an ARN', 'arn:aws:sqs:us-east-1:1:jobs-prod', ['name: jobs-prod (prod)']],
    ['as a label', 'https://api.prod.payments.example', ['name: prod (prod)']],
    ['of a preview', 'sessions-pr123', ['name: sessions-pr123 (pr123)']],
    ['at the beginning of a path', 'prod/url', ['name: prod (prod)']],
    ['at the beginning of a host', 'prod.payments.example', ['name: prod (prod)']],
    ['that begins like our own', 'sessions-dev2', ['name: sessions-dev2 (dev2)']],
  ])('is found %s', (_, name, expected) => {
    expect(found({ name })).toEqual(expected);
  });

  it.each([
    'sessions-dev',
    'in prod only',
    'products',
    'sessions-prod-copy',
    'sessions-production',
    'reproduction-x',
    'payments.example.prod',
    'prod',
    'prepr12x',
    'prod only',
    'see prod/url',
    'not in prod. Never',
    'from prod.payments',
  ])('is not found in %s', (name) => {
    expect(found({ name, description: name })).toEqual([]);
  });

  it('counts as a whole value in variables of a function, tags and parameters only', () => {
    expect(
      found({
        environment: [{ variables: { STAGE: 'prod' } }],
        tags: { Environment: 'prod' },
        runtime: 'prod',
      }),
    ).toEqual(['environment.0.variables.STAGE: prod (prod)', 'tags.Environment: prod (prod)']);
  });

  it('is found in a policy, once each', () => {
    const policy = JSON.stringify({ Resource: ['arn:aws:s3:::exports-prod', 'arn:aws:s3:::exports-prod/*'] });
    expect(found({ policy })).toEqual(['policy: exports-prod (prod)']);
  });

  it('is the whole value at the end of a path of names only', () => {
    expect(
      found({ environment: [{ variables: { HOST: 'db-prod.internal' } }], value: [{ a: { b: 'prod' } }] }),
    ).toEqual(['environment.0.variables.HOST: db-prod (prod)']);
  });

  it('is no device', () => {
    expect(found({ user_data: 'cat >/dev/null', name: '/dev/xvdb' }, 'prod')).toEqual([]);
    expect(found({ name: 'x/dev/url' }, 'prod')).toEqual(['name: dev (dev)']);
  });

  it('is not that of the preview that is judged', () => {
    expect(found({ name: ['a-pr12', 'a-pr13'] }, 'pr12')).toEqual(['name.1: a-pr13 (pr13)']);
  });

  it('says where it stands, and waits for nothing', () => {
    expect(mentionsOf({ a: [{ b: 'x-prod' }] }, 'dev', { stack: 'app' })).toEqual([
      {
        address: 'aws_thing.x',
        stack: 'app',
        path: ['a', 0, 'b'],
        text: 'x-prod',
        suffix: 'prod',
        waits_for: [],
      },
    ]);
  });

  it('is not looked for in what goes away', () => {
    for (const action of ['delete', 'forget'] as const)
      expect(mentionsOf({ name: 'x-prod' }, 'dev', { action })).toEqual([]);
  });

  it('may be what a variable brings to the end of a name', () => {
    expect(
      found({
        name: 'sessions-${var.env}',
        path: '/a/${var.env}',
        other: '${var.env}-x',
        more: 'sessions-${aws_vpc.x.id}',
      }),
    ).toEqual(['name: sessions-(not known yet) (var.env)']);
  });

  it.each([
    ['arn:aws:s3:::exports-${var.env}/*', 'exports-(not known yet)'],
    ['${var.region}:jobs_${var.env}.fifo', 'jobs_(not known yet)'],
    ['${var.a}-${var.b}-c-${var.env}', '-c-(not known yet)'],
  ])('may be what a variable brings to the end of a name in %s', (name, text) => {
    expect(mentionsOf({ name }).map((mention) => mention.text)).toEqual([text]);
  });

  it.each([
    'sessions-${var.env}-copy',
    'sessions-${var.env}copy',
    'sessions-${var.env}_copy',
    'sessions-${var.env}${var.other}',
    'sessions-${var.env}${aws_vpc.x.id}',
    'sessions-${upper(var.env)}',
    '-${var.env}',
    'sessions-${aws_vpc.x.id}/${var.env}',
  ])('is not what a variable brings in %s', (name) => {
    expect(mentionsOf({ name })).toEqual([]);
  });

  it('may be what a variable brings where it is all of a name', () => {
    expect(
      found({
        bucket: '${var.env}',
        role_arn: '${var.env}',
        environment: [{ variables: { QUEUE_URL: '${var.env}', LOG_LEVEL: '${var.env}' } }],
        memory_size: '${var.env}',
        name: '${aws_vpc.x.id}',
        names: ['${upper(var.env)}', '${var.env}'],
      }),
    ).toEqual([
      'bucket: (not known yet) (var.env)',
      'role_arn: (not known yet) (var.env)',
      'environment.0.variables.QUEUE_URL: (not known yet) (var.env)',
      'names.1: (not known yet) (var.env)',
    ]);
  });

  it('is found in what is known of a template', () => {
    expect(
      found({ name: 'a-prod/${var.env}', other: 'a-prod${var.env}', more: '${var.env}/b-prod' }),
    ).toEqual(['name: a-prod (prod)', 'more: b-prod (prod)']);
  });

  it('is found once at plan, where AWS repeats it', () => {
    const values = {
      bucket: 'exports-prod',
      id: 'exports-prod',
      arn: 'arn:aws:s3:::exports-prod',
      origin: [{ id: 'origin-prod' }],
      tags: { Name: 'x-prod' },
      tags_all: { Name: 'x-prod' },
    };
    expect(mentionsOf(values).map(({ path }) => path.join('.'))).toEqual([
      'bucket',
      'origin.0.id',
      'tags.Name',
    ]);
  });

  it('is nothing where no suffix is known', () => {
    expect(mentionsOf({ bucket: 'exports-prod' }, null)).toEqual([]);
  });
});
