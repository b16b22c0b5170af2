import { Resolver } from '../../../../scripts/gate/system/resolver';
import { apiRoutes } from '../../../../scripts/gate/api/routes';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { keysOf, linksOf, type Links } from '../../../../scripts/gate/system/links';
import type { JsonObject } from '../../../../scripts/model/json';

const configuration = (terraform: JsonObject, stack = 'app'): Evidence => ({
  kind: 'configuration',
  origin: `${stack}.tf.json`,
  stack,
  terraform,
});

function resolved(...evidence: Evidence[]) {
  const system = assembleSystem(evidence, null);
  const resolver = new Resolver(system);
  const resources = system.judged.map((subject) => ({
    subject,
    values: resolver.resolveObject(subject.values),
  }));
  const keys = keysOf(resources);
  return { resources, keys, resolver };
}

function linksBetween(...evidence: Evidence[]): Links & { addressOf: (key: string) => string } {
  const { resources, keys, resolver } = resolved(...evidence);
  const addresses = new Map([...keys].map(([{ resource }, key]) => [key, resource.address]));
  return { ...linksOf(resources, keys, resolver), addressOf: (key) => addresses.get(key) ?? '' };
}

/** `type.name path` of whoever names a resource, by its address. */
function named(...evidence: Evidence[]): Record<string, string[]> {
  const { links, addressOf } = linksBetween(...evidence);
  return Object.fromEntries(
    Object.entries(links).map(([key, pointing]) => [
      addressOf(key),
      pointing.map(({ from, path }) => `${addressOf(from)} ${path}`),
    ]),
  );
}

