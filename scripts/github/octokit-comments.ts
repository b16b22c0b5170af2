/** The adapter to GitHub's REST API; no Octokit type leaves this file. */
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { reasonOf } from '../model/error';
import { GitHubError } from './error';
import type { Comment, PullRequest, PullRequestComments } from './pull-request-comments';
import { honourRetryAfter, longestWait, mostRetries } from './retry-after';

export interface GitHubConnection {
  readonly token: string;
  /** @default https://api.github.com */
  readonly baseUrl?: string;
  /** What `User-Agent` says. @default tollgate */
  readonly userAgent?: string;
  /** Where waiting and giving up is told, one line each. @default nowhere */
  readonly notice?: (line: string) => void;
  /** How long GitHub's "second" lasts, so that tests need not wait. @default 1,000 */
  readonly secondMs?: number;
}

const Client = Octokit.plugin(honourRetryAfter, retry, throttling);
type Client = InstanceType<typeof Client>;

interface StoredComment {
  readonly id: number;
  readonly body?: string | undefined;
  readonly user: { readonly login: string } | null;
}

/** Comments through the REST API, with bounded retries that wait as long as GitHub asks for. */
export function gitHubComments(connection: GitHubConnection): PullRequestComments {
  const client = connect(connection);
  return {
    list: (pullRequest) => list(client, pullRequest),
    create: (pullRequest, body) =>
      asking(`create a comment on ${named(pullRequest)}`, async () => {
        const { data } = await client.rest.issues.createComment({
          ...place(pullRequest),
          issue_number: pullRequest.number,
          body,
          request: { retries: 0 },
        });
        return comment(data);
      }),
    update: (pullRequest, id, body) =>
      asking(`update comment ${id} of ${named(pullRequest)}`, async () => {
        const { data } = await client.rest.issues.updateComment({
          ...place(pullRequest),
          comment_id: id,
          body,
        });
        return comment(data);
      }),
  };
}

function connect(connection: GitHubConnection): Client {
  const { token, baseUrl = 'https://api.github.com', userAgent = 'tollgate', secondMs = 1000 } = connection;
  const notice = connection.notice ?? (() => undefined);
  const onLimit =
    (kind: string) => (seconds: number, _options: unknown, _octokit: unknown, retried: number) => {
      const again = retried < mostRetries && seconds <= longestWait;
      notice(
        `GitHub's ${kind} is reached; it asks to wait ${seconds} s${again ? '' : ', which is more than we do'}`,
      );
      return again;
    };
  return new Client({
    auth: token,
    baseUrl,
    userAgent,
    // Octokit logs whole requests by default; what matters is in the errors
    log: { debug: () => undefined, info: () => undefined, warn: notice, error: () => undefined },
    retry: {
      retryAfterBaseValue: secondMs,
      doNotRetry: [400, 401, 403, 404, 410, 413, 422, 429, 451],
      retries: mostRetries,
    },
    throttle: {
      id: baseUrl,
      retryAfterBaseValue: secondMs,
      fallbackSecondaryRateRetryAfter: 60,
      onRateLimit: onLimit('rate limit'),
      onSecondaryRateLimit: onLimit('secondary rate limit'),
    },
  });
}

async function* list(client: Client, pullRequest: PullRequest): AsyncGenerator<Comment> {
  const pages = client.paginate.iterator(client.rest.issues.listComments, {
    ...place(pullRequest),
    issue_number: pullRequest.number,
    per_page: 100,
  });
  const iterator = pages[Symbol.asyncIterator]();
  for (;;) {
    const page = await asking(`list the comments of ${named(pullRequest)}`, () => iterator.next());
    if (page.done === true) return;
    yield* page.value.data.map(comment);
  }
}

async function asking<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const status = statusOf(cause);
    throw new GitHubError(`could not ${what}: ${explain(status, cause)}`, { cause, status });
  }
}

/** What to do next, by status. */
const advice: Readonly<Record<number, string>> = {
  401: 'give a token that is still valid',
  403: 'the job needs the permission pull-requests: write, or must wait for its rate limit',
  404: 'check the repository and the number, and that the token may read them',
  422: 'the text was refused, most often for its length: render the review with a smaller limit',
  429: 'wait for the rate limit and run the step again',
};

function explain(status: number | null, cause: unknown): string {
  const reason = reasonOf(cause).replaceAll(/\s+/g, ' ');
  if (status === null) return `GitHub could not be reached (${reason}); run the step again`;
  return `GitHub said ${status}: ${reason}; ${advice[status] ?? 'run the step again'}`;
}

/** Octokit puts 500 on errors that never reached GitHub; only an answer has a status worth telling. */
function statusOf(cause: unknown): number | null {
  if (typeof cause !== 'object' || cause === null) return null;
  const answered = 'response' in cause && cause.response !== undefined;
  return answered && 'status' in cause && typeof cause.status === 'number' ? cause.status : null;
}

function place({ owner, repository }: PullRequest): { owner: string; repo: string } {
  return { owner, repo: repository };
}

function named({ owner, repository, number }: PullRequest): string {
  return `${owner}/${repository}#${number}`;
}

function comment({ id, body, user }: StoredComment): Comment {
  return { id, body: body ?? '', author: user?.login ?? null };
}
