/**
 * What a request must look like. API Gateway checks it by `requestSchemas` before a function is called; the function checks
 * it again, by the same patterns, for it can be called otherwise.
 */

/** Every POST under `/v1/payments` carries it, 1 to 255 characters; the same key never charges twice. */
export const idempotencyKeyHeader = 'Idempotency-Key';

/** `t=<seconds since 1970>,v1=<HMAC-SHA256 over "<t>.<raw body>", hexadecimal>`; `v1` may come several times. */
export const pspSignatureHeader = 'Stripe-Signature';

/** Seconds a webhook's time may differ from ours, as the payment provider's own libraries have it. */
export const pspSignatureTolerance = 300;

export const patterns = {
  /** Minor units as digits: a number of JSON would lose what 64 bits hold. */
  amountValue: '^[1-9][0-9]{0,17}$',
  /** ISO 4217. */
  currency: '^[A-Z]{3}$',
  /** A token of the payment provider. A card number has no such prefix and is refused here. */
  paymentMethod: '^[a-z]{2,8}_[A-Za-z0-9]{8,64}$',
  idempotencyKey: '^[\\x21-\\x7e]{1,255}$',
  paymentId: '^[A-Za-z0-9_-]{8,64}$',
  sessionId: '^[A-Za-z0-9_-]{16,128}$',
} as const;

export const captureMethods = ['automatic', 'manual'] as const;

/** Limits of a session; lifetimes in seconds. */
export const sessionLimits = {
  /** A whole number every JSON parser holds, and more than a session is ever written. */
  latestVersion: 1_000_000_000,
  longestLifetime: 86_400,
  mostAttributes: 32,
  longestAttribute: 1_024,
} as const;

const amount = {
  type: 'object',
  additionalProperties: false,
  required: ['value', 'currency'],
  properties: {
    value: { type: 'string', pattern: patterns.amountValue },
    currency: { type: 'string', pattern: patterns.currency },
  },
} as const;

/** JSON Schema draft 4, which API Gateway speaks, by the `body` of a route. */
export const requestSchemas = {
  payment: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    additionalProperties: false,
    required: ['amount', 'paymentMethod', 'captureMethod'],
    properties: {
      amount,
      paymentMethod: { type: 'string', pattern: patterns.paymentMethod },
      captureMethod: { type: 'string', enum: captureMethods },
    },
  },
  amount: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    additionalProperties: false,
    required: ['amount'],
    properties: { amount },
  },
  session: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    additionalProperties: false,
    required: ['seenVersion', 'lifetimeInSeconds', 'attributes'],
    properties: {
      seenVersion: { type: 'integer', minimum: 0, maximum: sessionLimits.latestVersion },
      lifetimeInSeconds: { type: 'integer', minimum: 1, maximum: sessionLimits.longestLifetime },
      attributes: {
        type: 'object',
        maxProperties: sessionLimits.mostAttributes,
        additionalProperties: { type: 'string', maxLength: sessionLimits.longestAttribute },
      },
    },
  },
} as const;
