import { GateError } from '../../../../scripts/gate/error';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { inputOf, valuesOf } from '../policy-input';
import { creation, planOf, stateOf, synthesisOf } from '../support';

const unknown = (parts: (string | null)[], ...waitsFor: string[]): JsonValue => ({
  $unknown: { waits_for: waitsFor, parts },
});
const configuration = (
  terraform: JsonObject,
  stack: string | null = null,
  origin = 'a.tf.json',
): Evidence => ({
  kind: 'configuration',
  origin,
  stack,
  terraform,
});

describe('references in one stack', () => {
  it('lead to literals through locals, variables with a default, other resources and outputs of data', () => {
    const input = inputOf([
      configuration({
        locals: { suffix: '${var.suffix}', tags: { a: '${local.suffix}' } },
        variable: { suffix: { default: 'dev' }, empty: { default: '' }, none: {} },
        data: { aws_x: { d: { name: 'data-${local.suffix}' } } },
        resource: {
          aws_s3_bucket: {
            logs: { bucket: 'logs-${local.suffix}', tags: '${local.tags}', block: { key: 'k' } },
          },
          aws_x: {
            y: {
              a: 'arn:aws:s3:::${aws_s3_bucket.logs.bucket}/*',
              b: '${data.aws_x.d.name}',
              c: '${aws_s3_bucket.logs.arn}-${var.none}${var.empty}',
              d: '${aws_s3_bucket.logs.block[0].key}',
              e: '${aws_s3_bucket.logs.tags}',
              f: '${aws_s3_bucket.logs.tags.a}',
              g: '${aws_s3_bucket.gone.bucket}',
              h: '${upper(local.suffix)}',
            },
          },
        },
      }),
    ]);
    expect(valuesOf(input, 'aws_x.y')).toEqual({
      a: 'arn:aws:s3:::logs-dev/*',
      b: 'data-dev',
      c: unknown([null, '-', null, null], 'aws_s3_bucket.logs.arn', 'var.empty', 'var.none'),
      d: 'k',
      e: { a: 'dev' },
      f: unknown([null], 'aws_s3_bucket.logs.tags.a'),
      g: unknown([null], 'aws_s3_bucket.gone.bucket'),
      h: unknown([null], 'local.suffix'),
    });
  });

  it('that run in a circle stay open', () => {
    const input = inputOf([
      configuration({
        locals: { a: '${local.b}', b: '${local.a}' },
        resource: { x_y: { z: { v: '${local.a}' } } },
      }),
    ]);
    expect(valuesOf(input, 'x_y.z')).toMatchObject({ v: { $unknown: { parts: [null] } } });
  });

  it('that double at every step end', () => {
    const locals = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `l${index}`,
        `\${local.l${index + 1}}\${local.l${index + 1}}`,
      ]),
    );
    const started = process.hrtime.bigint();
    inputOf([configuration({ locals, resource: { x_y: { z: { v: '${local.l0}' } } } })]);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2000);
  });

  it('use the variables a plan was made with', () => {
    const synthesis = synthesisOf({
      app: { variable: { s: { default: 'dev' } }, resource: { x_y: { z: { v: '${var.s}-${x_y.z.arn}' } } } },
    });
    const plan = planOf([creation('x_y.z', {}, { v: true, arn: true })], {
      variables: { s: { value: 'prod' } },
    });
    expect(valuesOf(inputOf([plan], 'plan', synthesis), 'x_y.z')).toEqual({
      v: unknown(['prod-', null], 'x_y.z.arn'),
    });
  });

  it('lead to what a plan knows already', () => {
    const synthesis = synthesisOf({
      app: { resource: { x_y: { z: { v: '${aws_a.b.arn}/${aws_a.b.id}' } }, aws_a: { b: { name: 'b' } } } },
    });
    const plan = planOf([
      creation('x_y.z', {}, { v: true }),
      creation('aws_a.b', { name: 'b', arn: 'arn:b ${x}' }, { id: true }),
    ]);
    expect(valuesOf(inputOf([plan], 'plan', synthesis), 'x_y.z')).toEqual({
      v: unknown(['arn:b ${x}/', null], 'aws_a.b.id'),
    });
  });
});

