import type { JsonObject } from '../../../scripts/model/json';
import { all, only, readFrom, referenceTo, statements, type TerraformJson } from '../../support/platforms';
import { keyReference } from './keys';
import { added, changed, policyChanged, removed, set, without, type Requirement } from './requirement';

const account = '123456789012';
const cluster = 'aws_rds_cluster';
const parameterGroup = 'aws_rds_cluster_parameter_group';
const firstInstance = ['aws_rds_cluster_instance', 'Instance1'] as const;
const databaseGroup = ['aws_security_group', 'Database'] as const;
const monitoringPolicy = ['aws_iam_role_policy', 'Database_Monitoring'] as const;
const monitoringRole = ['aws_iam_role', 'Database_Monitoring'] as const;

const instanceGroup = 'aws_db_parameter_group';

/** Values and apply methods by name. */
function parameters(data: TerraformJson, group: string): Record<string, unknown> {
  const list = only(data, group)['parameter'] as JsonObject[];
  return Object.fromEntries(
    list.map(({ name, value, apply_method }) => [name, [value, apply_method]] as [string, unknown]),
  );
}

/** One parameter is given another value. */
const parameterSet = (group: string, name: string, value: string) =>
  changed(`the parameter ${name} is ${value}`, (data) => {
    const list = only(data, group)['parameter'] as JsonObject[];
    list.find((parameter) => parameter['name'] === name)!['value'] = value;
  });

const parameterMissing = (group: string, name: string) =>
  changed(`the parameter ${name} is missing`, (data) => {
    const holder = only(data, group);
    holder['parameter'] = (holder['parameter'] as JsonObject[]).filter(
      (parameter) => parameter['name'] !== name,
    );
  });

