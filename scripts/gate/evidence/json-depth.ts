import { endOfString } from '../../model/json-string';

/** How a text of JSON nests, seen without recursion and before it is parsed. */
export interface JsonShape {
  /** The deepest nesting of lists and objects. */
  readonly depth: number;
  /** Whether the text ends inside a list, an object or a string. */
  readonly isCutOff: boolean;
}

const quote = 0x22;
/** `[` and `{` differ by this bit, and so do `]` and `}`. */
const brace = 0x20;
const opener = 0x7b;
const closer = 0x7d;

/** Scans a text for its nesting; what is not JSON gives an answer of no use, and never an error. */
export function scanJson(text: string): JsonShape {
  let open = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      if (at === text.length) return { depth, isCutOff: true };
    } else if ((code | brace) === opener) {
      open += 1;
      if (open > depth) depth = open;
    } else if ((code | brace) === closer) open -= 1;
  }
  return { depth, isCutOff: open > 0 };
}
