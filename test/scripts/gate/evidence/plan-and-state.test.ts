import {
  blockMembers,
  blocksOf,
  configurationResources,
  constructPathOf,
} from '../../../../scripts/gate/evidence/configuration';
import { planResources, planVariables } from '../../../../scripts/gate/evidence/plan';
import { planTemplates } from '../../../../scripts/gate/evidence/plan-configuration';
import { stateFileResources } from '../../../../scripts/gate/evidence/state-file';
import { stateValuesResources } from '../../../../scripts/gate/evidence/state-values';
import { makeTemplate, type Template } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import type { Resource } from '../../../../scripts/model/resource';
import { creation, errorOf } from '../support';

describe('the templates a plan holds', () => {
  const mention = (...references: string[]): Template =>
    makeTemplate([{ kind: 'mention', stack: 'app', references }]);
  const templates = (root_module: JsonObject) =>
    Object.fromEntries(planTemplates({ configuration: { root_module } }, 'app', 'p.json'));

  it.each<[string, JsonValue, unknown]>([
    ['a constant', { constant_value: 'x' }, 'x'],
    [
      'a template printed as a constant',
      { constant_value: '${var.a}', references: ['var.a'] },
      makeTemplate([{ kind: 'reference', stack: 'app', references: ['var.a'] }]),
    ],
    ['references', { references: ['aws_x.y.arn', 'aws_x.y', 1] }, mention('aws_x.y.arn')],
    ['no references', { references: [] }, mention()],
    ['something made of functions', {}, mention()],
    ['a block', { b: { constant_value: 1 }, c: 'x' }, { b: 1 }],
    ['a list of blocks', [{ b: { constant_value: 1 } }, 'x', {}], [{ b: 1 }, null, mention()]],
    ['what says nothing', 'x', undefined],
  ])('are those of %s', (_, a, value) => {
    const found = templates({ resources: [{ address: 'aws_x.y', expressions: { a } }] });
    expect(found).toEqual({ 'aws_x.y': value === undefined ? {} : { a: value } });
    expect(Object.keys(found['aws_x.y'] ?? {})).toEqual(value === undefined ? [] : ['a']);
  });

  it('are those of its modules too, in their names, and without what is written there as a template', () => {
    const open = { constant_value: '${var.a}', references: ['var.a'] };
    const resource = (address: string, a: JsonValue): JsonObject => ({ address, expressions: { a } });
    const found = templates({
      resources: [{ expressions: {} }],
      module_calls: {
        m: {
          module: {
            resources: [resource('aws_x.y', open), resource('aws_x.z', { constant_value: 'c' })],
            module_calls: { n: { module: { resources: [resource('aws_x.y', { references: ['var.b'] })] } } },
          },
        },
        broken: 'x',
      },
    });
    expect(found).toEqual({
      'module.m.aws_x.y': { a: mention('module.m.var.a') },
      'module.m.aws_x.z': { a: 'c' },
      'module.m.module.n.aws_x.y': { a: mention('module.m.module.n.var.b') },
    });
  });

  it('name a provider that is not the one of their type', () => {
    const of = (provider_config_key: JsonValue) =>
      templates({ resources: [{ address: 'aws_x.y', expressions: {}, provider_config_key }] })['aws_x.y'];
    expect([of('aws.eu'), of('module.m:aws'), of('aws'), of(1.5)]).toEqual([
      { provider: 'aws.eu' },
      { provider: 'module.m:aws' },
      {},
      {},
    ]);
  });
});

