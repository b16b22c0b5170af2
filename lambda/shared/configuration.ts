import { parameterName, type ParameterPath } from '../contract/parameters';
import type { Clock } from './clock';
import type { Logger } from './logger';

/** Reads parameters by their names; one that does not exist is left out of the answer. */
export type ReadParameters = (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** The values of some parameters, by path. */
export type ParameterValues<Path extends ParameterPath> = Readonly<Record<Path, string>>;

/** Parameters a function needs are not there, or cannot be used. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export interface ConfigurationPorts {
  readonly read: ReadParameters;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Seconds a value is used before it is read again: how long a replaced secret takes to be everywhere. */
const lifetime = 300;

/** Seconds the last values are used on while they cannot be read again. */
const grace = 30;

/**
 * The parameters of one function, read once for each execution environment and again when they have grown old.
 *
 * Where they cannot be read again the last values serve on, and that is logged: an outage of the parameter store must not
 * become one of payments.
 */
export class Configuration<Path extends ParameterPath> {
  #values: ParameterValues<Path> | null = null;
  #readAgainAt = 0;

  constructor(
    private readonly suffix: string,
    private readonly paths: readonly Path[],
    private readonly ports: ConfigurationPorts,
  ) {}

  /** @throws ConfigurationError that names every parameter that is missing */
  async values(): Promise<ParameterValues<Path>> {
    const { clock, logger } = this.ports;
    const last = this.#values;
    if (last !== null && clock() < this.#readAgainAt) return last;
    try {
      this.#values = await this.#read();
      this.#readAgainAt = clock() + lifetime;
      return this.#values;
    } catch (error) {
      if (last === null) throw error;
      logger.error('parameters not read again', error, { servingOnForSeconds: grace });
      this.#readAgainAt = clock() + grace;
      return last;
    }
  }

  async #read(): Promise<ParameterValues<Path>> {
    const names = this.paths.map((path) => parameterName(this.suffix, path));
    const found = await this.ports.read(names).catch((error: unknown) => {
      // a class of its own, so that nobody takes a parameter store that is out of reach for a database that is
      throw new ConfigurationError(`the parameters ${names.join(', ')} cannot be read`, { cause: error });
    });
    const missing = names.filter((name) => (found.get(name) ?? '') === '');
    if (missing.length > 0) {
      throw new ConfigurationError(
        `the parameters ${missing.join(', ')} are missing or empty: apply the stack that creates them`,
      );
    }
    const entries = this.paths.map((path) => [path, found.get(parameterName(this.suffix, path))]);
    return Object.fromEntries(entries) as ParameterValues<Path>;
  }
}
