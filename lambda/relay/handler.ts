import type { Context } from 'aws-lambda';
import { functionParameters } from '../contract/parameters';
import { createDatabase, createRuntime, deadlineOf } from '../shared/function-runtime';
import type { Waiting } from '../shared/waiting';
import { relay } from './relay';

const runtime = createRuntime(functionParameters.relay);
const ports = { ...runtime, database: createDatabase('relay', runtime) };

/** Events of the outbox: called each minute by a schedule. */
export function handler(_event: unknown, context: Context): Promise<Waiting> {
  return relay(deadlineOf(context, runtime.clock), ports);
}
