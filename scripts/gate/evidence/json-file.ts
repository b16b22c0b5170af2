import { readFileSync, statSync, type Stats } from 'node:fs';
import { reasonOf } from '../../model/error';
import type { JsonValue } from '../../model/json';
import { GateError } from '../error';
import { scanJson } from './json-depth';

const mebibyte = 1024 * 1024;

/**
 * A larger file is refused before it is read: V8 has no text above 512 MiB, and the plan of 100,000 resources has 265 MB, for
 * which the gate takes 2 GB.
 */
export const largestFile = 384 * mebibyte;

/** Deeper nesting is refused before it is parsed: neither terraform nor a person writes it. */
export const deepestNesting = 256;

/** What a path is, or an error that says it does not exist. */
export function statPath(path: string): Stats {
  try {
    return statSync(path);
  } catch (thrown) {
    throw new GateError(
      `${path} cannot be judged: there is no such file or folder (${reasonOf(thrown)}); name a cdktf.out, Terraform JSON, a plan or a state`,
      { cause: thrown },
    );
  }
}

/** Reads one file of JSON in UTF-8, with or without a byte order mark. */
export function readJsonFile(path: string): JsonValue {
  const stats = statPath(path);
  if (!stats.isFile()) {
    throw new GateError(
      `${path} cannot be read: it is neither a file nor a folder; write the JSON to a file first`,
    );
  }
  if (stats.size > largestFile) {
    throw new GateError(
      `${path} has ${Math.ceil(stats.size / mebibyte)} MiB, and at most ${largestFile / mebibyte} MiB are read; judge its stacks one by one`,
    );
  }
  return parseJson(textOf(path), path);
}

/** Parses JSON; `origin` names it in the error. */
export function parseJson(text: string, origin: string): JsonValue {
  const { depth, isCutOff } = scanJson(text);
  if (depth > deepestNesting) {
    throw new GateError(
      `${origin} nests ${depth} levels deep, and at most ${deepestNesting} are read; it is not what terraform or cdktf writes`,
    );
  }
  try {
    return JSON.parse(text) as JsonValue;
  } catch (thrown) {
    const what = text.trim() === '' ? 'is empty' : isCutOff ? 'is cut off' : 'is not JSON';
    throw new GateError(
      `${origin} ${what}${place(reasonOf(thrown))}; write a plan or state with terraform show -json FILE, a configuration with npm run synth`,
      { cause: thrown },
    );
  }
}

/** Node reads a text without a buffer, which would be garbage as large as the file; of what is not UTF-8 it says U+FFFD. */
function textOf(path: string): string {
  const text = reading(path, () => readFileSync(path, 'utf8'));
  if (text.includes('\ufffd') || text.slice(0, 4).includes('\0')) {
    const bytes = reading(path, () => readFileSync(path));
    return decode(bytes, path);
  }
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw new GateError(`${path} cannot be read (${reasonOf(thrown)}); check its permissions`, {
      cause: thrown,
    });
  }
}

function decode(bytes: Buffer, path: string): string {
  const [first, second] = bytes;
  const hasUtf16Mark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (hasUtf16Mark || bytes.subarray(0, 4).includes(0)) {
    throw new GateError(
      `${path} is UTF-16 or UTF-32, and only UTF-8 is read; convert it, PowerShell writes it with -Encoding utf8`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    throw new GateError(
      `${path} is not UTF-8 text; JSON of terraform is, and a saved plan file must go through terraform show -json`,
      {
        cause: thrown,
      },
    );
  }
}

/** Where the parser stopped; its whole message would quote what may be a secret. */
function place(reason: string): string {
  const position = /position (\d+)/.exec(reason)?.[1];
  return position === undefined ? '' : ` (at character ${position})`;
}
