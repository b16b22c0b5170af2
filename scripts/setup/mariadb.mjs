/**
 * The SQL server of the tests: MariaDB's `mariadbd`, from PATH or where packages put it, else installed with apt-get where
 * this process may. Aurora MySQL itself cannot be had outside AWS. Any version from `oldest` on will do: no output of ours
 * depends on it.
 */
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { findOnPath, isExecutable, lastLines, run } from './process.mjs';

const program = 'mariadbd';

export async function ensureMariadb(context) {
  const { env, versions, say } = context;
  const { oldest, debianPackage } = versions.mariadb;
  const before = await findMariadb(context);
  if (before.file !== null) return before.file;

  const fix = `install MariaDB ${oldest} or newer (on Debian and Ubuntu: apt-get install ${debianPackage}; or brew install mariadb), then run npm run setup`;
  const [aptGet] = findOnPath('apt-get', env.PATH ?? '');
  if (aptGet === undefined || process.getuid?.() !== 0) {
    throw new Problem(`${program} ${oldest} or newer is needed and ${before.seen}`, fix);
  }
  say(`${program}: apt-get install ${debianPackage}`);
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = ['install', '--yes', '--quiet', '--no-install-recommends', debianPackage];
  let installed = await run(aptGet, install, options);
  if (installed.code !== 0) {
    // a fresh image has no package lists
    await run(aptGet, ['update', '--quiet'], options);
    installed = await run(aptGet, install, options);
  }
  if (installed.code !== 0) {
    throw new Problem(`${debianPackage} could not be installed (${lastLines(installed.output)})`, fix);
  }
  const after = await findMariadb(context);
  if (after.file === null) {
    throw new Problem(`apt-get installed ${debianPackage}, and of ${program} ${after.seen}`, fix);
  }
  return after.file;
}

/** The first one that is new enough; else what there is, for a sentence. */
async function findMariadb({ env, versions }) {
  const { oldest, folders } = versions.mariadb;
  const seen = [];
  const elsewhere = folders.map((folder) => join(folder, program)).filter(isExecutable);
  for (const file of [...findOnPath(program, env.PATH ?? ''), ...elsewhere]) {
    const { stdout } = await run(file, ['--no-defaults', '--version'], { env });
    const version = /(\d+\.\d+)\.\d+-MariaDB/.exec(stdout)?.[1];
    if (version !== undefined && isAtLeast(version, oldest)) return { file, seen: version };
    if (version !== undefined) seen.push(version);
  }
  return { file: null, seen: seen.length === 0 ? 'none is there' : `only ${seen.join(' and ')} is there` };
}

function isAtLeast(version, oldest) {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
