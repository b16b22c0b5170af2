import type { Finding } from '../model/finding';

/** `until 2027-02-28 by payments-core (PAY-1234): the vendor names its actions in March`. */
export function waiverText({ owner, reason, ticket, expires }: NonNullable<Finding['waiver']>): string {
  return `until ${expires} by ${owner} (${ticket}): ${reason}`;
}
