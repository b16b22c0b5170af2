import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentSchema, suffixPattern } from '../../scripts/model/environment';
import { loadConfig, resolveEnvironment } from '../../stacks/config';

const repository = join(__dirname, '../..');
const entry = {
  scope: 'environment',
  suffix: 'dev',
  account: '123456789012',
  stateBucket: 'payments-state',
};

test.each(['dev', 'prod'])(
  'the environment %s of this repository has the shape the pipeline reads',
  (name) => {
    const { environment, terraformVersion } = loadConfig(repository, name);

    expect(environmentSchema.parse(environment)).toEqual(environment);
    expect(environment.region).toBe('us-east-1');
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
