/** The one place that reads the function's environment. */

/**
 * A variable the function cannot work without.
 *
 * @throws Error that names the variable, at the start of the function and not in the middle of a payment
 */
export function requiredVariable(name: string): string {
  const value = optionalVariable(name);
  if (value === null) {
    throw new Error(`the variable ${name} is not set: the stack must pass it to the function`);
  }
  return value;
}

/** A variable the function can do without; null where it is not set or empty. */
export function optionalVariable(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === '' ? null : value;
}
