import { parse as parseLossless } from 'lossless-json';
import * as z from 'zod';
import { inOneLine, reasonOf } from '../model/error';
import type { JsonValue, PathStep } from '../model/json';
import type { Action } from '../model/resource';
import { digestOf, type Digest } from '../model/digest';
import { TerraformError } from './error';

const json = z.custom<JsonValue>((value) => value !== undefined);
const optionalJson = json.optional().default(null);

const changeSchema = z.object({
  actions: z.array(z.string()),
  before: optionalJson,
  after: optionalJson,
  after_unknown: optionalJson,
  before_sensitive: optionalJson,
  after_sensitive: optionalJson,
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).default([]),
});

const resourceChangeSchema = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']).default('managed'),
  type: z.string(),
  change: changeSchema,
});

const planSchema = z.object({
  format_version: z.string(),
  terraform_version: z.string().default('unknown'),
  resource_changes: z.array(resourceChangeSchema).default([]),
  resource_drift: z.array(resourceChangeSchema).default([]),
  output_changes: z.record(z.string(), changeSchema).default({}),
  prior_state: optionalJson,
});

/** A change as terraform's plan JSON has it. */
export type RawChange = z.infer<typeof changeSchema>;
export type RawResourceChange = z.infer<typeof resourceChangeSchema>;
/** The parts of `terraform show -json PLAN` that are used here. */
export type PlanJson = z.infer<typeof planSchema>;

/** Reads the JSON of a plan that our own terraform has just shown. */
export function parsePlan(text: string, stack: string): PlanJson {
  try {
    return planSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new TerraformError(
      `the plan of ${stack} cannot be read (${inOneLine(reasonOf(thrown))}); plan it again`,
      { cause: thrown },
    );
  }
}

/**
 * Equality of plans: the canonical JSON of what changes, with numbers as terraform printed them. The order of keys,
 * timestamps and the state the plan was made from do not count.
 */
export function planDigest(text: string): Digest {
  const plan = parseLossless(text) as { resource_changes?: unknown; output_changes?: unknown };
  return digestOf({ resources: plan.resource_changes ?? [], outputs: plan.output_changes ?? {} });
}

/** Terraform's list of actions as one word; a delete and a create in either order is a replacement. */
export function actionOf(actions: readonly string[]): Action {
  if (actions.length === 2 && actions.includes('create') && actions.includes('delete')) return 'replace';
  const [action] = actions;
  switch (action) {
    case 'no-op':
    case 'create':
    case 'read':
    case 'update':
    case 'delete':
    case 'forget':
      return action;
    case undefined:
    default:
      throw new TerraformError(
        `the plan has the actions ${JSON.stringify(actions)}, which this version does not know; update the reader in scripts/terraform`,
      );
  }
}

/** Whether a mask such as `after_unknown` or `after_sensitive` marks a path, itself or anything above it. */
export function isMarked(mask: JsonValue, path: readonly PathStep[]): boolean {
  let current: JsonValue | undefined = mask;
  for (const step of path) {
    if (current === true) return true;
    if (typeof current !== 'object' || current === null) return false;
    current = Array.isArray(current) ? current[Number(step)] : current[String(step)];
    if (current === undefined) return false;
  }
  return current === true;
}
