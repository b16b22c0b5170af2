import { isTraversal, scanReferences } from './references';
import { joinParts, type Hole, type Template } from './value';

/**
 * Reads a string of Terraform JSON: `${…}` is a hole, `$${` and `%%{` are the escaped `${` and `%{`.
 *
 * A `%{…}` directive makes the whole string one hole, as the text around it may come any number of times or not at all.
 * So does a `${` that never ends.
 */
export function parseTemplate(text: string, stack: string | null): string | Template {
  if (!text.includes('${') && !text.includes('%{')) return text;
  const parts: (string | Hole)[] = [];
  let literal = '';
  let at = 0;
  for (;;) {
    mark.lastIndex = at;
    const found = mark.exec(text);
    if (found === null) return joinParts([...parts, literal + text.slice(at)]);
    const [opening] = found;
    literal += text.slice(at, found.index);
    at = found.index + opening.length;
    if (opening.length > 2) {
      literal += opening.slice(1);
      continue;
    }
    const end = opening === '${' ? endOfHole(text, at) : undefined;
    if (end === undefined) return joinParts([opaque(text, stack)]);
    parts.push(literal, readHole(text.slice(at, end), stack));
    literal = '';
    at = end + 1;
  }
}

/** What begins a hole or a directive, or is one escaped. */
const mark = /\$\$\{|%%\{|\$\{|%\{/g;

function readHole(expression: string, stack: string | null): Hole {
  const trimmed = expression.replaceAll(/^~|~$/g, '').trim();
  if (isTraversal(trimmed)) return { kind: 'reference', stack, references: [trimmed] };
  return { kind: 'expression', stack, references: scanReferences(trimmed), text: trimmed };
}

function opaque(text: string, stack: string | null): Hole {
  return { kind: 'expression', stack, references: scanReferences(text.replaceAll('"', ' ')), text };
}

/** Where the `}` of a hole stands; braces nest, and those in quoted strings do not count unless in a hole of their own. */
function endOfHole(text: string, start: number): number | undefined {
  const open: ('{' | '"')[] = ['{'];
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (open.at(-1) === '"') {
      if (character === '\\') at += 1;
      else if (character === '"') open.pop();
      else if (character === '$' && text.startsWith('${', at) && text.charAt(at - 1) !== '$') {
        open.push('{');
        at += 1;
      }
    } else if (character === '"') open.push('"');
    else if (character === '{') open.push('{');
    else if (character === '}') {
      open.pop();
      if (open.length === 0) return at;
    }
  }
  return undefined;
}
