import * as z from 'zod';
import { stages } from './resource';

/** How a question that was open at one stage ended at a later one. */
export const outcomes = [
  'passes',
  'fails',
  'waived',
  'warns',
  'demands',
  'undetermined',
  'not judged',
] as const;

const place = {
  id: z.string(),
  rule: z.string(),
  stack: z.string().nullable(),
  address: z.string(),
  path: z.string(),
};

export const promotionSchema = z.strictObject({
  from: z.enum(stages),
  to: z.enum(stages),
  ended: z
    .array(z.strictObject({ ...place, waitsFor: z.array(z.string()), outcome: z.enum(outcomes) }))
    .describe('everything that was undetermined, and how it ended'),
  appeared: z
    .array(z.strictObject(place))
    .describe('what fails now and was neither found nor undetermined before'),
  withdrawn: z.array(z.strictObject(place)).describe('what failed before and is not found any more'),
});

/** What a later stage made of the judgement of an earlier one. */
export type Promotion = z.infer<typeof promotionSchema>;
export type Outcome = (typeof outcomes)[number];
