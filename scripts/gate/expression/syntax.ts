import * as z from 'zod';
import { reasonOf } from '../../model/error';
import { isJsonObject, type JsonValue } from '../../model/json';
import { GateError } from '../error';

/** A node of an expression as the parser gives it, as far as it is read. */
export interface SyntaxNode {
  /** `literalValue`, `template`, `tuple`, `object`, `function`, `scopeTraversal` and so on; empty for keys and parentheses. */
  readonly type: string;
  readonly meta?: SyntaxMeta | undefined;
  /** Offsets in bytes of the expression in UTF-8. */
  readonly range: { readonly start: { readonly byte: number }; readonly end: { readonly byte: number } };
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxMeta {
  /** The kind of a literal: `string`, `number`, `bool` or `dynamic`. */
  readonly type?: string | undefined;
  readonly value?: string | undefined;
  /** Of a function. */
  readonly name?: string | undefined;
}

const nodeSchema: z.ZodType<SyntaxNode> = z.object({
  type: z.string(),
  meta: z
    .object({ type: z.string().optional(), value: z.string().optional(), name: z.string().optional() })
    .optional(),
  range: z.object({ start: z.object({ byte: z.number() }), end: z.object({ byte: z.number() }) }),
  get children() {
    return z.array(nodeSchema);
  },
});

/** A parsed expression and the text its ranges are of. */
export interface ParsedExpression {
  readonly text: string;
  readonly root: SyntaxNode;
}

/** Parsed expressions by their text, without `${` and `}`. */
export type Expressions = ReadonlyMap<string, ParsedExpression>;

export const noExpressions: Expressions = new Map();

/** A whole string that is one call of jsonencode, which Terraform JSON made of HCL is full of. */
const encoded = /^\$\{\s*(jsonencode\s*\([\s\S]*\))\s*\}$/;

/** The expression of a string that is one call of jsonencode. */
export function encodedExpression(text: string): string | undefined {
  return encoded.exec(text)?.[1];
}

/**
 * Parses every call of jsonencode in some documents. Where there is none, which is so in all that cdktf writes with
 * JSON.stringify, the parser is not loaded: it takes 0.2 s to start.
 *
 * @throws GateError where such a call is no expression of HCL
 */
export async function parseExpressions(documents: readonly JsonValue[]): Promise<Expressions> {
  const texts = new Set(documents.flatMap((document) => [...encodedIn(document)]));
  if (texts.size === 0) return noExpressions;
  const { getExpressionAst } = await import('@cdktf/hcl2json');
  const parsed = new Map<string, ParsedExpression>();
  for (const text of texts) {
    try {
      const root = nodeSchema.parse(await getExpressionAst('expression.tf', text));
      parsed.set(text, { text, root });
    } catch (thrown) {
      throw new GateError(
        `the expression ${JSON.stringify(text.slice(0, 60))} cannot be parsed (${reasonOf(thrown).slice(0, 200)}); terraform would not read it either`,
        { cause: thrown },
      );
    }
  }
  return parsed;
}

function* encodedIn(value: JsonValue): Generator<string> {
  if (typeof value === 'string') {
    const expression = encodedExpression(value);
    if (expression !== undefined) yield expression;
  } else if (Array.isArray(value)) for (const item of value) yield* encodedIn(item);
  else if (isJsonObject(value)) for (const member of Object.values(value)) yield* encodedIn(member);
}
