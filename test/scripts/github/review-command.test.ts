import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runReview } from '../../../scripts/commands/review';
import type { Comment } from '../../../scripts/github/pull-request-comments';
import { FakeComments } from './fake-comments';

const marker = '<!-- tollgate:review environment=dev -->';

describe('runReview', () => {
  let folder: string;
  let notices: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-review-'));
    notices = [];
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function post(
    comments: FakeComments,
    text: string,
    changes: { repository?: string; pullRequest?: number } = {},
  ) {
    const file = join(folder, 'review.md');
    writeFileSync(file, text);
    const output = {
      isTerminal: false,
      write: () => undefined,
      notice: (line: string) => notices.push(line),
    };
    return runReview(
      { file, repository: 'acme/payments', pullRequest: 42, author: 'tollgate[bot]', ...changes },
      { comments, output },
    );
  }

  it('posts a review file and says where', async () => {
    const comments = new FakeComments();

    expect(await post(comments, `${marker}\n## passes\n`)).toEqual({
      outcome: 'created',
      comment: 1,
      duplicates: [],
    });
    expect(comments.comments).toEqual([{ id: 1, body: `${marker}\n## passes\n`, author: 'tollgate[bot]' }]);
    expect(notices).toEqual(['review created as comment 1 of acme/payments#42\n']);
  });

  it('names duplicates it left alone', async () => {
    const old = (id: number): Comment => ({ id, body: `${marker}\nold`, author: 'tollgate[bot]' });

    await post(new FakeComments([old(1), old(2), old(3)]), `${marker}\nnew\n`);

    expect(notices.at(-1)).toBe(
      'comments 2, 3 carry the same marker and were left as they are: delete them, the first is kept up to date\n',
    );
  });

  it.each([
    { what: 'a file that is no review', text: '# hello\n', changes: {}, message: 'is not a review' },
    { what: 'a marker in the middle', text: `x\n${marker}\n`, changes: {}, message: 'is not a review' },
    {
      what: 'a repository without an owner',
      text: `${marker}\n`,
      changes: { repository: 'payments' },
      message: 'give owner/name',
    },
    {
      what: 'a number that is none',
      text: `${marker}\n`,
      changes: { pullRequest: Number.NaN },
      message: 'the pull request NaN',
    },
  ])('refuses $what before it asks GitHub', async ({ text, changes, message }) => {
    const comments = new FakeComments();

    await expect(post(comments, text, changes)).rejects.toThrow(message);
    expect(comments.calls).toEqual([]);
  });

  it('says which file is missing', async () => {
    const output = { isTerminal: false, write: () => undefined, notice: () => undefined };
    const input = { file: join(folder, 'none.md'), repository: 'a/b', pullRequest: 1, author: null };

    await expect(runReview(input, { comments: new FakeComments(), output })).rejects.toThrow(
      /none\.md cannot be read: .*ENOENT/,
    );
  });
});
