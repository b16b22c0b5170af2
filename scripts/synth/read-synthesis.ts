import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import * as z from 'zod';
import { inOneLine } from '../model/error';
import { digestOf, type Digest } from '../model/digest';
import { parseEnvironment } from '../model/environment';
import { isJsonObject } from '../model/json';
import { once } from '../model/once';
import type { SynthesizedStack, Synthesis } from '../model/synthesis';
import { readBoundedJson } from './bounded-json';
import { SynthError } from './error';
import { assetDigests, refuseStrayFiles, stackFile } from './inventory';
import { parseManifest, type Manifest, type ManifestStack } from './manifest';
import { inDependencyOrder } from './stack-order';
import { blockOf, textsOf, upstreamOutputsOf } from './upstream-outputs';

const sourcesSchema = z.object({
  version: z.literal(1),
  stacks: z.record(
    z.string(),
    z.record(z.string(), z.object({ file: z.string(), line: z.int().positive(), constructPath: z.string() })),
  ),
});

type Sources = z.infer<typeof sourcesSchema>['stacks'];

interface ReadStack {
  readonly stack: Omit<SynthesizedStack, 'upstreamOutputs' | 'digest'>;
  /** Every string in its Terraform JSON. */
  readonly texts: readonly string[];
  readonly digestOfAll: () => Digest;
}

/**
 * Reads a `cdktf.out`, ours or one of plain cdktf or cdktn, as data that anybody may have made.
 *
 * @throws SynthError, in one sentence, for a folder that is not whole, or that holds what no manifest accounts for
 */
export function readSynthesis(directory: string): Synthesis {
  const manifestFile = join(directory, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new SynthError(
      `${directory} has no manifest.json and is no synthesis: make one with npm run synth`,
    );
  }
  const root = realpathSync(directory);
  const manifest = parseManifest(readBoundedJson(manifestFile, manifestFile).value, manifestFile);
  const folders = Object.entries(manifest.stacks).map(([id, stack]) => stackFolder(root, id, stack));
  refuseStrayFiles(root, folders);

  const sources = readSources(root);
  const read = Object.entries(manifest.stacks).map(([id, stack]) =>
    readStack(root, id, stack, manifest, sources),
  );
  const known = read.map(({ stack }) => stack);
  const stacks = read.map((one) => withDigest(one, upstreamOutputsOf(one.stack, one.texts, known)));
  const digest = once(() => digestOf(Object.fromEntries(stacks.map((stack) => [stack.id, stack.digest]))));
  const environmentFile = join(root, 'environment.json');
  return {
    directory: root,
    environment: existsSync(environmentFile)
      ? parseEnvironment(readBoundedJson(environmentFile, environmentFile).value, environmentFile)
      : null,
    stacks: inDependencyOrder(stacks),
    get digest() {
      return digest();
    },
  };
}

/** Digests read every asset, which only those need who keep or compare them. */
function withDigest(
  { stack, digestOfAll }: ReadStack,
  upstreamOutputs: SynthesizedStack['upstreamOutputs'],
): SynthesizedStack {
  const digest = once(digestOfAll);
  return {
    ...stack,
    upstreamOutputs,
    get digest() {
      return digest();
    },
  };
}

function readStack(
  root: string,
  id: string,
  entry: ManifestStack,
  manifest: Manifest,
  sources: Sources,
): ReadStack {
  const directory = join(root, entry.workingDirectory);
  const file = join(directory, stackFile);
  const { value: terraform, digest: digestOfTerraform } = readBoundedJson(file, file);
  if (!isJsonObject(terraform))
    throw new SynthError(`${file} is not an object of Terraform JSON: synthesize again`);
  const texts = textsOf(terraform);
  refuseMissingAssets(id, directory, texts);
  const stateKey = blockOf(blockOf(blockOf(terraform, 'terraform'), 'backend'), 's3')['key'];
  return {
    stack: {
      id,
      constructPath: entry.constructPath,
      dependencies: dependenciesOf(id, entry, manifest),
      directory,
      terraform,
      stateKey: typeof stateKey === 'string' ? stateKey : null,
      sources: sources[id] ?? {},
    },
    texts,
    digestOfAll: () => digestOf({ terraform: digestOfTerraform(), assets: assetDigests(directory) }),
  };
}

/** The folder of a stack below the root, with forward slashes. */
function stackFolder(root: string, id: string, stack: ManifestStack): string {
  const folder = relative(root, resolve(root, stack.workingDirectory)).split(sep).join('/');
  if (
    folder === '' ||
    folder.split('/').includes('..') ||
    resolve(root, stack.workingDirectory) !== join(root, folder)
  ) {
    throw new SynthError(
      `manifest.json puts the stack ${id} into ${JSON.stringify(stack.workingDirectory)}, which is not a folder below ${root}: synthesize again`,
    );
  }
  const expected = `${folder}/${stackFile}`;
  if (resolve(root, stack.synthesizedStackPath) !== join(root, expected)) {
    throw new SynthError(
      `manifest.json names ${stack.synthesizedStackPath} as the file of the stack ${id} where ${expected} is read: synthesize to JSON, not to HCL`,
    );
  }
  if (statSync(join(root, expected), { throwIfNoEntry: false })?.isFile() !== true) {
    throw new SynthError(
      `${join(root, expected)} is missing, though manifest.json names the stack ${id}: synthesize again`,
    );
  }
  return folder;
}

/** The manifest names dependencies by construct path. */
function dependenciesOf(id: string, entry: ManifestStack, manifest: Manifest): string[] {
  return entry.dependencies.map((path) => {
    const found = Object.entries(manifest.stacks).find(([, stack]) => stack.constructPath === path);
    if (found !== undefined) return found[0];
    throw new SynthError(
      `the stack ${id} depends on ${path}, which manifest.json does not name: synthesize again`,
    );
  });
}

function refuseMissingAssets(id: string, directory: string, texts: readonly string[]): void {
  for (const text of texts) {
    if (!/^(\.\/)?assets\/[^$\s]+$/.test(text)) continue;
    if (statSync(join(directory, text), { throwIfNoEntry: false }) !== undefined) continue;
    throw new SynthError(`the stack ${id} uses ${text}, which is not in ${directory}: synthesize again`);
  }
}

function readSources(root: string): Sources {
  const file = join(root, 'sources.json');
  if (!existsSync(file)) return {};
  const parsed = sourcesSchema.safeParse(readBoundedJson(file, file).value);
  if (parsed.success) return parsed.data.stacks;
  throw new SynthError(
    `${file} does not map resources to lines: ${inOneLine(z.prettifyError(parsed.error))}; synthesize again`,
  );
}
