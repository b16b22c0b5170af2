import type { HttpRequest, HttpResponse } from '../aws-call';
import { secondaryRateLimit, serverError, validationFailed } from './problems';

/** Something that goes wrong at GitHub, for tests. */
export interface GitHubFault {
  readonly kind: 'secondary-rate-limit' | 'server-error' | 'validation-failed';
  /** Only requests with this method. @default any */
  readonly method?: string;
  /** How many requests it hits. @default 1 */
  readonly times?: number;
  /** For a rate limit: what `Retry-After` says. @default 1 */
  readonly retryAfterSeconds?: number;
}

/** Faults that wait for the requests they are to hit. */
export class FaultScript {
  readonly #waiting: { readonly fault: GitHubFault; left: number }[] = [];

  add(fault: GitHubFault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** The answer a fault gives to this request, or null where none waits for it. */
  take(request: HttpRequest): HttpResponse | null {
    const next = this.#waiting.find(
      ({ fault, left }) => left > 0 && (fault.method === undefined || fault.method === request.method),
    );
    if (next === undefined) return null;
    next.left -= 1;
    switch (next.fault.kind) {
      case 'secondary-rate-limit':
        return secondaryRateLimit(next.fault.retryAfterSeconds ?? 1);
      case 'server-error':
        return serverError();
      case 'validation-failed':
        return validationFailed();
    }
  }
}
