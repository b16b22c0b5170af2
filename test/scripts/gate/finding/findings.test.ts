import { findingId } from '../../../../scripts/gate/finding/identity';
import { fillMessage, joinFindings, type Binding } from '../../../../scripts/gate/finding/join-findings';
import { redact, secretsOf } from '../../../../scripts/gate/finding/sensitive';
import type { RuleEntry } from '../../../../scripts/gate/build/manifest';
import type { RawFinding } from '../../../../scripts/gate/engine/policy-engine';
import type { Subject } from '../../../../scripts/gate/system/scope';
import { findingSchema } from '../../../../scripts/model/finding';
import type { Resource } from '../../../../scripts/model/resource';

const raw = (parts: Partial<RawFinding> = {}): RawFinding => ({
  rule: 'a/b',
  status: 'fail',
  address: 'x_y.z',
  stack: 'app',
  path: ['v'],
  params: {},
  waits_for: [],
  ...parts,
});
const resource = (parts: Partial<Resource> = {}): Resource => ({
  mode: 'managed',
  type: 'x_y',
  name: 'z',
  address: 'x_y.z',
  stack: 'app',
  source: null,
  values: {},
  unknown: {},
  sensitive: {},
  action: 'create',
  before: null,
  ...parts,
});
const subject = (parts: Partial<Resource>, constructPath: string | null = null): Subject => ({
  resource: resource(parts),
  values: {},
  before: null,
  written: null,
  constructPath,
});
const rule: RuleEntry = {
  id: 'a/b',
  title: 'title',
  description: '',
  severity: 'high',
  message: '{value} of {list} and {gone}',
  remediation: 'repair it',
  example: '',
  controls: ['PCI DSS 4.0.1 7.2.1'],
  related: [],
  stages: ['plan'],
  attributes: ['*'],
  waivable: true,
  file: 'a/b.rego',
};

/** Takes a path as it is, and its text for the value. */
const binding: Binding = { of: (path) => ({ path, fingerprint: path.join('.') }) };

describe('the id of a finding', () => {
  const id = (parts: Partial<RawFinding>, constructPath: string | null = null): string =>
    findingId(raw(parts), constructPath);

  it('is 16 hexadecimal digits that do not depend on how terraform writes a list of one', () => {
    expect(id({})).toMatch(/^[0-9a-f]{16}$/);
    expect(id({ path: ['p', 'Statement', 0, 'Action', 0] })).toBe(id({ path: ['p', 'Statement', 'Action'] }));
    expect(id({ path: ['p', 'Statement', 1, 'Action', 0] })).not.toBe(
      id({ path: ['p', 'Statement', 0, 'Action', 1] }),
    );
    expect(id({ address: 'x_y.z[0]' })).toBe(id({ address: 'x_y.z' }));
    expect(id({ address: 'x_y.z[1]' })).not.toBe(id({ address: 'x_y.z' }));
    expect(id({ address: 'x_y.z["a"]' }, 'app/Z')).not.toBe(id({ address: 'x_y.z["b"]' }, 'app/Z'));
  });

  it('follows the construct and not its address', () => {
    expect(id({ address: 'x_y.renamed' }, 'app/Z')).toBe(id({}, 'app/Z'));
    expect(id({}, 'app/Z')).not.toBe(id({}, 'app/Y'));
  });

  it('is another for another rule, stack or attribute', () => {
    expect(
      new Set([id({}), id({ rule: 'a/c' }), id({ stack: 'net' }), id({ stack: null }), id({ path: ['w'] })])
        .size,
    ).toBe(5);
  });
});

