import type { RuleEntry } from '../../../../scripts/gate/build/manifest';
import { GateError } from '../../../../scripts/gate/error';
import type { ResolvedSubject } from '../../../../scripts/gate/iam/facts';
import { indexResources } from '../../../../scripts/gate/input/build-policy-input';
import {
  environmentNamed,
  environmentOfSuffix,
  inputEnvironment,
  noEnvironments,
  readEnvironments,
  type JudgedEnvironment,
} from '../../../../scripts/gate/input/environments';
import type { InputResource } from '../../../../scripts/gate/input/policy-input';
import { uncoveredTypes } from '../../../../scripts/gate/input/uncovered';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import type { JsonValue } from '../../../../scripts/model/json';
import type { Resource } from '../../../../scripts/model/resource';
import { resolvedSubject } from '../resolved-subject';
import { scratchFolder } from '../support';

const scratch = scratchFolder();
const dev: JudgedEnvironment = {
  name: 'dev',
  suffix: 'dev',
  scope: 'environment',
  region: 'eu-west-1',
  ephemeral: true,
  options: { natMode: 'none', days: 7, isLean: true },
  account: '111122223333',
  stateBucket: 'states-111122223333',
};
const preview: JudgedEnvironment = { ...dev, name: 'preview', suffix: null };

describe('the environments of a file', () => {
  const written = (value: JsonValue): string => scratch.write('environments.json', JSON.stringify(value));

  it('are read as far as the gate needs them, previews by what they are named', () => {
    const file = written({
      dev: { ...(dev as unknown as Record<string, JsonValue>), colour: 'red' },
      shared: { scope: 'account', suffix: 'shared', templateFor: 7, options: { a: null, b: ['x'], c: '' } },
      preview: { ...(preview as unknown as Record<string, JsonValue>), templateFor: 'pr' },
      bare: {
        suffix: 7,
        scope: 'planet',
        region: 7,
        ephemeral: 'true',
        account: 7,
        stateBucket: 7,
        options: [],
      },
    });
    expect(readEnvironments(file)).toEqual({
      byName: {
        dev,
        shared: {
          name: 'shared',
          suffix: 'shared',
          scope: 'account',
          region: 'us-east-1',
          ephemeral: false,
          options: { c: '' },
          account: null,
          stateBucket: null,
        },
        preview,
        bare: {
          name: 'bare',
          suffix: null,
          scope: null,
          region: 'us-east-1',
          ephemeral: false,
          options: {},
          account: null,
          stateBucket: null,
        },
      },
      templates: { pr: preview },
    });
  });

  it.each<[JsonValue, RegExp]>([
    [[], /environments\.json is no object of environments by name; see stacks\/environments\.json$/],
    [
      { dev: 'dev' },
      /^the environment dev in .*environments\.json is no object; give it a scope, a suffix and an account$/,
    ],
  ])('that are %j are refused', (value, message) => {
    const file = written(value);
    expect(() => readEnvironments(file)).toThrow(GateError);
    expect(() => readEnvironments(file)).toThrow(message);
  });

  it('of which a suffix cannot be one are refused', () => {
    expect(() => readEnvironments(written({ dev: { suffix: 'Dev' } }))).toThrow(
      /suffix "Dev" cannot be used/,
    );
  });
});

describe('an environment that is asked for', () => {
  const known = { byName: { dev, preview }, templates: { pr: preview } };
  it('is the one of the name, or a preview made from its template', () => {
    expect(environmentNamed(known, 'dev', 'f.json')).toBe(dev);
    expect(environmentNamed(known, 'pr12', 'f.json')).toEqual({ ...preview, name: 'pr12', suffix: 'pr12' });
  });

  it.each(['test', 'pr', 'pr01', 'qa1', 'constructor'])('as %s is none', (name) => {
    const asked = (): unknown => environmentNamed(known, name, 'f.json');
    expect(asked).toThrow(GateError);
    expect(asked).toThrow(
      `there is no environment "${name}": f.json has dev, pr<number>, preview; name one of them, or give --suffix`,
    );
  });

  it('is nothing but its suffix where no more is known', () => {
    expect(environmentOfSuffix('dev')).toEqual({
      name: null,
      suffix: 'dev',
      scope: null,
      region: null,
      ephemeral: null,
      options: null,
    });
    expect(() => environmentOfSuffix('DEV')).toThrow(/cannot be used/);
    expect(() => environmentNamed(noEnvironments, 'dev', 'f.json')).toThrow(GateError);
  });

  it('is told to the policy without what it does not read', () => {
    const entry = { ...dev, colour: 'red' };
    const { account, stateBucket, ...rest } = dev;
    expect(inputEnvironment(entry)).toEqual({ ...rest, account, state_bucket: stateBucket });
    expect(inputEnvironment(rest)).toEqual({ ...rest, account: null, state_bucket: null });
  });
});

