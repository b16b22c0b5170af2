import { GateError } from '../../../../scripts/gate/error';
import { configurationResources } from '../../../../scripts/gate/evidence/configuration';
import { planResources } from '../../../../scripts/gate/evidence/plan';
import { stateFileResources } from '../../../../scripts/gate/evidence/state-file';
import { stateValuesResources } from '../../../../scripts/gate/evidence/state-values';
import type { JsonObject } from '../../../../scripts/model/json';
import { creation } from '../support';

const plan = (parts: JsonObject): JsonObject => ({ format_version: '1.2', ...parts });

describe('the resources of a plan', () => {
  it('are its changes, with what is unknown, sensitive and was before', () => {
    const change = {
      actions: ['delete', 'create'],
      before: { name: 'a' },
      after: { name: 'b' },
      after_unknown: { id: true },
      after_sensitive: { name: true },
    };
    const address = 'module.m["x"].aws_sqs_queue.jobs[0]';
    const [resource] = planResources(
      plan({ resource_changes: [{ address, type: 'aws_sqs_queue', name: 'jobs', index: 0, change }] }),
      'app',
      'plan.json',
    );
    expect(resource).toEqual({
      mode: 'managed',
      type: 'aws_sqs_queue',
      name: 'jobs',
      address,
      stack: 'app',
      source: null,
      values: { name: 'b' },
      unknown: { id: true },
      sensitive: { name: true },
      action: 'replace',
      before: { name: 'a' },
    });
  });

  it.each([
    [['create', 'delete'], { name: 'b', lifecycle: { create_before_destroy: true } }],
    [['delete', 'create'], { name: 'b' }],
    [['create'], { name: 'b' }],
  ])('with the actions %j show of their lifecycle no more than the order', (actions, values) => {
    const change = { actions, before: null, after: { name: 'b' } };
    const [resource] = planResources(
      plan({ resource_changes: [{ address: 'a_b.c', type: 'a_b', name: 'c', change }] }),
      null,
      'plan.json',
    );
    expect(resource?.values).toEqual(values);
  });

  it.each([
    [['no-op'], 'no-op'],
    [['create'], 'create'],
    [['read'], 'read'],
    [['update'], 'update'],
    [['create', 'delete'], 'replace'],
    [['create', 'forget'], 'replace'],
    [['forget'], 'forget'],
    [[], 'no-op'],
  ])('with the actions %j have the action %s', (actions, action) => {
    const [resource] = planResources(
      plan({
        resource_changes: [{ address: 'a_b.c', type: 'a_b', name: 'c', change: { actions, after: {} } }],
      }),
      null,
      'plan.json',
    );
    expect(resource?.action).toBe(action);
  });

  it('with actions nobody knows are an error', () => {
    const change = { address: 'a_b.c', type: 'a_b', name: 'c', change: { actions: ['explode'], after: {} } };
    expect(() => planResources(plan({ resource_changes: [change] }), null, 'plan.json')).toThrow(
      /a_b.c in plan.json has the actions \["explode"\]/,
    );
  });

  it('hold a deposed object beside the current one, and its secrets are those before', () => {
    const deposed = {
      ...creation('aws_sqs_queue.jobs', {}),
      deposed: 'c0ffee01',
      change: { actions: ['delete'], before: { name: 'old' }, after: null, before_sensitive: { name: true } },
    };
    const found = planResources(
      plan({ resource_changes: [creation('aws_sqs_queue.jobs', {}), deposed] }),
      null,
      'p',
    );
    expect(found.map(({ address, action, sensitive }) => [address, action, sensitive])).toEqual([
      ['aws_sqs_queue.jobs', 'create', {}],
      ['aws_sqs_queue.jobs (deposed c0ffee01)', 'delete', { name: true }],
    ]);
  });

  it('include data sources that were read before, and what an old terraform only plans', () => {
    const region = {
      address: 'data.aws_region.current',
      mode: 'data',
      type: 'aws_region',
      name: 'current',
      values: { name: 'eu' },
    };
    const gone = { address: 'aws_vpc.gone', mode: 'managed', type: 'aws_vpc', name: 'gone', values: {} };
    const child = {
      resources: [
        { address: 'module.m.aws_vpc.main', mode: 'managed', type: 'aws_vpc', name: 'main', values: {} },
      ],
    };
    const found = planResources(
      plan({
        planned_values: { root_module: { child_modules: [child] } },
        prior_state: { values: { root_module: { resources: [region, gone] } } },
      }),
      null,
      'plan.json',
    );
    expect(found.map(({ address }) => address)).toEqual(['module.m.aws_vpc.main', 'data.aws_region.current']);
  });

  it('of a run that failed are an error', () => {
    expect(() => planResources(plan({ errored: true, resource_changes: [] }), null, 'plan.json')).toThrow(
      GateError,
    );
  });

  it('that are no list of objects are an error', () => {
    expect(() => planResources(plan({ resource_changes: {} }), null, 'plan.json')).toThrow(
      /resource_changes/,
    );
    expect(() => planResources(plan({ resource_changes: [{ type: 'a' }] }), null, 'plan.json')).toThrow(
      /without a address/,
    );
  });
});

