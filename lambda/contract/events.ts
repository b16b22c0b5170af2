/** Who puts events on our bus. A rule matches it; what a rule's target emits must bear another source, or it feeds itself. */
export const eventSource = 'payments.core';

/** What can have happened to a payment, as `detail-type`. */
export const eventTypes = {
  authorized: 'PaymentAuthorized',
  captured: 'PaymentCaptured',
  refunded: 'PaymentRefunded',
  canceled: 'PaymentCanceled',
  failed: 'PaymentFailed',
} as const;

export type EventType = (typeof eventTypes)[keyof typeof eventTypes];
