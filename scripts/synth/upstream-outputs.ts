import { isJsonObject, type JsonObject, type JsonValue } from '../model/json';
import type { UpstreamOutput } from '../model/synthesis';

/** How cdktf names the remote state of a stack that another one reads from. */
const crossStackPrefix = 'cross-stack-reference-input-';

/** `.outputs.name`, `.outputs["name"]`, and the latter inside a JSON text, where the quotes are escaped. */
const reference =
  /data\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\[\s*\\*"([^"\\]+)\\*"\s*\])?/g;

/** A stack as far as references to it go. */
export interface StackIdentity {
  readonly id: string;
  readonly stateKey: string | null;
  readonly terraform: JsonObject;
}

/**
 * The outputs of other stacks that a stack reads, sorted, each once.
 *
 * A remote state belongs to the stack cdktf named it after, or to the one that has its state key. A reference to all
 * outputs of a stack counts as one to each.
 *
 * @param texts every string in its Terraform JSON
 */
export function upstreamOutputsOf(
  stack: StackIdentity,
  texts: readonly string[],
  all: readonly StackIdentity[],
): UpstreamOutput[] {
  const found = new Map<string, UpstreamOutput>();
  for (const text of texts) {
    if (!text.includes('terraform_remote_state')) continue;
    for (const [, remoteState = '', dotted, bracketed] of text.matchAll(reference)) {
      const upstream = upstreamOf(stack, remoteState, all);
      if (upstream === undefined) continue;
      const output = dotted ?? bracketed;
      const outputs = output === undefined ? Object.keys(blockOf(upstream.terraform, 'output')) : [output];
      for (const name of outputs) found.set(`${upstream.id}/${name}`, { stack: upstream.id, output: name });
    }
  }
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, read]) => read);
}

function upstreamOf(
  stack: StackIdentity,
  remoteState: string,
  all: readonly StackIdentity[],
): StackIdentity | undefined {
  const named = all.find((other) => remoteState === `${crossStackPrefix}${other.id}`);
  if (named !== undefined) return named;
  const states = blockOf(blockOf(stack.terraform, 'data'), 'terraform_remote_state');
  const key = blockOf(blockOf(states, remoteState), 'config')['key'];
  return all.find((other) => other.stateKey !== null && other.stateKey === key);
}

/** The block of that name: JSON lets a block be written alone or in a list. */
export function blockOf(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  const block = Array.isArray(value) ? value[0] : value;
  return isJsonObject(block) ? block : {};
}

/** Every string in a value, keys left out. */
export function textsOf(value: JsonValue, found: string[] = []): string[] {
  if (typeof value === 'string') found.push(value);
  else if (Array.isArray(value)) for (const member of value) textsOf(member, found);
  else if (isJsonObject(value)) for (const key of Object.keys(value)) textsOf(value[key] ?? null, found);
  return found;
}
