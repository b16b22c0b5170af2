import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a test in a folder of its own that is gone afterwards. */
export function inScratch(test: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-report-'));
  try {
    test(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
