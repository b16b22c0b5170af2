import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SynthError } from './error';

/**
 * Lets a new folder be written beside an old one and takes its place only when it is whole.
 *
 * A writer that fails leaves the old folder as it was and nothing of its own. What was in the old folder and is not in
 * the new one (a stack that is no more) is gone.
 *
 * @param write fills the folder it is given
 * @throws SynthError where the folder holds something other than a synthesis
 */
export async function replaceDirectory(
  target: string,
  write: (directory: string) => Promise<void>,
): Promise<void> {
  refuseForeignFolder(target);
  mkdirSync(dirname(target), { recursive: true });
  const temporary = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    const [whole, old] = [join(temporary, 'new'), join(temporary, 'old')];
    mkdirSync(whole);
    await write(whole);
    const hadOld = existsSync(target);
    if (hadOld) renameSync(target, old);
    try {
      renameSync(whole, target);
    } catch (error) {
      if (hadOld) renameSync(old, target);
      throw error;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A mistyped `--out` must not cost anybody a folder. */
function refuseForeignFolder(target: string): void {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const entries = stat.isDirectory() ? readdirSync(target) : null;
  if (entries !== null && (entries.length === 0 || entries.includes('manifest.json'))) return;
  throw new SynthError(
    `${target} is not a synthesis and would be replaced: choose a folder that is new, empty or an earlier cdktf.out`,
  );
}
