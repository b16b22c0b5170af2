/** What a JSON text holds that a parser passes over in silence. */
export interface JsonScan {
  /** The deepest nesting of objects and lists. */
  readonly depth: number;
  /** A key that one object has twice (a parser keeps the last, terraform reads both), or null. */
  readonly repeatedKey: string | null;
  /** Whether a number has more digits than a double keeps. */
  readonly longNumber: boolean;
}

const longestExactNumber = 15;

/** Looks over a text without recursion and without judging whether it is JSON at all. */
export function scanJson(text: string): JsonScan {
  const keys: Set<string>[] = [];
  let depth = 0;
  let repeatedKey: string | null = null;
  let longNumber = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      const key = keyAt(text, at, end);
      if (key !== null && keys.at(-1)?.has(key)) repeatedKey ??= key;
      if (key !== null) keys.at(-1)?.add(key);
      at = end;
    } else if (character === '{' || character === '[') {
      keys.push(new Set());
      depth = Math.max(depth, keys.length);
    } else if (character === '}' || character === ']') {
      keys.pop();
    } else if (isNumeric(character)) {
      const start = at;
      while (isNumeric(text[at + 1])) at += 1;
      longNumber ||= at - start >= longestExactNumber;
    }
  }
  return { depth, repeatedKey, longNumber };
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** The string from `start` to `end` where a colon follows it, or null. */
function keyAt(text: string, start: number, end: number): string | null {
  let next = end + 1;
  while (' \t\r\n'.includes(text[next] ?? ':')) next += 1;
  if (text[next] !== ':') return null;
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

function isNumeric(character: string | undefined): boolean {
  return character !== undefined && ((character >= '0' && character <= '9') || '.-+eE'.includes(character));
}
