import type { JsonObject } from '../../../scripts/model/json';
import { all, only, readFrom, referenceTo, statements, type TerraformJson } from '../../support/platforms';
import { added, changed, policyChanged, removed, set, without, type Requirement } from './requirement';

const account = '123456789012';
const cluster = 'aws_rds_cluster';
const parameterGroup = 'aws_rds_cluster_parameter_group';
const firstInstance = ['aws_rds_cluster_instance', 'Instance1'] as const;
const databaseGroup = ['aws_security_group', 'Database'] as const;
const dataKey = ['aws_kms_key', 'DataKey'] as const;
const backupPolicy = ['aws_iam_role_policy', 'DatabaseBackup'] as const;
const backupRole = ['aws_iam_role', 'DatabaseBackup'] as const;
const monitoringPolicy = ['aws_iam_role_policy', 'Database_Monitoring'] as const;
const monitoringRole = ['aws_iam_role', 'Database_Monitoring'] as const;
const secret = ['aws_ssm_parameter', 'PspApiKey'] as const;

function parameters(data: TerraformJson): Record<string, unknown> {
  const list = only(data, parameterGroup)['parameter'] as JsonObject[];
  return Object.fromEntries(
    list.map(({ name, value, apply_method }) => [name, [value, apply_method]] as [string, unknown]),
  );
}

/** One parameter of the cluster is given another value. */
const parameterSet = (name: string, value: string) =>
  changed(`the parameter ${name} is ${value}`, (data) => {
    const list = only(data, parameterGroup)['parameter'] as JsonObject[];
    list.find((parameter) => parameter['name'] === name)!['value'] = value;
  });

const parameterMissing = (name: string) =>
  changed(`the parameter ${name} is missing`, (data) => {
    const group = only(data, parameterGroup);
    group['parameter'] = (group['parameter'] as JsonObject[]).filter(
      (parameter) => parameter['name'] !== name,
    );
  });

/** A reference to the key that encrypts data, or the one that encrypts logs. */
const keyReference = (key: 'DataKey' | 'LogKey') =>
  expect.stringMatching(new RegExp(`^\\$\\{aws_kms_key\\.${key}_\\w+\\.arn\\}$`)) as string;