describe('a finding', () => {
  it('joins the rule, the construct and the line', () => {
    const source = { file: 'stacks/app.ts', line: 3, constructPath: 'app/Z' };
    const [finding] = joinFindings(
      [raw({ path: ['v', 0, 'w'], params: { value: 1, list: ['a', 'b'] }, waits_for: ['b', 'a'] })],
      [rule],
      [subject({ source }, 'app/Z')],
      binding,
    );
    expect(findingSchema.parse(finding)).toEqual({
      id: findingId(raw({ path: ['v', 0, 'w'] }), 'app/Z'),
      rule: 'a/b',
      status: 'fail',
      severity: 'high',
      title: 'title',
      message: '1 of a, b and {gone}',
      remediation: 'repair it',
      controls: ['PCI DSS 4.0.1 7.2.1'],
      stack: 'app',
      address: 'x_y.z',
      path: 'v[0].w',
      constructPath: 'app/Z',
      source: { file: 'stacks/app.ts', line: 3 },
      params: { value: 1, list: ['a', 'b'] },
      waitsFor: ['a', 'b'],
      related: [],
      fingerprint: 'v.0.w',
      waiver: null,
    });
  });

  it('resolves the places a rule names beside its own, and keeps them out of the params', () => {
    const source = { file: 'stacks/app.ts', line: 7, constructPath: 'app/Other' };
    const other = subject(
      { address: 'x_y.other', values: { password: 'correct-horse' }, source },
      'app/Other',
    );
    const related = [
      { stack: 'app', address: 'x_y.other', path: ['v', 0], text: 'allows correct-horse' },
      { stack: null, address: 'x_y.elsewhere', path: [], text: 'allows the rest' },
    ];

    const [finding] = joinFindings([raw({ params: { value: 1, related } })], [rule], [other], binding);

    expect(finding?.params).toEqual({ value: 1 });
    expect(finding?.related).toEqual([
      {
        message: 'allows (sensitive)',
        stack: 'app',
        address: 'x_y.other',
        path: 'v[0]',
        constructPath: 'app/Other',
        source: { file: 'stacks/app.ts', line: 7 },
      },
      {
        message: 'allows the rest',
        stack: null,
        address: 'x_y.elsewhere',
        path: '',
        constructPath: null,
        source: null,
      },
    ]);
  });

  it('is an error where a rule names places nobody can read', () => {
    const found = [raw({ params: { related: [{ address: 'x_y.z' }] } })];
    expect(() => joinFindings(found, [rule], [], binding)).toThrow(
      /a\/b gives related places that cannot be read/,
    );
  });

  it('stands in the order of files and lines, whatever order the engine has', () => {
    const at = (address: string, file: string | null, line: number): Subject =>
      subject({ address, source: file === null ? null : { file, line, constructPath: address } });
    const subjects = [at('a', null, 0), at('b', 'b.ts', 1), at('c', 'a.ts', 10), at('d', 'a.ts', 9)];
    const found = subjects.map(({ resource: { address } }) => raw({ address }));
    const order = (list: RawFinding[]): string[] =>
      joinFindings(list, [rule], subjects, binding).map(({ address }) => address);
    expect(order(found)).toEqual(['d', 'c', 'b', 'a']);
    expect(order([...found].reverse())).toEqual(['d', 'c', 'b', 'a']);
  });

  it('shows no secret of its resource', () => {
    const [finding] = joinFindings(
      [raw({ params: { value: 'user:correct-horse@db', list: ['no', 'correct-horse'] } })],
      [rule],
      [
        subject({
          values: { password: 'correct-horse', short: 'no' },
          sensitive: { password: true, short: true },
        }),
      ],
      binding,
    );
    expect(finding).toMatchObject({
      params: { value: 'user:(sensitive)@db', list: ['(sensitive)', '(sensitive)'] },
      message: 'user:(sensitive)@db of (sensitive), (sensitive) and {gone}',
    });
  });
});

describe('the secrets of a resource', () => {
  it('are what terraform marks, before and after, and what has the name of a secret', () => {
    expect(
      secretsOf(
        resource({
          values: {
            a: { b: ['one-secret'] },
            master_password: 'two-secret',
            nested: [{ auth_token: 'three-secret' }],
            secret_string: '${x}',
          },
          before: { a: { b: ['old-secret-1'] } },
          sensitive: { a: { b: [true] } },
        }),
      ).sort(),
    ).toEqual(['old-secret-1', 'one-secret', 'three-secret', 'two-secret']);
    expect(
      secretsOf(resource({ type: 'aws_ssm_parameter', values: { type: 'SecureString', value: 'v' } })),
    ).toEqual(['v']);
    expect(
      secretsOf(resource({ type: 'aws_ssm_parameter', values: { type: 'String', value: 'v' } })),
    ).toEqual([]);
  });

  it('are hidden without reading them as patterns', () => {
    expect(redact('a $& b.*c $&', ['b.*c $&'])).toBe('a $& (sensitive)');
  });
});

it('a message keeps a name of the object prototype in braces', () => {
  expect(fillMessage('{constructor} {a}', { a: null })).toBe('{constructor} null');
});