/** What the brief asks of the database, which stands in the data stack. */
export const databaseRequirements: readonly Requirement[] = [
  {
    name: 'runs a pinned Aurora MySQL 3 in the database tier',
    check: (data) => {
      expect(only(data, cluster)).toMatchObject({
        cluster_identifier: 'payments-database-dev',
        engine: 'aurora-mysql',
        engine_version: expect.stringMatching(/^8\.0\.mysql_aurora\.3\.\d+\.\d+$/) as string,
        engine_lifecycle_support: 'open-source-rds-extended-support-disabled',
        db_subnet_group_name: referenceTo('aws_db_subnet_group'),
        vpc_security_group_ids: [referenceTo('aws_security_group')],
      });
      // given zones, AWS answers with others and terraform would replace the cluster
      expect(only(data, cluster)).not.toHaveProperty('availability_zones');
      const subnets = only(data, 'aws_db_subnet_group')['subnet_ids'] as string[];
      expect(subnets).toEqual([0, 1, 2].map(() => readFrom('network')));
      expect(subnets.filter((subnet) => subnet.includes('DatabaseSubnet'))).toHaveLength(3);
    },
    broken: [
      without(cluster, 'engine_version'),
      set(cluster, 'engine_version', '8.0.mysql_aurora.3'),
      set(cluster, 'engine', 'aurora-postgresql'),
      set(cluster, 'engine_lifecycle_support', 'open-source-rds-extended-support'),
      set(cluster, 'availability_zones', ['us-east-1a', 'us-east-1b', 'us-east-1c']),
      without('aws_db_subnet_group', ['subnet_ids', 2]),
      changed('it stands in the subnets of the functions', (data) => {
        const group = only(data, 'aws_db_subnet_group');
        group['subnet_ids'] = (group['subnet_ids'] as string[]).map((subnet) =>
          subnet.replace('DatabaseSubnet', 'AppSubnet'),
        );
      }),
    ],
  },
  {
    name: 'has a writer and two readers of db.r5.large, one in each of three zones',
    check: (data) => {
      const instances = all(data, 'aws_rds_cluster_instance');
      expect(instances.map((instance) => instance['instance_class'])).toEqual(
        Array<string>(3).fill('db.r5.large'),
      );
      expect(instances.map((instance) => instance['promotion_tier'])).toEqual([0, 1, 1]);
      const zones = instances.map((instance) => instance['availability_zone']);
      expect(zones).toEqual([0, 1, 2].map(() => readFrom('network')));
      expect(new Set(zones).size).toBe(3);
      expect(instances).toEqual(
        instances.map((): unknown =>
          expect.objectContaining({
            cluster_identifier: referenceTo(cluster),
            publicly_accessible: false,
            auto_minor_version_upgrade: false,
          }),
        ),
      );
    },
    broken: [
      removed(['aws_rds_cluster_instance', 'Instance3']),
      changed('one instance is all there is', (data) => {
        const byName = data.resource['aws_rds_cluster_instance']!;
        data.resource['aws_rds_cluster_instance'] = Object.fromEntries(Object.entries(byName).slice(0, 1));
      }),
      changed('two instances share a zone', (data) => {
        const zone = only(data, ...firstInstance)['availability_zone']!;
        only(data, 'aws_rds_cluster_instance', 'Instance2')['availability_zone'] = zone;
      }),
      set(firstInstance, 'instance_class', 'db.t3.medium'),
      set(firstInstance, 'promotion_tier', 15),
      set(firstInstance, 'publicly_accessible', true),
      set(firstInstance, 'auto_minor_version_upgrade', true),
    ],
  },
  {
    name: 'encrypts the database with the customer managed key',
    check: (data) => {
      expect(only(data, cluster)).toMatchObject({
        storage_encrypted: true,
        kms_key_id: keyReference('DataKey'),
      });
    },
    broken: [
      set(cluster, 'storage_encrypted', false),
      without(cluster, 'storage_encrypted'),
      without(cluster, 'kms_key_id'),
      set(cluster, 'kms_key_id', 'alias/aws/rds'),
    ],
  },
  {
    name: 'can turn the database back by 72 hours, with no binary log in the way',
    check: (data) => {
      expect(only(data, cluster)).toMatchObject({
        backtrack_window: 259_200,
        db_cluster_parameter_group_name: referenceTo(parameterGroup),
      });
      expect(only(data, parameterGroup)['family']).toBe('aurora-mysql8.0');
      expect(parameters(data, parameterGroup)['binlog_format']).toEqual(['OFF', 'pending-reboot']);
    },
    broken: [
      set(cluster, 'backtrack_window', 86_400),
      without(cluster, 'backtrack_window'),
      without(cluster, 'db_cluster_parameter_group_name'),
      parameterSet(parameterGroup, 'binlog_format', 'ROW'),
      parameterMissing(parameterGroup, 'binlog_format'),
    ],
  },
  {
    name: 'takes connections over TLS 1.2 and later only, for users that AWS knows',
    check: (data) => {
      expect(parameters(data, parameterGroup)).toMatchObject({
        require_secure_transport: ['ON', 'immediate'],
        tls_version: ['TLSv1.2,TLSv1.3', 'pending-reboot'],
      });
      expect(only(data, cluster)['iam_database_authentication_enabled']).toBe(true);
    },
    broken: [
      parameterSet(parameterGroup, 'require_secure_transport', 'OFF'),
      parameterMissing(parameterGroup, 'require_secure_transport'),
      parameterSet(parameterGroup, 'tls_version', 'TLSv1.1,TLSv1.2'),
      set(cluster, 'iam_database_authentication_enabled', false),
    ],
  },
  {
    name: 'stores text as utf8mb4 and says how transactions are isolated',
    check: (data) => {
      expect(parameters(data, parameterGroup)).toMatchObject({
        character_set_server: ['utf8mb4', expect.any(String)],
        collation_server: ['utf8mb4_0900_ai_ci', expect.any(String)],
      });
      expect(parameters(data, instanceGroup)['transaction_isolation']).toEqual([
        'READ-COMMITTED',
        'immediate',
      ]);
    },
    broken: [
      parameterSet(parameterGroup, 'character_set_server', 'latin1'),
      parameterMissing(instanceGroup, 'transaction_isolation'),
      parameterSet(instanceGroup, 'transaction_isolation', 'READ-UNCOMMITTED'),
    ],
  },
  {
    name: 'leaves the master password to AWS, so that it is in no state and no code',
    check: (data) => {
      expect(only(data, cluster)).toMatchObject({
        manage_master_user_password: true,
        master_user_secret_kms_key_id: keyReference('DataKey'),
      });
      for (const attribute of ['master_password', 'master_password_wo']) {
        expect(only(data, cluster)).not.toHaveProperty(attribute);
      }
    },
    broken: [
      set(cluster, 'master_password', 'ChangeMeInProduction'),
      set(cluster, 'manage_master_user_password', false),
      without(cluster, 'manage_master_user_password'),
      without(cluster, 'master_user_secret_kms_key_id'),
    ],
  },
  {
    name: 'audits connections and changes of schema and rights, and logs errors and slow statements, never all statements',
    check: (data) => {
      expect(only(data, cluster)['enabled_cloudwatch_logs_exports']).toEqual(['audit', 'error', 'slowquery']);
      expect(parameters(data, parameterGroup)).toMatchObject({
        server_audit_logging: ['1', 'immediate'],
        server_audit_events: ['CONNECT,QUERY_DDL,QUERY_DCL', 'immediate'],
      });
      expect(parameters(data, instanceGroup)).toMatchObject({
        slow_query_log: ['1', 'immediate'],
        long_query_time: ['1', 'immediate'],
      });
      for (const group of [parameterGroup, instanceGroup]) {
        expect(parameters(data, group)).not.toHaveProperty('general_log');
      }
      for (const instance of all(data, 'aws_rds_cluster_instance')) {
        expect(instance['db_parameter_group_name']).toEqual(referenceTo(instanceGroup));
      }
    },
    broken: [
      set(cluster, 'enabled_cloudwatch_logs_exports', ['error', 'slowquery']),
      set(cluster, 'enabled_cloudwatch_logs_exports', ['audit', 'error', 'general', 'slowquery']),
      parameterSet(parameterGroup, 'server_audit_logging', '0'),
      parameterMissing(parameterGroup, 'server_audit_events'),
      parameterSet(parameterGroup, 'server_audit_events', 'CONNECT,QUERY'),
      parameterMissing(instanceGroup, 'slow_query_log'),
      without(firstInstance, 'db_parameter_group_name'),
    ],
  },
  {
    name: 'makes the log groups of the database itself, before the cluster and each instance, which go before them',
    check: (data) => {
      const groups = Object.entries(data.resource['aws_cloudwatch_log_group'] ?? {});
      expect(groups.map(([, group]) => group['name'])).toEqual(
        ['audit', 'error', 'slowquery'].map((log) => `/aws/rds/cluster/payments-database-dev/${log}`),
      );
      for (const [, group] of groups) {
        expect(group).toMatchObject({ kms_key_id: keyReference('LogKey'), retention_in_days: 400 });
      }
      const addresses = groups.map(([local]) => `aws_cloudwatch_log_group.${local}`);
      for (const dependent of [only(data, cluster), ...all(data, 'aws_rds_cluster_instance')]) {
        expect(dependent['depends_on']).toEqual(expect.arrayContaining(addresses));
      }
    },
    broken: [
      removed(['aws_cloudwatch_log_group', 'audit']),
      without(['aws_cloudwatch_log_group', 'error'], 'kms_key_id'),
      without(cluster, 'depends_on'),
      without(firstInstance, 'depends_on'),
      without(firstInstance, ['depends_on', 0]),
    ],
  },
  {
    name: 'watches every instance by Performance Insights and enhanced monitoring',
    check: (data) => {
      for (const instance of all(data, 'aws_rds_cluster_instance')) {
        expect(instance).toMatchObject({
          performance_insights_enabled: true,
          performance_insights_kms_key_id: keyReference('DataKey'),
          performance_insights_retention_period: 7,
          monitoring_interval: 60,
          monitoring_role_arn: expect.stringContaining('Database_Monitoring') as string,
        });
      }
      expect(only(data, cluster)['database_insights_mode']).toBe('standard');
    },
    broken: [
      set(firstInstance, 'performance_insights_enabled', false),
      without(firstInstance, 'performance_insights_kms_key_id'),
      set(firstInstance, 'monitoring_interval', 0),
      without(firstInstance, 'monitoring_role_arn'),
    ],
  },
  {
    name: 'lets RDS write the metrics of its operating systems, for databases of this environment only',
    check: (data) => {
      expect(statements(only(data, ...monitoringRole), 'assume_role_policy')).toMatchObject([
        {
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:aws:rds:us-east-1:${account}:db:payments-*-dev` },
          },
        },
      ]);
      const group = `arn:aws:logs:us-east-1:${account}:log-group:RDSOSMetrics`;
      expect(statements(only(data, ...monitoringPolicy)).map(({ Resource }) => Resource)).toEqual([
        [group],
        [`${group}:log-stream:*`],
      ]);
    },
    broken: [
      policyChanged(
        'another account may make the service take the role',
        monitoringRole,
        ([statement]) => {
          delete statement!['Condition'];
        },
        'assume_role_policy',
      ),
      policyChanged('it may write to every log group', monitoringPolicy, ([, streams]) => {
        streams!['Resource'] = ['*'];
      }),
    ],
  },
  {
    name: 'keeps seven days of backups, taken when no maintenance is',
    check: (data) => {
      const { preferred_backup_window, preferred_maintenance_window, ...rest } = only(data, cluster);
      expect(rest).toMatchObject({ backup_retention_period: 7, copy_tags_to_snapshot: true });
      const [backupStart, backupEnd] = (preferred_backup_window as string).split('-');
      const [start, end] = (preferred_maintenance_window as string)
        .split('-')
        .map((time) => time.replace(/^\w+:/, ''));
      // both stand within one day, so that texts order as times do
      expect([backupStart! < backupEnd!, start! < end!]).toEqual([true, true]);
      expect(backupEnd! <= start! || end! <= backupStart!).toBe(true);
    },
    broken: [
      set(cluster, 'backup_retention_period', 1),
      without(cluster, 'copy_tags_to_snapshot'),
      set(cluster, 'preferred_backup_window', '06:30-07:30'),
    ],
  },
  {
    name: 'lets the database go without a snapshot, a protection or a backup left behind, however long it takes',
    check: (data) => {
      expect(only(data, cluster)).toMatchObject({
        skip_final_snapshot: true,
        deletion_protection: false,
        delete_automated_backups: true,
      });
      for (const resource of [only(data, cluster), ...all(data, 'aws_rds_cluster_instance')]) {
        expect(resource['timeouts']).toEqual({ create: '120m', update: '120m', delete: '120m' });
        expect(resource).not.toHaveProperty('lifecycle');
      }
    },
    broken: [
      set(cluster, 'skip_final_snapshot', false),
      without(cluster, 'skip_final_snapshot'),
      set(cluster, 'deletion_protection', true),
      set(cluster, 'delete_automated_backups', false),
      set(cluster, 'lifecycle', { prevent_destroy: true }),
      without(cluster, 'timeouts'),
    ],
  },
  {
    name: 'opens the database to nobody: who connects adds a rule from its own group',
    check: (data) => {
      const group = only(data, ...databaseGroup);
      expect(group).toMatchObject({ name: 'payments-database-dev', vpc_id: readFrom('network') });
      for (const direction of ['ingress', 'egress']) {
        expect(group).not.toHaveProperty(direction);
        expect(all(data, `aws_vpc_security_group_${direction}_rule`)).toEqual([]);
      }
      expect(all(data, 'aws_security_group_rule')).toEqual([]);
    },
    broken: [
      set(databaseGroup, 'ingress', [
        { cidr_blocks: ['10.20.0.0/16'], from_port: 3306, to_port: 3306, protocol: 'tcp' },
      ]),
      set(databaseGroup, 'egress', [
        { cidr_blocks: ['0.0.0.0/0'], from_port: 0, to_port: 0, protocol: '-1' },
      ]),
      added(
        'aws_vpc_security_group_ingress_rule',
        { cidr_ipv4: '10.20.0.0/16', from_port: 3306, to_port: 3306, ip_protocol: 'tcp' },
        'the whole VPC may connect',
      ),
    ],
  },
];
