import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Compares with a file under `golden/`. Delete the file to have it written anew, look at it, and run again. */
export function expectGolden(name: string, text: string): void {
  const file = join(__dirname, 'golden', name);
  if (!existsSync(file)) {
    writeFileSync(file, text);
    throw new Error(
      `test/scripts/report/golden/${name} was missing and has been written: look at it and run again`,
    );
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}
