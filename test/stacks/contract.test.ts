import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonObject } from '../../scripts/model/json';
import { suffixPattern } from '../../scripts/model/environment';
import { buildAccountApp } from '../../stacks/app';
import { Naming } from '../../stacks/lib/naming';
import {
  platformConfig,
  synthesizeApp,
  usePlatforms,
  type EnvironmentChange,
  type SynthesizedPlatform,
} from '../support/platforms';

/** Where each type of AWS has its name: the table the gate judges names by. */
interface NamingRow {
  readonly by: 'name' | 'tag' | 'none';
  readonly attribute?: string;
  /** An attribute before the name, within which it has to differ. */
  readonly parent?: string;
}

const table = JSON.parse(
  readFileSync(resolve(__dirname, '../../policy/tables/naming/data.json'), 'utf8'),
) as { readonly types: Readonly<Record<string, NamingRow>> };

/** The most characters AWS takes, where that is less than the 64 that `Naming` allows. */
const shortLimits: Readonly<Record<string, number>> = {
  aws_backup_selection: 50,
  aws_backup_vault: 50,
  aws_db_instance: 63,
  aws_rds_cluster: 63,
  aws_rds_cluster_instance: 63,
  aws_cloudwatch_event_archive: 48,
  aws_xray_group: 32,
  aws_xray_sampling_rule: 32,
};

/** Everything options can add, so that no resource is left out. */
const options: EnvironmentChange['options'] & object = {
  natMode: 'per-az',
  interfaceEndpoints: 'core',
  sessionReadUnitLimit: 100,
  sessionWriteUnitLimit: 100,
};

const platforms = usePlatforms();
const bySuffix = new Map<string, SynthesizedPlatform>();

/** Synthesized once a suffix; a copy, which may be changed. */
function synthesize(suffix: string): SynthesizedPlatform {
  const platform = bySuffix.get(suffix) ?? platforms.synthesize({ name: suffix, suffix, options });
  bySuffix.set(suffix, platform);
  return structuredClone(platform);
}

interface Name {
  readonly address: string;
  readonly type: string;
  readonly name: string;
}

function namesIn(platform: SynthesizedPlatform): Name[] {
  return Object.entries(platform).flatMap(([stack, { resource, terraform }]) => [
    { address: stack, type: 'state', name: JSON.stringify(terraform['backend']) },
    ...Object.entries(resource).flatMap(([type, byName]) =>
      Object.entries(byName).flatMap(([local, attributes]) =>
        nameOf(type, attributes).map((name) => ({ address: `${stack}: ${type}.${local}`, type, name })),
      ),
    ),
  ]);
}

/** The name of a resource, or none where another resource of the stack gives it, which is looked at itself. */
function nameOf(type: string, attributes: JsonObject): string[] {
  const row = table.types[type];
  if (row === undefined) throw new Error(`the naming table does not know ${type}`);
  if (row.by === 'none') return [];
  const tags = (attributes['tags'] ?? {}) as JsonObject;
  const own = row.by === 'tag' ? tags['Name'] : attributes[row.attribute ?? ''];
  if (typeof own !== 'string') throw new Error(`a ${type} has no ${row.attribute ?? 'tag Name'}`);
  const parent = row.parent === undefined ? undefined : attributes[row.parent];
  const name = typeof parent === 'string' ? `${parent}/${own}` : own;
  return name.includes('${') ? [] : [name];
}

const longest = 'abcdefghijkl';

test.each([
  ['dev', 'staging'],
  ['prod', 'aprod'],
  ['pr1', 'pr12'],
  [longest, 'abcdefghijkm'],
])('the environments %s and %s synthesize into one account without a name in common', (one, other) => {
  expect([one, other].filter((suffix) => !suffixPattern.test(suffix))).toEqual([]);
  const names = namesIn(synthesize(one));
  const taken = new Set(namesIn(synthesize(other)).map(({ type, name }) => `${type} ${name}`));

  expect(names.length).toBeGreaterThan(50);
  expect(names.filter(({ type, name }) => taken.has(`${type} ${name}`))).toEqual([]);
});

test('a name in common would be found', () => {
  const [one, other] = [synthesize('dev'), synthesize('staging')];
  for (const { resource } of [one['data']!, other['data']!]) {
    Object.values(resource['aws_dynamodb_table']!)[0]!['name'] = 'payments-sessions';
  }
  const taken = new Set(namesIn(other).map(({ type, name }) => `${type} ${name}`));

  expect(
    namesIn(one)
      .filter(({ type, name }) => taken.has(`${type} ${name}`))
      .map(({ name }) => name),
  ).toEqual(['payments-sessions']);
});

test('with the longest suffix every name is within the limit of its type', () => {
  expect(suffixPattern.test(longest)).toBe(true);
  expect(suffixPattern.test(`${longest}m`)).toBe(false);

  const tooLong = namesIn(synthesize(longest)).filter(
    ({ type, name }) => name.length > (shortLimits[type] ?? Infinity),
  );
  expect(tooLong).toEqual([]);
});

test('the pattern that grants what is ours matches no name of another environment', () => {
  const pattern = new RegExp(`^${new Naming('prod').pattern.replaceAll('*', '.*')}$`);

  expect(new Naming('prod').name('sessions')).toMatch(pattern);
  for (const other of ['aprod', 'prod1', 'dev'])
    expect(new Naming(other).name('sessions')).not.toMatch(pattern);
});

/**
 * An address is where terraform finds a resource in its state. With another construct id the resource is destroyed and
 * made anew, which for a database is the loss of what is in it: change an address only together with a `moved` block.
 */
describe('the addresses of', () => {
  const addressesOf = (platform: SynthesizedPlatform, stack: string) =>
    Object.entries(platform[stack]!.resource)
      .flatMap(([type, byName]) => Object.keys(byName).map((local) => `${type}.${local}`))
      .sort();

  test('every stack of an environment stay as they are', () => {
    const platform = synthesize('dev');
    for (const stack of Object.keys(platform).sort()) {
      expect(addressesOf(platform, stack)).toMatchSnapshot(stack);
    }
  });

  test('the stack of an account stay as they are', () => {
    const account = platformConfig({ name: 'account-test', scope: 'account', suffix: 'accttest' });
    const { app } = buildAccountApp(account, platforms.outdir());
    expect(addressesOf(synthesizeApp(app), 'account')).toMatchSnapshot('account');
  });
});
