import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import type { Statement } from '../lib/policy-document';
import { isWithin, requireThat } from '../lib/validation';
import { ServiceRole } from './service-role';

export interface DailyBackupProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What is backed up; vault, plan and role are named after it. */
  readonly noun: string;
  readonly clusterArn: string;
  /** Encrypts the vault; a recovery point of Aurora keeps the key of its cluster. */
  readonly keyArn: string;
  /** Days until a recovery point is deleted: 1 to 35. @default 7 */
  readonly retentionInDays?: number;
}

/**
 * A recovery point of one Aurora cluster every day, in a vault of its own that can be destroyed with all it holds.
 *
 * Continuous backup stays off: it would take the retention of the cluster's own backups out of terraform's hands.
 */
export class DailyBackup extends Construct {
  readonly vaultName: string;

  constructor(scope: Construct, id: string, props: DailyBackupProps) {
    super(scope, id);
    const deleteAfter = props.retentionInDays ?? 7;
    requireThat(this, [
      {
        holds: isWithin(deleteAfter, 1, 35),
        otherwise: `retentionInDays is ${deleteAfter} where 1 to 35 are allowed`,
      },
    ]);
    const name = props.naming.name(props.noun);
    const vault = new BackupVault(this, 'Vault', { name, kmsKeyArn: props.keyArn, forceDestroy: true });
    const plan = new BackupPlan(this, 'Plan', {
      name,
      rule: [
        {
          ruleName: props.naming.name('daily'),
          targetVaultName: vault.name,
          // after the cluster's own backup window
          schedule: 'cron(0 5 * * ? *)',
          startWindow: 60,
          completionWindow: 180,
          lifecycle: { deleteAfter },
        },
      ],
    });
    const role = new ServiceRole(this, 'Service', {
      name: props.naming.name(`${props.noun}-backup`),
      description: `Backs up the ${props.noun}`,
      service: 'backup.amazonaws.com',
      statements: backUpCluster(props, vault.arn),
    });
    new BackupSelection(this, 'Selection', {
      name,
      planId: plan.id,
      iamRoleArn: role.roleArn,
      resources: [props.clusterArn],
      dependsOn: [role.policy],
    });
    this.vaultName = vault.name;
  }
}

/** Of AWSBackupServiceRolePolicyForBackup, which covers every service, what one Aurora cluster takes. */
function backUpCluster({ environment, clusterArn, keyArn }: DailyBackupProps, vaultArn: string): Statement[] {
  const { account, region } = environment;
  const snapshots = `arn:aws:rds:${region}:${account}:cluster-snapshot:awsbackup:*`;
  return [
    {
      sid: 'TakeSnapshots',
      actions: [
        'rds:AddTagsToResource',
        'rds:CreateDBClusterSnapshot',
        'rds:DescribeDBClusterSnapshots',
        'rds:DescribeDBClusters',
        'rds:ListTagsForResource',
      ],
      resources: [clusterArn, snapshots],
    },
    {
      sid: 'ExpireSnapshots',
      actions: ['rds:DeleteDBClusterSnapshot', 'rds:ModifyDBClusterSnapshotAttribute'],
      resources: [snapshots],
    },
    { sid: 'UseVault', actions: ['backup:DescribeBackupVault'], resources: [vaultArn] },
    {
      sid: 'UseKey',
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
      ],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': viaServices(region) } },
    },
    {
      sid: 'GrantKey',
      actions: ['kms:CreateGrant'],
      resources: [keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': viaServices(region) },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    },
  ];
}

const viaServices = (region: string) => [`backup.${region}.amazonaws.com`, `rds.${region}.amazonaws.com`];
