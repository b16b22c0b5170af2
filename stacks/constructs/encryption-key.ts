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
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

export interface EncryptionKeyProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What the key is for; its alias and description say so. */
  readonly noun: string;
  /** The AWS services through which principals of this account may use the key, such as `sqs`. @default none */
  readonly usedThrough?: readonly string[];
  /** Those services among them that hold on to the key by a grant, such as `dynamodb` and `rds`. @default none */
  readonly grantedThrough?: readonly string[];
  /** The log groups CloudWatch Logs may encrypt with the key, by name; `*` stands for any text. @default none */
  readonly logGroups?: readonly string[];
  /** What services may do with the key in their own name. @default none */
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
      policy: policyDocument([
        administrationOf(props),
        ...useThroughServices(props),
        ...grantsForServices(props),
        ...encryptionOfLogGroups(props),
        ...(props.statements ?? []),
      ]),
    });
    new KmsAlias(this, 'Alias', { name: props.naming.alias(props.noun), targetKeyId: key.keyId });
    this.keyArn = key.arn;
  }
}

// `Resource: "*"` is the key itself in a key policy

const accountOf = ({ environment }: EncryptionKeyProps) => ({
  AWS: `arn:aws:iam::${environment.account}:root`,
});

function administrationOf(props: EncryptionKeyProps): Statement {
  return { sid: 'Administration', principals: accountOf(props), actions: administration, resources: ['*'] };
}

const through = ({ environment }: EncryptionKeyProps, services: readonly string[]) => ({
  'kms:CallerAccount': environment.account,
  'kms:ViaService': services.map((service) => `${service}.${environment.region}.amazonaws.com`),
});

function useThroughServices(props: EncryptionKeyProps): Statement[] {
  const services = props.usedThrough ?? [];
  if (services.length === 0) return [];
  return [
    {
      sid: 'UseThroughServices',
      principals: accountOf(props),
      actions: use,
      resources: ['*'],
      conditions: { StringEquals: through(props, services) },
    },
  ];
}

function grantsForServices(props: EncryptionKeyProps): Statement[] {
  const services = props.grantedThrough ?? [];
  if (services.length === 0) return [];
  return [
    {
      sid: 'GrantsForServices',
      principals: accountOf(props),
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: {
        StringEquals: through(props, services),
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function encryptionOfLogGroups(props: EncryptionKeyProps): Statement[] {
  const logGroups = props.logGroups ?? [];
  if (logGroups.length === 0) return [];
  const { account, region } = props.environment;
  const arns = logGroups.map((name) => `arn:aws:logs:${region}:${account}:log-group:${name}`);
  return [
    {
      sid: 'LogGroups',
      principals: { Service: `logs.${region}.amazonaws.com` },
      actions: use,
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arns } },
    },
  ];
}
