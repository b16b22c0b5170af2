import { parseTemplate } from '../value/parse-template';
import { scanReferences } from '../value/references';
import { isTemplate, isValueObject, joinParts, makeTemplate, type Hole, type Value } from '../value/value';
import type { ParsedExpression, SyntaxNode } from './syntax';

/**
 * The value of an expression as far as it is written down: texts, numbers, lists and objects are what they are, and
 * whatever else is in them (references, other functions) is a hole. A call of jsonencode is the value it encodes, so that
 * a rule can look into a policy of which one ARN is not known.
 */
export function evaluateExpression({ text, root }: ParsedExpression, stack: string | null): Value {
  return new Evaluation(Buffer.from(text, 'utf8'), stack).valueOf(root);
}

class Evaluation {
  constructor(
    private readonly source: Buffer,
    private readonly stack: string | null,
  ) {}

  valueOf(node: SyntaxNode): Value {
    const [first] = node.children;
    switch (node.type) {
      case 'literalValue':
        return literal(node);
      case 'template':
        return this.template(node);
      case 'tuple':
        return node.children.map((child) => this.valueOf(child));
      case 'object':
        return this.object(node);
      case 'function':
        return node.meta?.name === 'jsonencode' && first !== undefined && node.children.length === 1
          ? this.valueOf(first)
          : this.hole(node);
      case 'scopeTraversal':
        return parseTemplate(`\${${node.meta?.value ?? ''}}`, this.stack);
      case '':
        // parentheses
        return first !== undefined && node.children.length === 1 ? this.valueOf(first) : this.hole(node);
      default:
        return this.hole(node);
    }
  }

  /** Keys and values take turns; a key nobody knows makes the whole object one hole. */
  private object(node: SyntaxNode): Value {
    const entries: [string, Value][] = [];
    for (let index = 0; index + 1 < node.children.length; index += 2) {
      const [keyNode, valueNode] = node.children.slice(index, index + 2);
      const key = keyNode === undefined ? undefined : this.key(keyNode);
      if (key === undefined || valueNode === undefined) return this.hole(node);
      entries.push([key, this.valueOf(valueNode)]);
    }
    return Object.fromEntries(entries);
  }

  private key(node: SyntaxNode): string | undefined {
    const [only] = node.children;
    if (only === undefined)
      return this.source.subarray(node.range.start.byte, node.range.end.byte).toString('utf8');
    const value = this.valueOf(only);
    return typeof value === 'string' ? value : undefined;
  }

  private template(node: SyntaxNode): Value {
    const parts = node.children.map((child) => this.valueOf(child));
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    return joinParts(
      parts.flatMap((part): readonly (string | Hole)[] => {
        if (isTemplate(part)) return part.parts;
        // what is neither text nor hole cannot stand inside a text
        return Array.isArray(part) || isValueObject(part) ? [this.unknown(node)] : [String(part)];
      }),
    );
  }

  private hole(node: SyntaxNode): Value {
    return makeTemplate([this.unknown(node)]);
  }

  private unknown(node: SyntaxNode): Hole {
    return { kind: 'expression', stack: this.stack, references: scanReferences(node.meta?.value ?? '') };
  }
}

function literal({ meta }: SyntaxNode): Value {
  const text = meta?.value ?? '';
  if (meta?.type === 'number') return Number(text);
  if (meta?.type === 'bool') return text === 'true';
  return meta?.type === 'dynamic' ? null : unescaped(text);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** The parser leaves escapes in texts as they were written. */
function unescaped(text: string): string {
  return text.replaceAll(
    /\$\$\{|%%\{|\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/g,
    (escape, short: string | undefined, long: string | undefined, letter: string | undefined) => {
      const code = short ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return letter === undefined ? escape.slice(1) : (escapes[letter] ?? letter);
    },
  );
}
