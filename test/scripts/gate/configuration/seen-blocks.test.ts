import { noBlocks, type Block } from '../../../../scripts/gate/configuration/blocks';
import { providerNameOf } from '../../../../scripts/gate/configuration/provider-source';
import { seenBlocks } from '../../../../scripts/gate/configuration/seen-blocks';
import { writtenBlocks } from '../../../../scripts/gate/configuration/written-blocks';
import type { StateEvidence } from '../../../../scripts/gate/evidence/evidence';
import { makeTemplate, type HoleKind, type Template } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { planOf, stateOf } from '../support';

const provider = (name: string): string => `registry.terraform.io/hashicorp/${name}`;
const hole = (kind: HoleKind, ...references: string[]): Template =>
  makeTemplate([{ kind, stack: 'app', references }]);
const uses = (blocks: readonly Block[]): JsonValue[] =>
  blocks.map(({ values }) => [values['source'], values['used_by']] as JsonValue);
const ofPlan = (rest: JsonObject, changes: JsonObject[] = []) => seenBlocks(planOf(changes, rest), 'app');
const configured = (provider_config: JsonObject) => ofPlan({ configuration: { provider_config } });

describe('the providers a plan shows', () => {
  it('are those of its blocks first, then of its changes, of what is planned and of what was there before', () => {
    const module = (name: string, rest: JsonObject = {}): JsonObject => ({
      resources: [{ address: `${name}.x`, provider_name: provider(name) }, { address: `${name}.nobody` }],
      ...rest,
    });
    const { sources } = ofPlan(
      {
        configuration: { provider_config: { a: { name: 'a', full_name: provider('a') } } },
        planned_values: {
          root_module: module('c', {
            child_modules: [module('d', { child_modules: [module('e')] }), module('f')],
          }),
        },
        prior_state: { values: { root_module: module('g') } },
      },
      [
        { address: 'b.x', provider_name: provider('b') },
        { address: 'none.x' },
        { provider_name: provider('z') },
      ],
    );
    expect(sources[0]).toEqual({
      address: 'provider["hashicorp/a"]',
      path: [],
      type: 'hashicorp/a',
      values: { source: 'hashicorp/a', used_by: 'provider.a' },
    });
    expect(uses(sources)).toEqual([
      ['hashicorp/a', 'provider.a'],
      ['hashicorp/b', 'b.x'],
      ['hashicorp/z', ''],
      ['hashicorp/c', 'c.x'],
      ['hashicorp/d', 'd.x'],
      ['hashicorp/e', 'e.x'],
      ['hashicorp/f', 'f.x'],
      ['hashicorp/g', 'g.x'],
    ]);
  });

  it('are called by their whole name, else by their own, and what has neither is none', () => {
    const names = {
      a: { full_name: 'x.example/y/a' },
      b: { name: 'b' },
      c: {},
      d: 'no block',
      e: { name: 1 },
    };
    expect(uses(configured(names).sources)).toEqual([
      ['x.example/y/a', 'provider.x.example/y/a'],
      ['hashicorp/b', 'provider.b'],
    ]);
  });

  it('are guessed by their own name only where no resource says more of it', () => {
    const of = (entry: JsonObject) =>
      uses(
        ofPlan({ configuration: { provider_config: { entry } } }, [
          { address: 'x.y', provider_name: 'registry.terraform.io/other/x' },
        ]).sources,
      );
    const seen = ['other/x', 'x.y'];
    expect(of({ name: 'x' })).toEqual([seen]);
    expect(of({ name: 'z' })).toEqual([['hashicorp/z', 'provider.z'], seen]);
    expect(of({ name: 'x', full_name: provider('x') })).toEqual([['hashicorp/x', 'provider.x'], seen]);
  });

  it('have the address and the expressions of their block', () => {
    const { providers } = configured({
      a: { name: 'aws', expressions: { profile: { constant_value: 'p' } } },
      b: { name: 'aws', alias: 'eu' },
      c: {
        name: 'aws',
        alias: 'eu',
        module_address: 'module.m',
        expressions: { profile: { references: ['var.p'] } },
      },
      d: {},
    });
    expect(providers).toEqual([
      { address: 'provider.aws', path: [], type: 'aws', values: { profile: 'p' } },
      { address: 'provider.aws.eu', path: [], type: 'aws.eu', values: {} },
      {
        address: 'module.m.provider.aws.eu',
        path: [],
        type: 'module.m:aws.eu',
        values: { profile: hole('mention', 'module.m.var.p') },
      },
      { address: 'provider.', path: [], type: '', values: {} },
    ]);
  });

  it.each<[string, JsonValue | undefined, unknown]>([
    ['one variable', { references: ['var.region'] }, hole('reference', 'var.region')],
    ['two variables', { references: ['var.a', 'var.b'] }, hole('mention', 'var.a', 'var.b')],
    ['a local', { references: ['local.region'] }, hole('mention', 'local.region')],
    ['a text', { constant_value: 'eu-west-1' }, 'eu-west-1'],
    ['no region', undefined, undefined],
  ])('have a region of %s', (_, region, value) => {
    const expressions = region === undefined ? {} : { region };
    expect(configured({ aws: { name: 'aws', expressions } }).providers[0]?.values['region']).toEqual(value);
  });
});

