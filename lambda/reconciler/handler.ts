import type { Context } from 'aws-lambda';
import { functionParameters } from '../contract/parameters';
import { createDatabase, createRuntime, deadlineOf } from '../shared/function-runtime';
import type { Waiting } from '../shared/waiting';
import { reconcile } from './reconcile';

const runtime = createRuntime(functionParameters.reconciler);
const ports = { ...runtime, database: createDatabase('reconciler', runtime) };

/** What the payment provider and we know of the same payments: called by a schedule. */
export function handler(_event: unknown, context: Context): Promise<Waiting> {
  return reconcile(deadlineOf(context, runtime.clock), ports);
}
