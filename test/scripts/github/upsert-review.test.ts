import { GitHubError } from '../../../scripts/github/error';
import { upsertReview } from '../../../scripts/github/upsert-review';
import { FakeComments } from './fake-comments';

const pullRequest = { owner: 'acme', repository: 'payments', number: 42 };
const marker = '<!-- tollgate:review environment=dev -->';
const review = { marker, body: `${marker}\n## passes\n` };
const bot = 'tollgate[bot]';

describe('upsertReview', () => {
  it('creates the comment where there is none of ours', async () => {
    const port = new FakeComments([
      { id: 1, body: 'looks good', author: 'alice' },
      { id: 2, body: '<!-- tollgate:review environment=prod -->\nother', author: bot },
      { id: 3, body: `quoted:\n${marker}\n`, author: bot },
      { id: 4, body: `${marker}\nforged`, author: 'mallory' },
      { id: 5, body: `${marker.replace('dev', 'dev2')}\nother`, author: bot },
    ]);

    const posted = await upsertReview(port, pullRequest, review, bot);

    expect(posted).toEqual({ outcome: 'created', comment: 6, duplicates: [] });
    expect(port.comments.slice(-2).map(({ body }) => body)).toEqual([
      `${marker.replace('dev', 'dev2')}\nother`,
      review.body,
    ]);
  });

  it('updates the one comment when it posts twice', async () => {
    const port = new FakeComments();

    await upsertReview(port, pullRequest, review, bot);
    const again = await upsertReview(port, pullRequest, { marker, body: `${marker}\n## fails\n` }, bot);

    expect(again).toEqual({ outcome: 'updated', comment: 1, duplicates: [] });
    expect(port.comments).toEqual([{ id: 1, body: `${marker}\n## fails\n`, author: bot }]);
  });

  it('leaves a comment alone that already says it, even with other line ends', async () => {
    const port = new FakeComments([], { storesCrLf: true });

    await upsertReview(port, pullRequest, review, bot);
    const again = await upsertReview(port, pullRequest, review, bot);

    expect(again).toEqual({ outcome: 'unchanged', comment: 1, duplicates: [] });
    expect(port.calls).toEqual(['list', 'create', 'list', 'list']);
  });

  it('keeps the first of several and names the others', async () => {
    const port = new FakeComments([
      { id: 7, body: `${marker}\nold`, author: bot },
      { id: 9, body: `${marker}\nolder`, author: bot },
    ]);

    const posted = await upsertReview(port, pullRequest, review, bot);

    expect(posted).toEqual({ outcome: 'updated', comment: 7, duplicates: [9] });
    expect(port.comments.map(({ body }) => body)).toEqual([review.body, `${marker}\nolder`]);
  });

  it('fails where GitHub answers an update and keeps the old text', async () => {
    const port = new FakeComments([{ id: 7, body: `${marker}\nold`, author: bot }], { dropsUpdates: true });

    await expect(upsertReview(port, pullRequest, review, bot)).rejects.toThrow(
      'GitHub accepted the review but comment 7 holds another text (44 bytes instead of 51)',
    );
  });

  it('finds the comment that a failed create left behind instead of making another', async () => {
    const port = new FakeComments([], { createAnswers502: true });

    const posted = await upsertReview(port, pullRequest, review, bot);

    expect(posted).toEqual({ outcome: 'created', comment: 1, duplicates: [] });
    expect(port.comments).toHaveLength(1);
  });

  it('does not try a refused text again', async () => {
    const port = new FakeComments([], { refuses: true });

    await expect(upsertReview(port, pullRequest, review, bot)).rejects.toThrow(GitHubError);
    expect(port.calls).toEqual(['list', 'create']);
  });

  it('refuses a text that could not be found again', async () => {
    await expect(upsertReview(new FakeComments(), pullRequest, { marker, body: 'x' }, bot)).rejects.toThrow(
      'does not start with its marker',
    );
  });
});