/** What the brief asks of the data stack. */
export const dataRequirements: readonly Requirement[] = [
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
      expect(parameters(data)['binlog_format']).toEqual(['OFF', 'pending-reboot']);
    },
    broken: [
      set(cluster, 'backtrack_window', 86_400),
      without(cluster, 'backtrack_window'),
      without(cluster, 'db_cluster_parameter_group_name'),
      parameterSet('binlog_format', 'ROW'),
      parameterMissing('binlog_format'),
    ],
  },
  {
    name: 'takes connections over TLS 1.2 and later only, for users that AWS knows',
    check: (data) => {
      expect(parameters(data)).toMatchObject({
        require_secure_transport: ['ON', 'immediate'],
        tls_version: ['TLSv1.2,TLSv1.3', 'pending-reboot'],
      });
      expect(only(data, cluster)['iam_database_authentication_enabled']).toBe(true);
    },
    broken: [
      parameterSet('require_secure_transport', 'OFF'),
      parameterMissing('require_secure_transport'),
      parameterSet('tls_version', 'TLSv1.1,TLSv1.2'),
      set(cluster, 'iam_database_authentication_enabled', false),
    ],
  },
  {
    name: 'stores text as utf8mb4 and says how transactions are isolated',
    check: (data) => {
      expect(parameters(data)).toMatchObject({
        character_set_server: ['utf8mb4', expect.any(String)],
        collation_server: ['utf8mb4_0900_ai_ci', expect.any(String)],
        transaction_isolation: ['READ-COMMITTED', expect.any(String)],
      });
    },
    broken: [
      parameterSet('character_set_server', 'latin1'),
      parameterMissing('transaction_isolation'),
      parameterSet('transaction_isolation', 'READ-UNCOMMITTED'),
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
      expect(parameters(data)).toMatchObject({
        server_audit_logging: ['1', 'immediate'],
        server_audit_events: ['CONNECT,QUERY_DDL,QUERY_DCL', 'immediate'],
        slow_query_log: ['1', 'immediate'],
      });
      expect(parameters(data)).not.toHaveProperty('general_log');
    },
    broken: [
      set(cluster, 'enabled_cloudwatch_logs_exports', ['error', 'slowquery']),
      set(cluster, 'enabled_cloudwatch_logs_exports', ['audit', 'error', 'general', 'slowquery']),
      parameterSet('server_audit_logging', '0'),
      parameterMissing('server_audit_events'),
      parameterSet('server_audit_events', 'CONNECT,QUERY'),
      parameterMissing('slow_query_log'),
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
  {
    name: 'keeps sessions in a table that is paid by request, restorable, encrypted and rid of what has expired',
    check: (data) => {
      expect(only(data, 'aws_dynamodb_table')).toMatchObject({
        name: 'payments-sessions-dev',
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'session_id',
        deletion_protection_enabled: false,
        point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
        server_side_encryption: { enabled: true, kms_key_arn: keyReference('DataKey') },
        ttl: { enabled: true, attribute_name: 'expires_at' },
      });
    },
    broken: [
      set('aws_dynamodb_table', 'billing_mode', 'PROVISIONED'),
      set('aws_dynamodb_table', ['point_in_time_recovery', 'enabled'], false),
      without('aws_dynamodb_table', 'point_in_time_recovery'),
      without('aws_dynamodb_table', ['server_side_encryption', 'kms_key_arn']),
      set('aws_dynamodb_table', ['ttl', 'enabled'], false),
      set('aws_dynamodb_table', ['ttl', 'attribute_name'], 'ttl'),
      set('aws_dynamodb_table', 'deletion_protection_enabled', true),
    ],
  },
  {
    name: 'bounds the throughput of the session table where the environment says so',
    check: (data) => {
      expect(only(data, 'aws_dynamodb_table')['on_demand_throughput']).toEqual({
        max_read_request_units: 1000,
        max_write_request_units: 500,
      });
    },
    broken: [
      without('aws_dynamodb_table', 'on_demand_throughput'),
      set('aws_dynamodb_table', ['on_demand_throughput', 'max_write_request_units'], -1),
    ],
  },
  {
    name: 'backs the cluster up every day into an encrypted vault, for seven days',
    check: (data) => {
      expect(only(data, 'aws_backup_vault')).toMatchObject({
        name: 'payments-database-dev',
        kms_key_arn: keyReference('DataKey'),
        force_destroy: true,
      });
      expect(only(data, 'aws_backup_plan')['rule']).toEqual([
        {
          rule_name: 'payments-daily-dev',
          target_vault_name: referenceTo('aws_backup_vault'),
          schedule: expect.stringMatching(/^cron\(\d+ \d+ \* \* \? \*\)$/) as string,
          start_window: 60,
          completion_window: 180,
          lifecycle: { delete_after: 7 },
        },
      ]);
      expect(only(data, 'aws_backup_selection')).toMatchObject({
        plan_id: referenceTo('aws_backup_plan'),
        iam_role_arn: expect.stringContaining('DatabaseBackup') as string,
        resources: [referenceTo(cluster)],
      });
      expect(all(data, 'aws_backup_vault_lock_configuration')).toEqual([]);
    },
    broken: [
      removed('aws_backup_selection'),
      set('aws_backup_vault', 'force_destroy', false),
      without('aws_backup_vault', 'kms_key_arn'),
      set('aws_backup_plan', ['rule', 0, 'schedule'], 'cron(0 5 ? * 1 *)'),
      set('aws_backup_plan', ['rule', 0, 'lifecycle', 'delete_after'], 30),
      set('aws_backup_plan', ['rule', 0, 'enable_continuous_backup'], true),
      set('aws_backup_selection', 'resources', ['*']),
      added('aws_backup_vault_lock_configuration', { min_retention_days: 7 }, 'the vault is locked'),
    ],
  },
  {
    name: 'lets AWS Backup take and expire snapshots of this cluster, and nothing else',
    check: (data) => {
      expect(statements(only(data, ...backupRole), 'assume_role_policy')).toEqual([
        {
          Sid: 'Service',
          Effect: 'Allow',
          Principal: { Service: 'backup.amazonaws.com' },
          Action: ['sts:AssumeRole'],
        },
      ]);
      const granted = statements(only(data, ...backupPolicy));
      const snapshots = `arn:aws:rds:us-east-1:${account}:cluster-snapshot:awsbackup:*`;
      expect(granted.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
      expect(granted.map(({ Resource }) => Resource)).toEqual([
        [referenceTo(cluster), snapshots],
        [snapshots],
        [referenceTo('aws_backup_vault')],
        [keyReference('DataKey')],
        [keyReference('DataKey')],
      ]);
    },
    broken: [
      policyChanged('it may read every database', backupPolicy, ([take]) => {
        take!['Resource'] = ['*'];
      }),
      policyChanged('it may do all that RDS knows', backupPolicy, ([take]) => {
        take!['Action'] = ['rds:*'];
      }),
      policyChanged(
        'a function may take the role',
        backupRole,
        ([trust]) => {
          trust!['Principal'] = { Service: 'lambda.amazonaws.com' };
        },
        'assume_role_policy',
      ),
    ],
  },
  {
    name: 'attaches no policy of AWS, and has no role but that of the two services',
    check: (data) => {
      expect(all(data, 'aws_iam_role').map((role) => role['name'])).toEqual([
        'payments-database-backup-dev',
        'payments-database-monitoring-dev',
      ]);
      expect(all(data, 'aws_iam_role_policy_attachment')).toEqual([]);
      for (const role of all(data, 'aws_iam_role')) {
        expect(role).not.toHaveProperty('managed_policy_arns');
      }
    },
    broken: [
      added('aws_iam_role', { name: 'payments-db-access-dev' }, 'there is a role nobody uses'),
      added(
        'aws_iam_role_policy_attachment',
        { role: 'payments-db-access-dev', policy_arn: 'arn:aws:iam::aws:policy/AmazonRDSFullAccess' },
        'AmazonRDSFullAccess is attached',
      ),
      set(backupRole, 'managed_policy_arns', ['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess']),
    ],
  },
  {
    name: 'publishes where things are as plain parameters of the environment',
    check: (data) => {
      const plain = all(data, 'aws_ssm_parameter').filter(({ type }) => type === 'String');
      expect(plain.map(({ name, value }) => [name, value])).toEqual([
        [
          '/payments/dev/database/master-secret-arn',
          expect.stringMatching(/\.master_user_secret\[0\]\.secret_arn\}$/),
        ],
        ['/payments/dev/database/port', '3306'],
        ['/payments/dev/database/reader-endpoint', expect.stringMatching(/\.reader_endpoint\}$/)],
        ['/payments/dev/database/writer-endpoint', expect.stringMatching(/\.endpoint\}$/)],
        ['/payments/dev/sessions/table-name', expect.stringMatching(/^\$\{aws_dynamodb_table\..+\.name\}$/)],
      ]);
    },
    broken: [
      removed(['aws_ssm_parameter', 'DatabaseWriter']),
      set(['aws_ssm_parameter', 'DatabaseWriter'], 'type', 'SecureString'),
      set(['aws_ssm_parameter', 'DatabasePort'], 'name', '/payments/database/port'),
    ],
  },
  {
    name: 'keeps secrets encrypted, with a random placeholder that is in no state and written only once',
    check: (data) => {
      const secrets = Object.entries(data.resource['aws_ssm_parameter'] ?? {}).filter(
        ([, { type }]) => type !== 'String',
      );
      expect(secrets.map(([, { name }]) => name)).toEqual([
        '/payments/dev/psp/api-key',
        '/payments/dev/psp/webhook-secret',
      ]);
      for (const [local, parameter] of secrets) {
        expect(parameter).toMatchObject({
          type: 'SecureString',
          key_id: keyReference('DataKey'),
          value_wo: `\${ephemeral.aws_secretsmanager_random_password.${local}.random_password}`,
          value_wo_version: 1,
        });
        expect(parameter).not.toHaveProperty('value');
        expect(parameter).not.toHaveProperty('insecure_value');
        expect(data.ephemeral?.['aws_secretsmanager_random_password']?.[local]).toEqual({
          password_length: 40,
          exclude_punctuation: true,
        });
      }
    },
    broken: [
      set(secret, 'value', 'sk_live'),
      set(secret, 'type', 'String'),
      set(secret, 'insecure_value', 'sk_live'),
      without(secret, 'key_id'),
      without(secret, 'value_wo'),
      set(secret, 'value_wo_version', 2),
      changed('the placeholder is a resource, which state would hold', (data) => {
        data.resource['aws_secretsmanager_random_password'] =
          data.ephemeral!['aws_secretsmanager_random_password']!;
        delete data.ephemeral;
      }),
    ],
  },
  {
    name: 'separates who administers a key from who uses it, and through which service',
    check: (data) => {
      for (const key of all(data, 'aws_kms_key')) {
        expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 7 });
      }
      const [administration, throughServices, grants, ...services] = statements(only(data, ...dataKey));
      expect(administration!.Action).not.toContain('kms:Decrypt');
      expect(administration!.Action.filter((action) => action.includes('*'))).toEqual([]);
      expect(throughServices!.Condition).toEqual({
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': ['backup', 'dynamodb', 'lambda', 'rds', 'secretsmanager', 'sqs', 'ssm'].map(
            (service) => `${service}.us-east-1.amazonaws.com`,
          ),
        },
      });
      expect(grants).toMatchObject({
        Action: ['kms:CreateGrant'],
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      });
      for (const { Principal, Action, Condition } of services) {
        expect(Principal).toEqual({ Service: 'events.amazonaws.com' });
        expect(Action).not.toContain('kms:CreateGrant');
        expect(JSON.stringify(Condition ?? {})).not.toMatch(/aws:Source(Arn|Account)/);
      }
      expect(services.slice(1).map(({ Condition }) => Condition)).toEqual([
        {
          ArnLike: {
            'kms:EncryptionContext:aws:events:event-bus:arn': `arn:aws:events:us-east-1:${account}:event-bus/payments-*-dev`,
          },
        },
        {
          ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:us-east-1:${account}:payments-*-dev` },
        },
      ]);
    },
    broken: [
      set(dataKey, 'enable_key_rotation', false),
      set(dataKey, 'deletion_window_in_days', 30),
      policyChanged('administrators may decrypt', dataKey, ([administration]) => {
        administration!['Action'] = ['kms:*'];
      }),
      policyChanged('everybody in the account may use it directly', dataKey, ([, use]) => {
        delete use!['Condition'];
      }),
      policyChanged('anybody may grant it on', dataKey, ([, , grants]) => {
        delete grants!['Condition'];
      }),
      policyChanged('EventBridge must say a source it does not send', dataKey, (all_) => {
        all_.at(-1)!['Condition'] = { StringEquals: { 'aws:SourceAccount': account } };
      }),
    ],
  },
  {
    name: 'encrypts the logs of this environment and of no other',
    check: (data) => {
      const [administration, logs, ...others] = statements(only(data, 'aws_kms_key', 'LogKey'));
      expect(administration!.Sid).toBe('Administration');
      expect(logs).toMatchObject({
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': [
              `arn:aws:logs:us-east-1:${account}:log-group:*payments-*-dev`,
              `arn:aws:logs:us-east-1:${account}:log-group:*payments-*-dev/*`,
            ],
          },
        },
      });
      expect(others).toEqual([]);
    },
    broken: [
      policyChanged('CloudWatch may use it for any log group', ['aws_kms_key', 'LogKey'], ([, logs]) => {
        delete logs!['Condition'];
      }),
    ],
  },
];
