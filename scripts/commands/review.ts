import { readFileSync } from 'node:fs';
import { InputError, reasonOf } from '../model/error';
import type { Output } from '../model/ports';
import type { PostedReview } from '../github/upsert-review';
import { upsertReview } from '../github/upsert-review';
import type { PullRequestComments } from '../github/pull-request-comments';

export interface ReviewCommandInput {
  /** A review as Markdown; its first line is the marker. */
  readonly file: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: number;
  /** The login our comments are written under, such as `github-actions[bot]`; null to look at the marker alone. */
  readonly author: string | null;
}

export interface ReviewCommandPorts {
  readonly comments: PullRequestComments;
  readonly output: Output;
}

/** Posts a review file as the one review comment of its environment on a pull request. */
export async function runReview(
  { file, repository, pullRequest, author }: ReviewCommandInput,
  { comments, output }: ReviewCommandPorts,
): Promise<PostedReview> {
  const place = { ...parseRepository(repository), number: parseNumber(pullRequest) };
  const body = readReview(file);
  const posted = await upsertReview(comments, place, { marker: markerOf(body, file), body }, author);
  output.notice(`review ${posted.outcome} as comment ${posted.comment} of ${repository}#${pullRequest}\n`);
  if (posted.duplicates.length > 0) {
    output.notice(
      `comments ${posted.duplicates.join(', ')} carry the same marker and were left as they are: delete them, the first is kept up to date\n`,
    );
  }
  return posted;
}

function readReview(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new InputError(`the review ${file} cannot be read: ${reasonOf(cause)}; make it with npm run plan`, {
      cause,
    });
  }
}

function markerOf(body: string, file: string): string {
  const [marker] = /^<!-- tollgate:review environment=[^\s>]+ -->(?=\r?\n)/.exec(body) ?? [];
  if (marker !== undefined) return marker;
  throw new InputError(
    `${file} is not a review: its first line is not <!-- tollgate:review environment=… -->; make it with npm run plan`,
  );
}

function parseRepository(text: string): { readonly owner: string; readonly repository: string } {
  const [, owner, repository] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (owner !== undefined && repository !== undefined) return { owner, repository };
  throw new InputError(`the repository ${JSON.stringify(text)} cannot be used: give owner/name`);
}

function parseNumber(number: number): number {
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InputError(`the pull request ${number} cannot be used: give its number, such as 42`);
}
