import type { RegionMention } from '../../../../scripts/gate/input/policy-input';
import { regionMentions } from '../../../../scripts/gate/region/mentions';
import type { JsonObject } from '../../../../scripts/model/json';
import type { Resource } from '../../../../scripts/model/resource';
import { resolvedSubject } from '../resolved-subject';

function mentionsOf(
  values: JsonObject,
  own: string | null = 'us-east-1',
  parts: Partial<Resource> = {},
): RegionMention[] {
  return regionMentions([resolvedSubject(values, parts)], own);
}

describe('another region', () => {
  it.each<[string, string, string]>([
    ['a region', 'eu-west-1', 'eu-west-1'],
    ['a zone', 'ap-southeast-2c', 'ap-southeast-2'],
    ['a local zone', 'us-west-2-lax-1a', 'us-west-2'],
    ['the id of a zone', 'apne1-az4', 'ap-northeast-1'],
    ['a directory bucket', 'cache-dev--use2-az1--x-s3', 'us-east-2'],
    ['an ARN', 'arn:aws:sqs:eu-central-1:123456789012:jobs', 'eu-central-1'],
    ['an ARN of another partition', 'arn:aws-us-gov:sqs:us-gov-west-1:1:jobs', 'us-gov-west-1'],
    ['an ARN within a document', '{"Resource":"arn:aws:sqs:ca-central-1:1:*"}', 'ca-central-1'],
    ['an endpoint service', 'com.amazonaws.eu-west-1.s3', 'eu-west-1'],
    ['a host', 'https://sqs.eu-west-1.amazonaws.com/1/jobs', 'eu-west-1'],
    ['an old host of S3', 'https://s3-eu-west-1.amazonaws.com/x', 'eu-west-1'],
  ])('is found in %s', (_, text, region) => {
    expect(mentionsOf({ a: text }).map((mention) => mention.region)).toEqual([region]);
  });

  it.each([
    'us-east-1',
    'us-east-1a',
    'use1-az6',
    'arn:aws:sqs:us-east-1:1:jobs',
    'com.amazonaws.us-east-1.s3',
    'arn:aws:iam::1:role/eu-west-1',
    'arn:aws:s3:::exports-eu-west-1',
    'jobs-eu-west-1',
    'copy to eu-west-1 each day',
    '{"aws:RequestedRegion":"eu-west-1"}',
    'eu-west',
    'mass-effect-1',
    'dualstack.x-eu-west-1.example',
  ])('is not found in %s', (text) => {
    expect(mentionsOf({ a: text })).toEqual([]);
  });

  it('is not looked for in what AWS makes of the name', () => {
    expect(mentionsOf({ id: 'eu-west-1', a: [{ id: 'eu-west-1' }] }).map(({ path }) => path)).toEqual([
      ['a', 0, 'id'],
    ]);
  });

  it('is not looked for in prose, in what goes away, and where no region is known', () => {
    expect(mentionsOf({ description: 'eu-west-1', tags: { Copy: 'eu-west-1' } })).toEqual([]);
    expect(mentionsOf({ a: 'eu-west-1' }, 'us-east-1', { action: 'delete' })).toEqual([]);
    expect(mentionsOf({ a: 'eu-west-1' }, 'us-east-1', { action: 'forget' })).toEqual([]);
    expect(mentionsOf({ a: 'eu-west-1' }, null)).toEqual([]);
  });

  it('is looked for in the state another stack is read from, and in nothing else that is only read', () => {
    const values = { config: { region: 'eu-west-1' } };
    expect(mentionsOf(values, 'us-east-1', { mode: 'data', type: 'terraform_remote_state' })).toHaveLength(1);
    expect(mentionsOf(values, 'us-east-1', { mode: 'data', type: 'aws_region' })).toEqual([]);
  });

  it('is found once at each place, and says where and in what', () => {
    const arn = 'arn:aws:sqs:eu-west-1:1:jobs';
    expect(mentionsOf({ a: [{ b: `${arn} ${arn}` }] })).toEqual([
      {
        address: 'aws_thing.x',
        stack: null,
        type: 'aws_thing',
        path: ['a', 0, 'b'],
        text: 'arn:aws:sqs:eu-west-1:',
        region: 'eu-west-1',
        waits_for: [],
      },
    ]);
  });

  it('is found in what is known of a template', () => {
    expect(
      mentionsOf({ a: 'arn:aws:sqs:eu-west-1:${data.aws_caller_identity.me.account_id}:jobs' }),
    ).toHaveLength(1);
    expect(mentionsOf({ a: '${var.x}eu-west-1' })).toEqual([]);
  });

  it('may be what a variable brings where it is all of a region or zone', () => {
    const values = {
      region: '${var.x}',
      availability_zones: ['us-east-1a', '${var.x}'],
      replica: [{ region_name: '${var.x}', destination_region: '${var.x}' }],
      hosted_zone_id: '${var.x}',
      description: '${var.x}',
      name: '${var.x}',
      availability_zone: '${aws_subnet.a.availability_zone}',
    };
    expect(
      mentionsOf(values).map(({ path, region, waits_for }) => [path.join('.'), region, waits_for]),
    ).toEqual([
      ['region', null, ['var.x']],
      ['availability_zones.1', null, ['var.x']],
      ['replica.0.destination_region', null, ['var.x']],
    ]);
  });

  it('may be what a variable brings, and not what AWS says of itself', () => {
    expect(
      mentionsOf({ a: 'arn:aws:sqs:${var.region}:1:jobs', b: 'com.amazonaws.${var.region}.s3' }),
    ).toMatchObject([
      { path: ['a'], text: '(not known yet)', region: null, waits_for: ['var.region'] },
      { path: ['b'], text: '(not known yet)', region: null, waits_for: ['var.region'] },
    ]);
    const of = (region: string): string => `arn:aws:sqs:${region}:1:jobs`;
    const regions = ['${data.aws_region.current.name}', '${substr("eu-west-1", 0, 9)}', '${var.a}${var.b}'];
    expect(mentionsOf({ a: regions.map(of), b: 'x-${var.region}' })).toMatchObject([{ path: ['a', 2] }]);
    const mixed = '${coalesce(var.region, data.aws_region.current.name)}';
    expect(mentionsOf({ a: of(mixed), b: '${var.region}:arn:aws:sqs:' })).toEqual([]);
  });
});
