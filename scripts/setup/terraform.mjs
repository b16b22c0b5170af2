/** terraform at exactly the pinned version: from PATH, from `.cache/bin`, or from HashiCorp's release site. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { download } from './download.mjs';
import { Problem } from './problem.mjs';
import { findOnPath, isExecutable, run } from './process.mjs';
import { readZipEntry } from './unzip.mjs';

const releaseSite = 'https://releases.hashicorp.com';
const systems = { linux: 'linux', darwin: 'darwin' };
const architectures = { x64: 'amd64', arm64: 'arm64' };

/** The platform as terraform and its providers call it, `linux_amd64`. */
export function terraformPlatform(platform = process.platform, architecture = process.arch) {
  return `${systems[platform] ?? platform}_${architectures[architecture] ?? architecture}`;
}

export async function ensureTerraform({ root, env, versions, say }) {
  const { version, sha256 } = versions.terraform;
  const bin = join(root, '.cache', 'bin');
  const own = join(bin, 'terraform');
  for (const candidate of [...findOnPath('terraform', env.PATH ?? ''), own].filter(isExecutable)) {
    if ((await versionOf(candidate, env)) === version) return candidate;
  }

  const platform = terraformPlatform();
  const byHand = `put terraform ${version} on PATH or into .cache/bin, then run npm run setup`;
  const expected = sha256[platform];
  if (expected === undefined) {
    throw new Problem(
      `terraform ${version} is not on PATH and scripts/setup/versions.json has no checksum of it for ${platform} (only for ${Object.keys(sha256).join(', ')})`,
      byHand,
    );
  }
  const base = (env.TOLLGATE_TERRAFORM_RELEASES ?? releaseSite).replace(/\/+$/, '');
  const url = `${base}/terraform/${version}/terraform_${version}_${platform}.zip`;
  const orMirror = `${byHand}; or name a mirror of the release site: TOLLGATE_TERRAFORM_RELEASES=<url> npm run setup`;
  say(`terraform ${version}: downloading ${url}`);
  mkdirSync(bin, { recursive: true });
  const folder = mkdtempSync(join(bin, '.terraform-'));
  try {
    const archive = join(folder, 'terraform.zip');
    await download(url, archive, { sha256: expected, fix: orMirror });
    const file = join(folder, 'terraform');
    writeFileSync(file, unpack(archive, url, orMirror));
    chmodSync(file, 0o755);
    const found = await versionOf(file, env);
    if (found !== version) {
      throw new Problem(
        `what ${url} holds does not run here as terraform ${version} (it says ${found ?? 'nothing'})`,
        orMirror,
      );
    }
    renameSync(file, own);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return own;
}

function unpack(archive, url, fix) {
  try {
    return readZipEntry(readFileSync(archive), 'terraform');
  } catch (cause) {
    throw new Problem(`${url} is not the archive it should be (${cause.message})`, fix, { cause });
  }
}

async function versionOf(file, env) {
  const result = await run(file, ['version', '-json'], { env: { ...env, CHECKPOINT_DISABLE: '1' } });
  try {
    return JSON.parse(result.stdout).terraform_version;
  } catch {
    return undefined;
  }
}
