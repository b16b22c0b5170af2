/**
 * What the bodies of the API must be, as JSON Schema (draft 4, which API Gateway speaks): it refuses what does not match
 * before a function is called. Only shapes: what a value means is the function's to judge.
 */

/** Minor units as text, as a whole number of JavaScript holds no more than 2^53. */
const amount = { type: 'string', pattern: '^[1-9][0-9]{0,17}$' } as const;

export const bodies = {
  payment: {
    type: 'object',
    required: ['amount', 'currency', 'paymentToken'],
    properties: {
      amount,
      /** ISO 4217. */
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      /** What the payment provider's form gave the browser in place of a card number. */
      paymentToken: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,255}$' },
      capture: { type: 'string', enum: ['automatic', 'manual'] },
    },
    additionalProperties: false,
  },
  amount: {
    type: 'object',
    required: ['amount'],
    properties: { amount },
    additionalProperties: false,
  },
  session: {
    type: 'object',
    required: ['seenVersion', 'lifetimeInSeconds', 'attributes'],
    properties: {
      seenVersion: { type: 'integer', minimum: 0 },
      lifetimeInSeconds: { type: 'integer', minimum: 1, maximum: 86_400 },
      attributes: {
        type: 'object',
        maxProperties: 32,
        additionalProperties: { type: 'string', maxLength: 1024 },
      },
    },
    additionalProperties: false,
  },
} as const;

/** What names a request, so that it is done once however often it is sent; asked for where something is done to a payment. */
export const idempotencyHeader = 'Idempotency-Key';
