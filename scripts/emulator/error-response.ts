import { randomUUID } from 'node:crypto';
import type { HttpResponse, Protocol } from './aws-call';

/**
 * An error as the service's own protocol writes it. The status is 400 unless said otherwise, which no AWS SDK retries:
 * answering 500 to a call nobody knows looks like a hang of minutes.
 */
export function errorResponse(protocol: Protocol, code: string, message: string, status = 400): HttpResponse {
  const requestId = randomUUID();
  switch (protocol) {
    case 'json':
    case 'rest-json':
      return {
        status,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-errortype': code,
          'x-amzn-requestid': requestId,
        },
        body: Buffer.from(JSON.stringify({ __type: code, code, message, Message: message })),
      };
    case 'cbor':
      return {
        status,
        headers: {
          'content-type': 'application/cbor',
          'smithy-protocol': 'rpc-v2-cbor',
          'x-amzn-requestid': requestId,
        },
        body: cborMap({ __type: code, message }),
      };
    case 's3':
      return xml(
        status,
        `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`,
      );
    case 'ec2':
      return xml(
        status,
        `<Response><Errors><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      );
    case 'query':
    case 'rest-xml':
      return xml(
        status,
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
  }
}

/** A JSON answer. */
export function jsonResponse(value: unknown, status = 200): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** An XML answer. */
export function xmlResponse(document: string): HttpResponse {
  return xml(200, document);
}

function xml(status: number, document: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${document}`),
  };
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** RFC 8949: a map (major type 5) of fewer than 24 texts (major type 3), each with a two-byte length. */
function cborMap(members: Readonly<Record<string, string>>): Buffer {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(value);
    const head = Buffer.alloc(3);
    head.writeUInt8(0x79, 0);
    head.writeUInt16BE(bytes.length, 1);
    return Buffer.concat([head, bytes]);
  };
  const entries = Object.entries(members);
  return Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat().map(text)]);
}
