import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GitHubError } from '../../../scripts/github/error';
import { gitHubComments } from '../../../scripts/github/octokit-comments';
import type { Comment, PullRequestComments } from '../../../scripts/github/pull-request-comments';

const pullRequest = { owner: 'acme', repository: 'payments', number: 42 };
const comments = '/repos/acme/payments/issues/42/comments';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** In `link`, `{server}` stands for the address of the server. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

/** A GitHub that gives prepared answers in turn, the last one for ever. */
async function gitHub(
  answers: readonly Answer[],
): Promise<{ server: Server; port: PullRequestComments; seen: Seen[]; notices: string[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const answer = answers[Math.min(seen.length, answers.length - 1)];
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body,
      });
      const link = answer?.headers?.['link']?.replace('{server}', `http://${request.headers.host ?? ''}`);
      response.writeHead(answer?.status ?? 500, {
        'content-type': 'application/json',
        ...answer?.headers,
        ...(link === undefined ? {} : { link }),
      });
      response.end(JSON.stringify(answer?.body ?? { message: 'from GitHub' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const notices: string[] = [];
  const port = gitHubComments({
    token: 't0ken',
    baseUrl: url,
    secondMs: 1,
    notice: (line) => notices.push(line),
  });
  return { server, port, seen, notices };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function all(list: AsyncIterable<Comment>): Promise<Comment[]> {
  const found: Comment[] = [];
  for await (const comment of list) found.push(comment);
  return found;
}

describe('gitHubComments', () => {
  let running: Server[] = [];

  async function answering(...answers: readonly Answer[]): ReturnType<typeof gitHub> {
    const started = await gitHub(answers);
    running.push(started.server);
    return started;
  }

  afterEach(async () => {
    for (const server of running) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    running = [];
  });

  it('lists comments over all pages and survives an account that is gone', async () => {
    const { port, seen } = await answering(
      {
        status: 200,
        body: [{ id: 1, body: 'a', user: { login: 'alice' } }],
        headers: { link: `<{server}${comments}?per_page=100&page=2>; rel="next"` },
      },
      { status: 200, body: [{ id: 2, user: null }] },
    );

    expect(await all(port.list(pullRequest))).toEqual([
      { id: 1, body: 'a', author: 'alice' },
      { id: 2, body: '', author: null },
    ]);
    expect(seen.map(({ url }) => url)).toEqual([
      `${comments}?per_page=100`,
      `${comments}?per_page=100&page=2`,
    ]);
  });

  it('creates a comment with the token it was given', async () => {
    const { port, seen } = await answering({
      status: 201,
      body: { id: 5, body: 'hello', user: { login: 'bot' } },
    });

    expect(await port.create(pullRequest, 'hello')).toEqual({ id: 5, body: 'hello', author: 'bot' });
    expect(seen).toEqual([
      { method: 'POST', url: comments, authorization: 'token t0ken', body: '{"body":"hello"}' },
    ]);
  });

  it('waits as long as 429 asks for and tries again', async () => {
    const { port, seen } = await answering(
      { status: 429, headers: { 'retry-after': '60' } },
      { status: 200, body: { id: 5, body: 'hello', user: null } },
    );

    expect(await port.update(pullRequest, 5, 'hello')).toEqual({ id: 5, body: 'hello', author: null });
    expect(seen.map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
  });

  it('waits for a secondary rate limit and says so', async () => {
    const { port, notices } = await answering(
      {
        status: 403,
        headers: { 'retry-after': '7' },
        body: { message: 'You have exceeded a secondary rate limit' },
      },
      { status: 201, body: { id: 5, body: 'hello', user: null } },
    );

    await port.create(pullRequest, 'hello');

    expect(notices).toEqual(["GitHub's secondary rate limit is reached; it asks to wait 7 s"]);
  });

  it('gives up where the wait is longer than a job should last', async () => {
    const { port, seen, notices } = await answering({
      status: 403,
      headers: { 'retry-after': '3600' },
      body: { message: 'You have exceeded a secondary rate limit' },
    });

    await expect(port.create(pullRequest, 'hello')).rejects.toMatchObject({
      name: 'GitHubError',
      status: 403,
    });
    expect(seen).toHaveLength(1);
    expect(notices).toEqual([
      "GitHub's secondary rate limit is reached; it asks to wait 3600 s, which is more than we do",
    ]);
  });

  it('tries an update that fails at GitHub four times in all', async () => {
    const { port, seen } = await answering({ status: 502 });

    await expect(port.update(pullRequest, 5, 'hello')).rejects.toThrow(
      'could not update comment 5 of acme/payments#42: GitHub said 502: from GitHub; run the step again',
    );
    expect(seen).toHaveLength(4);
  });

  it('tries a create that fails at GitHub once, as it may have been stored', async () => {
    const { port, seen } = await answering({ status: 502 });

    await expect(port.create(pullRequest, 'hello')).rejects.toMatchObject({ status: 502 });
    expect(seen).toHaveLength(1);
  });

  it.each([
    { status: 401, advice: 'give a token that is still valid' },
    { status: 404, advice: 'check the repository and the number' },
    { status: 422, advice: 'render the review with a smaller limit' },
  ])('says what to do about $status without trying again', async ({ status, advice }) => {
    const { port, seen } = await answering({ status });

    await expect(port.update(pullRequest, 5, 'hello')).rejects.toThrow(advice);
    expect(seen).toHaveLength(1);
  });

  it('says that GitHub cannot be reached', async () => {
    const port = gitHubComments({ token: 't', baseUrl: 'http://127.0.0.1:1', secondMs: 1 });

    const failed: unknown = await port.create(pullRequest, 'hello').catch((error: unknown) => error);

    expect((failed as GitHubError).status).toBeNull();
    expect((failed as GitHubError).message).toContain('GitHub could not be reached');
  });
});