describe('the resources of a state', () => {
  it('do not show in a file what terraform marks there: it marks what others depend on, too', () => {
    const instances = [{ attributes: { name: 'a' }, create_before_destroy: true }];
    const state = { resources: [{ mode: 'managed', type: 'a_b', name: 'c', instances }] };
    expect(stateFileResources(state, null, 'terraform.tfstate').map(({ values }) => values)).toEqual([
      { name: 'a' },
    ]);
  });

  it('are the same in both of its forms', () => {
    const file: JsonObject = {
      version: 4,
      resources: [
        { mode: 'data', type: 'aws_region', name: 'current', instances: [{ attributes: { name: 'eu' } }] },
        {
          module: 'module.m',
          mode: 'managed',
          type: 'aws_db_instance',
          name: 'main',
          instances: [
            {
              index_key: 'a',
              attributes: { password: 'p' },
              sensitive_attributes: [[{ type: 'get_attr', value: 'password' }]],
            },
          ],
        },
      ],
    };
    const shown: JsonObject = {
      format_version: '1.0',
      values: {
        root_module: {
          resources: [
            {
              address: 'data.aws_region.current',
              mode: 'data',
              type: 'aws_region',
              name: 'current',
              values: { name: 'eu' },
            },
          ],
          child_modules: [
            {
              resources: [
                {
                  address: 'module.m.aws_db_instance.main["a"]',
                  mode: 'managed',
                  type: 'aws_db_instance',
                  name: 'main',
                  values: { password: 'p' },
                  sensitive_values: { password: true },
                },
              ],
            },
          ],
        },
      },
    };
    const fromFile = stateFileResources(file, 'app', 'a.tfstate');
    expect(fromFile).toEqual(stateValuesResources(shown, 'app', 'a.json'));
    expect(fromFile.map(({ address }) => address)).toEqual([
      'data.aws_region.current',
      'module.m.aws_db_instance.main["a"]',
    ]);
  });

  it('are none where it is empty', () => {
    expect(stateValuesResources({ format_version: '1.0' }, null, 'a.json')).toEqual([]);
  });
});

describe('the resources of a configuration', () => {
  const addresses = (terraform: JsonObject): string[] =>
    configurationResources(terraform, null).map(({ address }) => address);

  it('may be blocks or lists of blocks at every level', () => {
    expect(addresses({ resource: { a_b: { c: {} } } })).toEqual(['a_b.c']);
    expect(
      addresses({ resource: [{ a_b: [{ c: [{}] }] }, { a_b: { d: {} } }], data: { e_f: { g: {} } } }),
    ).toEqual(['a_b.c', 'a_b.d', 'data.e_f.g']);
  });

  it('are none where their count is 0', () => {
    expect(addresses({ resource: { a_b: { c: { count: 0 }, d: { count: 2 } } } })).toEqual(['a_b.d']);
  });

  it('have the content of dynamic blocks as often as is known, and an open item where it is not', () => {
    const dynamic = {
      ingress: { for_each: [1, 2], content: { port: '${ingress.value}' } },
      egress: { for_each: '${var.egress}', content: { port: 1 } },
    };
    const [resource] = configurationResources(
      { resource: { a_b: { c: { ingress: [{ port: 0 }], dynamic } } } },
      null,
    );
    expect(resource?.values).toEqual({
      ingress: [{ port: 0 }, { port: '${ingress.value}' }, { port: '${ingress.value}' }],
      egress: ['${var.egress}'],
    });
  });
});
