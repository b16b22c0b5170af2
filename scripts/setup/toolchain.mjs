/**
 * What the set-up leaves for the product: `.cache/toolchain.json`, and beside it `.cache/setup.json`, by which the next
 * set-up sees in milliseconds that nothing has changed.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { findProviderMirror } from './provider-mirror.mjs';
import { terraformPlatform } from './terraform.mjs';
import { readVersions } from './versions.mjs';
import { writeWhole } from './write-whole.mjs';

const ownFolder = dirname(fileURLToPath(import.meta.url));

/** Variables that decide where something is taken from. */
const variables = ['TF_CLI_CONFIG_FILE', 'TF_PLUGIN_MIRROR', 'HOME', 'XDG_DATA_HOME', 'XDG_DATA_DIRS'];

function toolchainFile(root) {
  return join(root, '.cache', 'toolchain.json');
}

function recordFile(root) {
  return join(root, '.cache', 'setup.json');
}

/** Whether the last set-up did all that `tools` needs and nothing it looked at or made has changed since. */
export function isCurrent({ root, env }, tools) {
  const record = readJson(recordFile(root));
  if (record?.inputs === undefined || record.inputs !== inputsOf(root, env)) return false;
  if (!tools.every((tool) => record.tools.includes(tool))) return false;
  return Object.entries(record.files).every(([file, mark]) => markOf(file) === mark);
}

/**
 * Writes `.cache/toolchain.json`. `found` has the path of each tool of this run; what an earlier run found for the same
 * versions and is still there stays, and what nobody has is null.
 */
export function writeToolchain({ root, versions }, found) {
  const pinned = {
    terraform: versions.terraform.version,
    provider: versions.provider.version,
    opa: versions.go.opa.version,
    actionlint: versions.go.actionlint.version,
    moto: versions.python.environments.moto.root.split('==')[1],
    checkov: versions.python.environments.checkov.root.split('==')[1],
  };
  const before = readJson(toolchainFile(root));
  const kept = isDeepStrictEqual(before?.versions, pinned) ? before : {};
  const path = (tool) => found[tool] ?? stillThere(kept[tool]);
  const toolchain = {
    terraform: path('terraform'),
    opa: path('opa'),
    actionlint: path('actionlint'),
    moto: path('moto'),
    checkov: path('checkov'),
    mariadb: path('mariadb'),
    python: path('python'),
    terraformCliConfig: path('terraformCliConfig'),
    versions: pinned,
  };
  writeWhole(toolchainFile(root), `${JSON.stringify(toolchain, null, 2)}\n`);
}

/** Remembers that all of `tools` is there; called last. */
export function writeRecord({ root, env }, tools) {
  const toolchain = Object.values(readJson(toolchainFile(root)) ?? {});
  const made = toolchain.filter((value) => typeof value === 'string' && value.startsWith('/'));
  const files = [...made, toolchainFile(root), ...(env.TF_CLI_CONFIG_FILE ? [env.TF_CLI_CONFIG_FILE] : [])];
  const known = {
    tools,
    inputs: inputsOf(root, env),
    files: Object.fromEntries(files.map((file) => [file, markOf(file)])),
  };
  writeWhole(recordFile(root), `${JSON.stringify(known, null, 2)}\n`);
}

function stillThere(file) {
  return typeof file === 'string' && markOf(file) !== null ? file : null;
}

/** One digest over everything the set-up decides by, its own code included. */
function inputsOf(root, env) {
  const hash = createHash('sha256');
  const own = readdirSync(ownFolder).sort();
  const files = [
    ...own.map((name) => join(ownFolder, name)),
    join(root, '.terraform-version'),
    join(root, 'package-lock.json'),
    join(root, 'node_modules', '.package-lock.json'),
  ];
  for (const file of files) hash.update(`${file}\0`).update(readOrEmpty(file));
  for (const name of variables) hash.update(`${name}=${env[name] ?? ''}\0`);
  hash.update(
    `${findProviderMirror({ env, provider: readVersions().provider, platform: terraformPlatform() })}\0`,
  );
  return hash.update(`${root}\0${process.platform}\0${process.arch}`).digest('hex');
}

function readOrEmpty(file) {
  try {
    return readFileSync(file);
  } catch {
    return '';
  }
}

/** Changes when the file does; null where there is none. */
function markOf(file) {
  try {
    const { size, mtimeMs } = statSync(file);
    return `${size}:${mtimeMs}`;
  } catch {
    return null;
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
