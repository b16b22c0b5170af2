import type { JsonObject } from '../../../../scripts/model/json';
import type { BlockFact, ConfigurationFact } from '../../../../scripts/gate/input/policy-input';
import { recogniseDocument } from '../../../../scripts/gate/evidence/evidence';
import { providerSource } from '../../../../scripts/gate/configuration/provider-source';
import { inputOf } from '../policy-input';
import { creation, planOf, stateOf, synthesisOf } from '../support';

const written = (terraform: JsonObject): ConfigurationFact =>
  inputOf([recogniseDocument(terraform, 'main.tf.json')]).configurations[0]!;
const places = (blocks: readonly BlockFact[]): string[] =>
  blocks.map(({ address, type }) => `${address} (${type})`);

describe('the blocks of a configuration', () => {
  const backend = { bucket: 'state', key: 'dev/data.tfstate' };

  it.each<[string, JsonObject]>([
    ['objects', { terraform: { backend: { s3: backend } } }],
    ['lists of one, as HCL converted to JSON', { terraform: [{ backend: [{ s3: [backend] }] }] }],
    [
      'several terraform blocks',
      { terraform: [{ required_version: '~> 1.11' }, { backend: { s3: backend } }] },
    ],
  ])('are read from %s', (_, terraform) => {
    expect(written(terraform).backends).toEqual([
      { address: 'terraform.backend.s3', stack: null, path: [], type: 's3', values: backend },
    ]);
  });

  it('have the backend and the cloud apart', () => {
    const terraform = { terraform: { cloud: { organization: 'o' } } };
    expect(written(terraform)).toMatchObject({ written: true, backends: [{ address: 'terraform.cloud' }] });
  });

  it('name providers with their alias, and follow the references in them', () => {
    const { providers } = written({
      variable: { region: { default: 'eu-west-1' } },
      provider: { aws: [{ region: '${var.region}' }, { alias: 'global', region: 'us-east-1' }] },
    });
    expect(places(providers)).toEqual(['provider.aws (aws)', 'provider.aws.global (aws.global)']);
    expect(providers[0]?.values).toEqual({ region: 'eu-west-1' });
  });

  it('have every provider once: required, configured, and implied by a type or named by a resource', () => {
    const { sources } = written({
      terraform: {
        required_providers: { aws: { source: 'aws', version: '5' }, ext: { source: 'evil/external' } },
      },
      provider: { google: {} },
      resource: { aws_vpc: { main: {} }, null_resource: { a: {} }, aws_eip: { b: { provider: 'ext.x' } } },
      data: { external: { program: { provider: '${ext}' } } },
    });
    expect(sources.map(({ values }) => values)).toEqual([
      { source: 'hashicorp/aws', used_by: 'required_providers.aws' },
      { source: 'evil/external', used_by: 'required_providers.ext' },
      { source: 'hashicorp/google', used_by: 'provider.google' },
      { source: 'hashicorp/null', used_by: 'null_resource.a' },
    ]);
  });

  it('have modules without the credentials in their source', () => {
    const { modules } = written({
      module: { vpc: { source: 'git::https://bot:pass@git.example/vpc' }, own: [{ source: './own' }] },
    });
    expect(modules.map(({ address, values }) => [address, values['source']])).toEqual([
      ['module.vpc', 'git::https://git.example/vpc'],
      ['module.own', './own'],
    ]);
  });

  it('have provisioners at their resource, also those of a list, and removed blocks at what they remove', () => {
    const { provisioners, removed } = written({
      resource: {
        null_resource: {
          a: { provisioner: [{ 'local-exec': { command: 'x' } }, { file: [{ source: 'y' }] }] },
        },
      },
      removed: [{ from: '${aws_s3_bucket.logs}', lifecycle: { destroy: false } }, { from: 'aws_vpc.main' }],
    });
    expect(places(provisioners)).toEqual(['null_resource.a (local-exec)', 'null_resource.a (file)']);
    expect(provisioners[0]?.path).toEqual(['provisioner', 'local-exec']);
    expect(places(removed)).toEqual(['aws_s3_bucket.logs (removed)', 'aws_vpc.main (removed)']);
  });
});

