import { setTimeout as pause } from 'node:timers/promises';
import { databaseName, databaseUsers } from '../contract/database';
import { parameters, type ParameterPath } from '../contract/parameters';
import { variables } from '../contract/variables';
import { systemClock, type Clock } from './clock';
import { Configuration, ConfigurationError } from './configuration';
import { databaseAuthorities } from './database/authorities';
import { connectToWriter, type DatabaseAddress } from './database/connect';
import { Database } from './database/database';
import { iamToken } from './database/iam-token';
import { requiredVariable } from './environment';
import { consoleLogger, type Logger } from './logger';
import { embeddedMetrics, type MetricWriter } from './metrics';
import { ssmParameters } from './ssm-parameters';
import { trace, type Trace } from './tracing';

/** What every function has, made once for each execution environment. */
export interface FunctionRuntime<Path extends ParameterPath> {
  readonly configuration: Configuration<Path>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: MetricWriter;
  readonly trace: Trace;
}

/** What leads to the writer. */
export type WriterParameters = Readonly<
  Record<typeof parameters.databaseWriterEndpoint | typeof parameters.databasePort, string>
>;

/** Seconds kept free at the end of a call, to answer in. */
const reserve = 2;

/** Wires the runtime of a function that reads these parameters. Nothing is connected or read yet. */
export function createRuntime<Path extends ParameterPath>(paths: readonly Path[]): FunctionRuntime<Path> {
  const suffix = requiredVariable(variables.suffix);
  const ports = { clock: systemClock, logger: consoleLogger };
  return {
    ...ports,
    configuration: new Configuration(suffix, paths, { ...ports, read: ssmParameters() }),
    metrics: embeddedMetrics(suffix, consoleLogger, systemClock),
    trace,
  };
}

/** The database as one function sees it: as its own user, with an IAM token. */
export function createDatabase(
  functionName: keyof typeof databaseUsers,
  {
    configuration,
    clock,
    trace,
  }: Pick<FunctionRuntime<never>, 'clock' | 'trace'> & {
    readonly configuration: { values(): Promise<WriterParameters> };
  },
): Database {
  const user = databaseUsers[functionName];
  const connect = async () => {
    const { host, port } = writerAddress(await configuration.values());
    const address = { host, port, user, database: databaseName, authorities: databaseAuthorities() };
    return connectToWriter({ ...address, password: () => iamToken(host, port, user) });
  };
  return new Database({
    connect: () => trace('database connect', connect),
    clock,
    sleep: pause,
    random: Math.random,
  });
}

/** Host and port of the writer, from the parameters. */
export function writerAddress(values: WriterParameters): Pick<DatabaseAddress, 'host' | 'port'> {
  const port = Number(values[parameters.databasePort]);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ConfigurationError(
      `the parameter ${parameters.databasePort} is ${JSON.stringify(values[parameters.databasePort])} where a port is needed`,
    );
  }
  return { host: values[parameters.databaseWriterEndpoint], port };
}

/** The part of Lambda's context that says how long a call may still take. */
export interface RemainingTime {
  getRemainingTimeInMillis(): number;
}

/** Seconds since 1970 at which a call must be about to answer. */
export function deadlineOf(context: RemainingTime, clock: Clock): number {
  return clock() + context.getRemainingTimeInMillis() / 1000 - reserve;
}
