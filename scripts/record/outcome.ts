import * as z from 'zod';

const releaseSchema = z.object({
  migrations: z.discriminatedUnion('kind', [
    /** The stack has no migrator. */
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('not-run'), reason: z.string() }),
    z.object({
      kind: z.literal('ran'),
      /** File names, in order. */
      applied: z.array(z.string()),
      users: z.discriminatedUnion('status', [
        z.object({ status: z.literal('provisioned'), users: z.array(z.string()) }),
        z.object({ status: z.literal('skipped'), reason: z.string() }),
      ]),
    }),
  ]),
  /** Where each alias leads since. */
  aliases: z.array(z.object({ functionName: z.string(), alias: z.string(), version: z.string() })),
});

export const outcomeSchema = z.object({
  status: z.enum(['applied', 'applied, failing', 'incomplete']),
  stacks: z.record(z.string(), z.string()),
  /** What was brought into use, by stack; absent in outcomes of before there were releases. */
  releases: z.record(z.string(), releaseSchema).default({}),
  finishedAt: z.string(),
});

/** How an apply ended; written beside the record, which itself never changes. */
export type StoredOutcome = z.infer<typeof outcomeSchema>;

/** What an apply did after a stack with functions: migrations, then aliases. */
export type Release = z.infer<typeof releaseSchema>;
export type ReleasedAlias = Release['aliases'][number];
