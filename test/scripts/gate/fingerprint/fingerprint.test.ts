import type { RuleEntry } from '../../../../scripts/gate/build/manifest';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { Fingerprints, type Offence } from '../../../../scripts/gate/fingerprint/fingerprint';
import type { EnvironmentNames } from '../../../../scripts/gate/fingerprint/symbolic';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import type { JsonObject, JsonValue, PathStep } from '../../../../scripts/model/json';
import type { Synthesis } from '../../../../scripts/model/synthesis';
import { aRule } from '../waiver/waiver-fixture';
import { creation, planOf, stateOf, synthesisOf } from '../support';

const dev = { suffix: 'dev', account: '123456789012', region: 'us-east-1' };
const prod = { suffix: 'prod', account: '210987654321', region: 'eu-west-1' };

interface Look {
  readonly evidence: readonly Evidence[];
  readonly config?: Synthesis;
  readonly address: string;
  readonly path: readonly PathStep[];
  readonly rule?: RuleEntry;
  readonly names?: EnvironmentNames;
}

function offence({ evidence, config, address, path, rule = aRule(), names = dev }: Look): Offence {
  const system = assembleSystem(evidence, config ?? null);
  const subject = system.judged.find(({ resource }) => resource.address === address);
  if (subject === undefined) throw new Error(`${address} is not judged`);
  return new Fingerprints(system, names).of(path, rule, subject);
}

const written = (terraform: JsonObject): { synthesis: Synthesis; evidence: Evidence } => {
  const synthesis = synthesisOf({ app: terraform });
  return { synthesis, evidence: { kind: 'synthesis', synthesis } };
};
const address = 'aws_iam_role_policy.p';
const action: PathStep[] = ['policy', 'Statement', 0, 'Action', 0];
const statement = (parts: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action: ['sqs:*'],
  Resource: '${aws_sqs_queue.jobs.arn}',
  ...parts,
});
const rolePolicy = (statements: readonly JsonValue[], rest: JsonObject = {}): JsonObject => ({
  resource: {
    aws_sqs_queue: { jobs: { name: 'jobs-dev' }, other: { name: 'other-dev' } },
    aws_iam_role_policy: {
      p: { name: 'p-dev', role: 'r-dev', policy: JSON.stringify({ Statement: [...statements] }) },
    },
  },
  ...rest,
});
const atSynth = (terraform: JsonObject, look: Partial<Look> = {}): string =>
  offence({ evidence: [written(terraform).evidence], address, path: action, ...look }).fingerprint;
const plain = rolePolicy([statement()]);

