/**
 * The base of every error this project throws on purpose. Each room has one subclass.
 *
 * A message is one sentence a person can act on: what went wrong, what was given, what is allowed, what to do next.
 * Expected outcomes (a failed gate, drift found) are values, never errors.
 */
export abstract class TollgateError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A value that reached the pipeline from outside (a file, an argument) and is not what it should be. */
export class InputError extends TollgateError {}

/** Somebody asked the command to end (Ctrl-C); nothing new is begun after that. */
export class Interrupted extends TollgateError {}

/** A text of several lines as a message has it: in one. */
export function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

/** The text of anything that was thrown, for a message that quotes it. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
