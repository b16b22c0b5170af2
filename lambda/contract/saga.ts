/**
 * What a saga asks of a function, one step at a time, as a {@link SagaRequest}. Every step can be asked for twice and does its
 * work once: what it does to the payment provider bears an idempotency key made of the operation's id.
 */
export const sagaSteps = {
  /** Writes down what is about to be done, so that nobody else does it. */
  reserve: 'reserve',
  /** Asks the payment provider to do it. */
  callProvider: 'call-provider',
  /** Asks the payment provider what became of it, and answers with a {@link SagaOutcome}. */
  queryProvider: 'query-provider',
  /** Writes to the ledger and the outbox what the provider has done. */
  settle: 'settle',
  /** Compensation: takes back at the provider what cannot be written down. */
  reverse: 'reverse',
  /** Compensation: frees what was reserved. */
  release: 'release',
} as const;

export type SagaStep = (typeof sagaSteps)[keyof typeof sagaSteps];

/** What can be done to an authorised payment in several steps. */
export const sagaOperations = ['capture', 'refund'] as const;

export type SagaOperation = (typeof sagaOperations)[number];

/** The input of an execution; ids only, as AWS keeps it for 90 days. */
export interface SagaInput {
  readonly paymentId: string;
  /** Of the capture or the refund; the execution is named after it. */
  readonly operationId: string;
}

export interface SagaRequest extends SagaInput {
  readonly saga: SagaOperation;
  readonly step: SagaStep;
}

/** What the provider says it did. */
export type SagaOutcome = 'done' | 'declined';

/** Names of the errors a step throws that the saga knows; any other means that nobody knows what was done. */
export const sagaErrors = {
  /** Worth another attempt: a lost connection, a deadlock, a provider that is busy. */
  transient: 'TransientError',
  /** The provider said no, and nothing was moved. */
  declined: 'DeclinedError',
  /** The provider has no answer yet. */
  undecided: 'UndecidedError',
} as const;
