import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest, HttpResponse } from './aws-call';
import { EmulatorError } from './error';

/** An HTTP server that only this machine can reach. */
export interface LoopbackServer {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** Cuts every connection; resolves when the port is free again. */
  close(): Promise<void>;
}

/** Answers one request. What it throws is answered with a 500 that quotes it. */
export type Answer = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * Listens on 127.0.0.1; port 0 takes any that is free. `what` names the server in the error for a port that is taken.
 */
export async function listenOnLoopback(what: string, port: number, answer: Answer): Promise<LoopbackServer> {
  const server = createServer((incoming, outgoing) => {
    void respond(answer, incoming, outgoing);
  });
  // terraform keeps connections open between its calls; a server that closes them first makes a reset of the next call
  server.keepAliveTimeout = 120_000;
  await listen(server, what, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    endpoint: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, what: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message =
        cause.code === 'EADDRINUSE'
          ? `port ${port} of 127.0.0.1 is taken, so ${what} cannot listen there; stop the program that uses it, or give another port, or 0 for any that is free`
          : `${what} cannot listen on port ${port} of 127.0.0.1: ${cause.message}; give another port, or 0 for any that is free`;
      reject(new EmulatorError(message, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function respond(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const response = await answer({
      method: incoming.method ?? 'GET',
      target: incoming.url ?? '/',
      headers: flatten(incoming),
      body: Buffer.concat(chunks),
    });
    const length = incoming.method === 'HEAD' ? {} : { 'content-length': String(response.body.length) };
    outgoing.writeHead(response.status, { ...response.headers, ...length });
    outgoing.end(incoming.method === 'HEAD' ? undefined : response.body);
  } catch (thrown) {
    if (outgoing.headersSent || outgoing.destroyed) return;
    outgoing.writeHead(500, { 'content-type': 'text/plain' });
    outgoing.end(String(thrown));
  }
}

function flatten(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  );
}
