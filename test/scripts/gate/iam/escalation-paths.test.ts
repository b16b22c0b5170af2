import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { PolicyEngine } from '../../../../scripts/gate/engine/policy-engine';
import { readActionTable } from '../../../../scripts/gate/judge';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { inputOf } from '../policy-input';
import { policyDirectory, synthesisOf } from '../support';

const rowSchema = z.strictObject({
  name: z.string(),
  actions: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z]+$/)).min(1),
  gives: z.enum(['identity', 'permissions', 'both', 'new', 'boundary', 'access']),
  over: z.array(z.string()).min(1),
  services: z.array(z.string().endsWith('.amazonaws.com')).min(1).optional(),
  weigh: z.literal('administrators').optional(),
  only_known_targets: z.literal(true).optional(),
  source: z.url({ protocol: /^https$/ }),
  date: z.iso.date(),
});
type Row = z.infer<typeof rowSchema>;

const tableOf = (path: string): unknown =>
  JSON.parse(readFileSync(join(policyDirectory, 'tables', path), 'utf8'));
const { paths } = z
  .object({ paths: z.record(z.string(), rowSchema) })
  .parse(tableOf('iam-escalation/data.json'));
const { steps: targets } = z
  .object({ steps: z.record(z.string(), z.array(z.tuple([z.string(), z.string(), z.boolean()]))) })
  .parse(tableOf('iam-targets.json'));
const rows = Object.entries(paths);

let engine: PolicyEngine;
beforeAll(async () => {
  engine = await PolicyEngine.load(policyDirectory);
});

const account = '111122223333';
const allow = (Action: JsonValue, Resource: JsonValue = '*', rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const trust = (principal: JsonObject): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });

/** A role that CodeBuild has, with some statements, beside other resources. */
type Case = readonly [statements: readonly JsonObject[], others?: JsonObject, role?: JsonObject];

function terraformOf([statements, others = {}, role = {}]: Case): JsonObject {
  const { aws_iam_role: roles = {}, ...rest } = others as Record<string, JsonObject>;
  return {
    resource: {
      aws_iam_role: {
        ci: { name: 'ci', assume_role_policy: trust({ Service: 'codebuild.amazonaws.com' }), ...role },
        ...roles,
      },
      aws_iam_role_policy: {
        ci: { role: '${aws_iam_role.ci.name}', policy: JSON.stringify({ Statement: [...statements] }) },
      },
      ...rest,
    },
  };
}

/** The paths that fail of each case; each is a stack of its own, so that one look at the policy answers for all. */
function failing(cases: readonly Case[]): string[][] {
  const stacks = cases.map((one, index): [string, JsonObject] => [`s${index}`, terraformOf(one)]);
  const input = inputOf([{ kind: 'synthesis', synthesis: synthesisOf(Object.fromEntries(stacks)) }]);
  const findings = engine.evaluate({ ...input, rules: ['iam/privilege-escalation'] });
  return stacks.map(([name]) =>
    findings
      .filter(
        ({ status, stack, address }) =>
          status === 'fail' && stack === name && address === 'aws_iam_role_policy.ci',
      )
      .flatMap(({ params }) => z.array(z.string()).parse(params['paths'])),
  );
}

const admin = (principal: JsonObject): JsonObject => ({
  name: 'admin',
  assume_role_policy: trust(principal),
  managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
});
const weak = (principal: JsonObject): JsonObject => ({ name: 'admin', assume_role_policy: trust(principal) });
const adminArn = '${aws_iam_role.admin.arn}';

/** A resource of each type an action is about that no system has. */
function elsewhere(action: string): string[] {
  return (targets[action] ?? []).map(
    ([service, tail]) => `arn:aws:${service}:eu-west-1:${account}:${tail.replaceAll('*', 'elsewhere')}`,
  );
}

/** A function with a role, and what its code comes from. */
const functionOf = (role: JsonObject): JsonObject => ({
  aws_iam_role: { admin: role },
  aws_s3_bucket: { code: { bucket: 'code' } },
  aws_ecr_repository: { code: { name: 'code' } },
  aws_lambda_function: {
    f: {
      function_name: 'f',
      role: adminArn,
      s3_bucket: '${aws_s3_bucket.code.id}',
      s3_key: 'f.zip',
      image_uri: '${aws_ecr_repository.code.repository_url}:1',
    },
  },
});

/** What must be found, and what must not although it is nearly the same. */
interface Fixture {
  readonly found: Case;
  readonly twins: Readonly<Record<string, Case>>;
}

function passing({ actions, services = [] }: Row): Fixture {
  const others = actions.filter((action) => action !== 'iam:PassRole');
  const Service = services[0] ?? '';
  const pass = (role: JsonObject, rest: JsonObject = {}): Case => [
    [allow('iam:PassRole', adminArn, rest), allow(others)],
    { aws_iam_role: { admin: role } },
  ];
  const to = (service: string): JsonObject => ({
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  });
  return {
    found: pass(admin({ Service }), to(Service)),
    twins: {
      'the role is weak': pass(weak({ Service })),
      'the role trusts another service': pass(admin({ Service: 'unrelated.amazonaws.com' })),
      'the role may be passed to another service only': pass(
        admin({ Service }),
        to('unrelated.amazonaws.com'),
      ),
      'another role may be passed': [
        [allow('iam:PassRole', `arn:aws:iam::${account}:role/jobs`), allow(others)],
        { aws_iam_role: { admin: admin({ Service }) } },
      ],
    },
  };
}

