import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface StackFixture {
  readonly dependencies?: readonly string[];
  readonly terraform?: unknown;
  /** Other files of the stack's folder, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Writes a `cdktf.out` as plain cdktf would, into a new folder of the machine's temporary one. */
export function writeSynthesis(stacks: Readonly<Record<string, StackFixture>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'tollgate-synthesis-'));
  const manifest: Record<string, unknown> = {};
  for (const [id, { dependencies = [], terraform = {}, files = {} }] of Object.entries(stacks)) {
    const workingDirectory = `stacks/${id}`;
    manifest[id] = {
      name: id,
      constructPath: id,
      workingDirectory,
      synthesizedStackPath: `${workingDirectory}/cdk.tf.json`,
      dependencies,
      annotations: [],
    };
    writeFileIn(directory, `${workingDirectory}/cdk.tf.json`, JSON.stringify(terraform));
    for (const [path, content] of Object.entries(files))
      writeFileIn(directory, `${workingDirectory}/${path}`, content);
  }
  writeFileIn(directory, 'manifest.json', JSON.stringify({ version: '0.21.0', stacks: manifest }));
  return directory;
}

/** Writes a file and the folders above it. */
export function writeFileIn(directory: string, path: string, content: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
