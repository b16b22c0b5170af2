import type { JsonObject, JsonValue } from './json';

/** The side effects a command or a room may ask for. `scripts/ports` has the real ones; tests bring their own. */

/** Tells the time; the only way a command learns it. */
export interface Clock {
  now(): Date;
  /** Milliseconds that only ever grow, for measuring how long something took. */
  monotonic(): number;
}

/** Where a command writes for people and programs. */
export interface Output {
  /** The result itself: standard output. */
  write(text: string): void;
  /** Progress and notices: standard error. */
  notice(text: string): void;
  /** Whether people look at the progress on a terminal that can move its cursor and show colour. */
  readonly isTerminal: boolean;
  /** Whether the result goes to a terminal that shows colour. @default false */
  readonly isColourful?: boolean;
}

/** Where a result may be large. */
export interface ResultOutput extends Output {
  /** A result in pieces; the next is made when whoever reads has taken those before. */
  writeAll(pieces: Iterable<string>): Promise<void>;
}

/** The variables a child process is given; nothing is inherited that is not in it. */
export type EnvironmentVariables = Readonly<Record<string, string>>;

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: EnvironmentVariables;
  /** Called with each whole line as it arrives. */
  readonly onLine?: (stream: 'stdout' | 'stderr', line: string) => void;
  /** Ends the process, first politely, after this many milliseconds. @default no limit */
  readonly timeoutMs?: number;
  /** How long a process may take to end after a polite signal before it is killed. @default 10,000 */
  readonly graceMs?: number;
}

/** How a process ended. A non-zero exit code is a value, not an error. */
export interface ProcessResult {
  readonly ended: 'exited' | 'timed-out' | 'interrupted';
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that goes on until it is stopped. */
export interface RunningProcess {
  readonly pid: number;
  readonly exited: Promise<ProcessResult>;
  /** Ends the process and everything it started; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts processes from argument arrays, never through a shell. Each runs in a group of its own, so that Ctrl-C reaches
 * it once, through us, and terraform can release its lock.
 */
export interface ProcessRunner {
  /** Rejects only where the program cannot be started at all (`ENOENT` and the like). */
  run(request: ProcessRequest): Promise<ProcessResult>;
  start(request: ProcessRequest): RunningProcess;
}

/** A bucket: where the state, the plans and the records are kept. Keys have no leading slash. */
export interface ObjectStore {
  /** Null where there is no such object. */
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}

/** Signs what was reviewed and checks it again at apply. */
export interface Signer {
  /** Names the key in the record, so that another key is told apart from a changed record. */
  readonly keyId: string;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  verify(bytes: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** What one call of a function came to; what it threw is a value, as the pipeline has to go on from there. */
export type FunctionAnswer =
  | { readonly kind: 'answered'; readonly value: JsonValue }
  | { readonly kind: 'threw'; readonly reason: string };

/** Published versions of Lambda functions and the aliases that lead to them. */
export interface FunctionVersions {
  /** The version an alias leads to; null where there is no such alias. */
  aliasVersion(functionName: string, alias: string): Promise<string | null>;
  /** Leads an alias that is there to another version. */
  moveAlias(functionName: string, alias: string, version: string): Promise<void>;
  /** Calls one version and waits for what it answers, up to the 15 minutes a function may run. */
  invoke(functionName: string, version: string, payload: JsonObject): Promise<FunctionAnswer>;
}

/** Secrets that are kept by name and encrypted; nothing here ever reads one back. */
export interface SecretStore {
  /** Replaces the value of a secret that is there, encrypted with `key`; returns the version it has now. */
  replace(name: string, value: string, key: string): Promise<number>;
}

/** Where a person or a program hands over a text that must not be seen: never an argument. */
export interface SecretInput {
  /** The whole of it without the line end it closes with; a terminal does not show what is typed. */
  read(prompt: string): Promise<string>;
}
