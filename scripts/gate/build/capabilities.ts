import * as z from 'zod';
import { inOneLine } from '../../model/error';
import { GateError } from '../error';

/**
 * The builtins a rule may call: those that OPA compiles into the wasm itself, without the ones that pull a regular
 * expression engine into it (glob and regex). Anything else would be asked of the host when a rule comes to it, and the
 * npm host has hardly any: `opa build` knows nothing of that, so the build must.
 * Source: OPA 1.22.2, internal/compiler/wasm/wasm.go.
 */
const nativeBuiltins: ReadonlySet<string> = new Set([
  ...['abs', 'ceil', 'div', 'floor', 'minus', 'mul', 'plus', 'rem', 'round'],
  ...['bits.and', 'bits.lsh', 'bits.negate', 'bits.or', 'bits.rsh', 'bits.xor'],
  ...['count', 'max', 'min', 'product', 'sort', 'sum', 'all', 'any', 'numbers.range', 'to_number'],
  ...['assign', 'eq', 'equal', 'gt', 'gte', 'lt', 'lte', 'neq', 'internal.member_2', 'internal.member_3'],
  ...['and', 'or', 'intersection', 'set_diff', 'union'],
  ...['array.concat', 'array.reverse', 'array.slice'],
  ...['is_array', 'is_boolean', 'is_null', 'is_number', 'is_object', 'is_set', 'is_string', 'type_name'],
  ...['concat', 'contains', 'endswith', 'format_int', 'indexof', 'lower', 'replace', 'split', 'startswith'],
  ...['strings.replace_n', 'strings.reverse', 'substring', 'upper'],
  ...['trim', 'trim_left', 'trim_prefix', 'trim_right', 'trim_space', 'trim_suffix'],
  ...['json.filter', 'json.is_valid', 'json.marshal', 'json.remove', 'json.unmarshal'],
  ...['object.filter', 'object.get', 'object.keys', 'object.remove', 'object.union', 'object.union_n'],
  ...['base64.decode', 'base64.encode', 'base64.is_valid', 'base64url.decode', 'base64url.encode'],
  ...['net.cidr_contains', 'net.cidr_intersects', 'net.cidr_overlap'],
  ...['graph.reachable', 'walk'],
  // compiled away before the wasm is made
  ...['print', 'internal.print'],
]);

/** Language features of newer OPAs that compile to builtins the wasm host lacks, or that change the language. */
const features: ReadonlySet<string> = new Set(['keywords_in_refs', 'rego_v1']);

const capabilitiesSchema = z.object({
  builtins: z.array(z.looseObject({ name: z.string() })),
  future_keywords: z.array(z.string()).optional(),
  features: z.array(z.string()),
});

/** What the build lets OPA use. */
export interface Capabilities {
  /** The text of a capabilities file for OPA. */
  readonly file: string;
  /** What this OPA offers and the build forbids. */
  readonly forbidden: ReadonlySet<string>;
}

/** Narrows the capabilities an OPA prints (`opa capabilities --current`) to what the wasm can do without a host. */
export function narrowCapabilities(printed: string): Capabilities {
  const parsed = capabilitiesSchema.safeParse(JSON.parse(printed));
  if (!parsed.success) {
    throw new GateError(
      `opa capabilities printed something that is not OPA's capabilities: ${inOneLine(z.prettifyError(parsed.error))}; use the OPA of scripts/setup/versions.json`,
      { cause: parsed.error },
    );
  }
  const { builtins, ...rest } = parsed.data;
  return {
    file: JSON.stringify({
      ...rest,
      features: rest.features.filter((feature) => features.has(feature)),
      builtins: builtins.filter(({ name }) => nativeBuiltins.has(name)),
    }),
    forbidden: new Set(builtins.map(({ name }) => name).filter((name) => !nativeBuiltins.has(name))),
  };
}
