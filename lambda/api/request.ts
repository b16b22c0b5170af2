import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ZodMiniType } from 'zod/mini';
import { routes, type RouteName } from '../contract/routes';
import { invalidRequest } from '../shared/problem';

/** The parts of an event of a REST API that the routes look at. */
export type ApiEvent = Pick<
  APIGatewayProxyEvent,
  'httpMethod' | 'resource' | 'pathParameters' | 'body' | 'isBase64Encoded'
> & {
  /** Null where the request has none, which its type does not say. */
  readonly headers: APIGatewayProxyEvent['headers'] | null;
};

/** The route an event was sent to; null where there is none. */
export function routeOf({ httpMethod, resource }: ApiEvent): RouteName | null {
  const names = Object.keys(routes) as RouteName[];
  return names.find((name) => routes[name].method === httpMethod && routes[name].path === resource) ?? null;
}

/** The value of a header, whatever the case of its name; null where it was not sent. */
export function header(event: ApiEvent, name: string): string | null {
  const wanted = name.toLowerCase();
  const entry = Object.entries(event.headers ?? {}).find(([given]) => given.toLowerCase() === wanted);
  return entry?.[1] ?? null;
}

/** The very bytes of the body. */
export function rawBody({ body, isBase64Encoded }: ApiEvent): Buffer {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

/**
 * The body as a schema has it.
 *
 * @throws ProblemError that says which field is wrong, never what was in it
 */
export function parseBody<T>(event: ApiEvent, schema: ZodMiniType<T>): T {
  const parsed = schema.safeParse(parseJson(rawBody(event).toString('utf8')));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => (path.length === 0 ? 'the body' : path.join('.')));
  throw invalidRequest(`${[...new Set(fields)].join(', ')}: not as the API describes it`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidRequest('the body is not JSON');
  }
}

/**
 * A parameter of the path.
 *
 * @throws ProblemError where it is not of the pattern
 */
export function pathParameter(event: ApiEvent, name: string, pattern: string): string {
  const value = event.pathParameters?.[name] ?? '';
  if (new RegExp(pattern).test(value)) return value;
  throw invalidRequest(`${name} in the path: not as the API describes it`);
}
