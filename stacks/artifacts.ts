import { readFileSync } from 'node:fs';
import { StackError } from './lib/error';

/** The code of one function, bundled and zipped. */
export interface FunctionArtifact {
  /** The zip file, absolute. */
  readonly file: string;
  /** What Lambda will say the sha-256 of the zip is. */
  readonly sha256Base64: string;
}

/** The code of every function, by the name of its folder in `lambda/`. */
export type Artifacts = Readonly<Record<string, FunctionArtifact>>;

/** Reads the manifest that `scripts/synth` writes after it has bundled the functions. */
export function readArtifacts(file: string): Artifacts {
  return JSON.parse(readFileSync(file, 'utf8')) as Artifacts;
}

/**
 * The code of one function.
 *
 * @throws StackError where no folder of `lambda/` has that name
 */
export function artifactOf(artifacts: Artifacts, name: string): FunctionArtifact {
  const artifact = artifacts[name];
  if (artifact !== undefined) return artifact;
  throw new StackError(
    `there is no function ${name}: the folders of lambda/ with a handler.ts are ${Object.keys(artifacts).join(', ') || 'none'}`,
  );
}
