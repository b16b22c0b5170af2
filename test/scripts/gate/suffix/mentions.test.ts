import type { JsonObject } from '../../../../scripts/model/json';
import type { SuffixMention } from '../../../../scripts/gate/input/policy-input';
import { policyInput } from '../../../../scripts/gate/judge';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { creation, planOf, policyDirectory, synthesisOf } from '../support';

const environment = {
  name: 'dev',
  suffix: 'dev',
  scope: 'environment',
  region: null,
  ephemeral: true,
  options: {},
} as const;

function mentions(
  evidence: Parameters<typeof policyInput>[0]['evidence'],
  own: 'dev' | null = 'dev',
): readonly SuffixMention[] {
  const request = {
    evidence,
    stage: 'synth',
    environment: own === null ? null : environment,
    suffixes: ['dev', 'prod', 'dev2'],
    policyDirectory,
    now: '2026-01-01',
  } as const;
  return policyInput(request, assembleSystem(evidence, null), []).mentions;
}

/** Path and text of what is found in one resource. */
function found(values: JsonObject, type = 'aws_lambda_function'): string[] {
  const synthesis = synthesisOf({ data: { variable: { env: {} }, resource: { [type]: { x: values } } } });
  return mentions([{ kind: 'synthesis', synthesis }]).map(
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

  it('is no device', () => {
    const synthesis = synthesisOf({
      data: { resource: { aws_instance: { x: { user_data: 'cat >/dev/null', name: '/dev/xvdb' } } } },
    });
    const request = {
      suffixes: ['prod', 'dev'],
      environment: { ...environment, name: 'prod', suffix: 'prod' },
    } as const;
    const evidence = [{ kind: 'synthesis', synthesis }] as const;
    const all = { evidence, stage: 'synth', policyDirectory, now: '2026-01-01', ...request } as const;
    expect(policyInput(all, assembleSystem(evidence, null), []).mentions).toEqual([]);
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

  it('may be what a variable brings where it is all of a name', () => {
    expect(
      found({
        bucket: '${var.env}',
        role_arn: '${var.env}',
        environment: [{ variables: { QUEUE_URL: '${var.env}', LOG_LEVEL: '${var.env}' } }],
        memory_size: '${var.env}',
        name: '${aws_vpc.x.id}',
        names: ['${upper(var.env)}'],
      }),
    ).toEqual([
      'bucket: (not known yet) (var.env)',
      'role_arn: (not known yet) (var.env)',
      'environment.0.variables.QUEUE_URL: (not known yet) (var.env)',
    ]);
  });

  it('is found in what is known of a template', () => {
    expect(found({ name: 'a-prod/${var.env}', other: 'a-prod${var.env}' })).toEqual(['name: a-prod (prod)']);
  });

  it('is found once at plan, where AWS repeats it', () => {
    const after = {
      bucket: 'exports-prod',
      id: 'exports-prod',
      arn: 'arn:aws:s3:::exports-prod',
      tags: { Name: 'x-prod' },
      tags_all: { Name: 'x-prod' },
    };
    const plan = planOf([creation('aws_s3_bucket.exports', after)]);
    expect(mentions([plan]).map(({ path }) => path.join('.'))).toEqual(['bucket', 'tags.Name']);
  });

  it('is nothing where no suffix is known', () => {
    expect(mentions([planOf([creation('aws_s3_bucket.exports', { bucket: 'exports-prod' })])], null)).toEqual(
      [],
    );
  });
});

describe('the suffix of another environment in an output', () => {
  const queue = { resource: { aws_sqs_queue: { jobs: { name: 'jobs-prod' } } } };
  const outputs = (of: JsonObject): readonly Pick<SuffixMention, 'address' | 'path' | 'text'>[] =>
    mentions([{ kind: 'synthesis', synthesis: synthesisOf({ data: { ...queue, output: of } }) }])
      .filter(({ address }) => address.startsWith('output.'))
      .map(({ address, stack, path, text }) => ({ address, stack, path, text }));

  it('is found where it is written, where it is referred to, and within', () => {
    expect(
      outputs({
        table: { value: 'sessions-prod' },
        queue: { value: '${aws_sqs_queue.jobs.name}' },
        all: { value: { own: 'sessions-dev', urls: ['https://api.prod.payments.example'] } },
      }),
    ).toEqual([
      { address: 'output.table', stack: 'data', path: ['value'], text: 'sessions-prod' },
      { address: 'output.queue', stack: 'data', path: ['value'], text: 'jobs-prod' },
      { address: 'output.all', stack: 'data', path: ['value', 'urls', 0], text: 'prod' },
    ]);
  });

  it('is not found in our own, nor in what nobody is to see', () => {
    expect(
      outputs({ own: { value: 'sessions-dev' }, key: { value: 'key-prod', sensitive: true }, none: {} }),
    ).toEqual([]);
  });

  const shown = {
    table: { value: 'sessions-prod' },
    key: { value: 'key-prod', sensitive: true },
    later: { sensitive: false },
    literal: { value: '${x}-prod' },
  };
  const expected = [
    {
      address: 'output.table',
      stack: null,
      path: ['value'],
      text: 'sessions-prod',
      suffix: 'prod',
      waits_for: [],
    },
    { address: 'output.literal', stack: null, path: ['value'], text: '-prod', suffix: 'prod', waits_for: [] },
  ];
  const state = { kind: 'state', origin: 'state.json', stack: null } as const;

  it.each<[string, Parameters<typeof mentions>[0]]>([
    ['a plan', [planOf([], { planned_values: { outputs: shown } })]],
    ['a state as terraform shows it', [{ ...state, form: 'values', state: { values: { outputs: shown } } }]],
    ['a state file', [{ ...state, form: 'file', state: { resources: [], outputs: shown } }]],
  ])('is found at the same place in %s', (_, evidence) => {
    expect(mentions(evidence)).toEqual(expected);
  });

  it('is judged by what was written where the configuration of a plan is known', () => {
    const synthesis = synthesisOf({
      data: { ...queue, output: { queue: { value: '${aws_sqs_queue.jobs.name}' } } },
    });
    const plan = { ...planOf([creation('aws_sqs_queue.jobs', { name: 'jobs-prod' })]), stack: 'data' };
    expect(mentions([{ kind: 'synthesis', synthesis }, plan]).map(({ address }) => address)).toEqual([
      'aws_sqs_queue.jobs',
      'output.queue',
    ]);
  });
});