describe('who names a resource', () => {
  it('is found by references, also in lists, blocks and documents', () => {
    expect(
      named(
        configuration({
          resource: {
            aws_sqs_queue: {
              dead: { name: 'dead' },
              jobs: {
                redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":5}',
              },
            },
            aws_subnet: { a: {}, b: {} },
            aws_lambda_function: {
              f: { vpc_config: [{ subnet_ids: ['${aws_subnet.a.id}', '${aws_subnet.b.id}'] }] },
            },
          },
        }),
      ),
    ).toEqual({
      'aws_sqs_queue.dead': ['aws_sqs_queue.jobs redrive_policy'],
      'aws_subnet.a': ['aws_lambda_function.f vpc_config.subnet_ids'],
      'aws_subnet.b': ['aws_lambda_function.f vpc_config.subnet_ids'],
    });
  });

  it('is found through locals and inside functions', () => {
    expect(
      named(
        configuration({
          locals: { key: '${aws_kms_key.k.arn}' },
          resource: {
            aws_kms_key: { k: {} },
            aws_sns_topic: { t: { kms_master_key_id: '${local.key}' } },
            aws_sqs_queue: { q: { kms_master_key_id: '${coalesce(aws_kms_key.k.id, "x")}' } },
          },
        }),
      ),
    ).toEqual({
      'aws_kms_key.k': ['aws_sns_topic.t kms_master_key_id', 'aws_sqs_queue.q kms_master_key_id'],
    });
  });

  it('is found in a state by ids and ARNs, in documents too', () => {
    const state = (resources: [string, string, JsonObject][]): Evidence => ({
      kind: 'state',
      origin: 'state',
      stack: null,
      form: 'values',
      state: {
        format_version: '1.0',
        values: {
          root_module: {
            resources: resources.map(([type, name, values]) => ({
              address: `${type}.${name}`,
              mode: 'managed',
              type,
              name,
              values,
            })),
          },
        },
      },
    });
    expect(
      named(
        state([
          ['aws_vpc', 'v', { id: 'vpc-0123' }],
          ['aws_subnet', 'a', { id: 'subnet-0123', vpc_id: 'vpc-0123' }],
          ['aws_sqs_queue', 'dead', { id: 'https://sqs/dead', arn: 'arn:aws:sqs:us-east-1:1:dead' }],
          [
            'aws_sqs_queue',
            'jobs',
            { redrive_policy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:1:dead"}' },
          ],
        ]),
      ),
    ).toEqual({
      'aws_sqs_queue.dead': ['aws_sqs_queue.jobs redrive_policy'],
      'aws_vpc.v': ['aws_subnet.a vpc_id'],
    });
  });

  it('is nobody where a value only looks alike', () => {
    expect(
      named(
        configuration({
          resource: {
            aws_sqs_queue: { q: { name: 'jobs' } },
            aws_ssm_parameter: { p: { value: 'jobs', name: '${var.q}' } },
          },
        }),
      ),
    ).toEqual({});
  });

  it('knows the same the other way round', () => {
    const { names, addressOf } = linksBetween(
      configuration({
        resource: { aws_vpc: { v: {} }, aws_subnet: { a: { vpc_id: '${aws_vpc.v.id}' } } },
      }),
    );
    expect(
      [...names].map(([from, named]) => [
        addressOf(from),
        named.map(({ path, key }) => [path, addressOf(key)]),
      ]),
    ).toEqual([['aws_subnet.a', [['vpc_id', 'aws_vpc.v']]]]);
  });
});

describe('the path of a method', () => {
  const api = (resources: JsonObject, method: JsonObject): Evidence =>
    configuration({
      resource: {
        aws_api_gateway_rest_api: { api: {} },
        aws_api_gateway_resource: resources,
        aws_api_gateway_method: { m: method },
      },
    });
  const routes = (...evidence: Evidence[]) => {
    const { resources, keys, resolver } = resolved(...evidence);
    return Object.values(apiRoutes(resources, keys, resolver));
  };
  const root = '${aws_api_gateway_rest_api.api.root_resource_id}';

  it('is made of the segments above it', () => {
    const chain = {
      v1: { path_part: 'v1', parent_id: root },
      hooks: { path_part: 'webhooks', parent_id: '${aws_api_gateway_resource.v1.id}' },
      psp: { path_part: 'psp', parent_id: '${aws_api_gateway_resource.hooks.id}' },
    };
    expect(routes(api(chain, { resource_id: '${aws_api_gateway_resource.psp.id}' }))).toEqual([
      { path: '/v1/webhooks/psp', waits_for: [] },
    ]);
  });

  it('is the root where nothing is above it', () => {
    expect(routes(api({}, { resource_id: root }))).toEqual([{ path: '/', waits_for: [] }]);
  });

  it('is made of ids once they are known, up to one that is no resource', () => {
    const chain = {
      v1: { id: 'a1', path_part: 'v1', parent_id: 'root1' },
      psp: { id: 'b2', path_part: 'psp', parent_id: 'a1' },
    };
    expect(routes(api(chain, { resource_id: 'b2' }))).toEqual([{ path: '/v1/psp', waits_for: [] }]);
    expect(routes(api(chain, { resource_id: 'gone' }))).toEqual([{ path: '/', waits_for: [] }]);
  });

  it('is not known, and waits for nothing, where it was never written', () => {
    expect(routes(api({}, {}))).toEqual([{ path: null, waits_for: [] }]);
    const open = { v1: { parent_id: root } };
    expect(routes(api(open, { resource_id: '${aws_api_gateway_resource.v1.id}' }))).toEqual([
      { path: null, waits_for: [] },
    ]);
  });

  it('waits for all of an id that has more in it than one reference', () => {
    const id = 'x-${aws_api_gateway_rest_api.api.root_resource_id}';
    expect(routes(api({}, { resource_id: id }))).toEqual([
      { path: null, waits_for: ['aws_api_gateway_rest_api.api.root_resource_id'] },
    ]);
  });

  it('is that of the API where an expression names its root beside other things', () => {
    const id = '${coalesce(var.id, aws_api_gateway_rest_api.api.root_resource_id)}';
    expect(routes(api({}, { resource_id: id }))).toEqual([{ path: '/', waits_for: [] }]);
  });

  it('is said by the key of the method', () => {
    const { resources, keys, resolver } = resolved(api({}, { resource_id: root }));
    const method = resources.find(({ subject }) => subject.resource.type === 'aws_api_gateway_method');
    expect(apiRoutes(resources, keys, resolver)).toEqual({
      [keys.get(method!.subject)!]: { path: '/', waits_for: [] },
    });
  });

  it('waits for a segment that is not known', () => {
    const open = { v1: { path_part: '${var.version}', parent_id: root } };
    expect(routes(api(open, { resource_id: '${aws_api_gateway_resource.v1.id}' }))).toEqual([
      { path: null, waits_for: ['var.version'] },
    ]);
  });

  it('waits for a resource that is elsewhere', () => {
    expect(routes(api({}, { resource_id: '${var.resource}' }))).toEqual([
      { path: null, waits_for: ['var.resource'] },
    ]);
  });

  it('ends, even where resources are above one another', () => {
    const circle = {
      a: { path_part: 'a', parent_id: '${aws_api_gateway_resource.b.id}' },
      b: { path_part: 'b', parent_id: '${aws_api_gateway_resource.a.id}' },
    };
    expect(routes(api(circle, { resource_id: '${aws_api_gateway_resource.a.id}' }))).toEqual([
      { path: null, waits_for: [] },
    ]);
  });
});
