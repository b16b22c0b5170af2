import { GitHubError } from './error';
import type { Comment, PullRequest, PullRequestComments } from './pull-request-comments';

/** A review as a comment holds it. */
export interface PostableReview {
  /** The hidden first line by which the comment is found again. */
  readonly marker: string;
  readonly body: string;
}

export interface PostedReview {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly comment: number;
  /** Other comments of ours with the same marker, left as they are. */
  readonly duplicates: readonly number[];
}

/**
 * Puts a review into the one comment of a pull request that is ours: the first whose first line is the marker and,
 * where it is known, whose author is `author`. What GitHub stored is read back and compared, as it answers some updates
 * that it drops with 200.
 */
export async function upsertReview(
  port: PullRequestComments,
  pullRequest: PullRequest,
  review: PostableReview,
  author: string | null,
): Promise<PostedReview> {
  if (!startsWithMarker(review.body, review.marker)) {
    throw new GitHubError(
      `the review does not start with its marker ${review.marker}, so it could not be found again: render it with npm run review`,
    );
  }
  const [first, ...others] = await ours(port, pullRequest, review.marker, author);
  const duplicates = others.map(({ id }) => id);
  if (first !== undefined && sameText(first.body, review.body)) {
    return { outcome: 'unchanged', comment: first.id, duplicates };
  }
  const stored =
    first === undefined
      ? await createOnce(port, pullRequest, review, author)
      : await port.update(pullRequest, first.id, review.body);
  await requireStored(port, pullRequest, stored.id, review);
  return { outcome: first === undefined ? 'created' : 'updated', comment: stored.id, duplicates };
}

async function ours(
  port: PullRequestComments,
  pullRequest: PullRequest,
  marker: string,
  author: string | null,
): Promise<Comment[]> {
  const found: Comment[] = [];
  for await (const comment of port.list(pullRequest)) {
    if (startsWithMarker(comment.body, marker) && (author === null || comment.author === author))
      found.push(comment);
  }
  return found;
}

/** A create that failed at GitHub may have left the comment behind; a second one would then be a duplicate. */
async function createOnce(
  port: PullRequestComments,
  pullRequest: PullRequest,
  review: PostableReview,
  author: string | null,
): Promise<Comment> {
  try {
    return await port.create(pullRequest, review.body);
  } catch (cause) {
    if (!(cause instanceof GitHubError) || (cause.status !== null && cause.status < 500)) throw cause;
    const [left] = await ours(port, pullRequest, review.marker, author);
    return left ?? (await port.create(pullRequest, review.body));
  }
}

async function requireStored(
  port: PullRequestComments,
  pullRequest: PullRequest,
  id: number,
  review: PostableReview,
): Promise<void> {
  for await (const comment of port.list(pullRequest)) {
    if (comment.id !== id) continue;
    if (sameText(comment.body, review.body)) return;
    throw new GitHubError(
      `GitHub accepted the review but comment ${id} holds another text (${Buffer.byteLength(comment.body)} bytes instead of ${Buffer.byteLength(review.body)}), so nobody can review this change there: run the step again, and split the change if it stays so`,
    );
  }
  throw new GitHubError(
    `GitHub accepted the review but comment ${id} of pull request ${pullRequest.number} is gone: run the step again`,
  );
}

function startsWithMarker(body: string, marker: string): boolean {
  return body === marker || body.startsWith(`${marker}\n`) || body.startsWith(`${marker}\r\n`);
}

/** GitHub keeps line feeds or turns them into CRLF, and trims the end. */
function sameText(left: string, right: string): boolean {
  return normalized(left) === normalized(right);
}

function normalized(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