describe('the fingerprint of a value', () => {
  const { synthesis } = written(plain);
  const arn = 'arn:aws:sqs:us-east-1:123456789012:jobs-dev';
  const known = (queue: string, actions: JsonValue = 'sqs:*'): string =>
    JSON.stringify({ Statement: { Action: actions, Effect: 'Allow', Resource: queue } });

  it('is the same at synth, on a first plan, on a later one and at state', () => {
    const firstPlan = planOf([
      creation('aws_sqs_queue.jobs', { name: 'jobs-dev' }, { arn: true }),
      creation(address, { name: 'p-dev', role: 'r-dev' }, { policy: true }),
    ]);
    const laterPlan = planOf([
      creation('aws_sqs_queue.jobs', { name: 'jobs-dev', arn }),
      creation(address, { name: 'p-dev', role: 'r-dev', policy: known(arn) }),
    ]);
    const state = stateOf([
      { address: 'aws_sqs_queue.jobs', type: 'aws_sqs_queue', name: 'jobs', values: { arn } },
      { address, type: 'aws_iam_role_policy', name: 'p', values: { policy: known(arn) } },
    ]);

    const found = [firstPlan, laterPlan, state].map((evidence) =>
      offence({ evidence: [evidence], config: synthesis, address, path: action }),
    );
    const later = offence({
      evidence: [laterPlan],
      config: synthesis,
      address,
      // a provider gives a statement alone and an action alone, so the path a rule reports is shorter
      path: ['policy', 'Statement', 0, 'Action'],
    });

    expect([...found, later].map(({ fingerprint }) => fingerprint)).toEqual(Array(4).fill(atSynth(plain)));
  });

  it('is another where the state is not what was written', () => {
    const state = (policy: string): Evidence =>
      stateOf([
        { address: 'aws_sqs_queue.jobs', type: 'aws_sqs_queue', name: 'jobs', values: { arn } },
        { address, type: 'aws_iam_role_policy', name: 'p', values: { policy } },
      ]);
    const at = (policy: string): string =>
      offence({ evidence: [state(policy)], config: synthesis, address, path: action }).fingerprint;

    expect(at(known(arn))).toBe(atSynth(plain));
    expect(at(known('*'))).not.toBe(atSynth(plain));
    expect(at(known(`${arn}-other`))).not.toBe(atSynth(plain));
    expect(at(known(arn, ['sqs:*', 's3:*']))).not.toBe(atSynth(plain));
    expect(at(known(arn).replace('"Effect"', '"NotPrincipal":"x","Effect"'))).not.toBe(atSynth(plain));
  });

  it('is the same in every environment', () => {
    const literal = (suffix: string, account: string, region: string): JsonObject =>
      rolePolicy([statement({ Resource: `arn:aws:sqs:${region}:${account}:jobs-${suffix}` })]);

    expect(atSynth(literal('dev', '123456789012', 'us-east-1'))).toBe(
      atSynth(literal('prod', '210987654321', 'eu-west-1'), { names: prod }),
    );
    expect(atSynth(literal('dev', '999999999999', 'us-east-1'))).not.toBe(
      atSynth(literal('prod', '888888888888', 'eu-west-1'), { names: prod }),
    );
    expect(atSynth(rolePolicy([statement({ Resource: 'device-developers' })]))).toBe(
      atSynth(rolePolicy([statement({ Resource: 'device-developers' })]), { names: prod }),
    );
  });

  it.each<[string, JsonObject]>([
    ['another action beside it', rolePolicy([statement({ Action: ['sqs:*', 'sns:Publish'] })])],
    ['another resource', rolePolicy([statement({ Resource: '${aws_sqs_queue.other.arn}' })])],
    ['a wider resource', rolePolicy([statement({ Resource: '*' })])],
    ['a condition', rolePolicy([statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })])],
    ['another value', rolePolicy([statement({ Action: ['s3:*'] })])],
  ])('is another with %s in its statement', (_, changed) => {
    expect(atSynth(changed)).not.toBe(atSynth(plain));
  });

  it('is the same with another statement before it, other tags, or another order of keys and lists', () => {
    const other = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
    const moved: PathStep[] = ['policy', 'Statement', 1, 'Action', 0];
    expect(atSynth(rolePolicy([other, statement()]), { path: moved })).toBe(atSynth(plain));
    const { Effect: effect, ...rest } = statement();
    expect(atSynth(rolePolicy([{ ...rest, Effect: effect ?? '' }]))).toBe(atSynth(plain));
    const two = ['sqs:*', 'sns:*'];
    expect(atSynth(rolePolicy([statement({ Action: two })]))).toBe(
      atSynth(rolePolicy([statement({ Action: [...two].reverse() })]), {
        path: ['policy', 'Statement', 0, 'Action', 1],
      }),
    );
  });

  it('follows locals and keeps the words of an expression', () => {
    const byLocal = (value: string): string =>
      atSynth(rolePolicy([statement({ Action: ['${local.a}'] })], { locals: { a: value } }));
    expect(byLocal('sqs:*')).toBe(atSynth(plain));
    expect(byLocal('s3:*')).not.toBe(atSynth(plain));
    const byExpression = (text: string): string => atSynth(rolePolicy([statement({ Action: [text] })]));
    expect(byExpression('${join(":", ["sqs", "*"])}')).not.toBe(byExpression('${join(":", ["s3", "*"])}'));
  });

  it('covers the block around an attribute, and the attributes a rule reads beside one of the resource itself', () => {
    const group = (port: number): JsonObject => ({
      resource: {
        aws_security_group: { g: { ingress: [{ from_port: port, cidr_blocks: ['0.0.0.0/0'] }] } },
        aws_vpc_security_group_ingress_rule: {
          r: { from_port: port, cidr_ipv4: '0.0.0.0/0', tags: { port } },
        },
      },
    });
    const block = (port: number): string =>
      atSynth(group(port), { address: 'aws_security_group.g', path: ['ingress', 0, 'cidr_blocks', 0] });
    const flat = (port: number, attributes: string[]): string =>
      atSynth(group(port), {
        address: 'aws_vpc_security_group_ingress_rule.r',
        path: ['cidr_ipv4'],
        rule: aRule({ attributes: attributes.map((name) => `aws_vpc_security_group_ingress_rule.${name}`) }),
      });
    expect(block(443)).not.toBe(block(22));
    expect(flat(443, ['cidr_ipv4', 'from_port'])).not.toBe(flat(22, ['cidr_ipv4', 'from_port']));
    expect(flat(443, ['cidr_ipv4'])).toBe(flat(22, ['cidr_ipv4']));
  });

  it('of a finding about a whole resource covers what the rule reads of it, and nothing else', () => {
    const whole = (attributes: JsonObject): string =>
      atSynth(
        { resource: { aws_vpc: { v: attributes } } },
        { address: 'aws_vpc.v', path: [], rule: aRule({ attributes: ['aws_vpc.id', 'aws_vpc.cidr_block'] }) },
      );
    const before = whole({ cidr_block: '10.0.0.0/16' });
    expect(whole({ cidr_block: '10.0.0.0/16', tags: { Name: 'other' } })).toBe(before);
    expect(whole({ cidr_block: '10.1.0.0/16' })).not.toBe(before);
  });

  it('lets each tag stand for itself', () => {
    const tagged = (tags: JsonObject): string =>
      atSynth({ resource: { aws_vpc: { v: { tags } } } }, { address: 'aws_vpc.v', path: ['tags', 'Name'] });
    expect(tagged({ Name: 'main', Team: 'a' })).toBe(tagged({ Name: 'main', Team: 'b' }));
    expect(tagged({ Name: 'main' })).not.toBe(tagged({ Name: 'other' }));
  });

  it('of what was left out is the same once the provider has filled in its default', () => {
    const left = written({ resource: { aws_lb: { l: { name: 'l-dev' } } } });
    const look = { address: 'aws_lb.l', path: ['enable_http2'] };
    const before = offence({ ...look, evidence: [left.evidence] });
    const after = offence({
      ...look,
      evidence: [planOf([creation('aws_lb.l', { name: 'l-dev', enable_http2: true })])],
      config: left.synthesis,
    });
    expect(after).toEqual(before);
    const given = written({ resource: { aws_lb: { l: { name: 'l-dev', enable_http2: true } } } });
    expect(offence({ ...look, evidence: [given.evidence] })).not.toEqual(before);
  });

  it('has no secret in it', () => {
    const database = (password: string, user: string): string =>
      atSynth(
        { resource: { aws_db_instance: { d: { password, username: user } } } },
        {
          address: 'aws_db_instance.d',
          path: ['password'],
          rule: aRule({ attributes: ['aws_db_instance.password', 'aws_db_instance.username'] }),
        },
      );
    expect(database('correct-horse', 'a')).toBe(database('battery-staple', 'a'));
    expect(database('correct-horse', 'a')).not.toBe(database('correct-horse', 'b'));
  });
});

