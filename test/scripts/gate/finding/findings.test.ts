import { findingId } from '../../../../scripts/gate/finding/identity';
import {
  compareFindings,
  fillMessage,
  joinFindings,
  type Binding,
} from '../../../../scripts/gate/finding/join-findings';
import { redact, secretsOf } from '../../../../scripts/gate/finding/sensitive';
import { GateError } from '../../../../scripts/gate/error';
import type { RuleEntry } from '../../../../scripts/gate/build/manifest';
import type { RawFinding } from '../../../../scripts/gate/engine/policy-engine';
import type { Subject } from '../../../../scripts/gate/system/scope';
import { findingSchema, type Finding } from '../../../../scripts/model/finding';
import type { Resource } from '../../../../scripts/model/resource';
import { managedResource } from '../resolved-subject';

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
const resource = (parts: Partial<Resource> = {}): Resource =>
  managedResource({ type: 'x_y', name: 'z', address: 'x_y.z', stack: 'app', ...parts });
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
  });

  it('is one for each instance of a construct, and for what waits to be destroyed', () => {
    const instances = [
      '',
      '[1]',
      '[12]',
      '["a"]',
      '["ab"]',
      '["a\\"]b"]',
      ' (deposed 1)',
      ' (deposed 12ab)',
      '[1] (deposed 12ab)',
    ];
    const ids = instances.map((instance) => id({ address: `x_y.z${instance}` }, 'app/Z'));
    expect(new Set(ids).size).toBe(instances.length);
    expect(ids).toEqual(instances.map((instance) => id({ address: `x_y.renamed${instance}` }, 'app/Z')));
    expect(ids[0]).toBe(id({ address: 'module.m[1].x_y.z[0]' }, 'app/Z'));
    expect(id({ address: 'x_y.z', stack: null })).not.toBe(id({ address: 'null x_y.z', stack: null }));
  });

  it('names a resource of no stack by its address alone', () => {
    expect(id({ address: 'x_y.z', stack: null })).toBe(id({}, 'x_y.z'));
    expect(id({ address: 'x_y.z', stack: 'app' })).toBe(id({}, 'app x_y.z'));
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

  it('has the line of an output or a block from whoever knows it, and that of a resource from itself', () => {
    const known = { file: 'stacks/app.ts', line: 9, constructPath: 'app/Url' };
    const lineOf = (address: string, subjects: readonly Subject[] = []): Finding['source'] =>
      joinFindings([raw({ address })], [rule], subjects, binding, (place) =>
        place.stack === 'app' && place.address === 'output.url' ? known : null,
      )[0]!.source;
    expect(lineOf('output.url')).toEqual({ file: 'stacks/app.ts', line: 9 });
    expect(lineOf('output.other')).toBeNull();
    expect(lineOf('output.url', [subject({ address: 'output.url', source: null }, null)])).toBeNull();
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
    const found = [raw({ params: { related: [{ address: 'x_y.z', stack: null, path: [], text: 1 }] } })];
    expect(() => joinFindings(found, [rule], [], binding)).toThrow(
      new GateError(
        'the rule a/b gives related places that cannot be read (✖ Invalid input: expected string, received number → at [0].text); params.related is a list of {stack, address, path, text}',
      ),
    );
  });

  it('is an error where the policy does not describe its rule', () => {
    expect(() => joinFindings([raw({ rule: 'a/gone' })], [rule], [], binding)).toThrow(
      new GateError('the policy has no description of its rule a/gone; run npm run policy:build'),
    );
  });

  it('says in one line how it is mended, and shows all that is said of what is in no evidence', () => {
    const found = [raw({ params: { value: 'Stryker was here' } })];
    const written = { ...rule, remediation: 'first\n  this,\nthen \n\n that' };
    expect(joinFindings(found, [written], [], binding)).toMatchObject([
      { remediation: 'first this, then that', params: { value: 'Stryker was here' }, source: null },
    ]);
  });

  it('stands beside others of its line in the order of rules, stacks, addresses, paths and messages', () => {
    const one: Finding = joinFindings([raw()], [rule], [], binding)[0]!;
    const at = (line: number) => ({ source: { file: 'a.ts', line } });
    const sorted: Finding[] = [
      { ...one, ...at(2), rule: 'z' },
      { ...one, ...at(10), rule: 'a', stack: 'z' },
      { ...one, ...at(10), rule: 'b', stack: null, address: 'z' },
      { ...one, ...at(10), rule: 'b', stack: 'a', address: 'y', path: 'z' },
      { ...one, ...at(10), rule: 'b', stack: 'a', address: 'z', path: 'a', message: 'z' },
      { ...one, ...at(10), rule: 'b', stack: 'a', address: 'z', path: 'b', message: 'a' },
      { ...one, ...at(10), rule: 'b', stack: 'a', address: 'z', path: 'b', message: 'b' },
      { ...one, ...at(10), rule: 'b', stack: 'b', address: 'a', path: 'a' },
      { ...one, source: { file: 'b.ts', line: 1 } },
      { ...one, rule: 'a', stack: 'b' },
      { ...one, rule: 'b', stack: null, address: 'z' },
      { ...one, rule: 'b', stack: 'a', address: 'a' },
    ];
    expect([...sorted].reverse().sort(compareFindings)).toEqual(sorted);
    expect(compareFindings(one, { ...one })).toBe(0);
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
    expect(secretsOf(resource({ values: { type: 'SecureString', value: 'v' } }))).toEqual([]);
  });

  it('are all texts below a mark, the longest first and no empty one', () => {
    const values = {
      a: ['four', { b: 'sixsix', c: [{ d: '' }], e: 1, f: null }],
      list: ['shown', 'ab'],
      block: { g: 'abc', h: 'shown' },
      text: 'shown',
      gone: null,
    };
    const sensitive = {
      a: true,
      list: [false, true],
      block: { g: true, i: true },
      text: { j: true },
      gone: [true],
      missing: [true],
    };
    expect(secretsOf(resource({ values, sensitive }))).toEqual(['sixsix', 'four', 'abc', 'ab']);
    expect(
      secretsOf(resource({ values: { a: 'x', b: ['x'] }, sensitive: { a: [true], b: { 0: true } } })),
    ).toEqual([]);
  });

  it('are found by their names in blocks, whether there are several or one', () => {
    const values = {
      one: { password: 'first' },
      several: [{ private_key: 'second', deep: [{ secret_key: 'third' }] }, 'text', null],
      password: 1,
      token_url: 'shown',
      token_urls: ['shown'],
    };
    expect(secretsOf(resource({ values })).sort()).toEqual(['first', 'second', 'third']);
  });

  it('are found by their names in lists, which hold several of them', () => {
    const values = {
      passwords: ['first', '${var.second}', 1, null, ['shown']],
      auth_token: ['second'],
      secrets: [{ name: 'shown', valueFrom: 'shown' }, 'third'],
    };
    expect(secretsOf(resource({ values })).sort()).toEqual(['first', 'second', 'third']);
  });

  it('are hidden in every member, a short one only where it is the whole text', () => {
    const secrets = ['sixsix', 'five5', 'ab'];
    const value = { a: ['x sixsix y', { b: 'five5' }], c: 'x five5 y', d: 'ab', e: 'abab', f: 1, g: null };
    expect(redact(value, secrets)).toEqual({
      a: ['x (sensitive) y', { b: '(sensitive)' }],
      c: 'x five5 y',
      d: '(sensitive)',
      e: 'abab',
      f: 1,
      g: null,
    });
  });

  it('that hold another are hidden whole', () => {
    const secrets = secretsOf(
      resource({ values: { a: 'secret', b: 'secret-long' }, sensitive: { a: true, b: true } }),
    );
    expect(redact('x secret-long', secrets)).toBe('x (sensitive)');
  });

  it('are hidden without reading them as patterns', () => {
    expect(redact('a $& b.*c $&', ['b.*c $&'])).toBe('a $& (sensitive)');
  });
});

it('a message keeps a name of the object prototype in braces', () => {
  expect(fillMessage('{constructor} {a}', { a: null })).toBe('{constructor} null');
});
