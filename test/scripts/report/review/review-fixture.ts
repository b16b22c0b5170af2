import type {
  AttributeChange,
  DeferredStack,
  PlannedStack,
  ResourceChange,
} from '../../../../scripts/model/change';
import type { ReviewInput } from '../../../../scripts/report/review/review-input';
import { aFinding, aJudgement } from '../judgement-fixture';

/** One attribute that changes between two known values. */
export function attribute(name: string, changes: Partial<AttributeChange> = {}): AttributeChange {
  return { path: name.split('.'), known: true, sensitive: false, forcesReplacement: false, ...changes };
}

/** One changed resource; its type is read off the address. */
export function change(address: string, changes: Partial<ResourceChange> = {}): ResourceChange {
  return {
    stack: 'payments-api',
    address,
    type: address.split('.')[0] ?? '',
    mode: 'managed',
    action: 'create',
    source: null,
    attributes: [],
    ...changes,
  };
}

export function planned(stack: string, changes: readonly ResourceChange[]): PlannedStack {
  return {
    kind: 'planned',
    stack,
    changes: changes.map((each) => ({ ...each, stack })),
    outputs: [],
    planDigest: `sha256:${'c3'.repeat(32)}`,
  };
}

function trust(...services: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: services } }],
  });
}

function policy(...actions: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::receipts-dev/*' }],
  });
}

const source = (line: number, constructPath: string, file = 'stacks/payments-api.ts') => ({
  file,
  line,
  constructPath,
});

const api: PlannedStack = {
  ...planned('payments-api', [
    change('aws_lambda_function.authorize', {
      action: 'update',
      source: source(31, 'payments-api/Authorize'),
      attributes: [
        attribute('memory_size', { before: 256, after: 512 }),
        attribute('timeout', { before: 3, after: 10 }),
        attribute('environment.0.variables.STRIPE_KEY', {
          sensitive: true,
          before: 'not shown',
          after: 'never shown',
        }),
        attribute('last_modified', { before: '2026-09-01T10:00:00Z', known: false }),
      ],
    }),
    change('aws_lambda_alias.live', {
      action: 'create',
      source: source(44, 'payments-api/Alias'),
      attributes: [attribute('name', { after: 'live' }), attribute('arn', { known: false })],
    }),
    change('aws_iam_role.authorize', {
      action: 'update',
      source: source(18, 'payments-api/Role'),
      attributes: [
        attribute('assume_role_policy', {
          before: trust('lambda.amazonaws.com'),
          after: trust('lambda.amazonaws.com', 'edgelambda.amazonaws.com'),
        }),
      ],
    }),
    change('aws_iam_role_policy.api_Role_Policy_6B2E', {
      action: 'update',
      source: source(4, 'payments-api/Role/Policy'),
      attributes: [
        attribute('policy', { before: policy('s3:GetObject', 's3:PutObject'), after: policy('s3:*') }),
      ],
    }),
    change('aws_s3_bucket.unchanged', { action: 'no-op' }),
    change('data.aws_region.current', { action: 'read', mode: 'data', type: 'aws_region' }),
  ]),
  outputs: [{ name: 'function_arn', action: 'update' }],
};

const data: PlannedStack = planned('payments-data', [
  change('aws_dynamodb_table.sessions', {
    action: 'replace',
    source: source(22, 'payments-data/Sessions', 'stacks/payments-data.ts'),
    attributes: [
      attribute('hash_key', { before: 'id', after: 'session_id', forcesReplacement: true }),
      attribute('arn', {
        before: 'arn:aws:dynamodb:eu-central-1:111122223333:table/sessions-dev',
        known: false,
      }),
    ],
  }),
  change('aws_sqs_queue.legacy', {
    action: 'delete',
    attributes: [
      attribute('name', { before: 'legacy-dev' }),
      attribute('tags.owner', { before: 'payments' }),
    ],
  }),
]);

const web: DeferredStack = {
  kind: 'deferred',
  stack: 'payments-web',
  reason: { kind: 'upstream-output-changes', upstream: 'payments-api', output: 'function_arn' },
  envelope: {
    create: { aws_apigatewayv2_route: 4 },
    update: { aws_apigatewayv2_stage: 1 },
    replace: {},
    delete: {},
  },
};

const waiting = aFinding({
  id: 'naming/suffix|payments-data/Queue|name',
  rule: 'naming/suffix',
  status: 'undetermined',
  severity: 'medium',
  message: 'Whether name ends with -dev depends on ${random_pet.name.id}',
  remediation: 'Build names with resourceName()',
  controls: [],
  stack: 'payments-data',
  address: 'aws_sqs_queue.orders',
  path: 'name',
  source: { file: 'stacks/payments-data.ts', line: 12 },
  waitsFor: ['random_pet.name.id'],
});

/** A change with something of everything. */
export const eventfulInput: ReviewInput = {
  environment: 'dev',
  suffix: 'dev',
  commit: '4f2c1d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e',
  verdict: 'fail',
  judgements: [
    aJudgement({ stage: 'synth', findings: [aFinding(), waiting] }),
    aJudgement({ stage: 'plan', findings: [aFinding()] }),
  ],
  stacks: [data, api, web],
  record: { digest: `sha256:${'7e'.repeat(32)}`, stored: true },
  versions: { terraform: '1.11.4', tollgate: '0.1.0', 'provider aws': '5.100.0' },
};

/** A change that adds two harmless resources. */
export const quietInput: ReviewInput = {
  ...eventfulInput,
  verdict: 'pass',
  judgements: [aJudgement({ verdict: 'pass', findings: [] })],
  stacks: [
    planned('payments-api', [
      change('aws_cloudwatch_log_group.api', {
        source: source(9, 'payments-api/Log'),
        attributes: [
          attribute('name', { after: '/aws/lambda/api-dev' }),
          attribute('retention_in_days', { after: 30 }),
        ],
      }),
      change('aws_cloudwatch_metric_alarm.errors', { source: source(15, 'payments-api/Errors') }),
    ]),
  ],
};

/** A change whose names and values try to take the comment over. */
export const hostileInput: ReviewInput = {
  ...eventfulInput,
  environment: 'dev --> <b>x</b>',
  judgements: [
    aJudgement({
      findings: [
        aFinding({
          message:
            'ask @octocat about </details><script>alert(1)</script> #12 ![x](https://evil.example/x.png) ${a}${b} ``` | \u202egnp',
          remediation: '[click](javascript:alert(1)) <!-- <img src=x onerror=alert(1)>',
          address: 'aws_s3_bucket.x["`@octocat` | </summary>"]',
          path: 'tags["``"]',
          source: { file: 'stacks/a`b|c.ts', line: 3 },
          controls: ['@octocat', '<i>'],
        }),
      ],
    }),
  ],
  stacks: [
    planned('a`</summary>@octocat', [
      change('aws_s3_bucket.x["</summary></details>`````"]', {
        action: 'update',
        attributes: [
          attribute('tags', {
            before: { note: 'x' },
            after: { note: '```\n</details>\n# heading\n@octocat ~~~~', 'k|`': '\u0000\u202e' },
          }),
        ],
      }),
      change('aws_iam_role.x["\n- @octocat"]', { action: 'delete' }),
    ]),
  ],
};

/** More than a comment can hold in full, all of it named or counted. */
export const hugeInput: ReviewInput = {
  ...eventfulInput,
  stacks: [
    ...eventfulInput.stacks,
    planned(
      'payments-bulk',
      Array.from({ length: 2500 }, (_each, index) =>
        change(`aws_ssm_parameter.setting_${String(index).padStart(4, '0')}`, {
          attributes: [
            attribute('name', { after: `/dev/setting/${index}` }),
            attribute('type', { after: 'String' }),
          ],
        }),
      ),
    ),
  ],
};
