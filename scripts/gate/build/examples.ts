import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { inOneLine } from '../../model/error';
import { isJsonObject, type JsonObject } from '../../model/json';
import { GateError } from '../error';
import { parseJson } from '../evidence/json-file';
import type { JudgedEnvironment } from '../input/environments';

const document = z.custom<JsonObject>(isJsonObject, 'must be an object of Terraform JSON, a plan or a state');

const exampleSchema = z.strictObject({
  /** What it shows, in one sentence. */
  about: z.string().trim().min(1),
  /** Terraform JSON configuration; a plan or state where the rule needs one. */
  terraform: document,
  /** Parts of the environment that differ from `exampleEnvironment`. */
  environment: z
    .strictObject({
      scope: z.enum(['environment', 'account']).exactOptional(),
      ephemeral: z.boolean().exactOptional(),
      options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
    })
    .optional(),
});

/** `<family>/<rule>.examples.json`: what the rule objects to, and what it does not. */
export const ruleExamplesSchema = z.strictObject({
  bad: z.array(exampleSchema).min(1),
  good: z.array(exampleSchema).min(1),
});

export type RuleExample = z.infer<typeof exampleSchema>;
export type RuleExamples = z.infer<typeof ruleExamplesSchema>;

/** What examples are judged for, unless they say otherwise. */
export const exampleEnvironment = {
  name: 'dev',
  suffix: 'dev',
  scope: 'environment',
  region: 'us-east-1',
  account: '123456789012',
  ephemeral: true,
  options: {},
} as const satisfies JudgedEnvironment;

/** The file with the examples of a rule, relative to the policy folder. */
export function examplesFile(rule: string): string {
  return `${rule}.examples.json`;
}

/** The examples of a rule; null where nobody has written any. */
export function readExamples(policyDirectory: string, rule: string): RuleExamples | null {
  const file = join(policyDirectory, examplesFile(rule));
  if (!existsSync(file)) return null;
  const parsed = ruleExamplesSchema.safeParse(parseJson(readFileSync(file, 'utf8'), file));
  if (parsed.success) return parsed.data;
  throw new GateError(
    `${file} has no examples that can be run: ${inOneLine(z.prettifyError(parsed.error))}; give {"bad": [{"about", "terraform"}], "good": […]}`,
    { cause: parsed.error },
  );
}
