import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { JsonValue } from '../../model/json';
import { reasonOf } from '../../model/error';
import { statuses } from '../../model/finding';
import { buildFiles, verifyPolicyBuild, type PolicyManifest } from '../build/manifest';
import { GateError } from '../error';
import { policyInputVersion, type PolicyInput } from '../input/policy-input';
import { checkPolicyInput } from '../input/check-policy-input';

const readySchema = z.strictObject({ input_version: z.number(), tables: z.array(z.string()) });

const answerSchema = z.array(
  z.strictObject({
    rule: z.string(),
    status: z.enum(statuses),
    address: z.string(),
    stack: z.string().nullable(),
    path: z.array(z.union([z.string(), z.number()])),
    // whatever JSON has been parsed to; to look at all of it took longer than to parse it
    params: z.record(
      z.string(),
      z.custom<JsonValue>((value) => value !== undefined),
    ),
    waits_for: z.array(z.string()),
  }),
);

/** A finding as a rule makes it. */
export type RawFinding = z.infer<typeof answerSchema>[number];

/**
 * 64 KiB each, of address space and not of memory. The runtime would else grow by a page or two at a time, and each time V8
 * collects garbage in a heap that holds the whole input: ten thousand resources took twenty seconds instead of one.
 */
const initialPages = 16_384;

/**
 * The wasm keeps all it makes until it has answered. So of a large input it is asked for some of the rules at a time, which
 * takes as much memory as the greediest of them need and not as all of them do; it reads the input anew each time.
 */
const largeInput = 4 * 1024 * 1024;
const rulesOfLargeInput = 12;

/** Bytes the wasm takes for each of an input, with what its rules make of it: ten were seen. */
const bytesPerInputByte = 20;

const pageSize = 65_536;

/** What 32 bits can address is 4 GiB; whatever is beyond this is left to the wasm. */
const mostMemory = 3.5 * 1024 ** 3;

/** The part of the wasm runtime that is used; bytes are JSON in UTF-8, and a text would be one value. */
interface LoadedPolicy {
  readonly mem: { readonly buffer: { readonly byteLength: number }; grow(pages: number): number };
  setData(data: object): void;
  evaluate(input: object | ArrayBuffer, entrypoint: string): unknown;
}

/** The built policy with its data, ready to be asked once; every doubt about it is an error and never a pass. */
export class PolicyEngine {
  constructor(
    private readonly policy: LoadedPolicy,
    readonly manifest: PolicyManifest,
  ) {}

  /** @throws GateError where the build is stale, cannot be loaded or reads another input or fewer tables */
  static async load(policyDirectory: string): Promise<PolicyEngine> {
    const manifest = verifyPolicyBuild(policyDirectory);
    const names = manifest.tables
      .flatMap(({ path }) => /^tables\/([^/]+)\/data\.json$/.exec(path)?.[1] ?? [])
      .sort();
    const tables = names.map((name): [string, unknown] => [
      name,
      JSON.parse(readFileSync(join(policyDirectory, 'tables', name, 'data.json'), 'utf8')),
    ]);
    const policy = await attempt('cannot be loaded', async () => {
      const { loadPolicySync } = await import('@open-policy-agent/opa-wasm');
      const wasm = readFileSync(join(policyDirectory, buildFiles.wasm));
      // the other way asks for the global Response, and Node then loads all of fetch
      const loaded: LoadedPolicy = loadPolicySync(wasm, { initial: initialPages });
      loaded.setData({ tables: Object.fromEntries(tables) });
      return loaded;
    });
    const engine = new PolicyEngine(policy, manifest);
    engine.checkReady(names);
    return engine;
  }

  /** Asks for the findings of the rules the input names. */
  evaluate(input: PolicyInput): RawFinding[] {
    checkPolicyInput(input);
    const bytes = new InputBytes(input);
    this.reserve(bytes.length);
    const findings = bytes
      .parts()
      .flatMap((part) =>
        parseAnswer(answerSchema, this.ask('tollgate/findings', bytes.askingFor(part)), 'findings'),
      );
    const stranger = findings.find(({ rule }) => !input.rules.includes(rule));
    if (stranger !== undefined) {
      throw new GateError(
        `the policy found something for the rule ${stranger.rule}, which was not asked for; run npm run policy:build`,
      );
    }
    return findings;
  }

