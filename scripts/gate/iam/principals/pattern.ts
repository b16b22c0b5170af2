import type { Hole, Template } from '../../value/value';

/**
 * A text of a policy with its wildcards and its unknown parts, one number a symbol: the code of a character, or one of the
 * negative numbers below.
 */
export type Pattern = readonly number[];

/** `*`: any number of characters. */
export const star = -1;
/** `?`: one character. */
const one = -2;
/** Holes and policy variables, from here down: each distinct one has a number of its own. */
const firstHole = -3;

const numbers = new Map<string, number>();

/** The symbol of something unknown; the same thing is the same symbol. */
function holeSymbol(key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const symbol = firstHole - numbers.size;
  numbers.set(key, symbol);
  return symbol;
}

const variables = new Set<number>();

function variableSymbol(name: string): number {
  const symbol = holeSymbol(`variable ${name.toLowerCase()}`);
  variables.add(symbol);
  return symbol;
}

/** The name of the user who asks. */
const ownName = variableSymbol('aws:username');

/** Whether a pattern has a policy variable in it, which is known only when somebody asks. */
export function hasVariable(pattern: Pattern): boolean {
  return pattern.some((symbol) => variables.has(symbol));
}

/** Whether a pattern ends in the name of the user who asks. */
export function endsInOwnName(pattern: Pattern): boolean {
  return pattern.at(-1) === ownName;
}

function symbolOf(hole: Hole): number {
  // what is only mentioned or computed may differ from one place to the next
  const isNamed = hole.kind === 'reference';
  return holeSymbol(isNamed ? JSON.stringify([hole.stack, hole.references]) : `${numbers.size} open`);
}

/** Reads an action or resource element: `*`, `?`, `${*}` and the like, and policy variables such as `${aws:username}`. */
export function readPattern(text: string | Template): Pattern {
  const parts = typeof text === 'string' ? [text] : text.parts;
  const symbols: number[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') symbols.push(symbolOf(part));
    else readLiteral(part, symbols);
  }
  return symbols;
}

function readLiteral(text: string, symbols: number[]): void {
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '$' && text.charAt(at + 1) === '{') {
      const end = text.indexOf('}', at);
      if (end > 0) {
        const name = text.slice(at + 2, end);
        symbols.push(/^[*?$]$/.test(name) ? name.charCodeAt(0) : variableSymbol(name));
        at = end;
        continue;
      }
    }
    if (character === '*') {
      if (symbols.at(-1) !== star) symbols.push(star);
    } else symbols.push(character === '?' ? one : text.charCodeAt(at));
  }
}

/** Whether a symbol is an unknown part, a policy variable included. */
export function isHole(symbol: number): boolean {
  return symbol <= firstHole;
}

export function isWildcard(symbol: number): boolean {
  return symbol === star || symbol === one;
}

/** Whether everything the narrow pattern can stand for matches the wide one; an unknown part is only itself. */
export function covers(wide: Pattern, narrow: Pattern): boolean {
  let at = 0;
  let other = 0;
  let afterStar = -1;
  let resume = 0;
  while (other < narrow.length) {
    const symbol = wide[at];
    const given = narrow[other];
    if (symbol === star) {
      afterStar = at + 1;
      resume = other;
      at += 1;
    } else if (given !== undefined && takes(symbol, given)) {
      at += 1;
      other += 1;
    } else if (afterStar >= 0) {
      resume += 1;
      at = afterStar;
      other = resume;
    } else return false;
  }
  while (wide[at] === star) at += 1;
  return at === wide.length;
}

function takes(symbol: number | undefined, given: number): boolean {
  return symbol === given || (symbol === one && given >= 0);
}

/** Whether something can match both patterns; an unknown part may be anything. */
export function overlaps(left: Pattern, right: Pattern): boolean {
  let from = 0;
  while (isExact(left[from]) && isExact(right[from])) {
    if (!agree(left[from], right[from])) return false;
    from += 1;
  }
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (leftEnd > from && rightEnd > from && isExact(left[leftEnd - 1]) && isExact(right[rightEnd - 1])) {
    if (!agree(left[leftEnd - 1], right[rightEnd - 1])) return false;
    leftEnd -= 1;
    rightEnd -= 1;
  }
  return intersect(left.slice(from, leftEnd), right.slice(from, rightEnd));
}

/** Which lengths of the right pattern can be used up together with each length of the left one. */
function intersect(left: Pattern, right: Pattern): boolean {
  let reachable: boolean[] = [true];
  spread(reachable, right);
  for (const symbol of left) {
    const next: boolean[] = [];
    for (let at = 0; at <= right.length; at += 1) {
      if (!reachable[at]) continue;
      const given = right[at];
      if (!isExact(symbol)) {
        // takes nothing, or any of what follows
        for (let to = at; to <= right.length; to += 1) next[to] = true;
        break;
      }
      if (given === undefined) continue;
      if (!isExact(given)) next[at] = true;
      else if (agree(symbol, given)) next[at + 1] = true;
    }
    spread(next, right);
    reachable = next;
  }
  return reachable[right.length] === true;
}

/** Whatever takes any number of characters may take none. */
function spread(reachable: boolean[], right: Pattern): void {
  for (let at = 0; at < right.length; at += 1) {
    if (reachable[at] && !isExact(right[at])) reachable[at + 1] = true;
  }
}

/** Whether a symbol stands for exactly one character. */
function isExact(symbol: number | undefined): boolean {
  return symbol === one || (symbol ?? star) >= 0;
}

function agree(left: number | undefined, right: number | undefined): boolean {
  return left === right || left === one || right === one;
}
