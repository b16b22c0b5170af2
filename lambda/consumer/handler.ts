import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { functionParameters } from '../contract/parameters';
import { createDatabase, createRuntime, deadlineOf } from '../shared/function-runtime';
import { consume } from './consume';

const runtime = createRuntime(functionParameters.consumer);
const ports = { ...runtime, database: createDatabase('consumer', runtime) };

/** What happened to payments: batches of the queue, with partial batch responses. */
export function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return consume(event, deadlineOf(context, runtime.clock), ports);
}