function onCode({ over: [action = ''] }: Row): Fixture {
  const resource =
    action === 's3:PutObject' ? '${aws_s3_bucket.code.arn}/f.zip' : '${aws_ecr_repository.code.arn}';
  const other = action === 's3:PutObject' ? 'arn:aws:s3:::data/f.zip' : elsewhere(action);
  const lambda = { Service: 'lambda.amazonaws.com' };
  return {
    found: [[allow(action, resource)], functionOf(admin(lambda))],
    twins: {
      'the role is weak': [[allow(action, resource)], functionOf(weak(lambda))],
      'it is other code': [[allow(action, other)], functionOf(admin(lambda))],
      'no code is known': [[allow(action)], {}],
    },
  };
}

function assuming(): Fixture {
  const assume = allow('sts:AssumeRole', adminArn);
  const root = { AWS: `arn:aws:iam::${account}:root` };
  return {
    found: [[assume], { aws_iam_role: { admin: admin(root) } }],
    twins: {
      'the role is weak': [[assume], { aws_iam_role: { admin: weak(root) } }],
      'the role lets nobody in': [
        [assume],
        { aws_iam_role: { admin: admin({ Service: 'ec2.amazonaws.com' }) } },
      ],
    },
  };
}

function wide({ actions, over, gives }: Row): Fixture {
  const [main = ''] = over;
  const named = actions.filter((action) => action !== main);
  // whoever may make anybody and fill one name makes that one
  const others = gives === 'new' ? `arn:aws:iam::${account}:*/another` : '*';
  const boundary = { permissions_boundary: 'arn:aws:iam::aws:policy/IAMFullAccess' };
  const everyResource = (targets[main] ?? []).map(([service, tail]) => `arn:aws:${service}:*:*:${tail}`);
  // an account has one Glue catalog: a policy about it is about everything
  const canBeNamed = (targets[main] ?? []).every(([, tail]) => tail.includes('*'));
  return {
    found: [[allow(actions)], {}, gives === 'boundary' ? boundary : {}],
    twins: {
      ...(canBeNamed
        ? {
            'it is on something of its own': [
              [allow(main, elsewhere(main)), ...(named.length > 0 ? [allow(named, others)] : [])],
            ],
          }
        : {}),
      'it is denied': [[allow(actions), { Effect: 'Deny', Action: main, Resource: '*' }]],
      ...(everyResource.length > 0
        ? {
            'it is denied on every resource of the type': [
              [allow(actions), { Effect: 'Deny', Action: main, Resource: everyResource }],
            ],
          }
        : {}),
      'a boundary leaves it out': [
        [allow(actions)],
        {},
        { permissions_boundary: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' },
      ],
    },
  };
}

function fixtureOf(id: string, row: Row): Fixture {
  if (row.services !== undefined) return passing(row);
  if (row.only_known_targets === true) return onCode(row);
  if (id === 'sts-001') return assuming();
  return wide(row);
}

describe('the table of escalation paths', () => {
  it('has every published path with its actions', () => {
    const published = z
      .object({ paths: z.record(z.string(), z.array(z.string())) })
      .parse(
        JSON.parse(readFileSync(resolve(__dirname, '../../../fixtures/iam/published-paths.json'), 'utf8')),
      );
    const sorted = (actions: readonly string[]): string[] => [...actions].sort();
    const ours = Object.fromEntries(rows.map(([id, { actions }]) => [id, sorted(actions)]));
    for (const [id, actions] of Object.entries(published.paths)) {
      expect([id, ours[id]]).toEqual([id, sorted(actions)]);
    }
    expect(Object.keys(published.paths)).toHaveLength(65);
    expect(rows.length).toBeGreaterThan(170);
  });

  it('names actions AWS has, once each, and whom a path is about among them', () => {
    const table = readActionTable(policyDirectory);
    for (const [id, { actions, over, services }] of rows) {
      expect([id, actions.filter((action) => table.match(action).length !== 1)]).toEqual([id, []]);
      expect([id, over.filter((action) => !actions.includes(action))]).toEqual([id, []]);
      expect([id, new Set(actions).size]).toEqual([id, actions.length]);
      expect([id, services !== undefined]).toEqual([id, actions.includes('iam:PassRole')]);
    }
    const sets = rows.map(([, { actions, services, gives }]) =>
      [...actions, gives, ...(services ?? [])].sort().join(),
    );
    expect(new Set(sets).size).toBe(rows.length);
  });
});

describe('each path', () => {
  it.each(rows)('%s is found, and its broken twins are not', (id, row) => {
    const { found, twins } = fixtureOf(id, row);
    const without = row.actions.map((action): [string, Case] => [
      `without ${action}`,
      [[...found[0], { Effect: 'Deny', Action: action, Resource: '*' }], found[1] ?? {}, found[2] ?? {}],
    ]);
    const broken = [...Object.entries(twins), ...without];
    const [paths, ...others] = failing([found, ...broken.map(([, twin]) => twin)]);
    expect(paths).toContain(id);
    expect(broken.filter((_, index) => others[index]?.includes(id) !== false).map(([twin]) => twin)).toEqual(
      [],
    );
  });
});
