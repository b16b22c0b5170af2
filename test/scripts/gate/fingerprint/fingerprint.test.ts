import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import type { JsonObject, JsonValue, PathStep } from '../../../../scripts/model/json';
import { aRule } from '../waiver/waiver-fixture';
import { creation, planOf, stateOf } from '../support';
import { action, address, atSynth, offence, rolePolicy, statement, written } from './offences';

const prod = { suffix: 'prod', account: '210987654321', region: 'eu-west-1' };
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
