import type { PathStep } from '../../model/json';

/** A traversal taken apart: which object it names, and the steps into that object. */
export interface Reference {
  readonly kind: 'resource' | 'data' | 'local' | 'variable' | 'remote-state';
  /** `aws_sqs_queue.jobs`, `data.aws_region.current`, the name of a local or variable, or of a remote state. */
  readonly target: string;
  /** The key of an instance of a `count` or `for_each` resource, as terraform writes it: `[0]`, `["a"]` or nothing. */
  readonly instance: string;
  readonly steps: readonly PathStep[];
}

const step = String.raw`\.[A-Za-z_][\w-]*|\.\d+|\[\d+\]|\["[^"\\$%]*"\]`;
const traversal = new RegExp(String.raw`^[A-Za-z_][\w-]*(?:${step})+$`);
const stepPattern = new RegExp(step, 'g');
const mention = new RegExp(String.raw`(?<![\w.-])[A-Za-z_][\w-]*(?:${step})+`, 'g');

/** Whether an expression is one traversal without a splat, a function or an operator. */
export function isTraversal(expression: string): boolean {
  return traversal.test(expression);
}

/** Reads a traversal; undefined for one that names nothing the evidence could hold, such as `each.value`. */
export function parseReference(expression: string): Reference | undefined {
  if (!isTraversal(expression)) return undefined;
  const root = /^[A-Za-z_][\w-]*/.exec(expression)?.[0] ?? '';
  const texts = Array.from(expression.slice(root.length).matchAll(stepPattern), ([text]) => text);
  const steps = texts.map(readStep);
  const names = (count: number): string => [root, ...steps.slice(0, count)].join('.');
  const [first, second] = steps;
  if (typeof first !== 'string') return undefined;
  if (root === 'local') return { kind: 'local', target: first, instance: '', steps: steps.slice(1) };
  if (root === 'var') return { kind: 'variable', target: first, instance: '', steps: steps.slice(1) };
  if (root === 'data') {
    if (typeof second !== 'string') return undefined;
    if (first !== 'terraform_remote_state')
      return instanceReference('data', names(2), steps.slice(2), texts[2]);
    return steps[2] === 'outputs'
      ? { kind: 'remote-state', target: second, instance: '', steps: steps.slice(3) }
      : undefined;
  }
  return /^[a-z][a-z0-9]*_\w+$/.test(root)
    ? instanceReference('resource', names(1), steps.slice(1), texts[1])
    : undefined;
}

/** @param firstText the first of the steps as it is written */
function instanceReference(
  kind: 'resource' | 'data',
  target: string,
  steps: readonly PathStep[],
  firstText: string | undefined,
): Reference {
  const [key, ...rest] = steps;
  // `aws_x.y["arn"]` is an attribute as well, and `aws_x.y["a"].arn` one of the instance "a"
  const isKey = typeof key === 'number' || (firstText?.startsWith('["') === true && rest.length > 0);
  return isKey
    ? { kind, target, instance: `[${JSON.stringify(key)}]`, steps: rest }
    : { kind, target, instance: '', steps };
}

function readStep(text: string): PathStep {
  if (text.startsWith('["')) return text.slice(2, -2);
  const word = text.replace(/^[.[]/, '').replace(/\]$/, '');
  return /^\d+$/.test(word) ? Number(word) : word;
}

/** The references a whole expression mentions, by a scan that looks into texts only where they have holes. */
export function scanReferences(expression: string): string[] {
  const found = Array.from(withoutTexts(expression).matchAll(mention), ([text]) => text);
  return withoutPrefixes(found.filter((text) => !/^(each|count|self|path|terraform)\b/.test(text)));
}

/** The code of an expression: quoted texts are left out, but for the keys in `["key"]` and the code in their holes. */
function withoutTexts(expression: string): string {
  let code = '';
  const inside: ('text' | 'hole')[] = [];
  for (let at = 0; at < expression.length; at += 1) {
    const character = expression.charAt(at);
    if (inside.at(-1) === 'text') {
      if (character === '\\') at += 1;
      else if (character === '"') inside.pop();
      else if (
        /[$%]/.test(character) &&
        expression.charAt(at + 1) === '{' &&
        expression.charAt(at - 1) !== character
      ) {
        inside.push('hole');
        code += ' ';
        at += 1;
      }
    } else if (character === '"') {
      const key = code.endsWith('[')
        ? /^"[^"\\$%]*"(?=\])/.exec(expression.slice(at, at + 256))?.[0]
        : undefined;
      if (key === undefined) inside.push('text');
      code += key ?? ' ';
      at += (key?.length ?? 1) - 1;
    } else {
      if (character === '{') inside.push('hole');
      else if (character === '}') inside.pop();
      code += character;
    }
  }
  return code;
}

/** Drops every reference that only names what a longer one reads from: `aws_x.y` beside `aws_x.y.arn`. */
export function withoutPrefixes(references: readonly string[]): string[] {
  const unique = [...new Set(references)];
  return unique.filter(
    (reference) =>
      !unique.some((other) => other.startsWith(reference) && /^[.[]/.test(other.slice(reference.length))),
  );
}
