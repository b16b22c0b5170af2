/** Python environments below `.cache/python`, every package pinned by hash. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { findOnPath, isExecutable, lastLines, run } from './process.mjs';

const about = 'import sys; print("%d.%d" % sys.version_info[:2]); print(sys.executable)';

/** The first interpreter on PATH for which we hold the hashes of the packages' wheels. */
export async function findPython({ env, versions }) {
  const { oldest, newest } = versions.python;
  const names = ['python3', ...minorsBetween(oldest, newest).map((minor) => `python3.${minor}`)];
  const seen = [];
  for (const candidate of names.flatMap((name) => findOnPath(name, env.PATH ?? ''))) {
    const result = await run(candidate, ['-c', about], { env });
    const [version = '', executable = ''] = result.stdout.trim().split('\n');
    if (result.code === 0 && isBetween(version, oldest, newest)) return { version, executable };
    if (version !== '') seen.push(version);
  }
  const found = seen.length === 0 ? 'none is there' : `only ${[...new Set(seen)].join(' and ')} is there`;
  throw new Problem(
    `Python ${oldest} to ${newest} is needed on PATH and ${found}`,
    `install Python ${newest} (for example: apt-get install python3 python3-venv, or brew install python@${newest}), then run npm run setup`,
  );
}

/** Makes the environment `name` unless a whole one of exactly these packages is there; returns its program. */
export async function ensurePython({ root, env, versions, say }, name, python) {
  const { root: wanted, program, packages } = versions.python.environments[name];
  const folder = join(root, '.cache', 'python', name);
  const file = join(folder, 'bin', program);
  const requirements = requirementsText(packages);
  const stamp = join(folder, '.tollgate-stamp');
  const expected = stampOf(requirements, python);
  if (isExecutable(file) && existsSync(stamp) && readFileSync(stamp, 'utf8') === expected) return file;

  say(`${wanted}: installing ${Object.keys(packages).length} packages into .cache/python/${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(root, '.cache', 'python'), { recursive: true });
  const requirementsFile = join(root, '.cache', 'python', `${name}.txt`);
  writeFileSync(requirementsFile, requirements);
  const made = await run(python.executable, ['-m', 'venv', folder], { env });
  if (made.code !== 0) {
    throw new Problem(
      `${python.executable} cannot make a virtual environment (${lastLines(made.output)})`,
      'install the venv module (on Debian and Ubuntu: apt-get install python3-venv), then run npm run setup',
    );
  }
  const pip = ['-m', 'pip', 'install', '--require-hashes', '--only-binary', ':all:', '--no-input', '--quiet'];
  const interpreter = join(folder, 'bin', 'python');
  const installed = await run(interpreter, [...pip, '--disable-pip-version-check', '-r', requirementsFile], {
    env,
  });
  if (installed.code !== 0 || !isExecutable(file)) {
    rmSync(folder, { recursive: true, force: true });
    throw new Problem(
      `${wanted} could not be installed (${lastLines(installed.output)})`,
      `make the package index reachable for pip (python3 -m pip config list shows which it is), then run npm run setup`,
    );
  }
  // last, so that an interrupted installation never looks whole
  writeFileSync(stamp, expected);
  return file;
}

/** A requirements file for `pip --require-hashes`. */
export function requirementsText(packages) {
  const lines = Object.entries(packages).map(([name, hashes]) =>
    [name, ...hashes.map((hash) => `--hash=sha256:${hash}`)].join(' '),
  );
  return `${lines.join('\n')}\n`;
}

function stampOf(requirements, python) {
  const text = `${requirements}${python.version} ${realpathSync(python.executable)}`;
  return createHash('sha256').update(text).digest('hex');
}

function minorOf(version) {
  const [major = '', minor = ''] = version.split('.');
  return major === '3' ? Number(minor) : Number.NaN;
}

function minorsBetween(oldest, newest) {
  const count = minorOf(newest) - minorOf(oldest) + 1;
  return Array.from({ length: count }, (_, index) => minorOf(newest) - index);
}

function isBetween(version, oldest, newest) {
  return minorOf(version) >= minorOf(oldest) && minorOf(version) <= minorOf(newest);
}
