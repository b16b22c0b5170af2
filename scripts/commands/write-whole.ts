import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file so that it is there as a whole or stays as it was: beside its place first, then moved into it. What is
 * no plain file, such as a terminal or a pipe, is written to as it is.
 *
 * @param content a text, or one in pieces
 */
export function writeWhole(file: string, content: string | Iterable<string>): void {
  const pieces = typeof content === 'string' ? [content] : content;
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && !statSync(file).isFile()) {
    writePieces(file, pieces);
    return;
  }
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writePieces(temporary, pieces);
    renameSync(temporary, file);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const piece of pieces) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}
