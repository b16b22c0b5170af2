import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentSchema, previewPrefix, suffixPattern } from '../../scripts/model/environment';
import { loadConfig, resolveEnvironment } from '../../stacks/config';
import environments from '../../stacks/environments.json';
import { platformOptions } from '../../stacks/options';

const repository = join(__dirname, '../..');
const entry = {
  scope: 'environment',
  suffix: 'dev',
  account: '123456789012',
  stateBucket: 'payments-state',
};

test.each([...Object.keys(environments), 'pr123'])(
  'the environment %s of this repository has the shape the pipeline reads',
  (name) => {
    const { environment, terraformVersion } = loadConfig(repository, name);

    expect(environmentSchema.parse(environment)).toEqual(environment);
    expect(environment.region).toBe('us-east-1');
    expect(() => platformOptions(environment)).not.toThrow();
    expect(terraformVersion).toMatch(/^\d+\.\d+\.\d+$/);
  },
);

test('an entry without region, ephemeral and options gets the defaults', () => {
  expect(resolveEnvironment({ dev: entry }, 'dev')).toEqual({
    name: 'dev',
    ...entry,
    region: 'us-east-1',
    ephemeral: false,
    options: {},
  });
});

test.each(['staging', 'toString', '__proto__'])(
  'the unknown environment %s is answered with the known ones',
  (name) => {
    expect(() => resolveEnvironment({ prod: entry, dev: entry }, name)).toThrow(
      `there is no environment ${JSON.stringify(name)}: stacks/environments.json has dev, prod`,
    );
  },
);

test.each([
  ['suffix', 'de-v', '2 to 12 lower-case letters and digits, a letter first'],
  ['suffix', 'd', '2 to 12 lower-case letters and digits, a letter first'],
  ['suffix', 'abcdefghijklm', '2 to 12 lower-case letters and digits, a letter first'],
  ['suffix', 'dev\n', '2 to 12 lower-case letters and digits, a letter first'],
  ['scope', 'region', 'environment or account'],
  ['account', 123456789012, '12 digits in quotes'],
  ['region', 'Frankfurt', 'an AWS region such as us-east-1'],
  ['ephemeral', 'yes', 'true or false'],
  ['stateBucket', 'My Bucket', 'the name of an S3 bucket'],
  ['options', { natMode: null }, 'an object of strings, numbers and booleans'],
])('the %s %j is refused with what is allowed', (field, value, allowed) => {
  expect(() => resolveEnvironment({ dev: { ...entry, [field]: value } }, 'dev')).toThrow(
    `the environment dev has the ${field} ${JSON.stringify(value)} in stacks/environments.json where ${allowed} is allowed`,
  );
});

test('a missing field is named', () => {
  expect(() => resolveEnvironment({ dev: { scope: 'environment' } }, 'dev')).toThrow(
    'the environment dev has no suffix in stacks/environments.json where 2 to 12 lower-case letters and digits, a letter first is allowed',
  );
});

describe('a template for previews', () => {
  const preview = { ...entry, suffix: 'preview', ephemeral: true, templateFor: 'pr' };

  test('is an environment itself, and makes one of every number', () => {
    const options = { natMode: 'single' };
    const environments = { dev: entry, preview: { ...preview, options } };

    const expected = { ...entry, suffix: 'preview', ephemeral: true, region: 'us-east-1', options };
    expect(resolveEnvironment(environments, 'preview')).toEqual({ ...expected, name: 'preview' });
    expect(resolveEnvironment(environments, 'pr123')).toEqual({
      ...expected,
      name: 'pr123',
      suffix: 'pr123',
    });
  });

  test.each(['pr', 'pr0', 'pr01', 'pr1a', 'pr-1', 'PR1', 'pr12345678901', 'dev1'])(
    'makes no environment %j, and says what there is',
    (name) => {
      expect(() => resolveEnvironment({ preview, dev: entry }, name)).toThrow(
        `there is no environment ${JSON.stringify(name)}: stacks/environments.json has dev, pr<number>, preview`,
      );
    },
  );

  test('is refused where it would last', () => {
    const lasting = { ...preview, ephemeral: false };
    expect(() => resolveEnvironment({ preview: lasting }, 'pr1')).toThrow(
      'the environment pr1 is a template for previews in stacks/environments.json and not ephemeral: give it "ephemeral": true',
    );
  });

  test.each(['p1', '', 'previews', 3, null])('is refused with the letters %j', (templateFor) => {
    expect(() => resolveEnvironment({ preview: { ...preview, templateFor } }, 'preview')).toThrow(
      `the environment preview has the templateFor ${JSON.stringify(templateFor)} in stacks/environments.json where the letters previews are named by, such as pr for pr123, is allowed`,
    );
  });

  test.each([
    ['name', { pr7: entry }],
    ['suffix', { blue: { ...entry, suffix: 'pr7' } }],
  ])('is refused beside an entry with the %s of a preview', (_, other) => {
    const [name] = Object.keys(other);
    expect(() => resolveEnvironment({ preview, ...other }, 'preview')).toThrow(
      `the environment ${name!} has the name or suffix "pr7" in stacks/environments.json, which a preview made from preview would have: give it another`,
    );
  });

  test('is read by stacks and pipeline in the same way', () => {
    for (const name of [
      'pr1',
      'pr123',
      'pr0',
      'pr',
      'pr1234567890',
      'pr12345678901',
      'pr1x',
      'PR1',
      'pr 1',
    ]) {
      const resolve = () => resolveEnvironment({ preview }, name);
      if (previewPrefix(name) === 'pr') expect(resolve().suffix).toBe(name);
      else expect(resolve).toThrow(`there is no environment ${JSON.stringify(name)}`);
    }
  });
});

test('a misspelt field is refused instead of being left out', () => {
  expect(() => resolveEnvironment({ dev: { ...entry, ephemral: true } }, 'dev')).toThrow(
    'the environment dev has a field "ephemral" in stacks/environments.json',
  );
});

test('two environments cannot share a suffix', () => {
  expect(() => resolveEnvironment({ dev: entry, blue: entry }, 'dev')).toThrow(
    'the environments dev and blue have the same suffix dev in stacks/environments.json: give each its own',
  );
});

test('stacks and pipeline agree on what a suffix is', () => {
  for (const suffix of [
    'dev',
    'pr123',
    'ab',
    'abcdefghijkl',
    'a',
    '1dev',
    'DEV',
    'a-b',
    'abcdefghijklm',
    '',
  ]) {
    const accepted = suffixPattern.test(suffix);
    const resolve = () => resolveEnvironment({ dev: { ...entry, suffix } }, 'dev');
    if (accepted) expect(resolve().suffix).toBe(suffix);
    else expect(resolve).toThrow(suffix);
  }
});

test('the version of terraform comes from the file of that name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-config-'));
  try {
    mkdirSync(join(folder, 'stacks'));
    writeFileSync(join(folder, 'stacks/environments.json'), JSON.stringify({ dev: entry }));
    writeFileSync(join(folder, '.terraform-version'), '1.11.9\n');

    expect(loadConfig(folder, 'dev').terraformVersion).toBe('1.11.9');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
