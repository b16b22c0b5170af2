import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { call } from './checkout';

const repository = resolve(__dirname, '../../..');
const file = resolve(repository, 'scripts/setup/versions.json');

interface Versions {
  terraform: { version: string; sha256: Record<string, string> };
  provider: { version: string };
  python: { environments: Record<string, { root: string; packages: Record<string, string[]> }> };
}

const text = readFileSync(file, 'utf8');
const versions = JSON.parse(text) as Versions;

it('pins the terraform version that .terraform-version names', () => {
  const pinned = readFileSync(resolve(repository, '.terraform-version'), 'utf8').trim();

  expect(versions.terraform.version).toBe(pinned);
});

it('pins the provider version the installed bindings were made from', () => {
  const manifest = readFileSync(resolve(repository, 'node_modules/@cdktf/provider-aws/package.json'), 'utf8');
  const { cdktf } = JSON.parse(manifest) as { cdktf: { provider: { version: string } } };

  expect(cdktf.provider.version).toBe(versions.provider.version);
});

it('has a sha256 for every platform and every Python package, and the root of each environment among them', () => {
  for (const { root, packages } of Object.values(versions.python.environments)) {
    expect(Object.keys(packages)).toContain(root.replace(/\[.*\]/, ''));
    for (const hashes of Object.values(packages)) expect(hashes.length).toBeGreaterThan(0);
  }
  const all = [
    ...Object.values(versions.terraform.sha256),
    ...Object.values(versions.python.environments).flatMap(({ packages }) => Object.values(packages).flat()),
  ];
  expect(all.filter((hash) => !/^[0-9a-f]{64}$/.test(hash))).toEqual([]);
});

it('stands in the file one line a package, as the lock script writes it', async () => {
  expect(await call('scripts/setup/versions.mjs', 'formatVersions', versions)).toBe(text);
});
