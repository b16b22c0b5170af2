import { deflateRawSync } from 'node:zlib';

/** 1980-01-01 00:00, the first moment a zip can tell, as MS-DOS writes a date. */
const dosDate = 0x21;
/** A regular file with 0644, in the upper half of the external attributes; Lambda refuses files it cannot read. */
const unixMode = (0o100644 << 16) >>> 0;
const madeByUnix = 0x0314;
const deflate = 8;
/** Names are UTF-8. */
const flags = 0x0800;

/**
 * A zip whose bytes depend on nothing but names and contents: sorted names, one date, one mode, deflate at level 9.
 *
 * Written here because a zip made by a tool holds the times of its files, and another hash would be another deployment.
 */
export function zip(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const entries = Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1));
  for (const [path, content] of entries) {
    const name = Buffer.from(path, 'utf8');
    const data = deflateRawSync(content, { level: 9 });
    const common = numbers(
      [20, flags, deflate, 0, dosDate],
      [crc32(content), data.length, content.length],
      [name.length, 0],
    );
    locals.push(numbers([], [0x04034b50], []), common, name, data);
    directory.push(
      numbers([], [0x02014b50], [madeByUnix]),
      common,
      numbers([0, 0, 0], [unixMode, offset], []),
      name,
    );
    offset += 4 + common.length + name.length + data.length;
  }
  const index = Buffer.concat(directory);
  const end = numbers([], [0x06054b50], [0, 0, entries.length, entries.length]);
  return Buffer.concat([...locals, index, end, numbers([], [index.length, offset], [0])]);
}

/** Little-endian: some of 16 bits, then some of 32, then some of 16. */
function numbers(first: readonly number[], long: readonly number[], last: readonly number[]): Buffer {
  const buffer = Buffer.alloc(first.length * 2 + long.length * 4 + last.length * 2);
  let at = 0;
  for (const value of first) at = buffer.writeUInt16LE(value, at);
  for (const value of long) at = buffer.writeUInt32LE(value, at);
  for (const value of last) at = buffer.writeUInt16LE(value, at);
  return buffer;
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** `zlib.crc32` came with Node 20.15 and 22.2. */
function crc32(content: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of content) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
