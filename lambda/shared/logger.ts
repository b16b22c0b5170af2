/** Structured log lines; Lambda adds the time, the level and the request id to each (its log format is JSON). */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  error(message: string, error: unknown, fields?: LogFields): void;
  /**
   * Writes one JSON object as a line of its own, without the envelope Lambda puts around the others: CloudWatch finds
   * metrics only in an object that bears `_aws` at its root.
   */
  raw(line: object): void;
}

/** What is said beside the message. Never the content of a session or of a payment: it may identify a customer. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Writes one JSON object a call. */
export const consoleLogger: Logger = {
  info: (message, fields = {}) => {
    console.info({ message, ...fields });
  },
  error: (message, error, fields = {}) => {
    console.error({ message, ...fields, error: describe(error) });
  },
  // past the console, which Lambda replaces by its own
  raw: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
};

function describe(error: unknown): Record<string, string | undefined> {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}
