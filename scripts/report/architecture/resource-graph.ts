import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { SynthesizedStack } from '../../model/synthesis';

/** A resource of a synthesis: its values are what stands in `cdk.tf.json`, references and all. */
export interface GraphResource {
  /** `service/aws_sqs_queue.Events_Queue`. */
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  readonly values: JsonObject;
}

/** The resources of every stack, and what refers to what, also from one stack to another. */
export class ResourceGraph {
  readonly #byId = new Map<string, GraphResource>();
  readonly #outputs = new Map<string, JsonValue>();

  constructor(stacks: readonly SynthesizedStack[]) {
    for (const { id: stack, terraform } of stacks) {
      for (const [type, named] of entriesOf(terraform['resource'])) {
        for (const [name, values] of entriesOf(named)) {
          const id = `${stack}/${type}.${name}`;
          if (isJsonObject(values)) this.#byId.set(id, { id, stack, type, values });
        }
      }
      for (const [name, output] of entriesOf(terraform['output'])) {
        if (isJsonObject(output)) this.#outputs.set(`${stack}/${name}`, output['value'] ?? null);
      }
    }
  }

  /** All resources of a type, by their addresses. */
  all(type: string): GraphResource[] {
    return [...this.#byId.values()]
      .filter((resource) => resource.type === type)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** What a value of a resource refers to, in the order of the text; a value of another stack is followed there. */
  referred({ stack }: Pick<GraphResource, 'stack'>, value: JsonValue | undefined): GraphResource[] {
    const text = JSON.stringify(value ?? null);
    const found = new Map<string, GraphResource>();
    for (const match of text.matchAll(reference)) {
      const [, upstream, output, type, name] = match;
      const resources =
        upstream === undefined || output === undefined
          ? [this.#byId.get(`${stack}/${type ?? ''}.${name ?? ''}`)]
          : this.referred({ stack: upstream }, this.#outputs.get(`${upstream}/${output}`));
      for (const resource of resources) if (resource !== undefined) found.set(resource.id, resource);
    }
    return [...found.values()];
  }

  /** The first resource of a type that a value refers to. */
  referredOf(holder: GraphResource, value: JsonValue | undefined, type: string): GraphResource | undefined {
    return this.referred(holder, value).find((resource) => resource.type === type);
  }
}

/** A value of another stack, as cdktf reads it from its state, or a resource of the same stack. */
const reference =
  /data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)|(?<![\w.])(aws_\w+)\.([\w-]+)/g;

export function entriesOf(value: JsonValue | undefined): [string, JsonValue][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** A text attribute, or nothing where there is none. */
export function textOf(values: JsonObject, attribute: string): string {
  const value = values[attribute];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
