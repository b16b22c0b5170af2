import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentVariables, ProcessRunner } from '../model/ports';
import { summarizeManifest, type ManifestSummary } from './annotations';
import { appEnvironment } from './process-environment';
import { replaceDirectory } from './replace-directory';
import { runApp } from './run-app';
import { mapSources } from './sources';

export interface SynthesisRequest {
  /** The checkout to synthesize; absolute. */
  readonly repository: string;
  /** The TypeScript of the app; absolute. */
  readonly app: string;
  /** A name in `stacks/environments.json`. */
  readonly environment: string;
  /** The folder that will be replaced; absolute. */
  readonly out: string;
  /** The environment of this process; the app is given only a few of it. */
  readonly variables: EnvironmentVariables;
}

/**
 * Writes one environment as Terraform JSON, with `environment.json` and `sources.json` beside the manifest.
 *
 * The folder is replaced only by a whole one; no credential is needed or passed on.
 *
 * @throws SynthError with the app's own words, where it fails
 */
export async function synthesize(
  request: SynthesisRequest,
  processes: ProcessRunner,
): Promise<ManifestSummary> {
  let summary: ManifestSummary = { stacks: [], annotations: [] };
  await replaceDirectory(request.out, async (directory) => {
    const run = {
      repository: request.repository,
      app: request.app,
      environment: request.environment,
      outdir: directory,
      variables: appEnvironment(request.variables, 'tollgate'),
    };
    await runApp(run, processes, (bundle) => {
      const sources = mapSources(request.repository, bundle);
      writeFileSync(join(directory, 'sources.json'), `${JSON.stringify(sources, null, 2)}\n`);
    });
    summary = summarizeManifest(join(directory, 'manifest.json'));
  });
  return summary;
}
