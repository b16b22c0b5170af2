import * as z from 'zod';

/** What became of one failed check of Checkov beside the findings of the rules. */
export const mergedCheckSchema = z.strictObject({
  check: z.string().describe('such as CKV_AWS_139'),
  name: z.string(),
  address: z.string(),
  constructPath: z.string().nullable(),
  as: z
    .enum(['superseded', 'duplicate', 'accepted', 'adds'])
    .describe(
      'superseded: a rule was asked about this resource and decided; duplicate: it objects too, and its finding counts; accepted: the check is right and what is there stays; adds: nobody else said so',
    ),
  rule: z.string().nullable().describe('the rule that decides, where it is superseded or a duplicate'),
  finding: z.string().nullable().describe('the id of the finding it duplicates, or of the one it adds'),
  reason: z.string().nullable(),
});

export type MergedCheck = z.infer<typeof mergedCheckSchema>;