  /** @throws GateError where the policy reads another input, or did not get a table */
  checkReady(tables: readonly string[]): void {
    const ready = parseAnswer(
      readySchema,
      this.ask('tollgate/ready', { version: policyInputVersion }),
      'readiness',
    );
    if (ready.input_version !== policyInputVersion) {
      throw new GateError(
        `the policy reads input of version ${ready.input_version} and the gate writes version ${policyInputVersion}; build both from one commit with npm run policy:build`,
      );
    }
    const missing = tables.find((name) => !ready.tables.includes(name));
    if (missing !== undefined) {
      throw new GateError(
        `the policy did not receive its table ${missing}, so no verdict can be trusted; run npm run policy:build`,
      );
    }
  }

  /** Grows the memory at once where the wasm would otherwise do so page by page. */
  private reserve(bytes: number): void {
    const { mem } = this.policy;
    const wanted = Math.min(bytes * bytesPerInputByte, mostMemory) - mem.buffer.byteLength;
    if (wanted > 0) mem.grow(Math.floor(wanted / pageSize));
  }

  private ask(entrypoint: string, input: object | ArrayBuffer): unknown {
    try {
      return this.policy.evaluate(input, entrypoint);
    } catch (thrown) {
      throw engineError('stopped while it was evaluated', thrown);
    }
  }
}

/** The runtime wraps an answer as `[{"result": …}]`; an undefined one is an empty list, which must not read as "nothing found". */
function parseAnswer<T>(schema: z.ZodType<T>, answer: unknown, what: string): T {
  const [first] = Array.isArray(answer) ? (answer as unknown[]) : [];
  const result = (first as { result?: JsonValue } | undefined)?.result;
  const parsed = schema.safeParse(result);
  if (parsed.success) return parsed.data;
  const reason = result === undefined ? 'none' : z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, ' ');
  throw new GateError(
    `the policy gave no usable answer about its ${what} (${reason}), which is not a pass; run npm run policy:build`,
  );
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw engineError(what, thrown);
  }
}

/** The runtime throws texts and objects besides errors. */
function engineError(what: string, thrown: unknown): GateError {
  const reason =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown
      ? String(thrown.message)
      : reasonOf(thrown);
  return new GateError(`the policy ${what} (${reason}), which is not a pass; run npm run policy:build`, {
    cause: thrown,
  });
}

/**
 * An input as the wasm reads it, made once; which rules are asked for stands at its beginning, in a place that has room for
 * all of them. Half a surrogate pair becomes U+FFFD, as it does in terraform: the JSON reader of the wasm stops at it.
 */
class InputBytes {
  private readonly rules: readonly string[];
  private readonly head: number;
  private readonly bytes: Uint8Array<ArrayBuffer>;

  constructor({ rules, ...rest }: PolicyInput) {
    this.rules = rules;
    const text = JSON.stringify(rest);
    const tail = (text.includes('\\ud') ? text.replaceAll(halfSurrogate, '$1\ufffd') : text).slice(1);
    this.head = Buffer.byteLength(headOf(rules));
    this.bytes = new Uint8Array(this.head + Buffer.byteLength(tail));
    new TextEncoder().encodeInto(tail, this.bytes.subarray(this.head));
  }

  get length(): number {
    return this.bytes.length;
  }

  /** The rules in as many parts as are asked for one after the other; one part where the input is small. */
  parts(): (readonly string[])[] {
    if (this.length < largeInput) return [this.rules];
    const count = Math.max(1, Math.ceil(this.rules.length / rulesOfLargeInput));
    return Array.from({ length: count }, (_, index) =>
      this.rules.slice(index * rulesOfLargeInput, (index + 1) * rulesOfLargeInput),
    );
  }

  /** The bytes, valid until the next call. */
  askingFor(rules: readonly string[]): ArrayBuffer {
    this.bytes.fill(space, 0, this.head);
    new TextEncoder().encodeInto(headOf(rules), this.bytes);
    return this.bytes.buffer;
  }
}

const space = 0x20;

function headOf(rules: readonly string[]): string {
  return `{"rules":${JSON.stringify(rules)},`;
}

const halfSurrogate = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
