import { GitHubError } from '../../../scripts/github/error';
import type {
  Comment,
  PullRequest,
  PullRequestComments,
} from '../../../scripts/github/pull-request-comments';

/** One pull request in memory, with the ways in which GitHub has been seen to disappoint. */
export class FakeComments implements PullRequestComments {
  readonly calls: string[] = [];
  #next = 1;

  constructor(
    readonly comments: Comment[] = [],
    private readonly faults: {
      /** Updates are answered with the new text and dropped. */
      readonly dropsUpdates?: boolean;
      /** The first create is stored and answered with 502. */
      readonly createAnswers502?: boolean;
      /** Every create is refused with 422 and nothing is stored. */
      readonly refuses?: boolean;
      readonly storesCrLf?: boolean;
    } = {},
  ) {
    this.#next = Math.max(0, ...comments.map(({ id }) => id)) + 1;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, this memory is not
  async *list(): AsyncGenerator<Comment> {
    this.calls.push('list');
    yield* [...this.comments];
  }

  create(_pullRequest: PullRequest, body: string): Promise<Comment> {
    this.calls.push('create');
    if (this.faults.refuses === true) {
      return Promise.reject(new GitHubError('could not create: GitHub said 422', { status: 422 }));
    }
    const comment = { id: this.#next, body: this.#stored(body), author: 'tollgate[bot]' };
    this.#next += 1;
    this.comments.push(comment);
    if (
      this.faults.createAnswers502 === true &&
      this.calls.filter((call) => call === 'create').length === 1
    ) {
      return Promise.reject(new GitHubError('could not create: GitHub said 502', { status: 502 }));
    }
    return Promise.resolve(comment);
  }

  update(_pullRequest: PullRequest, id: number, body: string): Promise<Comment> {
    this.calls.push(`update ${id}`);
    const index = this.comments.findIndex((comment) => comment.id === id);
    const changed = { id, body: this.#stored(body), author: 'tollgate[bot]' };
    if (this.faults.dropsUpdates !== true) this.comments[index] = changed;
    return Promise.resolve(changed);
  }

  #stored(body: string): string {
    return this.faults.storesCrLf === true ? body.replaceAll('\n', '\r\n').trimEnd() : body;
  }
}
