import * as z from 'zod/mini';
import { captureMethods, patterns, sessionLimits } from '../contract/requests';

/** The bodies of `lambda/contract/requests.ts` as this function checks them; a test holds the two together. */

const amount = z.strictObject({
  value: z.string().check(z.regex(new RegExp(patterns.amountValue))),
  currency: z.string().check(z.regex(new RegExp(patterns.currency))),
});

export const paymentSchema = z.strictObject({
  amount,
  paymentMethod: z.string().check(z.regex(new RegExp(patterns.paymentMethod))),
  captureMethod: z.enum(captureMethods),
});

export const amountSchema = z.strictObject({ amount });

export const sessionSchema = z.strictObject({
  seenVersion: z.int().check(z.gte(0), z.lte(sessionLimits.latestVersion)),
  lifetimeInSeconds: z.int().check(z.gte(1), z.lte(sessionLimits.longestLifetime)),
  attributes: z
    .record(z.string(), z.string().check(z.maxLength(sessionLimits.longestAttribute)))
    .check(z.refine((attributes) => Object.keys(attributes).length <= sessionLimits.mostAttributes)),
});

/** What a webhook of the payment provider bears at least; the rest is kept as it came. */
export const providerEventSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(255)),
  type: z.string().check(z.minLength(1), z.maxLength(255)),
});
