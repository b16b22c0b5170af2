import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Platform } from '../app';
import { readArtifacts, type Artifacts } from '../artifacts';
import { loadConfig, type PlatformConfig } from '../config';
import { StackError } from './error';

/** Builds an app out of what `synth` found; the outdir is left to cdktf where it is undefined. */
export type AppBuilder = (
  config: PlatformConfig,
  artifacts: Artifacts,
  outdir: string | undefined,
) => Pick<Platform, 'app'>;

/**
 * Runs an app as a program: `--environment NAME --artifacts FILE [--outdir DIR]`, started in the repository.
 *
 * Writes what `app.synth()` writes and the resolved environment as `environment.json`. An error is one sentence on
 * standard error and exit code 2.
 */
export function runProgram(args: readonly string[], build: AppBuilder): void {
  try {
    synthesize(args, build);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

function synthesize(args: readonly string[], build: AppBuilder): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      environment: { type: 'string' },
      artifacts: { type: 'string' },
      outdir: { type: 'string' },
    },
  });
  if (values.environment === undefined || values.artifacts === undefined) {
    throw new StackError(
      'an app is run with --environment NAME --artifacts FILE: use npm run synth, which does so',
    );
  }
  const config = loadConfig(process.cwd(), values.environment);
  const { app } = build(config, readArtifacts(values.artifacts), values.outdir);
  app.synth();
  writeFileSync(join(app.outdir, 'environment.json'), `${JSON.stringify(config.environment, null, 2)}\n`);
}
