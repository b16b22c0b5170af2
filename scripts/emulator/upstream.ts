import { request as httpRequest } from 'node:http';
import type { HttpRequest, HttpResponse } from './aws-call';

/** Headers that belong to one connection and are not passed on (RFC 9110, 7.6.1), and those the sender sets anew. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
  'upgrade',
  'server',
]);

/** Sends a request to a server on this machine, with the `Host` it came with, and reads the whole answer. */
export function sendUpstream(port: number, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const headers = { ...endToEnd(request.headers), 'content-length': String(request.body.length) };
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, method: request.method, path: request.target, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const received = Object.entries(incoming.headers).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
          );
          resolve({
            status: incoming.statusCode ?? 502,
            headers: endToEnd(Object.fromEntries(received) as Record<string, string>),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

function endToEnd(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}
