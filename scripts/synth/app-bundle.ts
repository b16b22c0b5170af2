import { join, relative } from 'node:path';
import { reasonOf } from '../model/error';
import { SynthError } from './error';

/** An app as one file beside the preload script that records its sources. */
export interface AppBundle {
  readonly app: string;
  readonly preload: string;
}

/**
 * Bundles the app and the preload script into a folder inside the repository, where Node finds `node_modules`.
 *
 * Packages stay outside: cdktf starts itself as a program by its own file name, which in a bundle is the app's.
 *
 * @throws SynthError where the app cannot be bundled
 */
export async function bundleApp(repository: string, app: string, directory: string): Promise<AppBundle> {
  const { build } = await import('esbuild');
  try {
    await build({
      absWorkingDir: repository,
      entryPoints: { app, preload: join(repository, 'scripts/synth/preload.ts') },
      outdir: directory,
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'silent',
    });
  } catch (error) {
    throw new SynthError(`${relative(repository, app)} cannot be bundled: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  return { app: join(directory, 'app.js'), preload: join(directory, 'preload.js') };
}
