import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GateError } from '../../../../scripts/gate/error';
import { isSynthesisFolder, readEvidence } from '../../../../scripts/gate/evidence/read-evidence';
import { scratchFolder } from '../support';

const scratch = scratchFolder();
const plan = '{"format_version":"1.2","resource_changes":[]}';

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(scratch.path(), name);
  mkdirSync(path);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

/** The one sentence a path is refused with. */
function refusal(path: string): string {
  try {
    readEvidence(path);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(GateError);
    const { message } = thrown as GateError;
    expect(message).not.toContain('\n');
    return message;
  }
  throw new Error(`${path} was read`);
}

describe('what is refused', () => {
  it.each([
    ['text.json', 'not json', /is not JSON/],
    ['trailing.json', `${plan}}`, /is not JSON/],
    ['cut.json', plan.slice(0, -1), /is cut off/],
    ['cut-text.json', '{"format_version":"1', /is cut off/],
    ['empty.json', '', /is empty/],
    ['list.json', '[]', /holds no JSON object/],
    ['foreign.json', '{"name":"tollgate","version":"1.0.0"}', /is none of them/],
    [
      'plan-2.json',
      '{"format_version":"2.0","resource_changes":[]}',
      /plan of format version "2.0", and 0.x and 1.x are read/,
    ],
    ['plan-10.json', '{"format_version":"10.0","resource_changes":[]}', /format version "10.0"/],
    ['plan-number.json', '{"format_version":1,"resource_changes":[]}', /format version 1,/],
    ['plan-none.json', '{"resource_changes":[]}', /format version null/],
    ['state-2.json', '{"format_version":"2.0","values":{}}', /state of format version "2.0"/],
    [
      'v3.tfstate',
      '{"version":3,"terraform_version":"0.11.0","modules":[]}',
      /state of version 3, and version 4 is read/,
    ],
    ['v5.tfstate', '{"version":5,"terraform_version":"2.0.0","resources":[]}', /state of version 5/],
    [
      'deep.json',
      `{"resource":${'['.repeat(256)}${']'.repeat(256)}}`,
      /nests 257 levels deep, and at most 256/,
    ],
    ['deeper.json', '['.repeat(2_000_000), /nests 2000000 levels deep/],
  ])('%s', (name, content, message) => {
    expect(refusal(scratch.write(name, content))).toMatch(message);
  });

  it('a path that does not exist', () => {
    expect(refusal(join(scratch.path(), 'nowhere.json'))).toMatch(/there is no such file or folder/);
  });

  it.each([
    ['le.json', Buffer.from(`\ufeff${plan}`, 'utf16le')],
    ['le-without-mark.json', Buffer.from(plan, 'utf16le')],
    ['be.json', Buffer.from(`\ufeff${plan}`, 'utf16le').swap16()],
  ])('UTF-16, by its name: %s', (name, content) => {
    expect(refusal(scratch.write(name, content))).toMatch(/is UTF-16 or UTF-32, and only UTF-8 is read/);
  });

  it('bytes that are no text, such as a saved plan', () => {
    const file = scratch.write('tfplan', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]));
    expect(refusal(file)).toMatch(/is not UTF-8 text; .* terraform show -json/);
  });

  it('a file over 384 MiB, before it is read', () => {
    const file = scratch.write('large.json', '{}');
    truncateSync(file, 384 * 1024 * 1024 + 1);
    expect(refusal(file)).toMatch(/has 385 MiB, and at most 384 MiB are read/);
  });

  it('a secret is not quoted where JSON breaks', () => {
    expect(refusal(scratch.write('secret.json', '{"password": hunter2000}'))).not.toContain('hunter');
  });
});

describe('a folder', () => {
  it('with nothing in it is refused', () => {
    expect(refusal(folder('nothing', {}))).toMatch(/neither a manifest.json nor a \*.tf.json/);
  });

  it('with HCL or an override file beside the JSON is refused, as terraform would load it', () => {
    const json = { 'cdk.tf.json': '{"resource":{}}' };
    expect(refusal(folder('hcl', { ...json, 'evil.tf': '' }))).toMatch(
      /evil.tf would be loaded by terraform/,
    );
    expect(refusal(folder('override', { ...json, 'x_override.tf.json': '{}' }))).toMatch(
      /x_override.tf.json would be/,
    );
  });

  it('with a link out of it is refused, and a link within it is read', () => {
    const outside = scratch.write('outside.tf.json', '{"resource":{}}');
    const path = folder('links', { 'a.tf.json': '{"resource":{}}' });
    symlinkSync(join(path, 'a.tf.json'), join(path, 'b.tf.json'));
    expect(readEvidence(path).kind).toBe('configuration');
    symlinkSync(outside, join(path, 'c.tf.json'));
    expect(refusal(path)).toMatch(/c.tf.json is a link to .*outside.tf.json, out of the folder/);
  });

  it('with a link that leads nowhere is refused', () => {
    const path = folder('dangling', {});
    symlinkSync(join(path, 'gone'), join(path, 'a.tf.json'));
    expect(refusal(path)).toMatch(/a link that leads nowhere/);
  });

  it('with something else than configuration in a *.tf.json is refused', () => {
    expect(refusal(folder('mixed', { 'a.tf.json': plan }))).toMatch(/is no Terraform JSON configuration/);
  });

  it('is one module made of all its files', () => {
    const path = folder('module', {
      'a.tf.json': '{"resource":{"aws_s3_bucket":{"a":{}}},"locals":{"x":1}}',
      'b.tf.json': '{"resource":[{"aws_s3_bucket":{"b":{}}}]}',
      'notes.json': 'not read',
    });
    expect(readEvidence(path)).toEqual({
      kind: 'configuration',
      origin: path,
      stack: null,
      terraform: {
        resource: [{ aws_s3_bucket: { a: {} } }, { aws_s3_bucket: { b: {} } }],
        locals: { x: 1 },
      },
    });
  });

  it('with a manifest is a synthesis', () => {
    expect(isSynthesisFolder(folder('cdktf.out', { 'manifest.json': '{}' }))).toBe(true);
    expect(isSynthesisFolder(folder('other', {}))).toBe(false);
  });
});

describe('what a file is, by its content', () => {
  it.each([
    ['p1.txt', plan, 'plan'],
    ['p2.json', '{"format_version":"0.1","planned_values":{}}', 'plan'],
    ['p3.json', `\ufeff${plan}`, 'plan'],
    ['s1.json', '{"format_version":"1.0","terraform_version":"1.11.4"}', 'state'],
    ['s2.json', '{"format_version":"0.1","values":{}}', 'state'],
    ['s3.tfstate', '{"version":4,"terraform_version":"1.11.4","lineage":"x","resources":[]}', 'state'],
    ['c1.json', '{"data":{}}', 'configuration'],
  ])('%s', (name, content, kind) => {
    expect(readEvidence(scratch.write(name, content)).kind).toBe(kind);
  });

  it('the stack of a cdk.tf.json is the one cdktf wrote into it', () => {
    const file = scratch.write('c2.json', '{"//":{"metadata":{"stackName":"network"}},"resource":{}}');
    expect(readEvidence(file)).toMatchObject({ kind: 'configuration', stack: 'network' });
  });
});
