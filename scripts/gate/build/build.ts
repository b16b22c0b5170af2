import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPolicySync } from '@open-policy-agent/opa-wasm';
import { sha256 } from '../../model/digest';
import { GateError } from '../error';
import { attributeNames } from './attribute-names';
import { wasmOfBundle } from './bundle';
import { narrowCapabilities } from './capabilities';
import { catalogueOf } from './catalogue';
import { checkSources } from './check';
import { buildFiles, entrypoints, inputVersion, sourceDigest, type PolicyManifest } from './manifest';
import { askOpa, opaVersion, type Opa } from './opa';
import { readSources, readTables, type PolicyFile } from './sources';

/** The bytes of a build, by file name. Equal sources give equal bytes with the same OPA. */
export type PolicyBuild = Readonly<Record<(typeof buildFiles)[keyof typeof buildFiles], Buffer>>;

/**
 * Builds the policy of a folder without writing there.
 *
 * @param scratchDirectory an existing folder, in which a folder of its own is made and removed
 * @throws GateError where a rule is not valid, its METADATA is incomplete, or it needs what the wasm runtime lacks
 */
export async function buildPolicy(
  policyDirectory: string,
  opa: Opa,
  scratchDirectory: string,
): Promise<PolicyBuild> {
  const sources = readSources(policyDirectory);
  const tables = readTables(policyDirectory);
  const scratch = mkdtempSync(join(scratchDirectory, 'policy-build-'));
  try {
    const wasm = await compile(opa, sources, scratch);
    const inspection = await askOpa(
      opa,
      ['inspect', '--annotations', '--format', 'json', '.'],
      join(scratch, 'sources'),
    );
    const ofRego = parseTables(tables);
    const rules = bytesOf(catalogueOf(inspection, sources, ofRego));
    const manifest: PolicyManifest = {
      version: 1,
      opa: await opaVersion(opa, scratch),
      inputVersion,
      entrypoints: [...entrypoints],
      sources: sources.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
      tables: tables.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
      rulesSha256: sha256(rules),
      sourceDigest: sourceDigest(sources, tables),
      wasmSha256: sha256(wasm),
      builtins: hostBuiltins(wasm),
      attributes: attributeNames(sources, Object.values(ofRego)),
    };
    return {
      [buildFiles.wasm]: wasm,
      [buildFiles.rules]: rules,
      [buildFiles.manifest]: bytesOf(manifest),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Compiles a copy of the sources, so that nothing else in the folder (tests, tables, an old wasm) can be read. */
async function compile(opa: Opa, sources: readonly PolicyFile[], scratch: string): Promise<Buffer> {
  const directory = join(scratch, 'sources');
  for (const { path, text } of sources) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const capabilities = narrowCapabilities(await askOpa(opa, ['capabilities', '--current'], scratch));
  const capabilitiesFile = join(scratch, 'capabilities.json');
  writeFileSync(capabilitiesFile, capabilities.file);
  const paths = sources.map(({ path }) => path);
  await checkSources(opa, capabilities, capabilitiesFile, directory, paths);

  const bundle = join(scratch, 'bundle.tar.gz');
  const wanted = entrypoints.flatMap((entrypoint) => ['--entrypoint', entrypoint]);
  // -O=0: higher levels reject valid policies, and the wasm is small enough
  const args = ['build', '--target', 'wasm', '--optimize', '0', '--capabilities', capabilitiesFile];
  await askOpa(opa, [...args, ...wanted, '--output', bundle, ...paths], directory);
  return wasmOfBundle(readFileSync(bundle));
}

/** What a loaded policy holds beside the methods it declares. */
interface PolicyInternals {
  readonly wasmInstance: {
    readonly exports: Readonly<Record<string, ((address?: number) => number) | undefined>>;
  };
  readonly mem: { readonly buffer: ArrayBuffer };
}

/** The builtins a wasm asks of its host; there must be none, as ours supplies none. */
function hostBuiltins(wasm: Buffer): string[] {
  const { wasmInstance, mem } = loadPolicySync(wasm) as unknown as PolicyInternals;
  const { builtins, opa_json_dump: dump } = wasmInstance.exports;
  if (builtins === undefined || dump === undefined) {
    throw new GateError(
      'opa build wrote a wasm that is not a policy; use the OPA of scripts/setup/versions.json',
    );
  }
  const start = dump(builtins());
  const memory = Buffer.from(mem.buffer);
  const names = Object.keys(
    JSON.parse(memory.toString('utf8', start, memory.indexOf(0, start))) as object,
  ).sort();
  if (names.length === 0) return names;
  throw new GateError(
    `the policy cannot be built: it needs ${names.join(', ')} of the program that runs it, which has no such builtins; compute the fact in TypeScript and pass it in the input`,
  );
}

function parseTables(tables: readonly PolicyFile[]): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  for (const { path, text } of tables) {
    const name = /^tables\/([^/]+)\/data\.json$/.exec(path)?.[1];
    if (name !== undefined) parsed[name] = JSON.parse(text);
  }
  return parsed;
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
