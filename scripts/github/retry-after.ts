/** The longest GitHub may make us wait, in seconds; above it a job fails with a sentence. */
export const longestWait = 120;

/** How often one request is tried again. */
export const mostRetries = 3;

interface Hooked {
  readonly hook: { error(name: 'request', hook: (error: Error) => never): void };
}

/**
 * An Octokit plugin: 429 and 503 with `Retry-After` wait as long as it says. The retry plugin alone waits for a time of
 * its own, and the throttling plugin looks at 403 only. It stands before the retry plugin, which does the waiting.
 */
export function honourRetryAfter(octokit: Hooked): void {
  octokit.hook.error('request', (error) => {
    const seconds = secondsToWait(error);
    if (seconds !== null && seconds <= longestWait) markForRetry(error, seconds);
    throw error;
  });
}

function secondsToWait(error: object): number | null {
  if (!('status' in error) || (error.status !== 429 && error.status !== 503)) return null;
  if (!('response' in error) || !isRecord(error.response) || !isRecord(error.response['headers']))
    return null;
  const seconds = Number(error.response['headers']['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** The retry plugin reads `retries` and `retryAfter` off the request of the error. */
function markForRetry(error: object, seconds: number): void {
  if (!('request' in error) || !isRecord(error.request)) return;
  const options = isRecord(error.request['request']) ? error.request['request'] : {};
  // 429 says that nothing was done, so that even a create may be tried again
  const retries =
    'status' in error && error.status === 429 ? mostRetries : (options['retries'] ?? mostRetries);
  error.request['request'] = { ...options, retries, retryAfter: seconds };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
