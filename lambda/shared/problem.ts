/** An outcome that is expected and not a success, for whoever asked; the fields of RFC 9457. */
export interface Problem {
  /** The HTTP status, 400 to 599. */
  readonly status: number;
  /** The same for every problem of the kind: lower-case words joined by hyphens. */
  readonly type: ProblemType;
  readonly title: string;
  /** What is wrong here and what to do. Never what the caller has sent. */
  readonly detail: string;
  /** Facts a program can act on. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

export type ProblemType =
  | 'invalid-request'
  | 'unknown-route'
  | 'unknown-session'
  | 'version-conflict'
  | 'unverified-signature'
  | 'not-available-yet'
  | 'database-unreachable';

/**
 * Thrown to answer with a problem from deep inside. Nothing else that is thrown is ever turned into an answer: it is not
 * expected, so Lambda has to count it as an error.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** A request that is not one, and why. */
export function invalidRequest(detail: string): ProblemError {
  return new ProblemError({
    status: 400,
    type: 'invalid-request',
    title: 'The request is not valid',
    detail,
  });
}
