/** One file from the network, checked before anybody can use it. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Problem } from './problem.mjs';

/** How long a server may stay silent, in milliseconds. */
const patience = 30_000;

/** How Node calls a server that went away in the middle, depending on when. */
const brokenOff = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Downloads `url` into `file` and checks its sha256; a Problem with `fix` where it cannot be had whole.
 * The caller removes `file` in either case.
 */
export async function download(url, file, { sha256, fix }) {
  const actual = await fetchInto(url, file).catch((cause) => {
    throw new Problem(`${url} could not be downloaded (${reasonOf(cause)})`, fix, { cause });
  });
  if (actual.status !== 200) throw new Problem(`${url} could not be downloaded (HTTP ${actual.status})`, fix);
  if (actual.sha256 !== sha256) {
    throw new Problem(
      `${url} has the sha256 ${actual.sha256} and should have ${sha256}; it was thrown away`,
      fix,
    );
  }
}

async function fetchInto(url, file) {
  const silence = new AbortController();
  const abort = () => silence.abort(new Error(`no answer for ${patience / 1000} s`));
  let timer = setTimeout(abort, patience);
  const hash = createHash('sha256');
  try {
    const response = await fetch(url, { signal: silence.signal });
    if (response.status !== 200 || response.body === null) return { status: response.status };
    const watched = async function* (chunks) {
      for await (const chunk of chunks) {
        clearTimeout(timer);
        timer = setTimeout(abort, patience);
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(response.body, watched, createWriteStream(file));
    return { status: 200, sha256: hash.digest('hex') };
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error) {
  const code = error.cause?.code ?? error.code;
  if (brokenOff.has(code)) return 'the connection broke off';
  return code ?? error.cause?.message ?? error.message;
}
