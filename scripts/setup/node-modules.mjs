/** `node_modules`, as package-lock.json has it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { lastLines, run } from './process.mjs';

/**
 * Why `npm ci` has to run, or null where what is installed is what the lock file asks for.
 *
 * Both files are compared by content: npm writes `node_modules/.package-lock.json` last, so it says what a finished
 * installation holds, and neither a fresh clone nor a touched file can mislead.
 */
export function staleReason(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return 'node_modules is missing';
  const wanted = installedPackages(join(root, 'package-lock.json'));
  let installed;
  try {
    installed = installedPackages(record);
  } catch {
    return 'the record of what is in node_modules cannot be read';
  }
  for (const [path, entry] of wanted) {
    const found = installed.get(path);
    if (found === undefined && entry.optional === true) continue; // a binary for another platform
    if (found === undefined) return `${path} is missing`;
    if (found.version !== entry.version || found.integrity !== entry.integrity)
      return `${path} is not as locked`;
    if (!existsSync(join(root, path))) return `${path} is missing`;
  }
  const extra = [...installed.keys()].find((path) => !wanted.has(path));
  return extra === undefined ? null : `${extra} is not in package-lock.json`;
}

/** The entries below a `node_modules`; workspaces themselves are part of the checkout, not of the installation. */
function installedPackages(file) {
  const { packages = {} } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(packages).filter(([path]) => /(^|\/)node_modules\//.test(path)));
}

export async function ensureNodeModules({ root, env, say }) {
  const reason = staleReason(root);
  if (reason === null) return;
  say(`npm ci: ${reason}`);
  const result = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, env });
  if (result.code !== 0) {
    throw new Problem(`npm ci failed (${npmReason(result.output)})`, 'npm ci');
  }
}

/** npm says the reason first and then much else, each line behind `npm error`. */
function npmReason(output) {
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
  const said = errors.map((line) => line.slice('npm error'.length).trim()).filter((line) => line !== '');
  return said.length === 0 ? lastLines(output) : said.slice(0, 3).join(' / ').slice(0, 600);
}
