import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recogniseDocument } from '../../../../scripts/gate/evidence/evidence';
import { modeAt, objectAt, objectsAt, textAt } from '../../../../scripts/gate/evidence/fields';
import { scanJson } from '../../../../scripts/gate/evidence/json-depth';
import {
  deepestNesting,
  largestFile,
  parseJson,
  readJsonFile,
} from '../../../../scripts/gate/evidence/json-file';
import { readEvidence } from '../../../../scripts/gate/evidence/read-evidence';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { errorOf, scratchFolder } from '../support';

const scratch = scratchFolder();

describe('the nesting of a text', () => {
  it.each<[string, number, boolean]>([
    ['', 0, false],
    ['1', 0, false],
    ['[]', 1, false],
    ['[{}, [[]], {}]', 3, false],
    ['[[]][[]]', 2, false],
    ['["[[[", "\\"[[", "\\\\"]', 1, false],
    ['{"a\\"": [', 2, true],
    ['["a', 1, true],
    ['"a\\"', 0, true],
    ['"a"', 0, false],
    ['"[" "[', 0, true],
  ])('of %s is %i deep', (text, depth, isCutOff) => {
    expect(scanJson(text)).toEqual({ depth, isCutOff });
  });
});

describe('a text of JSON', () => {
  it.each<[string, string]>([
    ['', 'is empty'],
    [' \n ', 'is empty'],
    ['{"a":', 'is cut off'],
    ['x', 'is not JSON'],
    [`{"a":"${'x'.repeat(20)}" "b":1}`, 'is not JSON (at character 28)'],
  ])('%j is refused with its cause, and is never quoted', (text, what) => {
    const error = errorOf(() => parseJson(text, 'a.json'));
    expect(error.message).toBe(
      `a.json ${what}; write a plan or state with terraform show -json FILE, a configuration with npm run synth`,
    );
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  it('may nest as deep as is read, and no deeper', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(deepestNesting), 'a.json')).toHaveLength(1);
    expect(errorOf(() => parseJson(nested(deepestNesting + 1), 'a.json')).message).toBe(
      'a.json nests 257 levels deep, and at most 256 are read; it is not what terraform or cdktf writes',
    );
  });

  it('is read from a file of the largest size, and from no folder or device', () => {
    const file = scratch.write('large.json', '{}');
    truncateSync(file, largestFile);
    expect(errorOf(() => readJsonFile(file)).message).toMatch(/UTF-16|is not JSON/);
    for (const path of [scratch.path(), '/dev/null'])
      expect(errorOf(() => readJsonFile(path)).message).toBe(
        `${path} cannot be read: it is neither a file nor a folder; write the JSON to a file first`,
      );
  });

  it('says why its file cannot be found', () => {
    const path = join(scratch.path(), 'nowhere.json');
    const error = errorOf(() => readJsonFile(path));
    expect(error.message).toContain(`${path} cannot be judged: there is no such file or folder (`);
    expect(error.message).toContain('ENOENT');
    expect(error.message).toMatch(/\); name a cdktf.out, Terraform JSON, a plan or a state$/);
    expect(error.cause).toMatchObject({ code: 'ENOENT' });
  });

  it.each<[string, number[], RegExp | null]>([
    ['UTF-16 of the one order', [0xff, 0xfe, 0x31], /is UTF-16 or UTF-32/],
    ['UTF-16 of the other', [0xfe, 0xff, 0x31], /is UTF-16 or UTF-32/],
    ['a zero in its beginning', [0x31, 0x32, 0x33, 0], /is UTF-16 or UTF-32/],
    ['one byte of a mark', [0xff, 0x31], /is not UTF-8 text/],
    ['the other byte of a mark', [0xfe, 0x31], /is not UTF-8 text/],
    ['the last byte of a mark', [0x31, 0xfe], /is not UTF-8 text/],
    ['two bytes of no mark', [0xff, 0xff], /is not UTF-8 text/],
    ['plain digits', [0x31, 0x32], null],
  ])('with %s', (name, bytes, message) => {
    const file = scratch.write('bytes.json', Buffer.from(bytes));
    if (message === null) expect(readJsonFile(file)).toBe(12);
    else {
      const error = errorOf(() => readJsonFile(file));
      expect(error.message).toMatch(message);
      expect(error.cause !== undefined).toBe(error.message.includes('not UTF-8'));
    }
    expect(name).not.toBe('');
  });

  it('may say U+FFFD itself, be it in the beginning or after a mark', () => {
    for (const text of ['"\ufffd"', '\ufeff"\ufffd"', '\ufeff"\u00e9"']) {
      const file = scratch.write('replacement.json', text);
      expect(readJsonFile(file)).toBe(text.replace('\ufeff', '').slice(1, -1));
    }
  });
});

