import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionName } from '../../lambda/contract/functions';
import { bundleFunctions, type FunctionArtifact } from '../../scripts/synth/functions';
import { repository } from './command-line';
import { toolPath } from './requirements';

/** The zips that would be deployed, unpacked. */
export interface BundledFunctions {
  /** The folder of one zip's files. */
  folder(name: FunctionName): string;
  /** A new execution environment; it is ended by `remove` where it still runs. */
  start(name: FunctionName, env: Readonly<Record<string, string>>): Promise<ExecutionEnvironment>;
  remove(): Promise<void>;
}

/** What one call came to: an answer, or what Lambda would count as an error. */
export type Invocation =
  { readonly result: unknown } | { readonly errorType: string; readonly errorMessage: string };

export interface ExecutionEnvironment {
  invoke(event: unknown, remainingMilliseconds?: number): Promise<Invocation>;
  /** Standard output and standard error so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Bundles every function as `synth` does; needs the tool `python`. */
export async function bundledFunctions(): Promise<BundledFunctions> {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'));
  const manifest = await bundleFunctions(repository, folder);
  const artifacts = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, FunctionArtifact>;
  for (const [name, { file }] of Object.entries(artifacts)) {
    execFileSync(toolPath('python'), ['-m', 'zipfile', '-e', file, join(folder, name)]);
  }
  const started = new Set<ExecutionEnvironment>();
  return {
    folder: (name) => join(folder, name),
    start: async (name, env) => {
      const environment = await startEnvironment(join(folder, name, 'index.js'), env);
      started.add(environment);
      return environment;
    },
    remove: async () => {
      for (const environment of started) await environment.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startEnvironment(
  bundle: string,
  env: Readonly<Record<string, string>>,
): Promise<ExecutionEnvironment> {
  const child = fork(join(__dirname, 'lambda-runtime.cjs'), [bundle], {
    env: { ...env },
    execArgv: [],
    silent: true,
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const answer = async (): Promise<unknown> => {
    const ended = new AbortController();
    try {
      const [first] = (await Promise.race([
        once(child, 'message', ended),
        once(child, 'exit', ended).then(() => {
          throw new Error(`the function ended: ${output}`);
        }),
      ])) as [unknown];
      return first;
    } finally {
      ended.abort();
    }
  };
  await answer();
  return {
    invoke: (event, remaining = 10_000) => {
      const answered = answer();
      child.send({ event, remaining });
      return answered as Promise<Invocation>;
    },
    output: () => output,
    stop: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