describe('the blocks a plan shows', () => {
  const plan = planOf(
    [{ ...creation('module.a.null_resource.x', {}), provider_name: 'registry.terraform.io/hashicorp/null' }],
    {
      variables: { region: { value: 'eu-west-1' } },
      configuration: {
        provider_config: {
          aws: {
            name: 'aws',
            full_name: 'registry.terraform.io/hashicorp/aws',
            expressions: { region: { references: ['var.region'] } },
          },
          'module.a:aws.x': {
            name: 'aws',
            alias: 'x',
            module_address: 'module.a',
            expressions: { region: { constant_value: 'us-east-1' } },
          },
        },
        root_module: {
          module_calls: {
            a: {
              source: 'git::ssh://git.example/a',
              module: { resources: [{ address: 'null_resource.x', provisioners: [{ type: 'local-exec' }] }] },
            },
          },
        },
      },
    },
  );

  it('are providers, modules and provisioners, and nothing that was not read', () => {
    const [fact] = inputOf([plan], 'plan').configurations;
    expect(fact).toMatchObject({ address: 'terraform', written: false, backends: [], removed: [] });
    expect(places(fact!.providers)).toEqual([
      'provider.aws (aws)',
      'module.a.provider.aws.x (module.a:aws.x)',
    ]);
    expect(places(fact!.modules)).toEqual(['module.a (a)']);
    expect(places(fact!.provisioners)).toEqual(['module.a.null_resource.x (local-exec)']);
    expect(fact!.sources.map(({ type }) => type)).toEqual(['hashicorp/aws', 'hashicorp/null']);
    expect(fact!.providers.map(({ values }) => values['region'])).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('stand beside those of the synthesis it came from, once each', () => {
    const synthesis = synthesisOf({
      data: { provider: { aws: [{ region: 'eu-west-1' }] }, module: { a: { source: './a' } } },
    });
    const [fact] = inputOf([{ ...plan, stack: 'data' }], 'plan', synthesis).configurations;
    expect(fact).toMatchObject({ stack: 'data', written: true });
    expect(fact!.providers.map(({ values }) => values['region'])).toEqual(['eu-west-1', 'us-east-1']);
    expect(fact!.modules.map(({ values }) => values['source'])).toEqual(['./a']);
  });
});

it('a plan that has the local name of a provider only says what its resources say of it', () => {
  const names = { datadog: { name: 'datadog' }, random: { name: 'random' } };
  const monitor = {
    ...creation('datadog_monitor.x', {}),
    provider_name: 'registry.terraform.io/datadog/datadog',
  };
  const [fact] = inputOf(
    [planOf([monitor], { configuration: { provider_config: names } })],
    'plan',
  ).configurations;
  expect(fact!.sources.map(({ values }) => [values['source'], values['used_by']])).toEqual([
    ['hashicorp/random', 'provider.random'],
    ['datadog/datadog', 'datadog_monitor.x'],
  ]);
});

it('a state shows its providers only', () => {
  const address = 'aws_vpc.main';
  const values = stateOf([
    {
      address,
      type: 'aws_vpc',
      name: 'main',
      values: {},
      provider_name: 'registry.terraform.io/hashicorp/aws',
    },
  ]);
  expect(inputOf([values], 'state').configurations[0]?.sources.map(({ type }) => type)).toEqual([
    'hashicorp/aws',
  ]);
  const file = recogniseDocument(
    {
      version: 4,
      lineage: 'l',
      resources: [
        {
          mode: 'managed',
          type: 'aws_vpc',
          name: 'main',
          provider: 'provider["registry.example/x/aws"].a',
          instances: [],
        },
        { mode: 'managed', type: 'aws_eip', name: 'old', provider: 'provider.aws', instances: [] },
      ],
    },
    'terraform.tfstate',
  );
  expect(inputOf([file], 'state').configurations[0]?.sources.map(({ values: { source } }) => source)).toEqual(
    ['registry.example/x/aws', 'hashicorp/aws'],
  );
});

it.each([
  ['aws', 'hashicorp/aws'],
  ['Hashicorp/AWS', 'hashicorp/aws'],
  ['registry.terraform.io/hashicorp/aws', 'hashicorp/aws'],
  ['registry.terraform.io/-/aws', 'hashicorp/aws'],
  ['terraform', 'terraform.io/builtin/terraform'],
  ['terraform.io/builtin/terraform', 'terraform.io/builtin/terraform'],
  ['registry.example/x/aws', 'registry.example/x/aws'],
])('the provider %s is %s', (written, source) => {
  expect(providerSource(written)).toBe(source);
});
