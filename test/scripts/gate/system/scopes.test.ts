import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { noExpressions } from '../../../../scripts/gate/expression/syntax';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { configurationScope, type Configuration } from '../../../../scripts/gate/system/configuration-scope';
import { promotedScope } from '../../../../scripts/gate/system/promoted-scope';
import { Resolver } from '../../../../scripts/gate/system/resolver';
import { baseAddress, sourceOf, type Scope, type System } from '../../../../scripts/gate/system/scope';
import { liftTemplate } from '../../../../scripts/gate/value/lift';
import type { Hole, Value } from '../../../../scripts/gate/value/value';
import type { JsonObject } from '../../../../scripts/model/json';
import type { ResourceSource } from '../../../../scripts/model/synthesis';
import { creation, planOf, stateOf, synthesisOf } from '../support';

const scopeOf = (terraform: JsonObject, rest: Partial<Configuration> = {}): Scope =>
  configurationScope({
    stack: 'app',
    origin: 'cdk.tf.json',
    terraform,
    synthesized: null,
    neighbours: [],
    expressions: noExpressions,
    ...rest,
  });
const addressesOf = ({ subjects }: Scope): string[] => [...subjects.keys()];

describe('the line that made something', () => {
  const written = (line: number): ResourceSource => ({ file: 'stacks/app.ts', line, constructPath: 'app/X' });
  const synthesis = synthesisOf(
    { app: { output: { url: { value: 'u' } } }, net: {} },
    { app: { sources: { 'output.url': written(3) } }, net: { sources: { 'provider.aws': written(5) } } },
  );
  const linesOf = (system: System): (number | undefined)[] =>
    [
      { stack: 'app', address: 'output.url' },
      { stack: 'net', address: 'provider.aws' },
      { stack: 'net', address: 'output.url' },
      { stack: 'app', address: 'constructor' },
      { stack: null, address: 'output.url' },
    ].map((place) => sourceOf(system, place)?.line);
  const known = [3, 5, undefined, undefined, undefined];

  it('is known of a synthesis, and of a plan that came from one', () => {
    expect(linesOf(assembleSystem([{ kind: 'synthesis', synthesis }], null))).toEqual(known);
    const plan = { ...planOf([creation('aws_sqs_queue.q', {})]), stack: 'app' };
    expect(linesOf(assembleSystem([plan], synthesis))).toEqual(known);
    expect(linesOf(assembleSystem([plan], null))).toEqual(known.map(() => undefined));
  });
});

describe('the scope of a configuration', () => {
  it('has the values of variables that have one, and of outputs those that anybody may see', () => {
    const { stack, origin, locals, variables, outputs, exports } = scopeOf({
      locals: { name: 'jobs' },
      variable: {
        given: { default: 'x' },
        off: { default: false },
        none: { default: 0 },
        empty: { default: '' },
        nothing: { default: null },
        open: {},
      },
      output: {
        url: { value: 'u', sensitive: false },
        password: { value: 'p', sensitive: true },
        open: {},
      },
    });
    expect({ stack, origin, locals, variables, outputs, exports }).toEqual({
      stack: 'app',
      origin: 'cdk.tf.json',
      locals: { name: 'jobs' },
      variables: { given: 'x', off: false, none: 0 },
      outputs: { url: 'u', password: 'p' },
      exports: { url: 'u' },
    });
  });

  it('has its resources without the order they are made in', () => {
    const scope = scopeOf({
      resource: { aws_sqs_queue: { q: { name: 'jobs', depends_on: ['aws_sqs_queue.other'] } } },
    });
    expect(
      [...scope.subjects].map(([address, found]) => [address, found.map(({ values }) => values)]),
    ).toEqual([['aws_sqs_queue.q', [{ name: 'jobs' }]]]);
  });

  it('knows the stack of a remote state by its name, or by the key of the state', () => {
    const neighbours = [
      { id: 'network', stateKey: 'network.tfstate' },
      { id: 'keys', stateKey: 'keys.tfstate' },
      { id: 'keyless', stateKey: null },
    ];
    const { remoteStates } = scopeOf(
      {
        data: {
          terraform_remote_state: {
            'cross-stack-reference-input-network': { backend: 's3' },
            mine: { backend: 's3', config: { key: 'keys.tfstate' } },
            nobody: { backend: 's3', config: { key: null } },
            stranger: { backend: 's3', config: { key: 'other.tfstate' } },
            open: { backend: 's3', config: '${local.config}' },
          },
          aws_s3_object: { 'cross-stack-reference-input-keys': { config: { key: 'keys.tfstate' } } },
        },
      },
      { neighbours },
    );
    expect(remoteStates).toEqual({ 'cross-stack-reference-input-network': 'network', mine: 'keys' });
  });
});

