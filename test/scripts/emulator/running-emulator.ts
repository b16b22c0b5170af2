import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../../scripts/emulator/emulator';
import type { ProcessRunner } from '../../../scripts/model/ports';
import { systemClock } from '../../../scripts/ports/clock';
import { createProcessRunner } from '../../../scripts/ports/processes';
import { toolPath } from '../../support/requirements';

export interface TestEmulator {
  readonly aws: Emulator;
  /** Of every process that was started for it. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

/** A runner that remembers what it started. */
export function watchedProcesses(): { processes: ProcessRunner; pids: number[] } {
  const runner = createProcessRunner();
  const pids: number[] = [];
  return {
    pids,
    processes: {
      run: (request) => runner.run(request),
      start: (request) => {
        const running = runner.start(request);
        pids.push(running.pid);
        return running;
      },
    },
  };
}

/** An emulator over the real moto of this checkout, in a folder of its own. */
export async function startTestEmulator(port = 0): Promise<TestEmulator> {
  const directory = mkdtempSync(join(tmpdir(), 'emulator-'));
  const { processes, pids } = watchedProcesses();
  const aws = await startEmulator(
    { motoServer: toolPath('moto'), directory, port, env: { PATH: process.env['PATH'] ?? '' } },
    { processes, clock: systemClock },
  );
  return {
    aws,
    pids,
    stop: async () => {
      await aws.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Whether a process still runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

interface RawCall {
  readonly method?: string;
  readonly path?: string;
  readonly target?: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly region?: string;
}

/** A call as an SDK would sign it, for services whose client is not installed. */
export async function callAws(endpoint: string, service: string, call: RawCall): Promise<RawAnswer> {
  const query = call.query === undefined ? undefined : new URLSearchParams(call.query).toString();
  const type =
    query !== undefined
      ? 'application/x-www-form-urlencoded'
      : call.target !== undefined
        ? 'application/x-amz-json-1.0'
        : call.body?.startsWith('<') === true
          ? 'application/xml'
          : 'application/json';
  const body = query ?? call.body;
  const response = await fetch(`${endpoint}${call.path ?? '/'}`, {
    method: call.method ?? 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=emulator/20260101/${call.region ?? 'us-east-1'}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
      'content-type': type,
      ...(call.target !== undefined && { 'x-amz-target': call.target }),
    },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text() };
}

/** For the AWS SDK clients. */
export function clientOptions(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
  };
}
