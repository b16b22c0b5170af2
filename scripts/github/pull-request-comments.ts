/** A pull request of a repository. */
export interface PullRequest {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
}

/** A comment in the conversation of a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** The login of whoever wrote it; null where the account is gone. */
  readonly author: string | null;
}

/**
 * All that a review needs of GitHub. Each method rejects with a `GitHubError`.
 *
 * `create` is tried once: whoever calls it finds out whether a failed call has left a comment behind.
 */
export interface PullRequestComments {
  /** Oldest first. */
  list(pullRequest: PullRequest): AsyncIterable<Comment>;
  /** Resolves to the comment as GitHub stored it. */
  create(pullRequest: PullRequest, body: string): Promise<Comment>;
  /** Resolves to the comment as GitHub stored it. */
  update(pullRequest: PullRequest, id: number, body: string): Promise<Comment>;
}