it('a place is called by the index it was written at, in whatever order a provider reads a set back', () => {
  const ingress = (port: number, cidr: string): JsonObject => ({ from_port: port, cidr_blocks: [cidr] });
  const { synthesis, evidence } = written({
    resource: {
      aws_security_group: { g: { ingress: [ingress(443, '10.0.0.0/8'), ingress(22, '0.0.0.0/0')] } },
    },
  });
  const group = 'aws_security_group.g';
  const state = stateOf([
    {
      address: group,
      type: 'aws_security_group',
      name: 'g',
      values: {
        ingress: [
          { ...ingress(22, '0.0.0.0/0'), description: '', ipv6_cidr_blocks: [] },
          { ...ingress(443, '10.0.0.0/8'), description: '', ipv6_cidr_blocks: [] },
        ],
      },
    },
  ]);

  const before = offence({ evidence: [evidence], address: group, path: ['ingress', 1, 'cidr_blocks', 0] });
  const after = offence({
    evidence: [state],
    config: synthesis,
    address: group,
    path: ['ingress', 0, 'cidr_blocks', 0],
  });

  expect(after).toEqual(before);
  expect(after.path).toEqual(['ingress', 1, 'cidr_blocks', 0]);
});

it('a plan alone, whose own configuration only mentions references, is bound to its known values', () => {
  const configuration = (references: JsonValue): JsonObject => ({
    configuration: {
      root_module: { resources: [{ address, expressions: { policy: { references } } }] },
    },
  });
  const plan = (actions: string): Evidence => {
    const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: [actions], Resource: '*' }] });
    return planOf([creation(address, { policy })], configuration(['aws_sqs_queue.jobs.arn']));
  };
  const at = (actions: string): string =>
    offence({ evidence: [plan(actions)], address, path: action }).fingerprint;

  expect(at('sqs:*')).not.toBe(at('s3:*'));
});

