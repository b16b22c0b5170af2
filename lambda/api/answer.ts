import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Problem } from '../shared/problem';

/** What a route answers. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** An answer as API Gateway takes it; nothing between us and the caller may keep it. */
export function jsonResult({ status, body }: Answer): APIGatewayProxyResult {
  return result(status, 'application/json', body);
}

/** A problem as `application/problem+json` (RFC 9457). */
export function problemResult({ status, type, title, detail, facts }: Problem): APIGatewayProxyResult {
  return result(status, 'application/problem+json', { ...facts, type, title, status, detail });
}

function result(statusCode: number, contentType: string, body: object): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
