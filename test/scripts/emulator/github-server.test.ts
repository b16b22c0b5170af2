import { Octokit } from '@octokit/rest';
import { startGitHubServer, type GitHubServer } from '../../../scripts/emulator/github/server';

const clock = { now: () => new Date('2026-01-02T03:04:05Z'), monotonic: () => 0 };
const at = '2026-01-02T03:04:05.000Z';
const issue = { owner: 'acme', repo: 'payments', issue_number: 7 };

describe('startGitHubServer', () => {
  let server: GitHubServer;
  let octokit: Octokit;

  beforeEach(async () => {
    server = await startGitHubServer({ token: 'emulator', clock });
    octokit = clientWith('emulator');
  });
  afterEach(() => server.stop());

  function clientWith(auth: string | undefined): Octokit {
    const log = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    };
    return new Octokit({ baseUrl: server.endpoint, log, ...(auth !== undefined && { auth }) });
  }

  it('creates, updates and lists comments', async () => {
    const { data } = await octokit.issues.createComment({ ...issue, body: 'first' });
    await octokit.issues.createComment({ ...issue, body: 'second' });
    await octokit.issues.updateComment({
      owner: 'acme',
      repo: 'payments',
      comment_id: data.id,
      body: 'changed',
    });
    const user = { login: 'github-actions[bot]', type: 'Bot' };
    const expected = [
      { id: 1, body: 'changed', user, created_at: at, updated_at: at },
      { id: 2, body: 'second', user, created_at: at, updated_at: at },
    ];
    expect((await octokit.issues.listComments(issue)).data).toMatchObject(expected);
    expect(server.comments('acme/payments', 7)).toEqual(expected);
    expect(server.comments('acme/payments', 8)).toEqual([]);
  });

  it('gives a list page by page, with the links a client follows', async () => {
    for (let number = 1; number <= 5; number += 1) {
      await octokit.issues.createComment({ ...issue, body: `comment ${number}` });
    }
    const second = await octokit.issues.listComments({ ...issue, per_page: 2, page: 2 });
    const link = (page: number, rel: string) =>
      `<${server.endpoint}/repos/acme/payments/issues/7/comments?per_page=2&page=${page}>; rel="${rel}"`;
    expect(second.headers.link).toBe(
      [link(1, 'prev'), link(3, 'next'), link(3, 'last'), link(1, 'first')].join(', '),
    );
    const all = await octokit.paginate(octokit.issues.listComments, { ...issue, per_page: 2 });
    expect(all.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5].map((number) => `comment ${number}`));
  });

  it('has 30 comments on a page and never more than 100', async () => {
    for (let number = 1; number <= 101; number += 1) {
      await octokit.issues.createComment({ ...issue, body: 'x' });
    }
    const sizes = await Promise.all(
      [undefined, 500].map(async (per_page) => {
        const page = await octokit.issues.listComments({
          ...issue,
          ...(per_page !== undefined && { per_page }),
        });
        return page.data.length;
      }),
    );
    expect(sizes).toEqual([30, 100]);
  });

  it.each([
    ['x'.repeat(65_537), 'Body is too long (maximum is 65536 characters)'],
    [' ', 'missing_field'],
  ])('answers 422 to a body GitHub does not take', async (body, reason) => {
    await expect(octokit.issues.createComment({ ...issue, body })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(reason) as string,
    });
    expect(server.comments('acme/payments', 7)).toEqual([]);
  });

  it('counts characters, not bytes', async () => {
    const body = '🔑'.repeat(65_536);
    await octokit.issues.createComment({ ...issue, body });
    expect(server.comments('acme/payments', 7)[0]?.body).toBe(body);
  });

  it.each([undefined, 'another'])('answers 401 to the token %s', async (token) => {
    await expect(clientWith(token).issues.listComments(issue)).rejects.toMatchObject({ status: 401 });
  });

  it('says whom a token belongs to, unless it is one of an installation', async () => {
    expect((await octokit.users.getAuthenticated()).data).toMatchObject({ login: 'github-actions[bot]' });
    const actions = await startGitHubServer({ token: 'emulator', clock, tokenKind: 'installation' });
    const answer = await fetch(`${actions.endpoint}/user`, { headers: { authorization: 'token emulator' } });
    await actions.stop();
    expect(answer.status).toBe(403);
  });

  it('names a route that it does not know', async () => {
    await expect(
      octokit.pulls.get({ owner: 'acme', repo: 'payments', pull_number: 7 }),
    ).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining(
        'the GitHub server of the emulator does not know GET /repos/acme/payments/pulls/7; add it under scripts/emulator/github',
      ) as string,
    });
  });

  it('does not find a comment of another repository', async () => {
    const { data } = await octokit.issues.createComment({ ...issue, body: 'first' });
    const other = { owner: 'acme', repo: 'other', comment_id: data.id, body: 'changed' };
    await expect(octokit.issues.updateComment(other)).rejects.toMatchObject({ status: 404 });
  });

  it('fails as often as it was told, and then no more', async () => {
    server.fail({ kind: 'secondary-rate-limit', method: 'POST', retryAfterSeconds: 9 });
    server.fail({ kind: 'server-error', times: 2 });
    const statuses: unknown[] = [];
    for (const method of ['GET', 'POST', 'GET', 'GET']) {
      const answer = await fetch(`${server.endpoint}/repos/acme/payments/issues/7/comments`, {
        method,
        headers: { authorization: 'Bearer emulator' },
        ...(method === 'POST' && { body: '{"body":"x"}' }),
      });
      statuses.push([method, answer.status, answer.headers.get('retry-after')]);
    }
    expect(statuses).toEqual([
      ['GET', 500, null],
      ['POST', 403, '9'],
      ['GET', 500, null],
      ['GET', 200, null],
    ]);
  });

  it('remembers every request', async () => {
    await octokit.issues.listComments(issue);
    expect(server.requests()).toEqual([
      { method: 'GET', target: '/repos/acme/payments/issues/7/comments', status: 200 },
    ]);
  });
});