describe('references across stacks', () => {
  const network: JsonObject = {
    resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
    output: {
      'cross-stack-output-aws_vpcmainid': { value: '${aws_vpc.main.id}', sensitive: true },
      cidr: { value: '${aws_vpc.main.cidr_block}' },
    },
  };
  const app: JsonObject = {
    data: {
      terraform_remote_state: {
        'cross-stack-reference-input-network': { backend: 's3', config: { key: 'dev/network.tfstate' } },
        byKey: { backend: 's3', config: { key: 'dev/network.tfstate' } },
        foreign: { backend: 's3', config: { key: 'elsewhere.tfstate' } },
      },
    },
    resource: {
      aws_subnet: {
        a: {
          vpc_id:
            '${data.terraform_remote_state.cross-stack-reference-input-network.outputs.cross-stack-output-aws_vpcmainid}',
          cidr: '${data.terraform_remote_state.byKey.outputs["cidr"]}',
          other: '${data.terraform_remote_state.foreign.outputs.x}',
        },
      },
    },
  };

  it('lead to the resource that produces the output', () => {
    const input = inputOf([{ kind: 'synthesis', synthesis: synthesisOf({ network, app }) }]);
    expect(valuesOf(input, 'aws_subnet.a')).toEqual({
      vpc_id: unknown([null], 'network: aws_vpc.main.id'),
      cidr: '10.0.0.0/16',
      other: unknown([null], 'data.terraform_remote_state.foreign.outputs.x'),
    });
  });

  it('lead to the plan of the other stack where it is judged too', () => {
    const synthesis = synthesisOf({ network, app });
    const plans = [
      planOf([creation('aws_subnet.a', {}, { vpc_id: true, cidr: true, other: true })]),
      { ...planOf([creation('aws_vpc.main', { id: 'vpc-1' })]), origin: 'network.json' },
    ];
    const input = inputOf(plans, 'plan', synthesis);
    expect(valuesOf(input, 'aws_subnet.a')).toMatchObject({ vpc_id: 'vpc-1', cidr: '10.0.0.0/16' });
    expect(input.resources['aws_vpc']?.[0]?.stack).toBe('network');
  });
});

describe('a plan or state beside a synthesis', () => {
  const one: JsonObject = { resource: { aws_a: { x: {}, y: {} }, aws_b: { z: {} } } };
  const two: JsonObject = { resource: { aws_a: { x: {} }, aws_c: { z: {} } } };
  const synthesis = synthesisOf({ one, two });
  const stackOf = (evidence: Evidence[]): (string | null)[] =>
    assembleSystem(evidence, synthesis).judged.map(({ resource }) => resource.stack);

  it('is of the stack whose addresses it shares', () => {
    expect(stackOf([planOf([creation('aws_a.x[0]', {}), creation('aws_c.z', {})])])).toEqual(['two', 'two']);
    expect(stackOf([stateOf([{ address: 'aws_b.z', type: 'aws_b', name: 'z', values: {} }])])).toEqual([
      'one',
    ]);
  });

  it('is of the stack it is said to be of', () => {
    expect(stackOf([{ ...planOf([creation('aws_a.x', {})]), stack: 'one' }])).toEqual(['one']);
    expect(() => stackOf([{ ...planOf([]), stack: 'three' }])).toThrow(
      /plan.json is of the stack three, which/,
    );
  });

  it('is refused where no stack shares anything, and where two share as much', () => {
    expect(() => stackOf([planOf([creation('aws_q.q', {})])])).toThrow(
      /shares no address with any stack of the configuration \(one, two\)/,
    );
    const twins = synthesisOf({ one: two, two });
    expect(() => assembleSystem([planOf([creation('aws_a.x', {})])], twins)).toThrow(
      /could be of one or of two/,
    );
  });

  it('is refused a second time for one stack', () => {
    const plan = planOf([creation('aws_b.z', {})]);
    expect(() => stackOf([plan, { ...plan, origin: 'again.json' }])).toThrow(
      /plan.json and again.json are both of one/,
    );
  });

  it('leaves the stacks it is not of unjudged where they only come with --config', () => {
    const plan = planOf([creation('aws_b.z', {})]);
    expect(stackOf([plan])).toEqual(['one']);
    const all = assembleSystem([plan, { kind: 'synthesis', synthesis }], null).judged;
    expect(all.map(({ resource }) => `${resource.stack ?? ''} ${resource.address}`)).toEqual([
      'one aws_b.z',
      'two aws_a.x',
      'two aws_c.z',
    ]);
  });

  it('carries the construct path and the line of its synthesis', () => {
    const source = { file: 'stacks/one.ts', line: 7, constructPath: 'one/Queue/Z' };
    const sourced = synthesisOf({ one }, { one: { sources: { 'aws_b.z': source } } });
    const { judged } = assembleSystem([planOf([creation('aws_b.z', {})])], sourced);
    expect(judged[0]).toMatchObject({ constructPath: 'one/Queue/Z', resource: { source } });
  });

  it('of a module is no resource of the root with the same name', () => {
    const module = creation('module.m.aws_b.z', { a: 1 }, { b: true });
    const input = inputOf(
      [planOf([creation('aws_b.z', {}), module])],
      'plan',
      synthesisOf({ one: { resource: { aws_b: { z: { b: 'template' } } } } }),
    );
    expect(valuesOf(input, 'module.m.aws_b.z')).toEqual({ a: 1, b: unknown([null], 'module.m.aws_b.z.b') });
  });
});

