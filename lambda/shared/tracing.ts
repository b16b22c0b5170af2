import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { preciseClock } from './clock';
import { optionalVariable } from './environment';

/** Names a part of the work, so that a trace shows how long it took and whether it failed. */
export type Trace = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Sends a subsegment to the X-Ray daemon; nobody waits for it, and a lost one is not missed. */
export type SendSubsegment = (document: object) => void;

export interface TracePorts {
  /** The trace Lambda has begun: `Root=…;Parent=…;Sampled=1`, anew for each call; null outside Lambda. */
  readonly header: () => string | null;
  readonly send: SendSubsegment;
  /** Seconds since 1970 with fractions. */
  readonly now: () => number;
  /** 16 hexadecimal digits. */
  readonly newId: () => string;
}

/**
 * Adds subsegments to the trace that Lambda's active tracing has begun, as
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html describes. It knows nothing more of X-Ray,
 * whose SDK is in maintenance: OpenTelemetry fits behind the same type.
 */
export function xrayTrace({ header, send, now, newId }: TracePorts): Trace {
  return async (name, work) => {
    const { Root: root, Parent: parent, Sampled: sampled } = parseHeader(header() ?? '');
    if (root === undefined || parent === undefined || sampled !== '1') return work();
    const subsegment = { name, id: newId(), trace_id: root, parent_id: parent, type: 'subsegment' };
    const start = now();
    const end = (result: object) => {
      send({ ...subsegment, start_time: start, end_time: now(), ...result });
    };
    try {
      const value = await work();
      end({});
      return value;
    } catch (error) {
      end({ fault: true });
      throw error;
    }
  };
}

function parseHeader(header: string): Partial<Record<string, string>> {
  return Object.fromEntries(header.split(';').map((part) => part.split('=', 2) as [string, string]));
}

/** The trace of this execution environment. */
export const trace: Trace = xrayTrace({
  header: () => optionalVariable('_X_AMZN_TRACE_ID'),
  send: sendToDaemon,
  now: preciseClock,
  newId: () => randomBytes(8).toString('hex'),
});

function sendToDaemon(document: object): void {
  const [host, port] = (optionalVariable('AWS_XRAY_DAEMON_ADDRESS') ?? '').split(':');
  if (host === undefined || port === undefined) return;
  const socket = createSocket('udp4');
  // a function must not wait for the daemon, nor fail with it
  socket.unref().on('error', () => undefined);
  const datagram = `{"format": "json", "version": 1}\n${JSON.stringify(document)}`;
  socket.send(datagram, Number(port), host, () => socket.close());
}
