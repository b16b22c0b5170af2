import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { JsonValue } from '../../model/json';
import { inOneLine, reasonOf } from '../../model/error';
import { statuses } from '../../model/finding';
import { buildFiles, verifyPolicyBuild, type PolicyManifest } from '../build/manifest';
import { GateError } from '../error';
import { policyInputVersion, type PolicyInput } from '../input/policy-input';
import { checkPolicyInput } from '../input/check-policy-input';
import { InputBytes } from './input-bytes';
import { pagesFor } from './wasm-memory';

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

/** The part of the wasm runtime that is used; bytes are JSON in UTF-8, and a text would be one value. */
interface LoadedPolicy {
  setData(data: ArrayBuffer): void;
  evaluate(input: object | ArrayBuffer, entrypoint: string): unknown;
}

/** The wasm with its data, and how much address space it was given. */
interface RunningPolicy {
  readonly policy: LoadedPolicy;
  readonly pages: number;
}

/** The built policy with its data, ready to be asked; every doubt about it is an error and never a pass. */
export class PolicyEngine {
  private running: RunningPolicy | undefined;

  /**
   * @param start makes the wasm with as many pages of 64 KiB and with its data
   * @param tables the names of the tables it must have received
   */
  constructor(
    private readonly start: (pages: number) => LoadedPolicy,
    private readonly tables: readonly string[],
    readonly manifest: PolicyManifest,
  ) {}

  /** @throws GateError where the build is stale */
  static async load(policyDirectory: string): Promise<PolicyEngine> {
    const manifest = verifyPolicyBuild(policyDirectory);
    const names = manifest.tables
      .flatMap(({ path }) => /^tables\/([^/]+)\/data\.json$/.exec(path)?.[1] ?? [])
      .sort();
    const data = dataOf(policyDirectory, names);
    const wasm = readFileSync(join(policyDirectory, buildFiles.wasm));
    // the other way of loading asks for the global Response, and Node then loads all of fetch
    const { loadPolicySync } = await import('@open-policy-agent/opa-wasm');
    const start = (pages: number): LoadedPolicy => {
      const policy: LoadedPolicy = loadPolicySync(wasm, { initial: pages });
      policy.setData(data);
      return policy;
    };
    return new PolicyEngine(start, names, manifest);
  }

  /**
   * Asks for the findings of the rules the input names.
   *
   * @throws GateError where the wasm cannot be loaded, reads another input or fewer tables, or gives no usable answer
   */
  evaluate(input: PolicyInput): RawFinding[] {
    checkPolicyInput(input);
    const bytes = new InputBytes(input);
    const policy = this.policyFor(bytes.length);
    const findings = bytes
      .parts()
      .flatMap((part) =>
        parseAnswer(answerSchema, ask(policy, 'tollgate/findings', bytes.askingFor(part)), 'findings'),
      );
    const stranger = findings.find(({ rule }) => !input.rules.includes(rule));
    if (stranger !== undefined) {
      throw new GateError(
        `the policy found something for the rule ${stranger.rule}, which was not asked for; run npm run policy:build`,
      );
    }
    return findings;
  }

  /** The wasm that ran before where it is large enough, else a new one, looked at before it is asked anything. */
  private policyFor(inputBytes: number): LoadedPolicy {
    const pages = pagesFor(inputBytes);
    if (this.running === undefined || this.running.pages < pages) {
      this.running = { policy: this.startWith(pages), pages };
    }
    return this.running.policy;
  }

  private startWith(pages: number): LoadedPolicy {
    try {
      const policy = this.start(pages);
      checkReady(policy, this.tables);
      return policy;
    } catch (thrown) {
      throw thrown instanceof GateError ? thrown : engineError('cannot be loaded', thrown);
    }
  }
}

/** The tables as the wasm reads them, put together from the texts of their files. */
function dataOf(policyDirectory: string, tables: readonly string[]): ArrayBuffer {
  const members = tables.map(
    (name) =>
      `${JSON.stringify(name)}:${readFileSync(join(policyDirectory, 'tables', name, 'data.json'), 'utf8')}`,
  );
  return new TextEncoder().encode(`{"tables":{${members.join(',')}}}`).buffer;
}

function checkReady(policy: LoadedPolicy, tables: readonly string[]): void {
  const answer = ask(policy, 'tollgate/ready', { version: policyInputVersion });
  const ready = parseAnswer(readySchema, answer, 'readiness');
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

function ask(policy: LoadedPolicy, entrypoint: string, input: object | ArrayBuffer): unknown {
  try {
    return policy.evaluate(input, entrypoint);
  } catch (thrown) {
    throw engineError('stopped while it was evaluated', thrown);
  }
}

/** The runtime wraps an answer as `[{"result": …}]`; an undefined one is an empty list, which must not read as "nothing found". */
function parseAnswer<T>(schema: z.ZodType<T>, answer: unknown, what: string): T {
  const [first] = Array.isArray(answer) ? (answer as unknown[]) : [];
  const result = (first as { result?: JsonValue } | undefined)?.result;
  const parsed = schema.safeParse(result);
  if (parsed.success) return parsed.data;
  const reason = result === undefined ? 'none' : inOneLine(z.prettifyError(parsed.error));
  throw new GateError(
    `the policy gave no usable answer about its ${what} (${reason}), which is not a pass; run npm run policy:build`,
  );
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
