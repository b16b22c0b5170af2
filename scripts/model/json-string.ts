const backslash = 0x5c;

/** Where the string of a JSON text whose opening quote is at `start` ends: its closing quote, or the length of the text. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    // most of a plan is strings, and the search of the engine is faster than a loop
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let escapes = at;
    while (text.charCodeAt(escapes - 1) === backslash) escapes -= 1;
    if ((at - escapes) % 2 === 0) return at;
  }
}
