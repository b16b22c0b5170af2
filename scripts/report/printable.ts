/** Control and format characters, bidi overrides among them, line separators and halves of surrogate pairs. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text on one line in which nothing hides: what a reader cannot see is written as `\n`, `\t` or `\u{202e}`. */
export function printable(text: string): string {
  return text.replace(unseen, (character) => {
    if (character === '\n') return String.raw`\n`;
    if (character === '\t') return String.raw`\t`;
    if (character === '\r') return String.raw`\r`;
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** One line of source code: tabs become spaces, what cannot be seen becomes visible. */
export function printableLine(line: string): string {
  return printable(line.replaceAll('\t', '  '));
}

/** Texts of our own as one line each paragraph: METADATA breaks its lines where the source was full. */
export function unfolded(text: string): string {
  return text
    .trim()
    .split(/\s*\n\s*\n\s*/)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, ' '))
    .join('\n\n');
}

/** A line broken between words so that none is longer than `width`, but for words that are. */
export function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The first `limit` code points of a text, saying how long it is where some are left out. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const points = Array.from(text.slice(0, 2 * limit + 1));
  if (points.length <= limit) return text;
  return `${points.slice(0, limit).join('')}… (${formatCount(text.length)} characters in all)`;
}

/** A whole number with its thousands apart: `65,536`. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 resource`, `2 resources`, `2 policies`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