describe('a folder of Terraform JSON', () => {
  const folder = (name: string, files: Readonly<Record<string, string>>): string => {
    const path = join(scratch.path(), name);
    mkdirSync(path);
    for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
    return path;
  };

  it('is of the stack one of its files names, and has the blocks of all in the order of their names', () => {
    const path = folder('stack', {
      'b.tf.json': '{"//":{"metadata":{"stackName":"app"}},"locals":[{"b":1}]}',
      'c.tf.json': '{"locals":"text"}',
      'a.tf.json': '{"locals":{"a":1}}',
      'override.tf.json.txt': '{}',
    });
    expect(readEvidence(path)).toMatchObject({ stack: 'app', terraform: { locals: [{ a: 1 }, { b: 1 }] } });
  });

  it.each([['override.tf.json'], ['x_override.tf.json'], ['x.tf']])('with %s is refused', (name) => {
    const path = folder(`with-${name}`, { 'a.tf.json': '{"locals":{}}', [name]: '{}' });
    expect(errorOf(() => readEvidence(path)).message).toBe(
      `${join(path, name)} would be loaded by terraform and cannot be judged; judge the plan of this folder instead: terraform show -json PLAN`,
    );
  });

  it('names the file that is something else', () => {
    const path = folder('mixed-two', {
      'a.tf.json': '{"locals":{}}',
      'b.tf.json': '{"format_version":"1.2","resource_changes":[]}',
    });
    expect(errorOf(() => readEvidence(path)).message).toBe(
      `${join(path, 'b.tf.json')} is no Terraform JSON configuration though it is called *.tf.json; rename it`,
    );
  });
});

describe('a document', () => {
  it.each<[JsonObject, JsonObject]>([
    [{ configuration: {}, format_version: '1.22' }, { kind: 'plan' }],
    [{ format_version: '1.0' }, { kind: 'state', form: 'values' }],
    [
      { version: 4, lineage: 'x' },
      { kind: 'state', form: 'file' },
    ],
    [
      { version: 4, terraform_version: 'x' },
      { kind: 'state', form: 'file' },
    ],
    [
      { version: 4, resources: [] },
      { kind: 'state', form: 'file' },
    ],
    [
      { version: 4, modules: [] },
      { kind: 'state', form: 'file' },
    ],
    [{ import: [] }, { kind: 'configuration', stack: null }],
    [
      { locals: {}, '//': { metadata: { stackName: 1 } } },
      { kind: 'configuration', stack: null },
    ],
    [
      { locals: {}, '//': 'x' },
      { kind: 'configuration', stack: null },
    ],
    [
      { locals: {}, '//': { metadata: 'x' } },
      { kind: 'configuration', stack: null },
    ],
  ])('%j is recognised', (document, found) => {
    expect(recogniseDocument(document, 'a.json')).toMatchObject({ origin: 'a.json', ...found });
  });

  it.each<[JsonValue, string]>([
    [
      { format_version: '1.0', diagnostics: [] },
      'a.json cannot be judged: a cdktf.out, Terraform JSON configuration, plan JSON and state JSON are known, and it is none of them',
    ],
    [
      { configuration: {} },
      'a.json cannot be judged: a cdktf.out, Terraform JSON configuration, plan JSON and state JSON are known, and it is none of them',
    ],
    [
      { format_version: '1.0x' },
      'a.json is a state of format version "1.0x", and 0.x and 1.x are read; show it with the terraform of .terraform-version',
    ],
    [
      { format_version: 1.5 },
      'a.json is a state of format version 1.5, and 0.x and 1.x are read; show it with the terraform of .terraform-version',
    ],
    [
      { version: 5, modules: [] },
      'a.json is a state of version 5, and version 4 is read; let terraform 0.13 or later write it again',
    ],
  ])('%j is refused', (document, message) => {
    expect(errorOf(() => recogniseDocument(document, 'a.json')).message).toBe(message);
  });

  it('has parts of the form they are asked for in', () => {
    const parent: JsonObject = { a: { b: 1 }, c: 'x', d: '', e: null, f: [{}], g: [{}, 1] };
    expect([objectAt(parent, 'a'), objectAt(parent, 'c'), objectAt(parent, 'gone')]).toEqual([
      { b: 1 },
      {},
      {},
    ]);
    expect([
      objectsAt(parent, 'f', 'o'),
      objectsAt(parent, 'e', 'o'),
      objectsAt(parent, 'gone', 'o'),
    ]).toEqual([[{}], [], []]);
    expect(errorOf(() => objectsAt(parent, 'g', 'o')).message).toBe(
      'o has something else than a list of objects as g; write it again with terraform show -json',
    );
    expect(textAt(parent, 'c', 'o')).toBe('x');
    for (const key of ['d', 'a', 'gone'])
      expect(errorOf(() => textAt(parent, key, 'o')).message).toBe(
        `o has a resource without a ${key}; write it again with terraform show -json`,
      );
    expect([modeAt({ mode: 'data' }), modeAt({ mode: 'x' }), modeAt({})]).toEqual([
      'data',
      'managed',
      'managed',
    ]);
  });
});