describe('a plan alone', () => {
  it('has its own configuration as the template: constants, references, and what was never written', () => {
    const expressions = {
      name: { references: ['aws_a.b.name', 'aws_a.b'] },
      policy: { constant_value: '{"A":"${aws_a.b.arn}"}', references: ['aws_a.b.arn', 'aws_a.b'] },
      block: [{ key: { references: ['var.k'] } }],
    };
    const plan = planOf(
      [
        creation(
          'x_y.z[0]',
          { block: [{}] },
          { name: true, policy: true, block: [{ key: true, id: true }], id: true },
        ),
      ],
      {
        configuration: { root_module: { resources: [{ address: 'x_y.z', expressions }] } },
      },
    );
    expect(valuesOf(inputOf([plan], 'plan'), 'x_y.z[0]')).toEqual({
      name: unknown([null], 'aws_a.b.name'),
      policy: unknown(['{"A":"', null, '"}'], 'aws_a.b.arn'),
      block: [{ key: unknown([null], 'var.k') }],
    });
  });

  it('of a module has references of that module', () => {
    const module = {
      resources: [{ address: 'x_y.z', expressions: { v: { references: ['aws_a.b.id', 'aws_a.b'] } } }],
    };
    const plan = planOf([creation('module.m[0].x_y.z', {}, { v: true })], {
      configuration: { root_module: { module_calls: { m: { module } } } },
    });
    expect(valuesOf(inputOf([plan], 'plan'), 'module.m[0].x_y.z')).toEqual({
      v: unknown([null], 'module.m.aws_a.b.id'),
    });
  });

  it('waits for its own attribute where nothing else is known', () => {
    expect(valuesOf(inputOf([planOf([creation('x_y.z', {}, { v: true })])], 'plan'), 'x_y.z')).toEqual({
      v: unknown([null], 'x_y.z.v'),
    });
  });

  it('has no values for what is deleted or forgotten, and what there was', () => {
    const gone = (action: string): JsonObject => ({
      ...creation(`x_y.${action}`, {}),
      change: { actions: [action], before: { name: '${n}', none: null }, after: null },
    });
    const input = inputOf([planOf([gone('delete'), gone('forget')])], 'plan');
    expect(input.resources['x_y']).toEqual(
      ['delete', 'forget'].map((action, index) => ({
        key: String(index),
        names: [],
        address: `x_y.${action}`,
        stack: null,
        action,
        values: {},
        before: { name: '${n}' },
      })),
    );
  });
});

describe('several nameless systems', () => {
  it('are told apart by where they were read', () => {
    const plan = planOf([creation('x_y.z', {})]);
    const stacks = assembleSystem([plan, { ...plan, origin: 'b.json' }], null).judged.map(
      ({ resource }) => resource.stack,
    );
    expect(stacks).toEqual(['plan.json', 'b.json']);
  });

  it('are an error where one was given twice', () => {
    const one = configuration({ resource: { x_y: { z: {} } } }, 'app');
    expect(() => assembleSystem([one, one], null)).toThrow(GateError);
  });
});
