import { gunzipSync } from 'node:zlib';
import { GateError } from '../error';

const blockSize = 512;

/** The `policy.wasm` inside the `.tar.gz` that `opa build` writes; only its bytes are reproducible, not the archive's. */
export function wasmOfBundle(archive: Buffer): Buffer {
  const tar = gunzipSync(archive);
  for (let offset = 0; offset + blockSize <= tar.length;) {
    const name = text(tar, offset, 100);
    if (name === '') break;
    const size = Number.parseInt(text(tar, offset + 124, 12), 8);
    const start = offset + blockSize;
    if (name === '/policy.wasm') return tar.subarray(start, start + size);
    offset = start + Math.ceil(size / blockSize) * blockSize;
  }
  throw new GateError(
    'opa build wrote a bundle without a policy.wasm; use the OPA of scripts/setup/versions.json',
  );
}

/** A field of a tar header: it ends at its first NUL. */
function text(tar: Buffer, start: number, length: number): string {
  const field = tar.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}