describe('the resources the policy reads', () => {
  const at = (address: string, stack: string | null, parts: Partial<Resource> = {}): ResolvedSubject =>
    resolvedSubject({ name: address }, { address, stack, ...parts });
  const told = (address: string, stack: string | null, parts: Partial<InputResource> = {}): unknown => ({
    key: '',
    names: [],
    address,
    stack,
    action: 'create',
    values: { name: address },
    before: null,
    ...parts,
  });

  it('are those and the data sources by type, each list in the order of stacks and addresses', () => {
    const last = at('aws_thing.a', 'two');
    const { resources, data } = indexResources(
      [
        at('data.aws_thing.d', null, { mode: 'data' }),
        at('aws_thing.c', 'one'),
        last,
        at('aws_thing.b', null),
        at('aws_other.x', 'one', { type: 'aws_other', action: 'delete' }),
        at('aws_zone.z', 'one', { type: 'aws_zone' }),
        at('aws_thing.a', 'one'),
      ],
      new Map([[last.subject, '7']]),
      new Map([['7', [{ path: 'a.b', key: '3' }]]]),
      null,
    );
    expect(resources).toEqual({
      aws_other: [told('aws_other.x', 'one', { action: 'delete' })],
      aws_thing: [
        told('aws_thing.b', null),
        told('aws_thing.a', 'one'),
        told('aws_thing.c', 'one'),
        told('aws_thing.a', 'two', { key: '7', names: [{ path: 'a.b', key: '3' }] }),
      ],
      aws_zone: [told('aws_zone.z', 'one')],
    });
    expect(Object.keys(resources)).toEqual(['aws_other', 'aws_thing', 'aws_zone']);
    expect(data).toEqual({ aws_thing: [told('data.aws_thing.d', null)] });
  });

  it('have a mark for what is not known, before the change too, in the names of their stack', () => {
    const { subject } = at('aws_thing.x', 'one');
    const open = liftTemplateObject({ name: 'a-${var.x}' }, 'one');
    const marked = { name: { $unknown: { waits_for: ['var.x'], parts: ['a-', null] } } };
    const { resources } = indexResources(
      [{ subject: { ...subject, before: open }, values: open }],
      new Map(),
      new Map(),
      null,
    );
    expect(resources).toEqual({
      aws_thing: [told('aws_thing.x', 'one', { values: marked, before: marked })],
    });
  });

  it('have the attributes a rule can name, before the change too, and no others', () => {
    const { subject } = at('aws_thing.x', 'one');
    const written = { name: 'a', color: 'red', tags: { color: 'red' } };
    const { resources, data } = indexResources(
      [
        { subject: { ...subject, before: { color: 'blue', name: 'b' } }, values: written },
        resolvedSubject({ color: 'red' }, { address: 'data.aws_thing.d', stack: null, mode: 'data' }),
      ],
      new Map(),
      new Map(),
      new Set(['name', 'tags']),
    );
    const values = { name: 'a', tags: { color: 'red' } };
    expect(resources).toEqual({ aws_thing: [told('aws_thing.x', 'one', { values, before: { name: 'b' } })] });
    expect(data).toEqual({ aws_thing: [told('data.aws_thing.d', null, { values: {} })] });
  });

  it('have no policy document, which is told as statements, unless all is asked for', () => {
    const values = { name: 'n', policy: '{}', inline_policy: [{ policy: '{}' }] };
    const asked = (type: string, attributes: ReadonlySet<string> | null): unknown =>
      indexResources([resolvedSubject(values, { type })], new Map(), new Map(), attributes).resources[
        type
      ]?.[0]?.values;
    const all = new Set(['name', 'policy', 'inline_policy']);
    expect(asked('aws_iam_policy', all)).toEqual({ name: 'n', inline_policy: [{ policy: '{}' }] });
    expect(asked('aws_iam_role', all)).toEqual(values);
    expect(asked('aws_iam_policy', null)).toEqual(values);
  });

  it('of one place stay in their order', () => {
    const twins = [1, 2, 3].map((n): ResolvedSubject => resolvedSubject({ n }));
    const { resources } = indexResources(twins, new Map(), new Map(), null);
    expect(resources['aws_thing']?.map(({ values }) => values['n'])).toEqual([1, 2, 3]);
  });
});

it('a run names the types no rule of it looks at, and how many resources they have', () => {
  const rules = [
    { attributes: ['*', 'aws_door.lock.kind'] },
    { attributes: ['aws_gate'] },
  ] as unknown as RuleEntry[];
  const resources = { aws_door: [], aws_gate: [{}], aws_safe: [{}, {}] } as unknown as Record<string, []>;
  expect(uncoveredTypes({ resources }, rules)).toEqual([{ type: 'aws_safe', resources: 2 }]);
});
