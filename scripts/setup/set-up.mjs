/** The order of work: what each purpose needs, all of it at once, and what could not be had told together. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { ensureGoTool } from './go-tool.mjs';
import { ensureMariadb } from './mariadb.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { describeProblem, Problem } from './problem.mjs';
import { ensurePython, findPython } from './python.mjs';
import { takeSetUpLock } from './set-up-lock.mjs';
import { ensureTerraform } from './terraform.mjs';
import { ensureTerraformCliConfig } from './terraform-cli-config.mjs';
import { isCurrent, writeRecord, writeToolchain } from './toolchain.mjs';
import { readVersions, versionDisagreement } from './versions.mjs';

/** What the pipeline needs in Actions, what a person needs to start it here, and what the tests need on top. */
const pipeline = ['nodeModules', 'terraform', 'terraformCliConfig'];
const start = [...pipeline, 'opa', 'moto'];
export const purposes = { pipeline, start, test: [...start, 'actionlint', 'checkov', 'mariadb'] };

/**
 * Sets up for one of `purposes`. Resolves to the sentences of what could not be had: none means all is there.
 * @param context `root` of the checkout, `env`, and `say`, which tells progress a line at a time
 */
export async function setUp(context, purpose) {
  const { root, say } = context;
  const began = performance.now();
  const tools = purposes[purpose];
  const problems = [...checkMachine(root)];
  if (problems.length > 0) return problems.map(describeProblem);
  if (isCurrent(context, tools)) {
    say(`set-up for ${purpose}: nothing to do (looked for ${Math.round(performance.now() - began)} ms)`);
    return [];
  }
  const release = await takeSetUpLock(root, say);
  try {
    const versions = readVersions();
    const { found, failed } = await ensureAll({ ...context, versions }, tools);
    writeToolchain({ root, versions }, found);
    if (failed.length > 0) return failed.map(describeProblem);
    writeRecord(context, tools);
  } finally {
    release();
  }
  say(`set-up for ${purpose}: done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return [];
}

/** What no later step can make up for. */
function* checkMachine(root) {
  const disagreement = versionDisagreement(root);
  if (disagreement !== null) yield disagreement;
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, major, minor] = /(\d+)\.(\d+)/.exec(engines.node) ?? [];
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor < Number(major) || (ownMajor === Number(major) && ownMinor < Number(minor))) {
    yield new Problem(
      `Node ${major}.${minor} or newer is needed and this is ${process.versions.node}`,
      `install Node ${major} or newer (for example: nvm install ${major})`,
    );
  }
  if (process.platform === 'win32') {
    yield new Problem(
      'Windows itself is not supported',
      'run it in the Windows Subsystem for Linux (wsl --install)',
    );
  }
}

/** Runs every step side by side; a Problem of one does not stop the others. */
async function ensureAll(context, tools) {
  const python = tools.includes('moto') ? findPython(context) : Promise.resolve(null);
  const inEnvironment = async (name) => {
    const interpreter = await python.catch(() => null);
    return interpreter === null ? null : ensurePython(context, name, interpreter);
  };
  const steps = {
    nodeModules: () => ensureNodeModules(context),
    terraform: () => ensureTerraform(context),
    terraformCliConfig: () => ensureTerraformCliConfig(context),
    opa: () => ensureGoTool(context, 'opa'),
    actionlint: () => ensureGoTool(context, 'actionlint'),
    moto: () => inEnvironment('moto'),
    checkov: () => inEnvironment('checkov'),
    mariadb: () => ensureMariadb(context),
    python: async () => (await python)?.executable ?? null,
  };
  const names = [...tools, 'python'];
  const results = await Promise.allSettled(names.map(async (name) => steps[name]()));
  const found = {};
  const failed = [];
  results.forEach((result, index) => {
    if (result.status === 'fulfilled') found[names[index]] = result.value ?? null;
    else if (result.reason instanceof Problem) failed.push(result.reason);
    else throw result.reason;
  });
  return { found, failed };
}
