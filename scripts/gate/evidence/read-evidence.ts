import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import { GateError } from '../error';
import { recogniseDocument, type Evidence } from './evidence';
import { readJsonFile, statPath } from './json-file';

/** Whether a path is a `cdktf.out`: a folder with the manifest of a synthesis. */
export function isSynthesisFolder(path: string): boolean {
  return statPath(path).isDirectory() && existsSync(join(path, 'manifest.json'));
}

/** Reads a file of any kind, or a folder of Terraform JSON, which is one root module. */
export function readEvidence(path: string): Evidence {
  return statPath(path).isDirectory()
    ? readConfigurationFolder(path)
    : recogniseDocument(readJsonFile(path), path);
}

/** Reads what terraform would load from a folder; HCL and override files would change it and are refused. */
function readConfigurationFolder(folder: string): Evidence {
  const names = readdirSync(folder).sort();
  const foreign = names.find((name) => name.endsWith('.tf') || /(^|_)override\.tf\.json$/.test(name));
  if (foreign !== undefined) {
    throw new GateError(
      `${join(folder, foreign)} would be loaded by terraform and cannot be judged; judge the plan of this folder instead: terraform show -json PLAN`,
    );
  }
  const files = names.filter((name) => name.endsWith('.tf.json')).map((name) => join(folder, name));
  if (files.length === 0) {
    throw new GateError(
      `${folder} has neither a manifest.json nor a *.tf.json in it, so there is nothing to judge; run npm run synth first, or name the file of a plan or state`,
    );
  }
  const root = realpathSync(folder);
  for (const file of files) refuseEscape(file, root);
  const parts = files.map((file) => recogniseDocument(readJsonFile(file), file));
  const configurations = parts.map((part, index) => {
    if (part.kind === 'configuration') return part;
    throw new GateError(
      `${files[index] ?? folder} is no Terraform JSON configuration though it is called *.tf.json; rename it`,
    );
  });
  const stack = configurations.find((part) => part.stack !== null)?.stack ?? null;
  const merged = configurations.map(({ terraform }) => terraform).reduce(mergeModules, {});
  return { kind: 'configuration', origin: folder, stack, terraform: merged };
}

/** Files of one folder are one module: blocks of the same kind stand side by side. */
function mergeModules(left: JsonObject, right: JsonObject): JsonObject {
  const merged = new Map(Object.entries(left));
  for (const [key, value] of Object.entries(right)) {
    const present = merged.get(key);
    merged.set(key, present === undefined ? value : [...asList(present), ...asList(value)]);
  }
  return Object.fromEntries(merged);
}

function asList(value: JsonValue): JsonValue[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? [value] : [];
}

function refuseEscape(file: string, root: string): void {
  let target: string;
  try {
    target = realpathSync(file);
  } catch (thrown) {
    throw new GateError(`${file} is a link that leads nowhere; remove it`, { cause: thrown });
  }
  if (!target.startsWith(root + sep)) {
    throw new GateError(
      `${file} is a link to ${target}, out of the folder that was given; copy the file into the folder`,
    );
  }
}