it('a plan shows the modules it calls, and the provisioners in all of them', () => {
  const local = { type: 'local-exec', expressions: { command: { constant_value: 'x' } } };
  const open = { type: 'file', expressions: { source: { references: ['var.s'] } } };
  const { modules, provisioners } = ofPlan({
    configuration: {
      root_module: {
        resources: [{ address: 'null_resource.a', provisioners: [local, {}] }, { provisioners: [local] }],
        module_calls: {
          m: {
            source: './m',
            module: {
              resources: [{ address: 'null_resource.b', provisioners: [open] }],
              module_calls: { n: { module: {} } },
            },
          },
          broken: 'text',
        },
      },
    },
  });
  expect(modules).toEqual([
    { address: 'module.m', path: [], type: 'm', values: { source: './m' } },
    { address: 'module.m.module.n', path: [], type: 'n', values: {} },
  ]);
  expect(provisioners).toEqual([
    {
      address: 'null_resource.a',
      path: ['provisioner', 'local-exec'],
      type: 'local-exec',
      values: { command: 'x' },
    },
    { address: 'null_resource.a', path: ['provisioner', ''], type: '', values: {} },
    { address: '', path: ['provisioner', 'local-exec'], type: 'local-exec', values: { command: 'x' } },
    {
      address: 'module.m.null_resource.b',
      path: ['provisioner', 'file'],
      type: 'file',
      values: { source: hole('mention', 'module.m.var.s') },
    },
  ]);
});

it('a state shows the providers of its resources', () => {
  const values = stateOf([{ address: 'a.x', provider_name: provider('a') }, { address: 'b.x' }]);
  expect(seenBlocks(values, 'app')).toEqual({
    ...noBlocks('app'),
    sources: seenBlocks(values, 'app').sources,
  });
  expect(uses(seenBlocks(values, 'app').sources)).toEqual([['hashicorp/a', 'a.x']]);
  const resources = [
    { type: 'a', name: 'x', provider: `provider["${provider('a')}"].alias` },
    { type: 'b', name: 'x', provider: `module.m.provider["${provider('b')}"]` },
    { type: 'c', provider: 'provider.c-1.alias' },
    { name: 'x', provider: 'provider.d' },
    { type: 'e', name: 'x', provider: 'nothing' },
    { type: 'f', name: 'x' },
  ];
  const file = { kind: 'state', form: 'file', origin: 's', stack: null, state: { resources } };
  expect(uses(seenBlocks(file as unknown as StateEvidence, 'app').sources)).toEqual([
    ['hashicorp/a', 'a.x'],
    ['hashicorp/b', 'b.x'],
    ['hashicorp/c-1', 'c.'],
    ['hashicorp/d', '.x'],
  ]);
});

describe('the blocks that are written', () => {
  const written = (terraform: JsonObject) => writtenBlocks(terraform, [], 'app');

  it('are a cloud, and backends of every kind', () => {
    const { backends } = written({
      terraform: { cloud: { a: 1 }, backend: { s3: { b: 2 } }, required_version: 'x' },
    });
    expect(backends).toEqual([
      { address: 'terraform.cloud', path: [], type: 'cloud', values: { a: 1 } },
      { address: 'terraform.backend.s3', path: [], type: 's3', values: { b: 2 } },
    ]);
  });

  it('require providers by their source or by their name, in any form', () => {
    const required_providers = {
      '//': 'x',
      a: { source: 'x/a' },
      b: { version: '1' },
      c: '~> 1',
      d: { source: 1 },
    };
    const { sources } = written({
      terraform: [{ required_providers }, { experiments: { z: { source: 'z/z' } } }],
      provider: { a: [{ alias: 'eu' }], e: {} },
    });
    expect(uses(sources)).toEqual([
      ['x/a', 'required_providers.a'],
      ['hashicorp/b', 'required_providers.b'],
      ['hashicorp/c', 'required_providers.c'],
      ['hashicorp/d', 'required_providers.d'],
      ['hashicorp/e', 'provider.e'],
    ]);
  });

  it.each<[JsonValue, string]>([
    ['aws_x.y', 'aws_x.y'],
    ['${ aws_x.y }', 'aws_x.y'],
    ['${aws_x.y["${a}"]}', 'aws_x.y["${a}"]'],
    ['x${aws_x.y}', 'x${aws_x.y}'],
    ['${aws_x.y}x', '${aws_x.y}x'],
    [1, 'removed'],
  ])('remove what %j names', (from, address) => {
    expect(written({ removed: { from } }).removed).toMatchObject([{ address, type: 'removed', path: [] }]);
  });

  it.each<[string, JsonValue | undefined, string]>([
    ['aws_vpc', undefined, 'aws'],
    ['aws', undefined, 'aws'],
    ['aws_vpc', 'ext.eu', 'ext'],
    ['aws_vpc', '${ext-1.eu}', 'ext-1'],
    ['aws_vpc', ' ext', 'aws'],
    ['aws_vpc', '', 'aws'],
    ['aws_vpc', 1, 'aws'],
  ])('are of the provider of %s with %j', (type, named, name) => {
    const values: JsonObject = named === undefined ? {} : { provider: named };
    expect(providerNameOf({ type, values })).toBe(name);
  });
});
