import type { Clock } from '../../model/ports';

/** A comment as GitHub gives it, as far as the pipeline reads it. */
export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string; readonly type: string };
  /** ISO 8601. */
  readonly created_at: string;
  readonly updated_at: string;
}

/** All comments of all issues, kept in memory. */
export class CommentStore {
  readonly #comments = new Map<number, { issue: string; comment: IssueComment }>();
  readonly #login: string;
  readonly #clock: Clock;

  constructor(login: string, clock: Clock) {
    this.#login = login;
    this.#clock = clock;
  }

  /** Oldest first, as GitHub lists them. */
  list(repo: string, number: number): IssueComment[] {
    return [...this.#comments.values()]
      .filter(({ issue }) => issue === issueKey(repo, number))
      .map(({ comment }) => comment);
  }

  create(repo: string, number: number, body: string): IssueComment {
    const at = this.#clock.now().toISOString();
    const user = { login: this.#login, type: this.#login.endsWith('[bot]') ? 'Bot' : 'User' };
    const comment: IssueComment = { id: this.#comments.size + 1, body, user, created_at: at, updated_at: at };
    this.#comments.set(comment.id, { issue: issueKey(repo, number), comment });
    return comment;
  }

  /** Null where the repository has no such comment. */
  update(repo: string, id: number, body: string): IssueComment | null {
    const found = this.#comments.get(id);
    if (found?.issue.startsWith(`${repo.toLowerCase()}#`) !== true) return null;
    const comment = { ...found.comment, body, updated_at: this.#clock.now().toISOString() };
    this.#comments.set(id, { ...found, comment });
    return comment;
  }
}

/** GitHub tells names apart without regard to case. */
function issueKey(repo: string, number: number): string {
  return `${repo.toLowerCase()}#${number}`;
}
