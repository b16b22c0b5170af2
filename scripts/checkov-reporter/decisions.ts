import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { reasonOf } from '../model/error';
import { CheckovReportError } from './error';

const check = z.string().regex(/^CKV2?_[A-Z0-9]+_\d+$/);
const reason = z.string().min(20);

const decisionsSchema = z.strictObject({
  checkov: z.string().describe('the version the rows were decided for'),
  superseded: z
    .array(z.strictObject({ check, rule: z.string(), reason }))
    .describe('checks that ask what a rule of ours decides, better informed or the other way round'),
  accepted: z
    .array(
      z.strictObject({
        check,
        /** Construct paths, with `*` for any part of one; every resource where it is left out. */
        constructPaths: z.array(z.string()).min(1).optional(),
        reason,
      }),
    )
    .describe('checks that are right about what is there, and why it stays'),
});

/** What was decided about Checkov's findings, once and for all; `policy/checkov.json` holds ours. */
export type CheckovDecisions = z.infer<typeof decisionsSchema>;

export const noDecisions: CheckovDecisions = { checkov: 'any', superseded: [], accepted: [] };

/** @throws CheckovReportError where the file cannot be read or says something else */
export function readDecisions(file: string): CheckovDecisions {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw new CheckovReportError(
      `the decisions ${file} cannot be read (${reasonOf(thrown)}); mend the file`,
      {
        cause: thrown,
      },
    );
  }
  const parsed = decisionsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CheckovReportError(
    `${file} holds no decisions: ${z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, ' ')}; see the README of checkov-reporter`,
  );
}

/** Whether a construct path is one of a pattern, in which `*` stands for any characters. */
export function matchesPath(pattern: string, constructPath: string): boolean {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}$`).test(constructPath);
}
