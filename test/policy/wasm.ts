import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadPolicySync } from '@open-policy-agent/opa-wasm';
import * as z from 'zod';

const policyDirectory = resolve(__dirname, '../../policy');
const read = (file: string): string => readFileSync(join(policyDirectory, file), 'utf8');

/** The built policy as the runtime loads it, without the checks of the gate's engine. */
export type Wasm = ReturnType<typeof loadPolicySync>;

export const tableNames = readdirSync(join(policyDirectory, 'tables'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export function bareWasm(): Wasm {
  return loadPolicySync(readFileSync(join(policyDirectory, 'policy.wasm')));
}

export function loadWasm(): Wasm {
  const wasm = bareWasm();
  const tables = tableNames.map((name) => [name, JSON.parse(read(`tables/${name}/data.json`)) as unknown]);
  wasm.setData({ tables: Object.fromEntries(tables) as unknown });
  return wasm;
}

const answers = z.array(z.object({ result: z.unknown() }));

/** What an entrypoint answers to an input; undefined where it has no answer. */
export function ask(wasm: Wasm, input: object, entrypoint: string): unknown {
  return answers.parse(wasm.evaluate(input, entrypoint))[0]?.result;
}
