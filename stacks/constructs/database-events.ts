import { BackupVaultNotifications } from '@cdktf/provider-aws/lib/backup-vault-notifications';
import { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import type { DataOutputs } from '../outputs';
import type { NotificationTopic } from './notification-topic';

/** RDS takes 255 characters as the name of a subscription. */
const nameLimit = 255;

/** What is worth a message, by kind of source, as RDS categorizes its events. */
const categories = {
  cluster: ['failover', 'failure', 'maintenance'],
  instance: ['availability', 'failover', 'failure', 'low storage', 'maintenance', 'recovery'],
};

export interface DatabaseEventsProps {
  readonly naming: Naming;
  readonly topic: NotificationTopic;
  readonly database: DataOutputs['database'];
  readonly backupVaultName: string;
}

/** Tells of failovers, failures and maintenance of the database, and of how each backup and restore of it ended. */
export class DatabaseEvents extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseEventsProps) {
    super(scope, id);
    const { backupVaultName, database, naming, topic } = props;
    const { policy, topicArn } = topic;
    new DbEventSubscription(this, 'Cluster', {
      name: clusterSubscription(naming),
      snsTopic: topicArn,
      sourceType: 'db-cluster',
      sourceIds: [database.clusterId],
      eventCategories: categories.cluster,
      dependsOn: [policy],
    });
    new DbEventSubscription(this, 'Instances', {
      name: instanceSubscription(naming),
      snsTopic: topicArn,
      sourceType: 'db-instance',
      sourceIds: [...database.instanceIds],
      eventCategories: categories.instance,
      dependsOn: [policy],
    });
    new BackupVaultNotifications(this, 'Vault', {
      backupVaultName,
      snsTopicArn: topicArn,
      // BACKUP_JOB_FAILED and its like are accepted and never sent any more; COMPLETED says how the job ended:
      // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html
      backupVaultEvents: ['BACKUP_JOB_COMPLETED', 'RESTORE_JOB_COMPLETED'],
      dependsOn: [policy],
    });
  }

  /** What RDS publishes about, by ARN: the topic must know it before RDS tries. */
  static sources(environment: Environment, naming: Naming, database: DataOutputs['database']): string[] {
    const rds = `arn:aws:rds:${environment.region}:${environment.account}`;
    return [
      database.clusterArn,
      ...database.instanceIds.map((instance) => `${rds}:db:${instance}`),
      `${rds}:es:${clusterSubscription(naming)}`,
      `${rds}:es:${instanceSubscription(naming)}`,
    ];
  }
}

function clusterSubscription(naming: Naming): string {
  return naming.name('database-cluster', nameLimit);
}

function instanceSubscription(naming: Naming): string {
  return naming.name('database-instances', nameLimit);
}
