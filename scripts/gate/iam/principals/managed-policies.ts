import type { JsonObject } from '../../../model/json';
import type { Template } from '../../value/value';
import { LineRows, readTable, type TableRows } from '../table-rows';
import { afterLast } from './links';

/** Statements of AWS's managed policies by path and name, reduced to what makes a principal strong. */
export type ManagedPolicies = TableRows<readonly JsonObject[]>;

/** Reads AWS's managed policies; the build of the policy was verified before. */
export function readManagedPolicies(policyDirectory: string): ManagedPolicies {
  return new LineRows(readTable(policyDirectory, 'iam-managed-policies'));
}

/** The path and name of an AWS managed policy in an ARN, whatever its partition; undefined for any other. */
export function managedName(arn: string | Template): string | undefined {
  const name = afterLast(arn, ':iam::aws:policy/');
  return typeof name === 'string' ? name : undefined;
}
