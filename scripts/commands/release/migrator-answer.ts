import * as z from 'zod';
import { InputError, inOneLine } from '../../model/error';
import type { JsonValue } from '../../model/json';

/** `lambda/contract/migrations.ts` has the same shape; a test holds the two together. */
const answerSchema = z.object({
  action: z.enum(['plan', 'migrate', 'settle']),
  pending: z.array(z.string()),
  applied: z.array(z.string()),
  users: z.discriminatedUnion('status', [
    z.object({ status: z.literal('provisioned'), users: z.array(z.string()) }),
    z.object({ status: z.literal('skipped'), reason: z.string() }),
  ]),
});

export type MigratorAnswer = z.infer<typeof answerSchema>;

/** Reads what the migrator answered. */
export function parseMigratorAnswer(value: JsonValue, functionName: string): MigratorAnswer {
  const parsed = answerSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(
    `${functionName} answered something else than a migrator does (${inOneLine(z.prettifyError(parsed.error))}); look which function bears the tag tollgate:task`,
  );
}
