import type { Clock, EnvironmentVariables, ProcessRunner } from '../model/ports';
import { answerCall } from './answering';
import type { AwsCall, HttpRequest, HttpResponse } from './aws-call';
import { makeGaps } from './gaps/all';
import { findLeftovers, type CalledService } from './leftovers';
import { listenOnLoopback } from './loopback';
import { startMoto, type Moto } from './moto';
import { nameCall } from './naming';
import { openServiceModels } from './service-models';
import { sendUpstream } from './upstream';

export interface EmulatorOptions {
  /** Absolute path of the `moto_server` (5.2.5) of a Python environment. */
  readonly motoServer: string;
  /** A scratch folder for moto's log. */
  readonly directory: string;
  /** What moto's process is given: at least a PATH. */
  readonly env: EnvironmentVariables;
  /** @default 0: any that is free */
  readonly port?: number;
  /** The account all resources belong to. @default 123456789012 */
  readonly account?: string;
  /** How long moto may take to listen, in milliseconds. @default 60,000 */
  readonly limitMs?: number;
}

/** AWS on this machine: moto, and in front of it a proxy for what moto lacks, which records every call. */
export interface Emulator {
  /** For AWS_ENDPOINT_URL: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** Every call so far, in the order of arrival. */
  calls(): readonly AwsCall[];
  /** The calls that neither moto nor a gap knows; each was answered with an error that names it. */
  unknownCalls(): readonly AwsCall[];
  /** What is still there and carries the suffix in its name, ARN or tags; sorted, empty after a whole destroy. */
  leftovers(suffix: string): Promise<string[]>;
  /** Resolves when it was stopped; rejects with an `EmulatorError` where moto ended by itself. */
  readonly ended: Promise<void>;
  /** Stops both; nothing of either is left. Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts an emulator that shares nothing with any other. Throws an `EmulatorError` where it cannot. */
export async function startEmulator(
  options: EmulatorOptions,
  ports: { readonly processes: ProcessRunner; readonly clock: Clock },
): Promise<Emulator> {
  const account = options.account ?? '123456789012';
  const models = openServiceModels(options.motoServer);
  const gaps = makeGaps(account);
  const recorded: { call: AwsCall; unknown: boolean; order: number }[] = [];
  const called = new Map<string, CalledService>();
  let arrivals = 0;
  let moto: Moto | null = null;

  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    if (moto === null) return { status: 503, headers: {}, body: Buffer.from('moto is starting') };
    if (request.target.startsWith('/moto-api/')) return sendUpstream(moto.port, request);
    const order = arrivals;
    arrivals += 1;
    const at = ports.clock.now().toISOString();
    const named = nameCall(request, models);
    called.set(`${named.service} ${named.region}`, named);
    const { response, unknown } = await answerCall(named, gaps, moto);
    const { service, action, resource } = named;
    recorded.push({ call: { at, service, action, resource, status: response.status }, unknown, order });
    return response;
  };

  // the proxy first: a port that is taken is found out before anything else runs
  const proxy = await listenOnLoopback('the emulator', options.port ?? 0, answer);
  try {
    moto = await startMoto(
      { ...options, account, selfPort: proxy.port, limitMs: options.limitMs ?? 60_000 },
      ports,
    );
  } catch (thrown) {
    await proxy.close();
    throw thrown;
  }
  const running = moto;
  const inOrder = (): typeof recorded => [...recorded].sort((left, right) => left.order - right.order);
  return {
    endpoint: proxy.endpoint,
    calls: () => inOrder().map(({ call }) => call),
    unknownCalls: () =>
      inOrder()
        .filter(({ unknown }) => unknown)
        .map(({ call }) => call),
    leftovers: (suffix) => findLeftovers(suffix, running.port, gaps, [...called.values()]),
    ended: running.ended,
    stop: async () => {
      await proxy.close();
      await running.stop();
    },
  };
}
