import type { HttpRequest, HttpResponse } from '../aws-call';
import { jsonResponse } from '../error-response';

const documentation = 'https://docs.github.com/rest';

function problem(status: number, message: string, more: object = {}): HttpResponse {
  return jsonResponse({ message, ...more, documentation_url: documentation, status: String(status) }, status);
}

export function badCredentials(): HttpResponse {
  return problem(401, 'Bad credentials');
}

export function notAccessible(): HttpResponse {
  return problem(403, 'Resource not accessible by integration');
}

export function notFound(): HttpResponse {
  return problem(404, 'Not Found');
}

export function unparsable(): HttpResponse {
  return problem(400, 'Problems parsing JSON');
}

export function bodyMissing(): HttpResponse {
  return problem(422, 'Validation Failed', {
    errors: [{ resource: 'IssueComment', code: 'missing_field', field: 'body' }],
  });
}

export function bodyTooLong(limit: number): HttpResponse {
  return problem(422, 'Validation Failed', {
    errors: [
      {
        resource: 'IssueComment',
        code: 'unprocessable',
        field: 'data',
        message: `Body is too long (maximum is ${limit} characters)`,
      },
    ],
  });
}

/** 404 and not 501, which GitHub's own client would try again. */
export function unknownRoute(request: HttpRequest): HttpResponse {
  return problem(
    404,
    `the GitHub server of the emulator does not know ${request.method} ${request.target}; add it under scripts/emulator/github`,
  );
}

/** GitHub's answer to too many writes at once; a client is to wait as many seconds as it says. */
export function secondaryRateLimit(retryAfterSeconds: number): HttpResponse {
  const response = problem(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  );
  return { ...response, headers: { ...response.headers, 'retry-after': String(retryAfterSeconds) } };
}

export function serverError(): HttpResponse {
  return problem(500, 'Server Error');
}

export function validationFailed(): HttpResponse {
  return problem(422, 'Validation Failed', {
    errors: [{ resource: 'IssueComment', code: 'custom', field: 'body', message: 'scripted by a test' }],
  });
}
