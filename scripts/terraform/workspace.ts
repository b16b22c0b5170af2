import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OverrideFile } from '../model/change';
import type { SynthesizedStack } from '../model/synthesis';

export interface WorkspaceOptions {
  /** Where the copies go, one folder a stack; `.cache/terraform/<environment>`. */
  readonly root: string;
  /** The committed `.terraform.lock.hcl`; init may not change it. */
  readonly lockFile: string;
  /** What the emulator needs beside the stack, or null for AWS itself; never part of a digest. */
  readonly override: OverrideFile | null;
}

/**
 * Makes the folder terraform runs in: a fresh copy of the stack, so that the synthesized output stays as it was made,
 * with the provider lock file beside it. What `init` fetched before is kept.
 */
export function prepareWorkspace(stack: SynthesizedStack, options: WorkspaceOptions): string {
  const directory = join(options.root, stack.id);
  mkdirSync(directory, { recursive: true });
  for (const entry of readdirSync(directory)) {
    if (entry !== '.terraform') rmSync(join(directory, entry), { recursive: true, force: true });
  }
  // the backend that an earlier init wrote down may be another emulator's
  rmSync(join(directory, '.terraform', 'terraform.tfstate'), { force: true });
  cpSync(stack.directory, directory, { recursive: true });
  if (existsSync(options.lockFile)) copyFileSync(options.lockFile, join(directory, '.terraform.lock.hcl'));
  if (options.override !== null) {
    writeFileSync(join(directory, options.override.name), JSON.stringify(options.override.content, null, 2));
  }
  return directory;
}