describe('a finding is bound', () => {
  const vpc = 'aws_vpc.v';
  const reading = (...attributes: string[]): RuleEntry => aRule({ attributes });
  const plan = (after: JsonObject, rest: JsonObject = {}): Evidence => planOf([creation(vpc, after)], rest);

  it('to its path alone where no resource is judged', () => {
    const { evidence } = written({});
    const prints = new Fingerprints(assembleSystem([evidence], null), dev);
    const at = (...path: PathStep[]): Offence => prints.of(path, aRule(), undefined);
    expect(at('a', 0, 'b')).toEqual({ path: ['a', 0, 'b'], fingerprint: at('a', 1, 'b').fingerprint });
    expect(at('a', 'b').fingerprint).toBe(at('a', 1, 'b').fingerprint);
    expect(at('a', 'c').fingerprint).not.toBe(at('a', 'b').fingerprint);
  });

  it('to what was there before where the change deletes it', () => {
    const deletion = (before: JsonValue): string => {
      const change = { actions: ['delete'], before, after: null };
      const evidence = [planOf([{ ...creation(vpc, {}), change }])];
      return offence({ evidence, address: vpc, path: ['cidr_block'] }).fingerprint;
    };
    const there = offence({
      evidence: [plan({ cidr_block: '10.0.0.0/16' })],
      address: vpc,
      path: ['cidr_block'],
    });
    expect(deletion({ cidr_block: '10.0.0.0/16' })).toBe(there.fingerprint);
    expect(deletion({ cidr_block: '10.1.0.0/16' })).not.toBe(there.fingerprint);
  });

  it('to the attributes of the resource that its rule reads, whatever else it names', () => {
    const at = (rule: RuleEntry): string =>
      offence({ evidence: [plan({ cidr_block: 'x', tags: { a: 'b' } })], address: vpc, path: [], rule })
        .fingerprint;
    const one = at(reading('aws_vpc.cidr_block'));
    expect(at(reading('aws_vpc.cidr_block', 'aws_vpc.cidr_block', 'aws_vpc.gone', 'aws_vpc.tags.a'))).toBe(
      one,
    );
    expect(at(reading('aws_vpc.tags', 'aws_vpc.cidr_block'))).toBe(
      at(reading('aws_vpc.cidr_block', 'aws_vpc.tags')),
    );
    expect(at(reading('aws_vpc.tags', 'aws_vpc.cidr_block'))).not.toBe(one);
    expect(at(reading('aws_eip.cidr_block'))).not.toBe(one);
    expect(at(reading('aws_eip.cidr_block'))).toBe(at(reading()));
  });

  it('to what its own rule reads, and not to what another one did', () => {
    const evidence = plan({ cidr_block: 'x', tags: { a: 'b' } });
    const system = assembleSystem([evidence], null);
    const prints = new Fingerprints(system, dev);
    const rules = [reading('aws_vpc.cidr_block'), { ...reading('aws_vpc.tags'), id: 'other/rule' }];
    const found = rules.map((rule) => prints.of([], rule, system.judged[0]).fingerprint);
    expect(found).toEqual(
      rules.map((rule) => offence({ evidence: [evidence], address: vpc, path: [], rule }).fingerprint),
    );
    expect(new Set(found).size).toBe(2);
  });

  it('to what was written, also of an attribute a provider filled in', () => {
    const { synthesis, evidence } = written({ resource: { aws_vpc: { v: { cidr_block: 'x' } } } });
    const look = {
      address: vpc,
      path: [],
      rule: reading('aws_vpc.cidr_block', 'aws_vpc.enable_dns_support'),
    };
    const filled = plan({ cidr_block: 'x', enable_dns_support: true });
    expect(offence({ ...look, evidence: [filled], config: synthesis })).toEqual(
      offence({ ...look, evidence: [evidence] }),
    );
  });

  it('to the words of a reference to another resource, not to what that says today', () => {
    const named = (name: string, reference = '${aws_sqs_queue.jobs.name}'): string =>
      atSynth(
        { resource: { aws_sqs_queue: { jobs: { name } }, aws_vpc: { v: { cidr_block: reference } } } },
        { address: vpc, path: ['cidr_block'] },
      );
    expect(named('a')).toBe(named('b'));
    expect(named('a')).not.toBe(named('a', 'a'));
  });

  it('to the words of a document that a data source makes, whatever is known of it', () => {
    const terraform: JsonObject = {
      resource: {
        aws_sqs_queue: { jobs: { name: 'jobs-dev' } },
        aws_iam_role_policy: { p: { policy: '${data.aws_iam_policy_document.d.json}' } },
      },
      data: {
        aws_iam_policy_document: {
          d: { statement: [{ actions: ['sqs:*'], resources: ['${aws_sqs_queue.jobs.arn}'] }] },
        },
      },
    };
    const arn = 'arn:aws:sqs:us-east-1:123456789012:jobs-dev';
    const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: arn }] });
    const state = stateOf([
      { address: 'aws_sqs_queue.jobs', type: 'aws_sqs_queue', name: 'jobs', values: { arn } },
      {
        address: 'data.aws_iam_policy_document.d',
        mode: 'data',
        type: 'aws_iam_policy_document',
        name: 'd',
        values: { json: policy, statement: [{ actions: ['sqs:*'], resources: [arn] }] },
      },
      { address, type: 'aws_iam_role_policy', name: 'p', values: { policy } },
    ]);
    const at = (evidence: Evidence, config?: Synthesis): string =>
      offence({ evidence: [evidence], ...(config && { config }), address, path: action }).fingerprint;
    const { synthesis, evidence } = written(terraform);
    expect(at(state, synthesis)).toBe(at(evidence));
    expect(at(state)).not.toBe(at(evidence));
  });

  it.each<[string, JsonValue, JsonValue, JsonValue]>([
    ['a reference', { references: ['var.a'] }, 'x', 'y'],
    ['a block with a reference', [{ b: { references: ['var.a'] } }], [{ b: 'x' }], [{ b: 'y' }]],
    [
      'a block with an open part',
      [{ b: { references: ['var.a'] }, c: { constant_value: 'z' } }],
      [{ b: 'x', c: 'z' }],
      [{ b: 'y', c: 'z' }],
    ],
  ])('to the known value where the configuration of a plan only mentions %s', (_, expression, one, two) => {
    const configuration = {
      configuration: { root_module: { resources: [{ address: vpc, expressions: { a: expression } }] } },
    };
    const at = (a: JsonValue): string =>
      offence({ evidence: [plan({ a }, configuration)], address: vpc, path: ['a'] }).fingerprint;
    expect(at(one)).not.toBe(at(two));
    expect(at(one)).toBe(at(one));
  });

  it('to the known value where nothing is written', () => {
    const at = (cidr_block: string): string =>
      offence({ evidence: [plan({ cidr_block })], address: vpc, path: ['cidr_block'] }).fingerprint;
    expect(at('x')).not.toBe(at('y'));
  });
});
