import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../model/error';
import { SynthError } from './error';
import { archiveOf, readBundle, storeBundle } from './function-cache';
import { zip } from './zip';

/** The code of one function, ready to be deployed. `stacks/artifacts.ts` reads the same shape. */
export interface FunctionArtifact {
  /** The zip file, absolute. */
  readonly file: string;
  /** What Lambda calls `CodeSha256`. */
  readonly sha256Base64: string;
}

/** What a bundler does not take in, and a function reads beside its code. */
const dataExtension = '.sql';

/**
 * Bundles and zips every function: each folder of `lambda/` with a `handler.ts` is one, by its name. Its SQL files are in
 * the zip, too, at the place they have in the folder.
 *
 * The same sources give the same bytes, whatever the checkout's path: no source map and no absolute path is in them.
 *
 * @returns the path of the artifacts manifest, `{ <name>: FunctionArtifact }`
 * @throws SynthError where a function cannot be bundled
 */
export async function bundleFunctions(repository: string, directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const artifacts = await Promise.all(
    functionNames(repository).map(async (name) => {
      const code = readBundle(repository, name) ?? (await bundle(repository, name));
      const files = { 'index.js': code, ...dataFiles(repository, name) };
      const archive = archiveOf(repository, name, files, zip);
      const file = join(directory, `${name}.zip`);
      writeFileSync(file, archive);
      return [name, { file, sha256Base64: createHash('sha256').update(archive).digest('base64') }] as const;
    }),
  );
  const manifest = join(directory, 'artifacts.json');
  writeFileSync(manifest, JSON.stringify(Object.fromEntries(artifacts), null, 2));
  return manifest;
}

function functionNames(repository: string): string[] {
  const root = join(repository, 'lambda');
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'handler.ts')))
    .sort();
}

function dataFiles(repository: string, name: string): Record<string, Uint8Array> {
  const root = join(repository, 'lambda', name);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith(dataExtension),
  );
  return Object.fromEntries(
    paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path))]),
  );
}

async function bundle(repository: string, name: string): Promise<Uint8Array> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: repository,
      entryPoints: [`lambda/${name}/handler.ts`],
      bundle: true,
      write: false,
      metafile: true,
      outfile: 'index.js',
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      charset: 'utf8',
      // ES modules can be shaken: a third less to load on a cold start
      mainFields: ['module', 'main'],
      // esbuild names each module in a comment: by its place in this repository, wherever a link may lead
      preserveSymlinks: true,
      legalComments: 'none',
      logLevel: 'silent',
    });
    const code = outputFiles[0]?.contents ?? new Uint8Array();
    storeBundle(repository, name, code, Object.keys(metafile.inputs));
    return code;
  } catch (error) {
    throw new SynthError(`the function ${name} cannot be bundled: ${reasonOf(error)}`, { cause: error });
  }
}
