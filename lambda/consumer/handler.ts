import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { functionParameters } from '../contract/parameters';
import type { SagaRequest } from '../contract/saga';
import { createDatabase, createRuntime, deadlineOf } from '../shared/function-runtime';
import { consume, takeSagaStep } from './consume';

const runtime = createRuntime(functionParameters.consumer);
const ports = { ...runtime, database: createDatabase('consumer', runtime) };

/** What follows from events (batches of the queue, with partial batch responses), and the steps of the sagas. */
export function handler(event: SQSEvent | SagaRequest, context: Context): Promise<SQSBatchResponse> {
  const deadline = deadlineOf(context, runtime.clock);
  return 'saga' in event ? takeSagaStep(event, deadline, ports) : consume(event, deadline, ports);
}
