import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentVariables, ProcessRunner } from '../model/ports';
import { bundleApp, type AppBundle } from './app-bundle';
import { SynthError } from './error';
import { bundleFunctions } from './functions';

export interface AppRun {
  /** The checkout whose app is run; absolute. */
  readonly repository: string;
  /** The TypeScript of the app; absolute. */
  readonly app: string;
  readonly environment: string;
  /** Where the app writes. @default what its environment says, else `cdktf.out` */
  readonly outdir?: string;
  readonly variables: EnvironmentVariables;
}

/**
 * Bundles the functions and the app and runs the app as a program of its own.
 *
 * @param afterwards is given the bundle before it is removed
 * @throws SynthError with what the app said, where it ended with another exit code than 0
 */
export async function runApp(
  run: AppRun,
  processes: ProcessRunner,
  afterwards: (bundle: AppBundle) => void = () => undefined,
): Promise<void> {
  const cache = join(run.repository, '.cache');
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'synth-'));
  try {
    const [bundle, artifacts] = await Promise.all([
      bundleApp(run.repository, run.app, directory),
      bundleFunctions(run.repository, join(directory, 'functions')),
    ]);
    const outdir = run.outdir === undefined ? [] : ['--outdir', run.outdir];
    const result = await processes.run({
      command: process.execPath,
      args: [
        '--require',
        bundle.preload,
        bundle.app,
        '--environment',
        run.environment,
        '--artifacts',
        artifacts,
        ...outdir,
      ],
      cwd: run.repository,
      env: run.variables,
    });
    if (result.ended !== 'exited' || result.exitCode !== 0) {
      const said = result.stderr.trim();
      throw new SynthError(
        said === '' ? `${run.app} ended without a word (${result.exitCode ?? result.ended})` : said,
      );
    }
    afterwards(bundle);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
