import { sagaErrors, sagaSteps, type SagaOperation, type SagaStep } from '../../lambda/contract/saga';
import type { Catch, Definition, Retry, TaskState } from './states-language';

/** A day: by then the reconciler has found out what nobody knew. */
const executionTimeoutInSeconds = 86_400;

/** Errors of the call itself, which are over as a rule before anybody has read of them. */
const transientErrors = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  sagaErrors.transient,
];

export interface SagaDefinitionProps {
  readonly operation: SagaOperation;
  /** The function that does the steps, at its live alias. */
  readonly workerArn: string;
  /** Seconds a step may take before its outcome counts as unknown: the timeout of the function and a little more. */
  readonly stepTimeoutInSeconds: number;
}

/**
 * The saga of one operation on a payment: reserve, call the provider, settle; and what takes each of them back.
 *
 * A call whose outcome is unknown is never taken for a failure: the provider is asked until it answers, and what stays open
 * is left to the reconciler. What the provider captured and we cannot write down is taken back; a refund cannot be.
 */
export function sagaDefinition(props: SagaDefinitionProps): Definition {
  const step = stepsOf(props);
  const isReversible = props.operation === 'capture';
  return {
    Comment: `What a ${props.operation} of a payment takes, and what takes it back`,
    StartAt: 'Reserve',
    TimeoutSeconds: executionTimeoutInSeconds,
    States: {
      Reserve: step(sagaSteps.reserve, 'CallProvider', [on(everything, 'Release')]),
      CallProvider: step(sagaSteps.callProvider, 'Settle', [
        on([sagaErrors.declined], 'Release'),
        on(everything, 'QueryProvider'),
      ]),
      QueryProvider: {
        ...step(sagaSteps.queryProvider, 'WhatHappened', [on(everything, 'Unknown')], [untilDecided]),
        ResultSelector: { 'outcome.$': '$.Payload.outcome' },
        ResultPath: '$.provider',
      },
      WhatHappened: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.provider.outcome', StringEquals: 'done', Next: 'Settle' },
          { Variable: '$.provider.outcome', StringEquals: 'declined', Next: 'Release' },
        ],
        Default: 'Unknown',
      },
      Settle: step(sagaSteps.settle, 'Done', [on(everything, isReversible ? 'Reverse' : 'Unknown')]),
      ...(isReversible ? { Reverse: step(sagaSteps.reverse, 'Release', [on(everything, 'Unknown')]) } : {}),
      Release: step(sagaSteps.release, 'NotDone', [on(everything, 'Unknown')]),
      Done: { Type: 'Succeed' },
      NotDone: {
        Type: 'Fail',
        Error: 'NotDone',
        Cause: `The ${props.operation} was not done, and everything begun for it was taken back`,
      },
      Unknown: {
        Type: 'Fail',
        Error: 'Unknown',
        Cause: `What became of the ${props.operation} is not known: the reconciler goes on from here`,
      },
    },
  };
}

const everything = ['States.ALL'];

/** Half an hour and some: the provider's own clearing takes minutes. */
const untilDecided: Retry = retry([sagaErrors.undecided], {
  IntervalSeconds: 15,
  MaxAttempts: 10,
  MaxDelaySeconds: 300,
});

type MakeStep = (
  step: SagaStep,
  next: string,
  catches: readonly Catch[],
  retries?: readonly Retry[],
) => TaskState;

function stepsOf({ operation, workerArn, stepTimeoutInSeconds }: SagaDefinitionProps): MakeStep {
  return (step, next, catches, retries = []) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: {
      FunctionName: workerArn,
      Payload: {
        saga: operation,
        step,
        'paymentId.$': '$.paymentId',
        'operationId.$': '$.operationId',
      },
    },
    ResultPath: null,
    TimeoutSeconds: stepTimeoutInSeconds,
    Retry: [retry(transientErrors, { IntervalSeconds: 1, MaxAttempts: 6, MaxDelaySeconds: 60 }), ...retries],
    Catch: catches,
    Next: next,
  });
}

function retry(
  errors: readonly string[],
  limits: Pick<Retry, 'IntervalSeconds' | 'MaxAttempts' | 'MaxDelaySeconds'>,
): Retry {
  return { ErrorEquals: errors, ...limits, BackoffRate: 2, JitterStrategy: 'FULL' };
}

/** What was caught stays beside the input, so that the next step has its ids. */
function on(errors: readonly string[], next: string): Catch {
  return { ErrorEquals: errors, ResultPath: '$.error', Next: next };
}
