import type { RuleEntry } from '../../../../scripts/gate/build/manifest';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { Fingerprints, type Offence } from '../../../../scripts/gate/fingerprint/fingerprint';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import type { JsonObject, JsonValue, PathStep } from '../../../../scripts/model/json';
import type { Synthesis } from '../../../../scripts/model/synthesis';
import { aRule } from '../waiver/waiver-fixture';
import { creation, planOf, stateOf } from '../support';
import { action, address, atSynth, dev, offence, written } from './offences';

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
