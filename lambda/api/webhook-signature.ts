import { createHmac, timingSafeEqual } from 'node:crypto';
import { pspSignatureTolerance } from '../contract/requests';

/** What was wrong with a signature, for our log; the caller learns nothing of it. */
export type SignatureFault = 'absent' | 'malformed' | 'outside-tolerance' | 'mismatch';

/**
 * Verifies what the payment provider signed: the time and the raw body, with a secret both know.
 *
 * The scheme is Stripe's (https://docs.stripe.com/webhooks#verify-manually): `t=…,v1=…`, several `v1` while a secret is
 * being replaced.
 *
 * @param now seconds since 1970
 * @returns null where it verifies
 */
export function signatureFault(
  signature: string | null,
  body: Buffer,
  secret: string,
  now: number,
): SignatureFault | null {
  if (signature === null) return 'absent';
  const parts = signature.split(',').map((part) => part.trim().split('=', 2));
  const time = parts.find(([key]) => key === 't')?.[1] ?? '';
  const given = parts.flatMap(([key, value = '']) => (key === 'v1' ? [value] : []));
  if (!/^\d{1,12}$/.test(time) || given.length === 0) return 'malformed';

  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  const verifies = given.some((hex) => {
    const bytes = Buffer.from(/^[0-9a-f]{64}$/.test(hex) ? hex : '', 'hex');
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  if (!verifies) return 'mismatch';
  // after the signature, as a time that nobody signed says nothing
  return Math.abs(now - Number(time)) > pspSignatureTolerance ? 'outside-tolerance' : null;
}
