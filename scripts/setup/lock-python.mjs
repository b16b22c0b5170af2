/**
 * Writes the `python` part of versions.json anew: every package of each environment with the sha256 of its wheel for
 * each Python and platform we support. Run it after changing a root package: `node scripts/setup/lock-python.mjs`.
 * It asks whatever index pip is configured for and takes some minutes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVersions, versionsFile } from './versions.mjs';

const pythons = ['3.11', '3.12', '3.13'];
const manylinux = ['2_34', '2_28', '2_17'];
const platforms = [
  [...manylinux.map((level) => `manylinux_${level}_x86_64`), 'manylinux2014_x86_64'],
  [...manylinux.map((level) => `manylinux_${level}_aarch64`), 'manylinux2014_aarch64'],
  ['macosx_14_0_arm64', 'macosx_11_0_arm64'],
];

function pipReport(folder, args) {
  const file = join(folder, 'report.json');
  const fixed = ['install', '--dry-run', '--ignore-installed', '--quiet', '--only-binary', ':all:'];
  execFileSync('python3', ['-m', 'pip', ...fixed, '--report', file, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return JSON.parse(readFileSync(file, 'utf8')).install.map((item) => ({
    name: `${item.metadata.name.toLowerCase().replace(/[-_.]+/g, '-')}==${item.metadata.version}`,
    sha256: item.download_info.archive_info.hashes.sha256,
  }));
}

/** Resolves once, on the oldest Python we support, and looks the wheels of that set up for every target. */
function lock(folder, root) {
  const resolved = pipReport(folder, [
    '--python-version',
    pythons[0],
    '--target',
    folder,
    ...platforms[0].flatMap(tag),
    root,
  ]);
  const hashes = new Map(resolved.map((item) => [item.name, new Set([item.sha256])]));
  for (const python of pythons) {
    for (const tags of platforms) {
      process.stderr.write(`${root}: Python ${python}, ${tags[0]}\n`);
      const target = ['--no-deps', '--target', folder, '--python-version', python, ...tags.flatMap(tag)];
      for (const item of pipReport(folder, [...target, ...hashes.keys()]))
        hashes.get(item.name)?.add(item.sha256);
    }
  }
  const sorted = [...hashes].sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, found]) => [name, [...found].sort()]));
}

function tag(platform) {
  return ['--platform', platform];
}

const folder = mkdtempSync(join(tmpdir(), 'tollgate-lock-'));
try {
  const versions = JSON.parse(readFileSync(versionsFile, 'utf8'));
  for (const environment of Object.values(versions.python.environments)) {
    environment.packages = lock(folder, environment.root);
  }
  writeFileSync(versionsFile, formatVersions(versions));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
