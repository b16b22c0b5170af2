import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import type { Statement } from '../lib/policy-document';
import { policyDocument } from '../lib/policy-document';

/** The shortest AWS allows: the key of an environment that is gone is of no use to anybody. */
const deletionWindowInDays = 7;

/** What the account's administrators may do with a key by their own policies; using it is not among it. */
const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

const use = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

export interface EncryptionKeyProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What the key is for; its alias and description say so. */
  readonly noun: string;
  /** The AWS service through which principals of this account may use the key, such as `dynamodb`. */
  readonly usedThrough: string;
  /** The log groups CloudWatch Logs may encrypt with the key, by name. @default none */
  readonly logGroups?: readonly string[];
  /** Which AWS services may use the key by themselves, as statements of its policy. @default none */
  readonly statements?: readonly Statement[];
}

/** A customer managed key that rotates, with an alias and a policy that names who may do what through which service. */
export class EncryptionKey extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, 'Key', {
      description: `Encrypts the ${props.noun} of ${props.environment.name}`,
      enableKeyRotation: true,
      deletionWindowInDays,
      policy: policyDocument(keyPolicy(props)),
    });
    new KmsAlias(this, 'Alias', { name: props.naming.alias(props.noun), targetKeyId: key.keyId });
    this.keyArn = key.arn;
  }
}

/** `Resource: "*"` is the key itself in a key policy. */
function keyPolicy(props: EncryptionKeyProps): Statement[] {
  const { account, region } = props.environment;
  const accountPrincipal = { AWS: `arn:aws:iam::${account}:root` };
  const throughService = {
    'kms:CallerAccount': account,
    'kms:ViaService': `${props.usedThrough}.${region}.amazonaws.com`,
  };
  const statements: Statement[] = [
    { sid: 'Administration', principals: accountPrincipal, actions: administration, resources: ['*'] },
    {
      sid: 'UseThroughService',
      principals: accountPrincipal,
      actions: use,
      resources: ['*'],
      conditions: { StringEquals: throughService },
    },
    {
      sid: 'GrantsForService',
      principals: accountPrincipal,
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { StringEquals: throughService, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
  const logGroups = props.logGroups ?? [];
  if (logGroups.length > 0) {
    const arns = logGroups.map((name) => `arn:aws:logs:${region}:${account}:log-group:${name}`);
    statements.push({
      sid: 'LogGroups',
      principals: { Service: `logs.${region}.amazonaws.com` },
      actions: use,
      resources: ['*'],
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arns } },
    });
  }
  return [...statements, ...(props.statements ?? [])];
}
