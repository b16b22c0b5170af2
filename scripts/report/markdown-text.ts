/**
 * Everything in a report that comes from names and values passes through here, so that it can neither mark up, mention,
 * link nor close what surrounds it. Values stand in code; prose is for texts of our own that quote values.
 */
import { printable } from './printable';

/** A zero-width space ends what GitHub would take for a mention, a reference or a link; entities alone do not. */
const breaker = '&#8203;';

/** Text in a sentence. An interpolation such as `${aws_s3_bucket.logs.arn}` becomes code. */
export function prose(text: string): string {
  const escaped = printable(text)
    .split(/((?:\$\{[^}]*\})+)/)
    .map((part, index) => (index % 2 === 1 ? inlineCode(part) : escapeProse(part)))
    .join('');
  return escapeLineStart(escaped);
}

/** Text as a code span, whatever backticks it holds. */
export function inlineCode(text: string): string {
  const shown = printable(text);
  if (shown.trim() === '') return '` `';
  const ticks = '`'.repeat(longestRun(shown, '`') === 0 ? 1 : longestRun(shown, '`') + 1);
  const padding = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${ticks}${padding}${shown}${padding}${ticks}`;
}

/** Lines as a fenced block; the fence is longer than any run of backticks inside. */
export function fenced(lines: readonly string[], language = ''): string {
  const shown = lines.map(printable);
  const ticks = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line, '`') + 1)));
  return [`${ticks}${language}`, ...shown, ticks].join('\n');
}

/** Markdown that is already safe, made safe for a cell of a table. */
export function tableCell(markdown: string): string {
  return markdown.replaceAll('|', String.raw`\|`);
}

/** Every line moved to the right, so that a block belongs to a list item. */
export function indented(block: string, spaces = 2): string {
  return block.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));
}

/** References are broken first: what comes after writes entities, which have a `#` of their own. */
function escapeProse(text: string): string {
  return text
    .replaceAll(/[\\`*[\]~&|!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw`\$&`)
    .replaceAll(/#(?=\d)/g, `#${breaker}`)
    .replaceAll(/\bGH-(?=\d)/gi, (prefix) => `${prefix}${breaker}`)
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('$', '&#36;')
    .replaceAll('@', `@${breaker}`)
    .replaceAll('://', `:${breaker}//`)
    .replaceAll(/\bwww\./gi, (prefix) => `${prefix.slice(0, 3)}${breaker}.`);
}

/** At the start of a line these would begin a list, a heading or an underline. */
function escapeLineStart(text: string): string {
  return text
    .trimStart()
    .replace(/^[-+#=]/, String.raw`\$&`)
    .replace(/^(\d{1,9})([.)])/, String.raw`$1\$2`);
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
