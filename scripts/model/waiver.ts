import * as z from 'zod';

/** The longest a waiver may still have to go, counted from the day it is judged. */
export const longestWaiverDays = 90;
/** From this many days before its expiry on a waiver is warned of. */
export const waiverWarningDays = 14;

const sentence = z.string().trim().min(1);

export const waiverSchema = z.strictObject({
  rule: sentence.describe('the id of one rule: family/name'),
  resource: sentence.describe('the construct path; the address where no construct made the resource'),
  environments: z
    .array(sentence)
    .min(1)
    .describe('the names of the environments it holds in; pr<number> for every preview'),
  owner: sentence.describe('who answers for it'),
  reason: sentence.describe('why it is right, for now, not to obey the rule'),
  ticket: sentence.describe('where the end of it is planned'),
  expires: z.iso.date().describe('the last day it holds, YYYY-MM-DD; at most 90 days ahead'),
  fingerprint: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe('of the offending value in symbolic form, as a finding carries it'),
});

/** An agreed exception from one rule, for one value of one resource, until a day. */
export type Waiver = z.infer<typeof waiverSchema>;

/** What `policy/waivers.json` holds. */
export const waiverFileSchema = z.strictObject({
  $schema: z.string().optional(),
  waivers: z.array(waiverSchema),
});

const dayMs = 86_400_000;

/** Whole days from one `YYYY-MM-DD` to another; negative where the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}
