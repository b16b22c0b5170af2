/**
 * What is thrown where a stack, a construct or an environment is described wrongly. The message is one sentence: what
 * was given, what is allowed.
 */
export class StackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
  }
}
