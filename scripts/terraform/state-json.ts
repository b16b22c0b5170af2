import * as z from 'zod';
import { inOneLine, reasonOf } from '../model/error';
import type { JsonValue } from '../model/json';
import { TerraformError } from './error';

const json = z.custom<JsonValue>((value) => value !== undefined);

const stateSchema = z.object({
  version: z.literal(4),
  lineage: z.string(),
  serial: z.int().nonnegative(),
  outputs: z.record(z.string(), z.object({ value: json })).default({}),
  resources: z
    .array(
      z.object({
        mode: z.enum(['managed', 'data']),
        type: z.string(),
        name: z.string(),
        instances: z.array(z.unknown()),
      }),
    )
    .default([]),
});

/** What a change needs to know of a stack's state file. */
export interface StackState {
  readonly lineage: string;
  readonly serial: number;
  readonly outputs: Readonly<Record<string, JsonValue>>;
  /** The number of managed instances by `type.name`. */
  readonly instances: ReadonlyMap<string, number>;
}

/** Reads a state file as terraform's backend stores it (version 4). */
export function parseState(text: string, key: string): StackState {
  try {
    const state = stateSchema.parse(JSON.parse(text));
    return {
      lineage: state.lineage,
      serial: state.serial,
      outputs: Object.fromEntries(Object.entries(state.outputs).map(([name, { value }]) => [name, value])),
      instances: new Map(
        state.resources
          .filter((resource) => resource.mode === 'managed' && resource.instances.length > 0)
          .map((resource) => [`${resource.type}.${resource.name}`, resource.instances.length]),
      ),
    };
  } catch (thrown) {
    throw new TerraformError(
      `the state ${key} cannot be read as a terraform state of version 4 (${inOneLine(reasonOf(thrown))}); restore it from the bucket's versions before any further change`,
      { cause: thrown },
    );
  }
}

/** Whether a stack has been applied: a destroyed one leaves an empty state behind. */
export function isDeployed(state: StackState | null): state is StackState {
  return state !== null && (state.instances.size > 0 || Object.keys(state.outputs).length > 0);
}
