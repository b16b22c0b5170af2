import * as z from 'zod';
import { InputError, inOneLine } from './error';

/**
 * Suffixes have no hyphen, so that `payments-a` + `prod` never meets `payments` + `a-prod`, and at most 12 characters,
 * so that a name with the longest suffix still fits the limits of AWS (DESIGN: Nouns).
 */
export const suffixPattern = /^[a-z][a-z0-9]{1,11}$/;

/** The resolved entry of `stacks/environments.json` that `synth` writes as `environment.json`. */
export const environmentSchema = z.strictObject({
  name: z.string().min(1),
  scope: z.enum(['environment', 'account']),
  suffix: z.string().regex(suffixPattern),
  region: z.string().min(1),
  account: z.string().regex(/^\d{12}$/),
  ephemeral: z.boolean(),
  /** The S3 bucket that holds the state and the records of every environment of the account. */
  stateBucket: z.string().min(3),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** One environment: what the suffix, the region and the options of a synthesis were. */
export type Environment = z.infer<typeof environmentSchema>;

/**
 * The letters before the number of a preview: `pr` of `pr123`, where some entry of `stacks/environments.json` says
 * `"templateFor": "pr"`. Null for a name no preview has (`stacks/preview-template.ts` reads names in the same way).
 */
export function previewPrefix(name: string): string | null {
  return suffixPattern.test(name) ? (/^([a-z]{1,6})[1-9]\d*$/.exec(name)?.[1] ?? null) : null;
}

/** Reads an `environment.json`; `origin` names the file in the error. */
export function parseEnvironment(value: unknown, origin: string): Environment {
  const parsed = environmentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(
    `${origin} is not an environment: ${inOneLine(z.prettifyError(parsed.error))}; write it with npm run synth`,
  );
}

/** Accepts a suffix given by a person, or says what a suffix looks like. */
export function parseSuffix(value: string): string {
  if (suffixPattern.test(value)) return value;
  throw new InputError(
    `the suffix ${JSON.stringify(value)} cannot be used: a suffix is 2 to 12 characters, a lower-case letter first and then lower-case letters and digits, such as dev or pr123`,
  );
}
