import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from '../model/digest';
import { SynthError } from './error';

/** What `synth` writes beside the stacks. */
const topLevelFiles = ['manifest.json', 'environment.json', 'sources.json'];

/** The Terraform JSON of a stack. */
export const stackFile = 'cdk.tf.json';

/**
 * Refuses a file that no stack of the manifest has, and every symbolic link: terraform would load an `evil.tf`, an
 * override or a `terraform.tfvars` beside `cdk.tf.json`, and nobody would have judged it.
 *
 * @param stackFolders relative to the directory, with forward slashes
 */
export function refuseStrayFiles(directory: string, stackFolders: readonly string[]): void {
  for (const file of filesIn(directory)) {
    const folder = stackFolders.find((candidate) => file.startsWith(`${candidate}/`));
    const inFolder = folder === undefined ? null : file.slice(folder.length + 1);
    const accounted =
      inFolder === null
        ? topLevelFiles.includes(file)
        : inFolder === stackFile || inFolder.startsWith('assets/');
    if (accounted) continue;
    throw new SynthError(
      `${join(directory, file)} is a file that the manifest does not account for, and terraform might read it: remove it or synthesize again`,
    );
  }
}

/** The sha-256 of every asset of a stack, by its path below the stack's folder. */
export function assetDigests(stackDirectory: string): Record<string, Digest> {
  const assets = filesIn(stackDirectory).filter((file) => file.startsWith('assets/'));
  return Object.fromEntries(
    assets.map((file) => {
      const hash = createHash('sha256')
        .update(readFileSync(join(stackDirectory, file)))
        .digest('hex');
      return [file, `sha256:${hash}` as const];
    }),
  );
}

/** Every file below a folder, sorted, relative to it, with forward slashes. */
function filesIn(directory: string, below = ''): string[] {
  return readdirSync(join(directory, below))
    .sort()
    .flatMap((name) => {
      const path = below === '' ? name : `${below}/${name}`;
      const stat = lstatSync(join(directory, path));
      if (stat.isDirectory()) return filesIn(directory, path);
      if (stat.isFile()) return [path];
      throw new SynthError(
        `${join(directory, path)} is ${stat.isSymbolicLink() ? 'a symbolic link' : 'a special file'}, which may lead out of the folder: a synthesis has plain files only`,
      );
    });
}