describe('the scope of a plan', () => {
  // made anew for each test
  const written = (): Scope =>
    scopeOf({
      locals: { name: 'jobs' },
      variable: { a: { default: 'written' }, b: { default: 'written' } },
      output: { url: { value: 'u' } },
      data: {
        aws_caller_identity: { me: {} },
        aws_region: { here: {} },
        terraform_remote_state: { net: { config: { key: 'k' } } },
      },
      resource: { aws_sqs_queue: { q: { name: '${local.name}' }, gone: { name: 'gone' } } },
    });
  const region = { ...creation('data.aws_region.here', { name: 'eu-west-1' }), mode: 'data' };
  const plan = planOf([creation('aws_sqs_queue.q', { name: 'jobs' }), region], {
    variables: { a: { value: 'planned' } },
    planned_values: { outputs: { url: { value: 'shown' } } },
  });

  it('has the names of what it was made of, the values it was made with, and the data it does not show', () => {
    const scope = promotedScope(plan, 'app', { ...written(), remoteStates: { net: 'network' } });
    const { stack, origin, locals, variables, outputs, exports, remoteStates } = scope;
    expect({ stack, origin, locals, variables, outputs, exports, remoteStates }).toEqual({
      stack: 'app',
      origin: 'plan.json',
      locals: { name: 'jobs' },
      variables: { a: 'planned', b: 'written' },
      outputs: { url: 'u' },
      exports: { url: 'u' },
      remoteStates: { net: 'network' },
    });
    expect(addressesOf(scope).sort()).toEqual([
      'aws_sqs_queue.q',
      'data.aws_caller_identity.me',
      'data.aws_region.here',
      'data.terraform_remote_state.net',
    ]);
    expect(scope.subjects.get('data.aws_region.here')).toHaveLength(1);
  });

  it('alone has its own values and no names', () => {
    const scope = promotedScope(plan, null, null);
    const { stack, locals, variables, outputs, exports, remoteStates } = scope;
    expect({ stack, locals, variables, outputs, exports, remoteStates }).toEqual({
      stack: null,
      locals: {},
      variables: { a: 'planned' },
      outputs: {},
      exports: { url: 'shown' },
      remoteStates: {},
    });
    expect(addressesOf(scope).sort()).toEqual(['aws_sqs_queue.q', 'data.aws_region.here']);
  });

  it('of a state has no variables of its own', () => {
    const queue = { address: 'aws_sqs_queue.q', type: 'aws_sqs_queue', name: 'q', values: { name: 'jobs' } };
    const scope = promotedScope(stateOf([queue]), 'app', written());
    expect(scope.variables).toEqual({ a: 'written', b: 'written' });
    const [subject] = scope.subjects.get('aws_sqs_queue.q') ?? [];
    expect(subject).toMatchObject({ values: { name: 'jobs' }, before: null, constructPath: null });
    expect(subject?.written).toHaveProperty('name');
  });
});

describe('a reference in a scope', () => {
  const evidence: Evidence = {
    kind: 'configuration',
    origin: 'a.tf.json',
    stack: 'app',
    terraform: {
      locals: { name: 'jobs', odd: '${local.name}-${local.open}' },
      variable: { size: { default: 7 }, off: { default: false } },
      data: { terraform_remote_state: { net: { backend: 's3', config: { key: 'k' } } } },
      resource: { aws_sqs_queue: { module: { tags: { team: 'payments' } }, q: { name: '${var.size}' } } },
    },
  };
  const resolver = (): Resolver => new Resolver(assembleSystem([evidence], null));

  it.each<[reference: string, value: Value | undefined]>([
    ['aws_sqs_queue.module.tags.team', 'payments'],
    ['aws_sqs_queue.q.name', 7],
    ['var.off', false],
    ['local.name.length', undefined],
    ['local.name[0]', undefined],
    ['data.terraform_remote_state.net.outputs.a', undefined],
    ['data.terraform_remote_state.net.outputs[0]', undefined],
    ['data.terraform_remote_state.net.config.key', undefined],
  ])('%s leads to %j, or stays', (reference, value) => {
    const template = liftTemplate(`\${${reference}}`, 'app');
    expect(resolver().resolve(template)).toEqual(value ?? template);
  });

  it.each<[reference: string, address: string | undefined]>([
    ['aws_sqs_queue.module.tags.team', 'aws_sqs_queue.module'],
    ['module.m.aws_sqs_queue.q.name', undefined],
    ['data.terraform_remote_state.net.outputs.a', undefined],
    ['data.terraform_remote_state.net.config.key', undefined],
    ['local.odd', undefined],
  ])('%s is made by %s', (reference, address) => {
    const hole: Hole = { kind: 'reference', stack: 'app', references: [reference] };
    expect(resolver().producerOf(hole)?.resource.address).toBe(address);
  });
});

it.each([
  ['aws_sqs_queue.q', 'aws_sqs_queue.q'],
  ['aws_sqs_queue.q[0]', 'aws_sqs_queue.q'],
  ['aws_sqs_queue.q["a]\\"b"]', 'aws_sqs_queue.q'],
  ['module.m[0].aws_sqs_queue.q', 'module.m[0].aws_sqs_queue.q'],
  ['module.m[0].aws_sqs_queue.q[1]', 'module.m[0].aws_sqs_queue.q'],
  ['aws_sqs_queue.q[0] (deposed 1a2b)', 'aws_sqs_queue.q'],
  ['aws_sqs_queue.q (deposed 1a2b)', 'aws_sqs_queue.q'],
  ['aws_sqs_queue.q[" (deposed x)"].b', 'aws_sqs_queue.q[" (deposed x)"].b'],
  ['aws_sqs_queue.q[" (deposed x)"]', 'aws_sqs_queue.q'],
])('the address of all instances of %s is %s', (address, base) => {
  expect(baseAddress(address)).toBe(base);
});
