import type { JsonObject } from '../model/json';
import type { HttpRequest } from './aws-call';

function signedFor(service: string, region: string): string {
  // moto reads whom a request is for and checks no signature
  return `AWS4-HMAC-SHA256 Credential=emulator/20200101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
}

/** Requests of our own to moto, one maker for each way AWS services are called. */
export const askMoto = {
  query(
    service: string,
    region: string,
    action: string,
    version: string,
    fields: Readonly<Record<string, string>>,
  ): HttpRequest {
    return {
      method: 'POST',
      target: '/',
      headers: {
        host: '127.0.0.1',
        authorization: signedFor(service, region),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: Buffer.from(new URLSearchParams({ Action: action, Version: version, ...fields }).toString()),
    };
  },

  json(service: string, region: string, target: string, members: JsonObject): HttpRequest {
    return {
      method: 'POST',
      target: '/',
      headers: {
        host: '127.0.0.1',
        authorization: signedFor(service, region),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
      },
      body: Buffer.from(JSON.stringify(members)),
    };
  },

  rest(service: string, region: string, target: string): HttpRequest {
    return {
      method: 'GET',
      target,
      headers: { host: '127.0.0.1', authorization: signedFor(service, region) },
      body: Buffer.alloc(0),
    };
  },
} as const;
