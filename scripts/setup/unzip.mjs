/** Reads one file out of a zip archive: what HashiCorp publishes (stored or deflated, no zip64, no encryption). */
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const endLength = 22;

/** The content of the entry `name`; an Error that says what is wrong with the archive otherwise. */
export function readZipEntry(archive, name) {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('its directory is damaged');
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) return readEntry(archive, at, name);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`it holds no file ${name}`);
}

function findEnd(archive) {
  const last = archive.length - endLength;
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
    if (archive.readUInt32LE(at) === endOfDirectory) return at;
  }
  throw new Error('it is no zip archive, or its end is missing');
}

function readEntry(archive, at, name) {
  const method = archive.readUInt16LE(at + 10);
  const packedLength = archive.readUInt32LE(at + 20);
  const length = archive.readUInt32LE(at + 24);
  const header = archive.readUInt32LE(at + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + packedLength);
  if (method !== 0 && method !== 8)
    throw new Error(`${name} is packed by method ${method}, which is not known here`);
  const content = method === 0 ? packed : inflateRawSync(packed);
  if (content.length !== length)
    throw new Error(`${name} has ${content.length} bytes and should have ${length}`);
  return content;
}
