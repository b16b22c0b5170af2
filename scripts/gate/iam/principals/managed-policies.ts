import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../model/json';
import type { Template } from '../../value/value';
import { afterLast } from './links';

/** Statements of AWS's managed policies by path and name, reduced to what makes a principal strong. */
export type ManagedPolicies = Readonly<Record<string, readonly JsonObject[]>>;

/** Reads AWS's managed policies; the build of the policy was verified before. */
export function readManagedPolicies(policyDirectory: string): ManagedPolicies {
  const text = readFileSync(join(policyDirectory, 'tables', 'iam-managed-policies.json'), 'utf8');
  return (JSON.parse(text) as { policies: ManagedPolicies }).policies;
}

/** The path and name of an AWS managed policy in an ARN, whatever its partition; undefined for any other. */
export function managedName(arn: string | Template): string | undefined {
  const name = afterLast(arn, ':iam::aws:policy/');
  return typeof name === 'string' ? name : undefined;
}
