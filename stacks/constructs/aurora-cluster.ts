import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import { masterUser } from '../../lambda/contract/database';
import type { Environment } from '../config';
import { auditLogRetentionInDays } from '../lib/limits';
import type { Naming } from '../lib/naming';
import { isWithin, requireThat } from '../lib/validation';
import { AuroraParameters } from './aurora-parameters';
import { EnhancedMonitoringRole } from './enhanced-monitoring-role';

/** Pinned: backtrack was refused on early versions of 3, and a minor version is a change that is reviewed. */
const engineVersion = '8.0.mysql_aurora.3.10.4';

/** 72 hours, the most there is. It can be set when a cluster is created and never be turned on later. */
const longestBacktrackInSeconds = 259_200;

/** `general` is left out: it would hold the literals of every statement. */
const exportedLogs = ['audit', 'error', 'slowquery'] as const;

/** A cluster of three takes AWS up to an hour to make or to change. */
const timeouts = { create: '120m', update: '120m', delete: '120m' };

const port = 3306;

export interface AuroraClusterProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** The schema that is there from the start. */
  readonly databaseName: string;
  /** Encrypts storage, backups, Performance Insights and the secret with the master password. */
  readonly keyArn: string;
  /** Encrypts the log groups; its policy must let CloudWatch Logs use it for them. */
  readonly logKeyArn: string;
  readonly vpcId: string;
  /** Three, one a zone. */
  readonly subnetIds: readonly string[];
  /** Three, in the order of the subnets: one instance stands in each. */
  readonly zoneNames: readonly string[];
  /** @default db.r5.large */
  readonly instanceClass?: string;
  /** Seconds the cluster can be turned back: 1 to 259200. @default 259200 */
  readonly backtrackWindowInSeconds?: number;
  /** Days of automated backups: 1 to 35. @default 7 */
  readonly backupRetentionInDays?: number;
}

/**
 * Aurora MySQL 3: a writer and two readers, one in each of three zones, encrypted, reached by TLS only, that can be turned
 * back by 72 hours.
 *
 * Nobody knows the master password: AWS keeps it in a secret of its own. Nothing is protected from deletion and nothing
 * is kept, so that every environment can be removed by `destroy` alone.
 */
export class AuroraCluster extends Construct {
  readonly clusterId: string;
  readonly clusterArn: string;
  readonly resourceId: string;
  readonly port = port;
  readonly databaseName: string;
  readonly writerEndpoint: string;
  readonly readerEndpoint: string;
  /** Has no rule: who may connect adds one, from its own group to this. */
  readonly securityGroupId: string;
  readonly masterSecretArn: string;
  readonly instanceIds: readonly string[];

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const backtrackWindow = props.backtrackWindowInSeconds ?? longestBacktrackInSeconds;
    const backupRetentionPeriod = props.backupRetentionInDays ?? 7;
    requireThat(this, [
      {
        holds: isWithin(backtrackWindow, 1, longestBacktrackInSeconds),
        otherwise: `backtrackWindowInSeconds is ${backtrackWindow} where 1 to ${longestBacktrackInSeconds} are allowed`,
      },
      {
        holds: isWithin(backupRetentionPeriod, 1, 35),
        otherwise: `backupRetentionInDays is ${backupRetentionPeriod} where 1 to 35 are allowed`,
      },
      ...Object.entries({ subnetIds: props.subnetIds, zoneNames: props.zoneNames }).map(
        ([prop, { length }]) => ({
          holds: length === 3,
          otherwise: `${prop} has ${length} entries where 3 are needed, one for each zone`,
        }),
      ),
    ]);
    const name = props.naming.name('database');
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'Who can reach the database',
      vpcId: props.vpcId,
    });
    const subnetGroup = new DbSubnetGroup(this, 'SubnetGroup', {
      name,
      description: 'The database tier, one subnet a zone',
      subnetIds: [...props.subnetIds],
    });
    const logGroups = this.logGroups(name, props.logKeyArn);
    const parameters = new AuroraParameters(this, 'Parameters', name);
    const cluster = new RdsCluster(this, 'Cluster', {
      clusterIdentifier: name,
      engine: 'aurora-mysql',
      engineVersion,
      engineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      databaseName: props.databaseName,
      port,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [securityGroup.id],
      dbClusterParameterGroupName: parameters.clusterGroupName,
      storageEncrypted: true,
      kmsKeyId: props.keyArn,
      masterUsername: masterUser,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.keyArn,
      iamDatabaseAuthenticationEnabled: true,
      backtrackWindow,
      backupRetentionPeriod,
      // in UTC; a backup and maintenance must not meet
      preferredBackupWindow: '03:00-04:00',
      preferredMaintenanceWindow: 'sun:06:00-sun:07:00',
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: [...exportedLogs],
      databaseInsightsMode: 'standard',
      skipFinalSnapshot: true,
      deletionProtection: false,
      deleteAutomatedBackups: true,
      timeouts,
      dependsOn: logGroups,
    });
    this.instanceIds = this.instances(cluster, parameters, props, logGroups).map(
      (instance) => instance.identifier,
    );
    this.clusterId = cluster.clusterIdentifier;
    this.clusterArn = cluster.arn;
    this.resourceId = cluster.clusterResourceId;
    this.databaseName = cluster.databaseName;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.securityGroupId = securityGroup.id;
    this.masterSecretArn = cluster.masterUserSecret.get(0).secretArn;
  }

  /** Made by us and not by Aurora, so that they are encrypted, kept for a year and gone after a destroy. */
  private logGroups(clusterIdentifier: string, kmsKeyId: string): CloudwatchLogGroup[] {
    return exportedLogs.map(
      (log) =>
        new CloudwatchLogGroup(this, `LogGroup-${log}`, {
          name: `/aws/rds/cluster/${clusterIdentifier}/${log}`,
          kmsKeyId,
          retentionInDays: auditLogRetentionInDays,
        }),
    );
  }

  private instances(
    cluster: RdsCluster,
    parameters: AuroraParameters,
    props: AuroraClusterProps,
    logGroups: readonly CloudwatchLogGroup[],
  ): RdsClusterInstance[] {
    const monitoring = new EnhancedMonitoringRole(this, 'Monitoring', props);
    return props.zoneNames.map((availabilityZone, index) => {
      // the first takes over as the writer where it can; which one is the writer changes with every failover
      const promotionTier = index === 0 ? 0 : 1;
      return new RdsClusterInstance(this, `Instance${index + 1}`, {
        identifier: props.naming.name(`database-${index + 1}`),
        clusterIdentifier: cluster.id,
        engine: cluster.engine,
        engineVersion: cluster.engineVersion,
        dbParameterGroupName: parameters.instanceGroupName,
        instanceClass: props.instanceClass ?? 'db.r5.large',
        availabilityZone,
        promotionTier,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: false,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: props.keyArn,
        performanceInsightsRetentionPeriod: 7,
        monitoringInterval: 60,
        monitoringRoleArn: monitoring.roleArn,
        timeouts,
        // a dying instance writes once more, and would make its log group anew if that were gone before it
        dependsOn: [...logGroups, monitoring.policy],
      });
    });
  }
}
