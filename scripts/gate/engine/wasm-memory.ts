/** Bytes the wasm takes for each of an input, with what its rules make of it: ten were seen. */
const bytesPerInputByte = 20;

const pageSize = 65_536;

/**
 * What the wasm is given for a small input, in bytes of address space and not of memory. From 32 MiB on V8 collects
 * garbage on account of it at every start, twice, in a heap that holds the whole input.
 */
const smallMemory = 24 * 1024 ** 2;

/**
 * What it is given for any other. The runtime would else grow by a page or two at a time, and each time V8 collects
 * garbage: ten thousand resources took twenty seconds instead of one.
 */
const largeMemory = 1024 ** 3;

/** An input up to this size may grow sixtyfold within the small memory. */
const smallInput = smallMemory / 60;

/** What 32 bits can address is 4 GiB; whatever is beyond this is left to the wasm. */
const mostMemory = 3.5 * 1024 ** 3;

/** How many pages of 64 KiB the wasm begins with for an input of so many bytes. */
export function pagesFor(inputBytes: number): number {
  if (inputBytes <= smallInput) return smallMemory / pageSize;
  return Math.ceil(Math.min(Math.max(inputBytes * bytesPerInputByte, largeMemory), mostMemory) / pageSize);
}
