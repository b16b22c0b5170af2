import { TollgateError } from '../model/error';

/** GitHub did not do what was asked. */
export class GitHubError extends TollgateError {
  /** The HTTP status, or null where GitHub gave no answer. */
  readonly status: number | null;

  constructor(message: string, options: ErrorOptions & { readonly status?: number | null } = {}) {
    super(message, options);
    this.status = options.status ?? null;
  }
}
