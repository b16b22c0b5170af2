/** The value or values of one condition key, such as `{ StringEquals: { 'aws:SourceAccount': '…' } }`. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Who a statement of a trust, key or endpoint policy is about. */
export type Principals = '*' | { readonly AWS: string } | { readonly Service: string };

export interface Statement {
  /** Letters and digits, unique in the document. */
  readonly sid: string;
  /** @default Allow */
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Absent in a trust policy, which is about the role it belongs to. */
  readonly resources?: readonly string[];
  /** Absent in an identity policy, which is about the role it belongs to. */
  readonly principals?: Principals;
  readonly conditions?: Conditions;
}

/**
 * A policy as JSON text.
 *
 * JSON.stringify and not `Fn.jsonencode`, so that the gate can read the document in `cdk.tf.json`. Therefore only string
 * tokens may stand in it (a list token throws here), and a policy variable is written `$${aws:username}`.
 */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? 'Allow',
      Principal: statement.principals,
      Action: statement.actions,
      Resource: statement.resources,
      Condition: statement.conditions,
    })),
  });
}

/**
 * The condition of an Allow whose actions take no resource: it holds them to one region, which every request names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
export function inRegion(region: string): Conditions {
  return { StringEquals: { 'aws:RequestedRegion': region } };
}