describe('the resources', () => {
  const change = (actions: string[], rest: JsonObject = {}): JsonObject => ({
    ...creation('a_b.c', {}),
    change: { actions, ...rest },
  });
  const ofPlan = (resource_changes: JsonObject[], rest: JsonObject = {}): Resource[] =>
    planResources({ resource_changes, ...rest }, 'app', 'p.json');

  it('of a plan are each there once', () => {
    const old = { address: 'a_b.c', type: 'a_b', name: 'c', values: { old: 1 } };
    const data = { address: 'data.a_b.d', mode: 'data', type: 'a_b', name: 'd', values: { now: 1 } };
    const root_module = { resources: [old, data] };
    const found = ofPlan([creation('a_b.c', { x: 1 })], {
      planned_values: { root_module },
      prior_state: { values: { root_module: { resources: [{ ...data, values: { old: 1 } }] } } },
    });
    expect(found.map(({ address, values }) => [address, values])).toEqual([
      ['a_b.c', { x: 1 }],
      ['data.a_b.d', { now: 1 }],
    ]);
  });

  it('of a plan that was cut down stay or go, by what is after', () => {
    expect(
      ofPlan([change([], { after: {} }), change([]), { ...change([]), change: {} }]).map(
        ({ action }) => action,
      ),
    ).toEqual(['no-op', 'delete', 'delete']);
  });

  it.each([
    [['create', 'update']],
    [['delete', 'forget']],
    [['create', 'delete', 'forget']],
    [['create', 'create', 'delete']],
    [['replace']],
  ])('of a plan with %j are an error', (actions) => {
    expect(errorOf(() => ofPlan([change(actions)])).message).toBe(
      `a_b.c in p.json has the actions ${JSON.stringify(actions)}, which are not known here; plan with a terraform of version 1.11`,
    );
  });

  it('of the plan of a run that failed are an error', () => {
    expect(errorOf(() => ofPlan([], { errored: true })).message).toBe(
      'p.json is the plan of a run that failed, which says only a part; fix the error and plan again',
    );
    expect(ofPlan([], { errored: false })).toEqual([]);
  });

  it('of a plan were made with its variables', () => {
    const variables = { a: { value: 'x' }, b: { value: false }, c: { value: null }, d: {}, e: 'x' };
    expect(planVariables({ variables })).toEqual({ a: 'x', b: false });
  });

  it('of a state have the key of their instance, and that of an object that waits to be destroyed', () => {
    const entry = { type: 'a_b', name: 'c' };
    const instances = [
      { index_key: 0 },
      { index_key: 'x' },
      { deposed: 'd1' },
      { index_key: 1, deposed: 'd2' },
      { index_key: true, deposed: 1 },
    ];
    expect(
      stateFileResources({ resources: [{ ...entry, instances }] }, null, 's').map(({ address }) => address),
    ).toEqual(['a_b.c[0]', 'a_b.c["x"]', 'a_b.c (deposed d1)', 'a_b.c[1] (deposed d2)', 'a_b.c']);
    const module = (
      address: string,
      rest: JsonObject = {},
      child_modules: JsonObject[] = [],
    ): JsonObject => ({
      resources: [{ ...entry, address, ...rest }],
      child_modules,
    });
    const root_module = module('one', { deposed_key: 'd1' }, [
      module('two', {}, [module('three')]),
      module('four'),
    ]);
    expect(
      stateValuesResources({ values: { root_module } }, null, 's').map(({ address }) => address),
    ).toEqual(['one (deposed d1)', 'two', 'three', 'four']);
  });

  it('of a state hide the attributes a path begins with', () => {
    const masked = (sensitive_attributes: JsonValue): JsonValue | undefined =>
      stateFileResources(
        { resources: [{ type: 'a_b', name: 'c', instances: [{ sensitive_attributes }] }] },
        null,
        's',
      )[0]?.sensitive;
    const step = (value: JsonValue): JsonObject => ({ type: 'get_attr', value });
    expect(masked([[step('a'), step('b')], [step('c')], [step(1)], [], 'x', ['y']])).toEqual({
      a: true,
      c: true,
    });
    expect(masked('x')).toEqual({});
    expect(Object.keys(masked(null) as JsonObject)).toEqual([]);
  });

  it('of a configuration are created, and its data sources read, without comments', () => {
    const found = configurationResources(
      {
        resource: [{ '//': { x: { y: {} } } }, { a_b: { '//': {}, c: { d: 1 } } }],
        data: { e_f: { g: {} } },
      },
      'app',
    );
    const common = { stack: 'app', source: null, unknown: {}, sensitive: {}, before: null };
    expect(found).toEqual([
      {
        ...common,
        mode: 'managed',
        type: 'a_b',
        name: 'c',
        address: 'a_b.c',
        values: { d: 1 },
        action: 'create',
      },
      { ...common, mode: 'data', type: 'e_f', name: 'g', address: 'data.e_f.g', values: {}, action: 'read' },
    ]);
  });

  it('of a configuration have dynamic blocks beside those that are written, in any form', () => {
    const content = { p: 1 };
    const dynamic = [
      { a: { for_each: { x: 1, y: 2 }, content } },
      { b: [{ for_each: [1], content }, { for_each: [1] }], c: { content }, d: { for_each: true, content } },
    ];
    const [resource] = configurationResources({ resource: { a_b: { c: { a: { p: 0 }, dynamic } } } }, null);
    expect(resource?.values).toEqual({
      a: [{ p: 0 }, content, content],
      b: [content, {}],
      c: [],
      d: [],
    });
  });

  it('of cdktf say which construct made them', () => {
    const path = (comment: JsonValue): string | null => constructPathOf({ '//': comment });
    expect([
      path({ metadata: { path: 'app/X' } }),
      path({ metadata: { path: 1 } }),
      path({ metadata: 'x' }),
      path('x'),
    ]).toEqual(['app/X', null, null, null]);
    expect(constructPathOf({})).toBeNull();
  });

  it('are blocks without comments, one or several', () => {
    expect(blockMembers({ locals: [{ '//': 1, a: 2 }, 'x', { b: 3 }] }, 'locals')).toEqual([
      ['a', 2],
      ['b', 3],
    ]);
    expect([blocksOf({ a: 1 }), blocksOf([{ a: 1 }, 'x', null]), blocksOf('x'), blocksOf(undefined)]).toEqual(
      [[{ a: 1 }], [{ a: 1 }], [], []],
    );
  });
});
