import { endOfString } from '../model/json-string';

/** What a JSON text holds that a parser passes over in silence. */
export interface JsonScan {
  /** The deepest nesting of objects and lists. */
  readonly depth: number;
  /** A key that one object has twice (a parser keeps the last, terraform reads both), or null. */
  readonly repeatedKey: string | null;
  /** Whether a number has more digits than a double keeps. */
  readonly longNumber: boolean;
}

const quote = 0x22;
const colon = 0x3a;
/** `[` and `{` differ by this bit, and so do `]` and `}`. */
const brace = 0x20;
const opener = 0x7b;
const closer = 0x7d;

/**
 * A quote, a bracket, or sixteen characters of one number, of which a double keeps fifteen digits. The engine finds the next
 * one faster than a loop over the indentation.
 */
const part = /["[\]{}]|[\d.+\-Ee]{16}/g;

/** Looks over a text without recursion and without judging whether it is JSON at all. */
export function scanJson(text: string): JsonScan {
  const keys: Set<string>[] = [];
  let depth = 0;
  let repeatedKey: string | null = null;
  let longNumber = false;
  while (part.test(text)) {
    const at = part.lastIndex - 1;
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      const key = keyAt(text, at, end);
      if (key !== null && keys.at(-1)?.has(key)) repeatedKey ??= key;
      if (key !== null) keys.at(-1)?.add(key);
      part.lastIndex = end + 1;
    } else if ((code | brace) === opener) {
      keys.push(new Set());
      depth = Math.max(depth, keys.length);
    } else if ((code | brace) === closer) {
      keys.pop();
    } else {
      longNumber = true;
    }
  }
  return { depth, repeatedKey, longNumber };
}

/** The string from `start` to `end` where a colon follows it, or null. */
function keyAt(text: string, start: number, end: number): string | null {
  let next = end + 1;
  while (isSpace(text.charCodeAt(next))) next += 1;
  if (text.charCodeAt(next) !== colon) return null;
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** Space, tab, line feed and carriage return, which are what JSON allows between its parts. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
